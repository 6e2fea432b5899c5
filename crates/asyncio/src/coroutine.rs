//! What the runtime polls: a coroutine, until it ends.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::core::{End, Value};
use crate::current::enter;
use crate::error::report;
use crate::task::AnyTask;

pub(crate) struct Coroutine {
    task: AnyTask,
    /// `None` after the end.
    future: Option<Pin<Box<dyn Future<Output = Value> + Send>>>,
    started: bool,
}

impl Coroutine {
    pub(crate) fn new<T: Send + 'static>(
        task: AnyTask,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Self {
        let future = Box::pin(async { Box::new(future.await) as Value });
        Coroutine { task, future: Some(future), started: false }
    }

    fn enter<R>(&self, code: impl FnOnce() -> R) -> Result<R, Value> {
        enter(&self.task.core.event_loop, Some(&self.task), code)
    }

    /// First its destructors run, whose panic is the task's; then its callbacks.
    fn end(&mut self, end: End) {
        let future = self.future.take();
        let end = match (end, self.enter(|| drop(future))) {
            (End::Returned(_) | End::Cancelled, Err(panic)) => End::Panicked(panic),
            (end, _) => end,
        };
        let _ = self.enter(|| self.task.core.finish(end));
        self.task.call_back();
    }
}

impl Future for Coroutine {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.started = true;
        if self.task.core.cancel_requested(cx.waker()) {
            self.end(End::Cancelled);
            return Poll::Ready(());
        }
        let mut future = self.future.take().expect("no future is polled after its end");
        let polled = self.enter(|| future.as_mut().poll(cx));
        self.future = Some(future);
        match polled {
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
        if self.task.done() {
            return;
        }
        let was_open = self.task.core.event_loop.close();
        if was_open && !self.started {
            report(&format!("{} was dropped unpolled: does `spawn` detach it?", self.task.name()));
        }
        self.end(End::Cancelled);
    }
}
