//! Guarantee 3: all of this would hang, or panic, if it ran under one of the crate's locks.

use std::fmt;
use std::future::{pending, poll_fn};
use std::pin::Pin;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use asyncio::{AnyTask, Event, Task, TaskError, all_tasks, create_task};

use crate::executors::{Executor, Record, on_each_executor, pause, sleep};

/// Everything that takes a lock.
fn use_all(task: &Task<()>) {
    task.set_name("used");
    assert_eq!(task.name(), "used");
    task.cancel();
    let id = task.add_done_callback(|_| ());
    task.remove_done_callback(id);
    if task.done() {
        let _ = task.result();
    }
    let _ = AnyTask::from(task).cancelled();
}

/// Calls a closure when it is dropped, or when it is woken.
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

on_each_executor! {
    fn callbacks_may_use_their_task(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let task = create_task(pause());
            task.add_done_callback(move |task| {
                use_all(task);
                for other in all_tasks() {
                    other.set_name("seen");
                }
                create_task(pause());
                record.push("all used");
            });
            task.await.unwrap();
        });
        assert_eq!(outer.take(), ["all used"]);
    }

    fn destructors_may_use_their_task(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            // The handle comes through a channel, since the task may start before it is returned.
            let (send, receive) = std::sync::mpsc::channel::<Task<()>>();
            let receive = std::sync::Mutex::new(receive);
            let on_drop = Call(move || {
                use_all(&receive.lock().unwrap().recv().unwrap());
                create_task(pause());
                record.push(asyncio::current_task().unwrap().name());
            });
            let task = create_task(async move {
                let _on_drop = on_drop;
                pending::<()>().await;
            });
            send.send(task.clone()).unwrap();
            task.cancel();
            assert_eq!(task.await, Err(TaskError::Cancelled));
        });
        assert_eq!(outer.take(), ["used"]);
    }

    fn what_a_removed_callback_owned_may_use_the_task(executor: Executor) {
        executor.run(async {
            let task = create_task(pending::<()>());
            let owned = Call({
                let task = task.clone();
                move || use_all(&task)
            });
            let id = task.add_done_callback(move |_| drop(owned));
            assert!(task.remove_done_callback(id));
        });
    }

    fn wakers_may_use_the_task(executor: Executor) {
        executor.run(async {
            let task = create_task(pause());
            let mut waiter = task.clone();
            poll_fn(move |cx| {
                let used = task.clone();
                let call = move || {
                    used.set_name("used");
                    assert!(!used.cancel() && used.done() && used.result().is_ok());
                    assert_eq!(used.name(), "used");
                };
                let waker = Waker::from(Arc::new(CallWaker(call, cx.waker().clone())));
                Pin::new(&mut waiter).poll(&mut Context::from_waker(&waker)).map(drop)
            })
            .await;
        });
    }

    fn wakers_may_use_the_event(executor: Executor) {
        executor.run(async {
            let event = Arc::new(Event::new());
            let used = event.clone();
            let waiter = create_task(async move {
                let call = {
                    let used = used.clone();
                    move || {
                        assert!(used.is_set());
                        used.set();
                        used.clear();
                    }
                };
                let mut wait = Box::pin(used.wait());
                poll_fn(move |cx| {
                    let waker = Arc::new(CallWaker(call.clone(), cx.waker().clone()));
                    wait.as_mut().poll(&mut Context::from_waker(&waker.into()))
                })
                .await;
            });
            while !waiter.done() {
                event.set();
                pause().await;
            }
        });
    }

    /// `clone` waits for a lock whose holder uses the task.
    fn values_may_take_a_lock_when_they_are_cloned(executor: Executor) {
        struct Value(Arc<Mutex<()>>, Sender<()>);
        impl Clone for Value {
            fn clone(&self) -> Self {
                let _ = self.1.send(());
                let _guard = self.0.lock().unwrap();
                Value(self.0.clone(), self.1.clone())
            }
        }
        executor.run(async {
            let mutex = Arc::new(Mutex::new(()));
            let (cloning, is_cloning) = channel();
            let value = Value(mutex.clone(), cloning);
            let task = create_task(async { value });
            AnyTask::from(&task).await.unwrap();
            let (locked, is_locked) = channel();
            let used = task.clone();
            let holder = thread::spawn(move || {
                let _guard = mutex.lock().unwrap();
                locked.send(()).unwrap();
                is_cloning.recv().unwrap();
                used.set_name("used");
                assert!(used.done() && !used.cancel() && !used.cancelled());
                used.add_done_callback(|_| ());
            });
            is_locked.recv().unwrap();
            assert!(task.result().is_ok());
            holder.join().unwrap();
        });
    }

    fn a_cancelled_waiter_may_use_the_task_it_awaited(executor: Executor) {
        executor.run(async {
            let task = create_task(pending::<()>());
            let waiter = create_task({
                let task = task.clone();
                async move {
                    let used = task.clone();
                    let _call = Call(move || use_all(&used));
                    let _ = task.await;
                }
            });
            pause().await;
            waiter.cancel();
            assert_eq!(waiter.await, Err(TaskError::Cancelled));
        });
    }
}

