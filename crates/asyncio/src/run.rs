//! The way into a loop, and out of it.

use std::panic::resume_unwind;
use std::sync::Arc;

use crate::core::End;
use crate::event_loop::{BoxFuture, EndOnDrop, EventLoop};

/// `asyncio.run()`: runs `main` as the first task of a new loop. When main ends, cancels the tasks
/// that are left, waits until they and their callbacks are done, and returns main's value.
///
/// `spawn` is all that this crate knows of a runtime: it has the runtime run a future, and lets go
/// of it ("detaches" it).
///
/// The loop is closed when main ends, when this future is dropped, or when the runtime drops a task
/// unfinished, as it does when it shuts down: then all tasks are cancelled, and
/// [`create_task`](crate::create_task) gives cancelled tasks only. There is no time limit: a task
/// that never comes to a suspension point holds `run` up.
///
/// # Panics
/// When all tasks are done: with main's own panic, or if main was cancelled. And if `spawn` panics.
pub async fn run<T: Send + 'static>(
    spawn: impl Fn(BoxFuture) + Send + Sync + 'static,
    main: impl Future<Output = T> + Send + 'static,
) -> T {
    let event_loop = Arc::new(EventLoop::new(spawn));
    let _end = EndOnDrop(&event_loop);
    let main = event_loop.create_task(main);
    main.add_done_callback(|main| _ = main.core.event_loop.close());
    event_loop.until_empty().await;
    match main.core.take_end() {
        End::Returned(value) => *value.downcast().expect("a T"),
        End::Panicked(panic) => resume_unwind(panic),
        End::Cancelled => panic!("main was cancelled"),
    }
}
