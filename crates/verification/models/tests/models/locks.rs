//! Guarantee 3: loom fails if a thread waits for a lock that it holds itself.

use std::future::{pending, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};

use models::{AnyTask, Event, Task, TaskError, all_tasks, create_task};

use crate::{Place, check, run};

/// Calls everything that takes a lock.
fn use_all<T: Clone + Send + 'static>(task: &Task<T>) {
    task.set_name(task.name() + "!");
    task.cancel();
    let id = task.add_done_callback(|_| ());
    task.remove_done_callback(id);
    AnyTask::from(task).cancelled();
}

/// Calls a closure when it is dropped, or woken.
struct Call<F: Fn()>(F);

impl<F: Fn()> Drop for Call<F> {
    fn drop(&mut self) {
        self.0();
    }
}

struct CallWaker<F: Fn() + Send + Sync>(F, Waker);

impl<F: Fn() + Send + Sync> Wake for CallWaker<F> {
    fn wake(self: Arc<Self>) {
        (self.0)();
        self.1.wake_by_ref();
    }
}

#[test]
fn a_callback_may_use_its_task() {
    check(|| {
        run(async {
            let task = create_task(async {});
            task.add_done_callback(|task| {
                use_all(task);
                all_tasks();
            });
        });
    });
}

#[test]
fn a_destructor_may_use_its_task() {
    check(|| {
        run(async {
            let place = Place::<Task<()>>::new();
            let own = place.clone();
            let call = Call(move || {
                own.take().iter().for_each(use_all);
                all_tasks();
            });
            let task = create_task(async move {
                let _call = call;
                pending::<()>().await;
            });
            place.put(task.clone());
            task.cancel();
            assert_eq!(task.await, Err(TaskError::Cancelled));
        });
    });
}

#[test]
fn a_values_destructor_may_use_the_loop() {
    check(|| {
        run(async {
            create_task(async { Call(|| drop(all_tasks())) });
        });
    });
}

#[test]
fn who_is_woken_may_use_the_task() {
    check(|| {
        run(async {
            let task = create_task(async {});
            let mut waiter = task.clone();
            poll_fn(move |cx| {
                let used = task.clone();
                let call = move || use_all(&used);
                let waker = Waker::from(Arc::new(CallWaker(call, cx.waker().clone())));
                Pin::new(&mut waiter).poll(&mut Context::from_waker(&waker)).map(drop)
            })
            .await;
        });
    });
}

#[test]
fn who_is_woken_may_use_the_event() {
    check(|| {
        let event = Arc::new(Event::new());
        let setter = event.clone();
        loom::thread::spawn(move || setter.set());
        let mut wait = Box::pin(event.wait());
        loom::future::block_on(poll_fn(|cx| {
            let used = event.clone();
            let call = move || {
                used.set();
                used.clear();
                let mut wait = Box::pin(used.wait());
                assert!(wait.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            };
            let waker = Waker::from(Arc::new(CallWaker(call, cx.waker().clone())));
            wait.as_mut().poll(&mut Context::from_waker(&waker))
        }));
    });
}

/// The waker that `cancel` wakes is the runtime's.
#[test]
fn the_runtimes_waker_may_use_the_task() {
    check(|| {
        let place = Place::<Task<()>>::new();
        let used = place.clone();
        let spawn = move |mut task: models::Coroutine| {
            let used = used.clone();
            crate::spawn(poll_fn(move |cx| {
                let used = used.clone();
                let call = move || used.get().iter().for_each(use_all);
                let waker = Waker::from(Arc::new(CallWaker(call, cx.waker().clone())));
                Pin::new(&mut task).poll(&mut Context::from_waker(&waker))
            }));
        };
        loom::future::block_on(models::run(spawn, async move {
            let task = create_task(pending::<()>());
            place.put(task.clone());
            task.cancel();
            assert_eq!(task.await, Err(TaskError::Cancelled));
            drop(place.take());
        }));
    });
}