#[test]
fn an_event_may_be_used_while_it_is_formatted() {
    struct Uses<'a>(&'a Event);
    impl fmt::Write for Uses<'_> {
        fn write_str(&mut self, _: &str) -> fmt::Result {
            self.0.set();
            Ok(())
        }
    }
    let event = Event::new();
    fmt::write(&mut Uses(&event), format_args!("{event:?}")).unwrap();
}

/// A runtime may poll a task inside `spawn`, on the same thread.
#[test]
fn spawn_may_run_the_task_at_once() {
    let record = Record::default();
    let outer = record.clone();
    let spawn = |mut task: asyncio::Coroutine| {
        let mut cx = Context::from_waker(Waker::noop());
        if Pin::new(&mut task).poll(&mut cx).is_pending() {
            smol::spawn(task).detach();
        }
    };
    Executor::Smol.block_on(asyncio::run(spawn, async move {
        let work_task = create_task(async {});
        work_task.add_done_callback(move |_| {
            create_task(async move { record.push("more work") });
        });
        work_task.await.unwrap();
    }));
    assert_eq!(outer.take(), ["more work"]);
}

static TASK: Mutex<Option<Task<()>>> = Mutex::new(None);

/// A runtime's own waker, of which the crate keeps a clone for `cancel`, may be anything, too.
struct UsingWaker(Waker);

impl UsingWaker {
    fn use_task() {
        let task = TASK.lock().unwrap().clone();
        if let Some(task) = task {
            task.set_name("used");
            task.cancelled();
        }
    }
}

impl Wake for UsingWaker {
    fn wake(self: Arc<Self>) {
        UsingWaker::use_task();
        self.0.wake_by_ref();
    }
}

impl Drop for UsingWaker {
    fn drop(&mut self) {
        UsingWaker::use_task();
    }
}

fn poll(task: &mut asyncio::Coroutine, waker: &Waker) -> Poll<()> {
    let waker = Waker::from(Arc::new(UsingWaker(waker.clone())));
    Pin::new(task).poll(&mut Context::from_waker(&waker))
}

#[test]
fn the_runtimes_waker_may_use_the_task() {
    let spawn = |mut task: asyncio::Coroutine| {
        smol::spawn(poll_fn(move |cx| poll(&mut task, cx.waker()))).detach();
    };
    Executor::Smol.block_on(asyncio::run(spawn, async {
        let task = create_task(async {
            pause().await;
            pending().await
        });
        *TASK.lock().unwrap() = Some(task.clone());
        sleep(20).await;
        task.cancel();
        assert_eq!(task.await, Err(TaskError::Cancelled));
        assert_eq!(TASK.lock().unwrap().take().unwrap().name(), "used");

        // A runtime that drops a task leaves the last clone of its waker to the crate.
        let (send, polled) = std::sync::mpsc::channel();
        let spawn = move |mut task| {
            let _ = poll(&mut task, Waker::noop());
            send.send(task).unwrap();
        };
        let main = async {
            *TASK.lock().unwrap() = Some(create_task(pending()));
            pending::<()>().await;
        };
        let mut run = Box::pin(asyncio::run(spawn, main));
        assert!(futures::poll!(&mut run).is_pending());
        assert_eq!(polled.try_iter().count(), 2); // and dropped
        assert_eq!(TASK.lock().unwrap().take().unwrap().name(), "used");
    }));
}
