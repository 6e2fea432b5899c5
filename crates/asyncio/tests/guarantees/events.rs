//! Guarantee 9.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::task::{Context, Wake, Waker};

use asyncio::{Event, TaskError, create_task};
use futures::poll;

use crate::executors::{Executor, on_each_executor, pause, sleep};

on_each_executor! {
    fn set_before_the_wait_is_not_lost(executor: Executor) {
        executor.run(async {
            let event = Event::new();
            assert!(!event.is_set());
            event.set();
            assert!(event.is_set());
            event.wait().await;
            event.wait().await;
        });
    }

    fn set_wakes_all_who_wait(executor: Executor) {
        for _ in 0..50 {
            executor.run(async {
                let event = Arc::new(Event::new());
                let waiters: Vec<_> = (0..10).map(|_| {
                    let event = event.clone();
                    create_task(async move { event.wait().await })
                }).collect();
                event.set();
                for waiter in waiters {
                    waiter.await.unwrap();
                }
            });
        }
    }

    /// A pulse: the flag is cleared before any waiter can look. It does not reach later waiters.
    fn set_wakes_all_who_wait_also_when_clear_follows(executor: Executor) {
        for _ in 0..50 {
            executor.run(async {
                let event = Arc::new(Event::new());
                let waiting = Arc::new(AtomicUsize::new(0));
                let waiters: Vec<_> = (0..10).map(|_| {
                    let (event, waiting) = (event.clone(), waiting.clone());
                    create_task(async move {
                        let mut wait = Box::pin(event.wait());
                        assert!(poll!(&mut wait).is_pending());
                        waiting.fetch_add(1, SeqCst);
                        wait.await;
                    })
                }).collect();
                while waiting.load(SeqCst) < 10 {
                    pause().await;
                }
                event.set();
                event.clear();
                let mut late = pin!(event.wait());
                assert!(poll!(&mut late).is_pending());
                for waiter in waiters {
                    waiter.await.unwrap();
                }
                assert!(poll!(&mut late).is_pending());
            });
        }
    }

    fn clear_makes_those_wait_who_come_after_it(executor: Executor) {
        executor.run(async {
            let event = Arc::new(Event::new());
            event.set();
            event.clear();
            let waits = event.clone();
            let waiter = create_task(async move { waits.wait().await });
            sleep(10).await;
            assert!(!waiter.done());
            event.clear(); // for the second time, so it changes nothing
            sleep(10).await;
            assert!(!waiter.done());
            event.set();
            waiter.await.unwrap();
        });
    }

    fn a_waiter_that_is_cancelled_takes_no_signal_away(executor: Executor) {
        for _ in 0..50 {
            executor.run(async {
                let event = Arc::new(Event::new());
                let wait = || {
                    let event = event.clone();
                    create_task(async move { event.wait().await })
                };
                let (first, second) = (wait(), wait());
                pause().await;
                first.cancel();
                event.set();
                assert_eq!(first.await, Err(TaskError::Cancelled));
                second.await.unwrap();
            });
        }
    }

    fn can_be_set_from_a_callback_and_from_another_thread(executor: Executor) {
        executor.run(async {
            let event = Arc::new(Event::new());
            let from_callback = event.clone();
            create_task(pause()).add_done_callback(move |_| from_callback.set());
            event.wait().await;
            event.clear();
            let from_thread = event.clone();
            std::thread::spawn(move || from_thread.set());
            event.wait().await;
        });
    }
}

/// An event is not a counter: a waiter that waits again before `clear` finds the flag set.
#[test]
fn one_set_can_wake_a_waiter_many_times_before_clear() {
    for executor in [Executor::TokioMultiThread, Executor::AsyncStd, Executor::SmolManyThreads] {
        executor.run(async {
            let (event, count) = (Arc::new(Event::new()), Arc::new(AtomicUsize::new(0)));
            let (wait, counted) = (event.clone(), count.clone());
            let waiter = create_task(async move {
                while counted.fetch_add(1, SeqCst) < 10 {
                    wait.wait().await;
                }
            });
            let setter = std::thread::spawn(move || {
                event.set();
                while count.load(SeqCst) < 10 {
                    std::thread::yield_now();
                }
                event.clear();
            });
            waiter.await.unwrap();
            setter.join().unwrap();
        });
    }
}

#[test]
fn a_wait_that_is_dropped_leaves_no_waker_behind() {
    struct Unused;
    impl Wake for Unused {
        fn wake(self: Arc<Self>) {}
    }
    let (event, unused) = (Event::new(), Arc::new(Unused));
    let mut wait = Box::pin(event.wait());
    let waker = Waker::from(unused.clone());
    assert!(wait.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    drop(waker);
    assert_eq!(Arc::strong_count(&unused), 2);
    drop(wait);
    assert_eq!(Arc::strong_count(&unused), 1);
}

/// `set` at the very moment at which the wait begins.
#[test]
fn set_while_a_wait_begins_is_not_lost() {
    let event = Arc::new(Event::new());
    let round = Arc::new(AtomicUsize::new(0));
    let (sets, rounds) = (event.clone(), round.clone());
    let setter = std::thread::spawn(move || {
        for next in 1..=20_000 {
            while rounds.load(SeqCst) < next {
                std::hint::spin_loop();
            }
            sets.set();
        }
    });
    Executor::Smol.block_on(async move {
        for next in 1..=20_000 {
            event.clear();
            round.store(next, SeqCst);
            event.wait().await;
        }
    });
    setter.join().unwrap();
}
