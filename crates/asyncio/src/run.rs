//! `run`: a loop's beginning and end.

use std::future::poll_fn;
use std::mem;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::task::{Poll, Waker};

use crate::error::{TaskError, catch, discard};
use crate::flag::lock;
use crate::state::{Coroutine, EventLoop, Shared};

/// `asyncio.run()`: runs `main` as the first task of a new loop. When main ends, the loop closes, and
/// `run` waits for the other tasks and their callbacks. Then it returns main's value.
///
/// `spawn` must pass the coroutine to the runtime and detach it. Nothing else depends on the runtime. It
/// cannot be `create_task`, which itself calls `spawn`. `run` drops `spawn` before it returns.
///
/// A loop closes when main ends, when this future is dropped, or when the runtime drops a task
/// unfinished, as it does when it shuts down. Then all tasks are cancelled, and so is any task
/// created afterwards. `run` waits without a time limit: a task that never reaches a suspension point keeps
/// it waiting. If the future is dropped, nothing waits: its tasks end when the runtime polls them next.
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
    // Main's value bypasses its task, so that it need be neither `Clone` nor `Sync`.
    let (sender, value) = channel();
    let main = async move { drop(sender.send(main.await)) };
    let main_task = event_loop.create_task(None, main);
    poll_fn(|cx| event_loop.poll(cx.waker().clone())).await;
    let value = value.try_recv().ok();
    match main_task.result() {
        Ok(()) => value.expect("main has returned"),
        Err(TaskError::Cancelled) => {
            discard(catch(|| drop(value))); // main may still have returned one
            panic!("main was cancelled")
        }
        Err(TaskError::Panicked(_)) => {
            let panic = lock(&event_loop.state).main_panic.take();
            resume_unwind(panic.expect("main has panicked"))
        }
    }
}

impl EventLoop {
    /// Calls the callbacks of deferred tasks until no task is left.
    fn poll(&self, waker: Waker) -> Poll<()> {
        let mut state = lock(&self.state);
        let _previous = state.waker.replace(waker);
        let deferred = mem::take(&mut state.deferred);
        let is_last = state.unreleased == 0;
        drop(state);
        // A callback that is added here wakes `run` again, after other tasks have run.
        deferred.into_iter().for_each(Shared::run_callbacks);
        if is_last { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// When `run` returns or is dropped, closes the loop, drops `spawn` and runs the callbacks left to `run`.
struct EndOnDrop<'a>(&'a Arc<EventLoop>);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.0.close();
        let spawn = lock(&self.0.state).spawn.take();
        discard(catch(|| drop(spawn)));
        // The waker does nothing: `run` has ended.
        let _ = self.0.poll(Waker::noop().clone());
    }
}
