//! Guarantee 6.

use std::future::pending;
use std::sync::Arc;

use asyncio::{Event, TaskError, create_task, current_task};

use crate::Dropped;
use crate::executors::{Executor, Record, on_each_executor, pause};

on_each_executor! {
    fn ends_a_task_at_its_next_suspension_point(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let dropped = Dropped(record.clone(), "destructor");
            let inside = record.clone();
            let task = create_task(async move {
                let _dropped = dropped;
                current_task().unwrap().cancel();
                inside.push("still running");
                pending::<()>().await;
                inside.push("never");
            });
            task.add_done_callback(move |task| record.push(format!("{:?}", task.result())));
            assert_eq!(task.await, Err(TaskError::Cancelled));
        });
        assert_eq!(outer.take(), ["still running", "destructor", "Err(Cancelled)"]);
    }

    async fn of_a_waiter_leaves_what_it_waits_for_alone(executor: Executor) {
        let event = Arc::new(Event::new());
        let wait = event.clone();
        let task = create_task(async move {
            wait.wait().await;
            7
        });
        let waiters = [(); 2].map(|()| create_task(task.clone()));
        pause().await;
        waiters[0].cancel();
        assert_eq!(waiters[0].clone().await, Err(TaskError::Cancelled));
        event.set();
        assert_eq!(waiters[1].clone().await, Ok(Ok(7)));
    }

    async fn of_a_task_and_of_its_waiter_ends_both(executor: Executor) {
        let task = create_task(pending::<()>());
        let awaited = task.clone();
        let waiter = create_task(async move {
            let _ = awaited.await;
            pending::<()>().await;
        });
        task.cancel();
        waiter.cancel();
        assert_eq!(task.await, Err(TaskError::Cancelled));
        assert_eq!(waiter.await, Err(TaskError::Cancelled));
    }
}
