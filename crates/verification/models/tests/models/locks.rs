//! Guarantee 3. loom fails if a thread waits for a lock that it holds itself; `user_code` sees any other.

use std::future::{pending, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use loom::future::block_on;
use loom::thread;
use models::{Coroutine, Event, Task, all_tasks, create_task, current_task, user_code};

use crate::{Place, check, run, spawn};

/// Runs user code when it is cloned, woken or dropped.
struct Mine(Waker);

impl Mine {
    fn value() -> Self {
        Mine(Waker::noop().clone())
    }

    fn waker(waker: &Waker) -> Waker {
        Waker::from(Arc::new(Mine(waker.clone())))
    }
}

impl Clone for Mine {
    fn clone(&self) -> Self {
        user_code();
        Mine(self.0.clone())
    }
}

impl Wake for Mine {
    fn wake(self: Arc<Self>) {
        user_code();
        self.0.wake_by_ref();
    }
}

impl Drop for Mine {
    fn drop(&mut self) {
        user_code();
    }
}

/// Each poll has another waker, which runs user code.
async fn polled_with_mine<F: Future + Unpin>(mut future: F) -> F::Output {
    poll_fn(|cx| Pin::new(&mut future).poll(&mut Context::from_waker(&Mine::waker(cx.waker()))))
        .await
}

fn poll_with_mine<F: Future + Unpin>(mut future: F) -> F {
    let waker = Mine::waker(Waker::noop());
    let _ = Pin::new(&mut future).poll(&mut Context::from_waker(&waker));
    future
}

#[test]
fn callbacks_run_and_are_dropped_under_no_lock() {
    check(|| {
        run(async {
            let (task, mine) = (create_task(async {}), [(); 2].map(|()| Mine::value()));
            let [called, removed] = mine;
            task.add_done_callback(move |task| {
                user_code();
                task.set_name("used");
                drop((all_tasks(), called));
            });
            let id = task.add_done_callback(move |_| drop(removed));
            task.remove_done_callback(id);
        });
    });
}

#[test]
fn a_callback_that_is_added_too_late_is_dropped_under_no_lock() {
    check(|| {
        let finished = Place::<Task<()>>::new();
        let place = finished.clone();
        run(async move {
            let task = create_task(async {});
            task.clone().await.unwrap();
            place.put(task);
        });
        let mine = Mine::value();
        finished.take().unwrap().add_done_callback(move |_| drop(mine));
    });
}

#[test]
fn a_coroutine_is_dropped_under_no_lock() {
    check(|| {
        run(async {
            let mine = Mine::value();
            let task = create_task(async move {
                let _mine = mine;
                pending::<()>().await;
            });
            task.cancel();
        });
    });
}

/// The task is cancelled in its last step, so its value is unused.
#[test]
fn an_unused_value_is_dropped_under_no_lock() {
    check(|| {
        run(async {
            create_task(async {
                current_task().unwrap().cancel();
                Mine::value()
            });
        });
    });
}

#[test]
fn a_value_is_cloned_and_dropped_under_no_lock() {
    check(|| {
        run(async {
            let task = create_task(async { Mine::value() });
            assert!(task.clone().await.is_ok());
            assert!(task.result().is_ok());
        });
    });
}

#[test]
fn a_tasks_waiters_are_woken_and_replaced_under_no_lock() {
    check(|| {
        run(async {
            let task = create_task(async {});
            let task = poll_with_mine(poll_with_mine(task));
            polled_with_mine(task).await.unwrap();
        });
    });
}

#[test]
fn an_events_waiters_are_woken_and_removed_under_no_lock() {
    check(|| {
        let event = Arc::new(Event::new());
        let setter = event.clone();
        drop(poll_with_mine(Box::pin(event.wait())));
        thread::spawn(move || setter.set());
        block_on(polled_with_mine(pin!(event.wait())));
    });
}

#[test]
fn the_runtimes_wakers_are_woken_and_dropped_under_no_lock() {
    check(|| {
        let spawn = |mut task: Coroutine| {
            spawn(poll_fn(move |cx| {
                let mut poll = || {
                    let waker = Mine::waker(cx.waker());
                    Pin::new(&mut task).poll(&mut Context::from_waker(&waker))
                };
                if poll().is_ready() { Poll::Ready(()) } else { poll() }
            }));
        };
        block_on(models::run(spawn, async {
            create_task(pending::<()>()).cancel();
        }));
    });
}

#[test]
fn runs_wakers_are_woken_and_dropped_under_no_lock() {
    check(|| {
        let mut run = Box::pin(models::run(spawn, async {
            let task = create_task(async {});
            task.clone().await.unwrap();
            task.add_done_callback(|_| ());
        }));
        let waker = Mine::waker(Waker::noop());
        if run.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
            drop(waker);
            block_on(polled_with_mine(run));
        }
    });
}

#[test]
fn spawn_is_called_under_no_lock() {
    check(|| {
        let spawn = |task| {
            user_code();
            spawn(task);
        };
        block_on(models::run(spawn, async { drop(create_task(async {})) }));
    });
}

#[test]
fn spawn_is_dropped_under_no_lock() {
    check(|| {
        let mine = Mine::value();
        let spawn = move |task| {
            let _mine = &mine;
            spawn(task);
        };
        block_on(models::run(spawn, async {}));
    });
}
