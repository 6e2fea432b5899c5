//! Guarantee 1: exactly once, in order, one at a time, and not inside `add_done_callback`.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::task::{Context, Waker};

use loom::sync::Mutex;
use loom::thread;
use models::{AnyTask, Coroutine, Task, all_tasks, create_task};

use crate::{Count, Dropped, Place, check, run};

#[test]
fn a_callback_is_called_once_however_late_it_is_added() {
    check(|| {
        let calls = Count::default();
        let counted = calls.clone();
        run(async move {
            let task = create_task(async {});
            task.add_done_callback(move |_| counted.add());
            task.await.unwrap();
        });
        assert_eq!(calls.get(), 1);
    });
}

#[test]
fn callbacks_are_called_in_the_order_in_which_they_were_added() {
    check(|| {
        let calls = Arc::new(Mutex::new(Vec::new()));
        let called = calls.clone();
        run(async move {
            let task = create_task(async {});
            for number in 1..=2 {
                let called = called.clone();
                task.add_done_callback(move |_| called.lock().unwrap().push(number));
            }
        });
        assert_eq!(*calls.lock().unwrap(), [1, 2]);
    });
}

#[test]
fn callbacks_that_two_threads_add_are_called_one_at_a_time() {
    check(|| {
        let calls = Count::default();
        let counted = calls.clone();
        run(async move {
            // If two threads hold this at the same time, `try_lock` fails.
            let calling = Arc::new(Mutex::new(()));
            let callback = move |_: &Task<()>| {
                let Ok(_alone) = calling.try_lock() else { return };
                thread::yield_now();
                counted.add();
            };
            let task = create_task(async {});
            let (other, other_callback) = (task.clone(), callback.clone());
            let thread = thread::spawn(move || other.add_done_callback(other_callback));
            task.add_done_callback(callback);
            thread.join().unwrap();
        });
        assert_eq!(calls.get(), 2, "a callback was called while another one was");
    });
}

#[test]
fn a_callback_is_not_called_inside_add_done_callback() {
    loom::thread_local! {
        static ADDING: std::cell::Cell<bool> = std::cell::Cell::new(false);
    }
    check(|| {
        let inside = Count::default();
        let counted = inside.clone();
        run(async move {
            let task = create_task(async {});
            ADDING.with(|adding| adding.set(true));
            task.add_done_callback(move |_| {
                if ADDING.with(|adding| adding.get()) {
                    counted.add();
                }
            });
            ADDING.with(|adding| adding.set(false));
        });
        assert_eq!(inside.get(), 0);
    });
}

#[test]
fn a_callback_is_either_removed_or_called() {
    check(|| {
        let calls = Count::default();
        let counted = calls.clone();
        let removed = run(async move {
            let task = create_task(async {});
            let id = task.add_done_callback(move |_| counted.add());
            task.remove_done_callback(id)
        });
        assert_eq!(calls.get(), usize::from(!removed));
    });
}

#[test]
fn a_callback_that_is_added_as_run_ends_is_called_or_dropped() {
    check(|| {
        let (calls, drops) = (Count::default(), Count::default());
        let (called, dropped) = (calls.clone(), Dropped(drops.clone()));
        let adder = Place::new();
        let thread_of = adder.clone();
        run(async move {
            let task = create_task(async {});
            task.clone().await.unwrap();
            let thread = thread::spawn(move || {
                task.add_done_callback(move |_| {
                    let _dropped = &dropped;
                    called.add();
                });
            });
            thread_of.put(thread);
        });
        let over = calls.get();
        adder.take().unwrap().join().unwrap();
        assert_eq!(drops.get(), 1, "it is lost");
        assert_eq!(calls.get(), over, "it was called after `run` had returned");
    });
}

/// They are called one at a time, and until then the task stays on the list.
#[test]
fn a_callback_and_another_thread_add_callbacks() {
    check(|| {
        let calls = Count::default();
        let counted = calls.clone();
        run(async move {
            let calling = Arc::new(Mutex::new(()));
            let calls = counted.clone();
            let callback = move |task: &Task<()>| {
                let Ok(_alone) = calling.try_lock() else { return };
                if all_tasks().contains(&AnyTask::from(task)) {
                    counted.add();
                }
            };
            let (added, other_callback) = (callback.clone(), callback.clone());
            let task = create_task(async {});
            task.add_done_callback(move |task| {
                callback(task);
                task.add_done_callback(added);
            });
            let other = task.clone();
            let thread = thread::spawn(move || other.add_done_callback(other_callback));
            task.clone().await.unwrap();
            thread.join().unwrap();
            task.await.unwrap();
            assert_eq!(calls.get(), 3);
        });
    });
}

/// As in asyncio. Here one thread polls all tasks.
#[test]
fn other_tasks_run_before_a_callback_that_a_callback_adds() {
    check(|| {
        let [calls, seen] = [Count::default(), Count::default()];
        let (called, counted) = (calls.clone(), seen.clone());
        run_on_one_thread(async move {
            let task = create_task(async {});
            task.add_done_callback(move |task| {
                task.add_done_callback(move |_| called.add());
            });
            let other = create_task(async move { counted.0.fetch_add(calls.get() + 1, SeqCst) });
            other.await.unwrap();
            task.await.unwrap();
        });
        assert_eq!(seen.get(), 1, "the second callback was called first");
    });
}

fn run_on_one_thread(main: impl Future<Output = ()> + Send + 'static) {
    let ready = Arc::new(Mutex::new(Vec::<Coroutine>::new()));
    let spawned = ready.clone();
    let mut run = Box::pin(models::run(move |task| spawned.lock().unwrap().push(task), main));
    let mut tasks = Vec::new();
    let mut cx = Context::from_waker(Waker::noop());
    while run.as_mut().poll(&mut cx).is_pending() {
        tasks.append(&mut ready.lock().unwrap());
        tasks.retain_mut(|task| Pin::new(task).poll(&mut cx).is_pending());
    }
}
