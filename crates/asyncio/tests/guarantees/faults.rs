//! Guarantee 4, and the others when something fails at the worst moment: nothing hangs, no callback is
//! lost, and the process continues.

use std::future::{pending, poll_fn};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Wake, Waker};

use asyncio::{AnyTask, Coroutine, Event, Task, TaskError, all_tasks, create_task, current_task};

use crate::executors::{Executor, Record, on_each_executor, pause};
use crate::{Bomb, Dropped};

/// Wakes, and then panics.
struct PanickingWaker(Waker);

fn panicking_waker(waker: &Waker) -> Waker {
    Waker::from(Arc::new(PanickingWaker(waker.clone())))
}

impl Wake for PanickingWaker {
    fn wake(self: Arc<Self>) {
        self.0.wake_by_ref();
        panic!("in a waker");
    }
}

/// A future that panics when it is polled, and again when it is dropped.
struct PanicsTwice(Bomb);

impl Future for PanicsTwice {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        panic!("in a poll");
    }
}

on_each_executor! {
    async fn a_poll_and_the_destructor_panic(executor: Executor) {
        let record = Record::default();
        let calls = record.clone();
        let task = create_task(PanicsTwice(Bomb));
        task.add_done_callback(move |_| calls.push("called"));
        assert_eq!(task.await, Err(TaskError::Panicked("in a poll".to_string())));
        assert_eq!(record.take(), ["called"]);
    }

    /// The task has returned by then. Its value, which is never retrieved, panics when it is dropped.
    fn a_destructor_and_the_value_panic(executor: Executor) {
        struct ReturnsABomb(Bomb);
        impl Future for ReturnsABomb {
            type Output = Bomb;

            fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Bomb> {
                Poll::Ready(Bomb)
            }
        }
        executor.run(async {
            let record = Record::default();
            let calls = record.clone();
            let task = create_task(ReturnsABomb(Bomb));
            task.add_done_callback(move |_| calls.push("called"));
            assert_eq!(AnyTask::from(&task).await, Ok(()));
            assert_eq!(record.take(), ["called"]);
        });
    }

    /// The last handle of a task is dropped by a thread that panics, and its value panics, too.
    fn a_value_panics_while_its_thread_panics(executor: Executor) {
        let task = executor.run(async {
            let task = create_task(async { Bomb });
            AnyTask::from(&task).await.unwrap();
            task
        });
        let panic = catch_unwind(AssertUnwindSafe(|| {
            let _last_handle = task;
            panic!("with a handle");
        }));
        assert_eq!(panic.unwrap_err().downcast_ref::<&str>(), Some(&"with a handle"));
    }

    async fn a_waker_of_an_event_panics(executor: Executor) {
        let event = Arc::new(Event::new());
        let mut first = pin!(event.wait());
        let waker = panicking_waker(Waker::noop());
        assert!(first.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        let second = create_task({
            let event = event.clone();
            async move { event.wait().await }
        });
        pause().await;
        event.set();
        second.await.unwrap();
        first.await;
    }

    async fn a_waker_of_a_task_panics(executor: Executor) {
        let go_on = Arc::new(Event::new());
        let wait = go_on.clone();
        let task = create_task(async move { wait.wait().await });
        let mut first = task.clone();
        let waker = panicking_waker(Waker::noop());
        assert!(Pin::new(&mut first).poll(&mut Context::from_waker(&waker)).is_pending());
        let second = create_task(task);
        go_on.set();
        second.await.unwrap().unwrap();
    }

    /// All are cancelled when main ends, although each waker panics.
    fn the_runtimes_wakers_panic(executor: Executor) {
        let spawn = move |mut task: Coroutine| {
            executor.start(poll_fn(move |cx| {
                let waker = panicking_waker(cx.waker());
                Pin::new(&mut task).poll(&mut Context::from_waker(&waker))
            }));
        };
        let record = Record::default();
        let calls = record.clone();
        executor.block_on(asyncio::run(spawn, async move {
            for _ in 0..10 {
                let started = Arc::new(Event::new());
                let start = started.clone();
                let task = create_task(async move {
                    start.set();
                    pending().await
                });
                let calls = calls.clone();
                task.add_done_callback(move |task: &Task<()>| {
                    calls.push(format!("{:?}", task.result()));
                });
                started.wait().await;
            }
        }));
        assert_eq!(record.take(), ["Err(Cancelled)"; 10]);
    }

    /// `create_task` panics, too. The loop is closed, so all tasks are cancelled, main among them.
    fn spawn_panics(executor: Executor) {
        let spawn = executor.spawn();
        let is_main = AtomicBool::new(true);
        let spawn = move |task| {
            assert!(is_main.swap(false, SeqCst), "no more tasks");
            spawn(task);
        };
        let record = Record::default();
        let (dropped, caught) = (Dropped(record.clone(), "dropped"), record.clone());
        let run = asyncio::run(spawn, async move {
            let create = || create_task(async move { mem::forget(dropped) });
            let panic = catch_unwind(AssertUnwindSafe(create)).unwrap_err();
            caught.push(*panic.downcast_ref::<&str>().unwrap());
            caught.push(format!("{} listed", all_tasks().len()));
            caught.push(format!("{:?}", create_task(pending::<()>()).result()));
            pending::<()>().await;
        });
        let panic = catch_unwind(AssertUnwindSafe(|| executor.block_on(run))).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"main was cancelled"));
        assert_eq!(record.take(), ["dropped", "no more tasks", "1 listed", "Err(Cancelled)"]);
    }

    fn spawn_panics_for_main(executor: Executor) {
        let run = asyncio::run(|_| panic!("no tasks"), async {});
        let panic = catch_unwind(AssertUnwindSafe(|| executor.block_on(run))).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"no tasks"));
    }

    /// asyncio refuses that: one thread has one loop. Here the inner loop is current until it ends.
    async fn a_callback_calls_run(executor: Executor) {
        let record = Record::default();
        let calls = record.clone();
        let done = Arc::new(Event::new());
        let more_work = done.clone();
        let task = create_task(async {});
        task.add_done_callback(move |_| {
            // On the same thread, which smol's `block_on` allows wherever it is called.
            let spawn = |task: Coroutine| smol::block_on(task);
            let name = asyncio::run(spawn, async { current_task().unwrap().name() });
            calls.push(smol::block_on(name));
            calls.push(format!("{:?}", current_task()));
            create_task(async move { more_work.set() });
        });
        task.await.unwrap();
        done.wait().await;
        assert_eq!(record.take(), ["Task-1", "None"]);
    }
}

/// While a thread panics it drops `run`, which calls a callback that panics, too.
#[test]
fn run_is_dropped_while_its_thread_panics() {
    let record = Record::default();
    let calls = record.clone();
    let panic = catch_unwind(AssertUnwindSafe(|| {
        let (send, finished) = mpsc::channel();
        let (keep, _kept) = mpsc::channel();
        let mut cx = Context::from_waker(Waker::noop());
        let spawn = move |mut task: Coroutine| {
            if Pin::new(&mut task).poll(&mut Context::from_waker(Waker::noop())).is_pending() {
                keep.send(task).unwrap();
            }
        };
        let main = async move {
            send.send(create_task(async {})).unwrap();
            pending::<()>().await;
        };
        let mut run = Box::pin(asyncio::run(spawn, main));
        assert!(run.as_mut().poll(&mut cx).is_pending());
        let task: Task<()> = finished.recv().unwrap(); // it has ended, so `run` is to call them
        task.add_done_callback(|_| panic!("in a callback"));
        task.add_done_callback(move |_| calls.push("called"));
        panic!("with a run");
    }));
    assert_eq!(panic.unwrap_err().downcast_ref::<&str>(), Some(&"with a run"));
    assert_eq!(record.take(), ["called"]);
}
