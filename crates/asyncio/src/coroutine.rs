//! What the runtime polls: a coroutine, until it ends.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use crate::current::{Current, enter};
use crate::error::{catch, discard, report};
use crate::event::lock;
use crate::record;
use crate::shared::{End, Shared, Value};

/// What a task runs: [`run`](crate::run) hands one for each task to the runtime, which polls it.
#[expect(missing_debug_implementations, reason = "its future may have none")]
pub struct Coroutine {
    /// `None` after the end.
    pub(crate) running: Option<(Arc<Shared>, BoxSteps)>,
}

type BoxSteps = Pin<Box<dyn Steps>>;

/// A future, whatever its value's type.
pub(crate) trait Steps: Send {
    fn step(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Value>;
}

impl<F: Future<Output: Send + 'static> + Send> Steps for F {
    fn step(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Value> {
        self.poll(cx).map(|value| Box::new(value) as Value)
    }
}

impl Coroutine {
    /// First the coroutine's destructors run, then the task's callbacks.
    fn end(&mut self, end: End) {
        let Some((task, future)) = self.running.take() else { return };
        discard(enter(Current::Task(task.clone()), || {
            // The first panic counts. What is left over is dropped where its own panic is caught.
            let (end, unused) = match (end, catch(|| drop(future))) {
                (End::Panicked(panic), dropped) => (End::Panicked(panic), dropped.err()),
                (end, Ok(())) => (end, None),
                (End::Cancelled, Err(panic)) => (End::Panicked(panic), None),
                (End::Returned(value), Err(panic)) => (End::Panicked(panic), Some(value)),
            };
            discard(catch(|| drop(unused)));
            // If the task was cancelled in its last step, its value is dropped: a destructor, too.
            task.finish(end);
        }));
        record::done(&task);
        if task.is_main() {
            task.event_loop.close(); // before main's callbacks, which then create nothing that lives
        }
        task.run_callbacks();
    }
}

impl Future for Coroutine {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let (task, future) = self.running.as_mut().expect("no future is polled after its end");
        let is_cancelled = task.before_step(cx.waker().clone()).0; // and drops the previous waker
        if is_cancelled {
            self.end(End::Cancelled);
            return Poll::Ready(());
        }
        let step = |cx: &mut Context<'_>| future.as_mut().step(cx);
        match enter(Current::Task(task.clone()), || record::poll(task, cx, step)) {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(value)) => self.end(End::Returned(value)),
            Err(panic) => self.end(End::Panicked(panic)),
        }
        Poll::Ready(())
    }
}

impl Drop for Coroutine {
    /// A runtime drops it before its end when it shuts down, or if `spawn` does not detach it.
    fn drop(&mut self) {
        let Some((task, _)) = &self.running else { return };
        let was_open = task.event_loop.close();
        if was_open && !lock(&task.state).started {
            let why = "`spawn` does not detach it, or the runtime has shut down";
            report(&format!("{} was dropped unpolled: {why}", task.name()));
        }
        self.end(End::Cancelled);
    }
}
