//! What happens when a task is polled.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use tracing::{Level, enabled, info};

use super::actors::{Actor, by, unless_thread_ends};
use super::names::coroutine;
use super::{RUNS, actor, line, run, tell};
use crate::flag::lock;
use crate::state::Shared;

/// Wraps a task's future, so that each of its polls is recorded.
#[track_caller]
pub(crate) fn future<F: Future>(task: &Shared, future: F) -> Recorded<F> {
    let (run, number, name) = (run(task), task.number, task.name());
    let coroutine = if task.is_main() {
        lock(&RUNS)[run - 1].1.clone() // `run` has wrapped main
    } else {
        coroutine(&future)
    };
    tell!(by, run = run, task = number, name, coroutine, "created");
    Recorded { actor: actor(task, false), future: Box::pin(future) }
}

pub(crate) struct Recorded<F> {
    actor: Actor,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Recorded<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        if !enabled!(Level::INFO) {
            return self.future.as_mut().poll(cx);
        }
        let actor = self.actor;
        tell!(run = actor.run, task = actor.task, "runs");
        let _entered = actor.enter();
        let waker = Waker::from(Arc::new(Woken { actor, waker: cx.waker().clone() }));
        let poll = self.future.as_mut().poll(&mut Context::from_waker(&waker));
        if poll.is_pending() {
            tell!(run = actor.run, task = actor.task, "waits");
        }
        poll
    }
}

struct Woken {
    actor: Actor,
    waker: Waker,
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        tell!(run = self.actor.run, task = self.actor.task, "woken");
        self.waker.wake_by_ref();
    }
}
