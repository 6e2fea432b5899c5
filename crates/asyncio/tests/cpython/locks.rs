//! CPython's test_locks.py, of which the port has `Event`.

use std::sync::Arc;

use asyncio::{Event, TaskError, create_task};
use executors::{Executor, on_each_executor, pause};
use futures::poll;

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
        executor.run(async {
            let event = Arc::new(Event::new());
            let waiter = task_until(&event);
            let other = waiter.clone();
            create_task(async move { other.cancel() });
            assert_eq!(waiter.await, Err(TaskError::Cancelled));
            // The coroutine, which holds the event while it waits, is gone.
            assert_eq!(Arc::strong_count(&event), 1);
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
