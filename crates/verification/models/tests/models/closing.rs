//! Guarantee 7, and what a loop drops.

use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering::SeqCst;
use std::task::{Context, Waker};

use loom::sync::atomic::AtomicBool;
use loom::thread;
use models::{Coroutine, Task, create_task, current_task};

use crate::{Count, Dropped, Place, check, run, spawn};

/// If it were not, `run` would wait forever, and loom would report a deadlock.
#[test]
fn what_is_created_while_main_ends_is_cancelled() {
    check(|| {
        let drops = Count::default();
        let dropped = Dropped(drops.clone());
        run(async move {
            create_task(async move {
                create_task(pending::<()>()).add_done_callback(move |_| drop(dropped));
            });
        });
        assert_eq!(drops.get(), 1, "the callback is lost");
    });
}

#[test]
fn what_a_callback_creates_while_main_ends_is_cancelled() {
    check(|| {
        let created = Count::default();
        let dropped = created.clone();
        run(async move {
            create_task(async {}).add_done_callback(move |_| {
                let dropped = Dropped(dropped);
                create_task(async move {
                    let _dropped = dropped;
                    pending::<()>().await;
                });
            });
        });
        assert_eq!(created.get(), 1);
    });
}

#[test]
fn what_mains_callbacks_create_is_cancelled_at_once() {
    check(|| {
        let cancelled = Count::default();
        let callback = cancelled.clone();
        run(async move {
            current_task().unwrap().add_done_callback(move |_| {
                if create_task(pending::<()>()).cancelled() {
                    callback.add();
                }
            });
        });
        assert_eq!(cancelled.get(), 1);
    });
}

#[test]
fn run_returns_after_the_last_callback_and_the_last_value() {
    check(|| {
        let drops = Count::default();
        let (value, callback) = (Dropped(drops.clone()), Dropped(drops.clone()));
        run(async move {
            create_task(async { value }).add_done_callback(move |_| drop(callback));
        });
        assert_eq!(drops.get(), 2);
    });
}

/// The thread that leaves a callback to `run` may continue after `run` has returned.
#[test]
fn run_returns_after_a_value_whose_callbacks_were_left_to_it() {
    check(|| {
        let drops = Count::default();
        let value = Dropped(drops.clone());
        run(async move {
            create_task(async { value }).add_done_callback(|task| {
                task.add_done_callback(|_| ());
            });
        });
        assert_eq!(drops.get(), 1);
    });
}

#[test]
fn run_waits_for_a_late_callback() {
    check(|| {
        let called = Count::default();
        let callback = called.clone();
        run(async move {
            let task = create_task(async {});
            task.clone().await.unwrap();
            task.add_done_callback(move |_| callback.add());
        });
        assert_eq!(called.get(), 1);
    });
}

/// Several threads call it until then.
#[test]
fn spawn_is_dropped_before_run_returns() {
    check(|| {
        let drops = Count::default();
        let dropped = Dropped(drops.clone());
        let spawn = move |task| {
            let _dropped = &dropped;
            spawn(task);
        };
        loom::future::block_on(models::run(spawn, async {
            create_task(async {}).add_done_callback(|_| drop(create_task(async {})));
        }));
        assert_eq!(drops.get(), 1);
    });
}

/// Dropping `run` cancels everything, including tasks created meanwhile.
#[test]
fn dropping_run_ends_its_tasks() {
    check(|| {
        let mut run = Box::pin(models::run(spawn, async {
            create_task(pending::<()>());
            pending::<()>().await;
        }));
        let _ = run.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        drop(run);
        // loom waits for all threads, and fails if a task never finishes.
    });
}

#[test]
fn a_late_callback_is_dropped_with_run_or_called() {
    check(|| {
        let drops = Count::default();
        let dropped = Dropped(drops.clone());
        let place = Place::<Task<()>>::new();
        let finished = place.clone();
        let mut run = Box::pin(models::run(spawn, async move {
            let task = create_task(async {});
            task.clone().await.unwrap();
            finished.put(task);
            pending::<()>().await;
        }));
        let _ = run.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let adder = thread::spawn(move || {
            if let Some(task) = place.take() {
                task.add_done_callback(move |_| drop(dropped));
            }
        });
        drop(run);
        adder.join().unwrap();
        assert_eq!(drops.get(), 1, "it is lost");
    });
}

/// It is dropped if the loop was closed by then.
#[test]
fn a_callback_that_a_callback_adds_is_not_lost_with_run() {
    check(|| {
        let drops = Count::default();
        let dropped = Dropped(drops.clone());
        let place = Place::<Task<()>>::new();
        let created = place.clone();
        let mut run = Box::pin(models::run(spawn, async move {
            let task = create_task(async {});
            task.add_done_callback(|task| {
                task.add_done_callback(move |_| drop(dropped));
            });
            created.put(task);
            pending::<()>().await;
        }));
        let _ = run.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let task = place.take();
        drop(run);
        if let Some(task) = task {
            let _ = loom::future::block_on(task);
            assert_eq!(drops.get(), 1, "it is lost");
        }
    });
}

/// A runtime that shuts down drops its tasks. The loop closes, and `run` returns.
#[test]
fn a_runtime_that_drops_a_task_ends_run() {
    check(|| {
        let kept = Place::<Coroutine>::new();
        let (keep, is_main) = (kept.clone(), AtomicBool::new(true));
        let keeps = move |task| {
            if is_main.swap(false, SeqCst) {
                spawn(task);
            } else {
                keep.put(task);
            }
        };
        let called = Count::default();
        let callback = called.clone();
        let main = async move {
            create_task(pending::<()>()).add_done_callback(move |task| {
                if task.cancelled() {
                    callback.add();
                }
            });
            thread::spawn(move || drop(kept.take()));
            pending::<()>().await;
        };
        let run = AssertUnwindSafe(|| loom::future::block_on(models::run(keeps, main)));
        let end = catch_unwind(run);
        assert!(end.is_err(), "main was not cancelled");
        assert_eq!(called.get(), 1);
    });
}
