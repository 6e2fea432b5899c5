//! `run`: a loop's beginning and end.

use std::future::poll_fn;
use std::mem;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use crate::error::{TaskError, catch, discard};
use crate::flag::lock;
use crate::state::{Coroutine, EventLoop, Shared};

/// `asyncio.run()`: runs `main` as the first task of a new loop. When main ends, the loop closes, and
/// `run` waits for the other tasks and their callbacks. Then it returns main's value.
///
/// `spawn` passes a future to the runtime and detaches it. It is the only part that depends on the
/// runtime. `run` drops it before it returns. It cannot be `create_task`, which calls it.
///
/// A loop closes when main ends, when this future is dropped, or when the runtime drops a task
/// unfinished, as it does when it shuts down. Then all tasks are cancelled, and so is each task that
/// [`create_task`](crate::create_task) still creates. `run` waits without a time limit: a task that never reaches a
/// suspension point keeps it waiting. If the future is dropped, nothing waits: a task that another
/// thread is polling ends with that poll.
///
/// # Panics
/// If main panicked, with the same payload; if main was cancelled; if `spawn` panics.
///
/// ```
/// async fn async_main() -> u32 {
///     asyncio::create_task(async { 42 }).await.unwrap()
/// }
///
/// let spawn = |task| smol::spawn(task).detach();
/// assert_eq!(smol::block_on(asyncio::run(spawn, async_main())), 42);
/// ```
pub async fn run<T: Send + 'static>(
    spawn: impl Fn(Coroutine) + Send + Sync + 'static,
    main: impl Future<Output = T> + Send + 'static,
) -> T {
    let event_loop = Arc::new(EventLoop::default());
    record!(start(&event_loop, &main));
    lock(&event_loop.state).spawn = Some(Arc::new(spawn));
    let _end = EndOnDrop(&event_loop);
    // Main's value goes past its task, so that it need be neither `Clone` nor `Sync`.
    let value = Arc::new(Mutex::new(None));
    let returned = value.clone();
    let main = async move {
        let value = main.await;
        *lock(&returned) = Some(value);
    };
    let main_task = event_loop.create_task(None, main);
    poll_fn(|cx| event_loop.poll(cx)).await;
    match main_task.result() {
        Ok(()) => lock(&value).take().expect("main has returned"),
        Err(TaskError::Cancelled) => panic!("main was cancelled"),
        Err(TaskError::Panicked(_)) => {
            let panic = lock(&event_loop.state).main_panic.take();
            resume_unwind(panic.expect("main has panicked"))
        }
    }
}

impl EventLoop {
    /// Calls late callbacks until no task is left.
    fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        let waker = cx.waker().clone();
        let mut state = lock(&self.state);
        let previous = state.waker.replace(waker);
        let late = mem::take(&mut state.late);
        let is_last = state.unreleased == 0;
        drop(state);
        drop(previous);
        // What these add, wakes `run` again, after other tasks have run.
        late.into_iter().for_each(Shared::run_callbacks);
        if is_last { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// Ends the loop when `run` returns or is dropped. After that nothing of `spawn` is left.
struct EndOnDrop<'a>(&'a EventLoop);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.0.close();
        let spawn = lock(&self.0.state).spawn.take();
        discard(catch(|| drop(spawn)));
        // The callbacks that wait for `run`. There is nobody to wake any more.
        let _ = self.0.poll(&mut Context::from_waker(Waker::noop()));
    }
}
