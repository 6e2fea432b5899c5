//! CPython's test_locks.py, of which the port has `Event`.

use std::future::pending;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};

use asyncio::{Event, TaskError, create_task};
use futures::poll;

use crate::executors::{Executor, on_each_executor, pause};
use crate::task_until;

on_each_executor! {
    fn test_wait(executor: Executor) {
        executor.run(async {
            let event = Arc::new(Event::new());
            assert!(!event.is_set());
            let early = [task_until(&event), task_until(&event)];
            pause().await;
            assert!(early.iter().all(|task| !task.done()));
            let late = task_until(&event);
            event.set();
            for task in early.into_iter().chain([late]) {
                assert_eq!(task.await, Ok(7));
            }
        });
    }

    /// One poll is enough.
    fn test_wait_on_set(executor: Executor) {
        executor.run(async {
            let event = Event::new();
            event.set();
            assert!(poll!(std::pin::pin!(event.wait())).is_ready());
        });
    }

    fn test_wait_cancel(executor: Executor) {
        struct Nobody;
        impl Wake for Nobody {
            fn wake(self: Arc<Self>) {}
        }
        executor.run(async {
            let event = Arc::new(Event::new());
            let waker = Arc::new(Nobody);
            let kept_by_the_event = waker.clone();
            let (waits, start) = (Arc::new(Event::new()), event.clone());
            let started = waits.clone();
            let waiter = create_task(async move {
                let mut wait = Box::pin(start.wait());
                let waker = Waker::from(waker);
                assert!(wait.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
                drop(waker);
                started.set();
                pending::<()>().await;
            });
            waits.wait().await;
            assert_eq!(Arc::strong_count(&kept_by_the_event), 2);
            let other = waiter.clone();
            create_task(async move { other.cancel() });
            assert_eq!(waiter.await, Err(TaskError::Cancelled));
            assert_eq!(Arc::strong_count(&kept_by_the_event), 1);
        });
    }

    fn test_clear(executor: Executor) {
        executor.run(async {
            let event = Event::new();
            assert!(!event.is_set());
            event.set();
            assert!(event.is_set());
            event.clear();
            assert!(!event.is_set());
        });
    }

    /// The wait has begun before the flag goes up, down, and up again.
    fn test_clear_with_waiters(executor: Executor) {
        executor.run(async {
            let event = Arc::new(Event::new());
            let (wait, waits) = (event.clone(), Arc::new(Event::new()));
            let has_begun = waits.clone();
            let task = create_task(async move {
                let mut wait = Box::pin(wait.wait());
                assert!(poll!(&mut wait).is_pending());
                has_begun.set();
                wait.await;
                7
            });
            waits.wait().await;
            event.set();
            event.clear();
            assert!(!event.is_set());
            event.set();
            event.set();
            assert_eq!(task.await, Ok(7));
            assert!(event.is_set());
        });
    }
}
