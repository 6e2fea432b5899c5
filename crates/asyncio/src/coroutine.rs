//! What the runtime polls: a coroutine, until it ends.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::current::enter;
use crate::error::{discard, report};
use crate::record;
use crate::shared::End;
use crate::task::AnyTask;

pub(crate) struct Coroutine<F> {
    /// `None` after the end. The future is boxed, so that it can be dropped before its coroutine.
    running: Option<(AnyTask, Pin<Box<F>>)>,
    started: bool,
}

impl<F> Coroutine<F> {
    pub(crate) fn new(task: AnyTask, future: F) -> Self {
        Coroutine { running: Some((task, Box::pin(future))), started: false }
    }

    /// First the coroutine's destructors run, then the task's callbacks.
    fn end(&mut self, end: End) {
        let Some((task, future)) = self.running.take() else { return };
        let event_loop = &task.shared.event_loop;
        // The first panic counts. What is left over is dropped where its own panic is caught.
        let (end, unused) = match (end, enter(event_loop, Some(&task), || drop(future))) {
            (End::Panicked(panic), dropped) => (End::Panicked(panic), dropped.err()),
            (end, Ok(())) => (end, None),
            (End::Cancelled, Err(panic)) => (End::Panicked(panic), None),
            (End::Returned(value), Err(panic)) => (End::Panicked(panic), Some(value)),
        };
        discard(enter(event_loop, Some(&task), || drop(unused)));
        // If the task was cancelled in its last step, its value is dropped: that is a destructor, too.
        discard(enter(event_loop, Some(&task), || task.shared.finish(end)));
        record::done(&task);
        if task.shared.is_main() {
            event_loop.close(); // before main's callbacks, which then create nothing that lives
        }
        task.run_callbacks();
    }
}

impl<F: Future<Output: Send + 'static>> Future for Coroutine<F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.started = true;
        let (task, future) = self.running.as_mut().expect("no future is polled after its end");
        if task.shared.cancelled_before_step(cx.waker()) {
            self.end(End::Cancelled);
            return Poll::Ready(());
        }
        let poll = |cx: &mut Context<'_>| future.as_mut().poll(cx);
        match enter(&task.shared.event_loop, Some(task), || record::poll(task, cx, poll)) {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(value)) => self.end(End::Returned(Box::new(value))),
            Err(panic) => self.end(End::Panicked(panic)),
        }
        Poll::Ready(())
    }
}

impl<F> Drop for Coroutine<F> {
    /// A runtime drops it before its end when it shuts down, or if `spawn` does not detach it.
    fn drop(&mut self) {
        let Some((task, _)) = &self.running else { return };
        let was_open = task.shared.event_loop.close();
        if was_open && !self.started {
            let why = "`spawn` does not detach it, or the runtime has shut down";
            report(&format!("{} was dropped unpolled: {why}", task.name()));
        }
        self.end(End::Cancelled);
    }
}
