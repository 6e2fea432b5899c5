//! The runtimes' own words for the current task and for all tasks, and what none of them has.

use std::future::pending;

use classroom::output::in_time;
use runtimes::{Tokio, on_tokio, panic_of, wait_until};
use smol::{Executor, future};
use tokio::task::JoinSet;

#[test]
fn current_task_is_an_id_and_main_has_none_tokio() {
    on_tokio(|| async {
        assert_eq!(tokio::task::try_id(), None);
        let message = panic_of(tokio::task::id);
        assert!(message.contains("not inside a task"), "{message}");
        let task = tokio::spawn(async { tokio::task::id() });
        let id = task.id();
        assert_eq!(task.await.unwrap(), id);
    });
}

#[test]
fn current_task_is_a_handle_and_main_has_one_async_std() {
    use async_std::task::{Builder, block_on, current, spawn, try_current};

    in_time(|| {
        assert!(try_current().is_none());
        block_on(async {
            let main = current().id();
            let task = spawn(async { current().id() });
            let id = task.task().id();
            assert_eq!(task.await, id);
            assert_ne!(id, main);
            assert_eq!(current().id(), main);
            // A task may have a name.
            let named = Builder::new().name("work".to_string());
            let task = named.spawn(async { current().name().map(str::to_string) }).unwrap();
            assert_eq!(task.await.as_deref(), Some("work"));
        });
    });
}

/// Functions, and methods of everything, with the names that one would look for. Where a runtime has
/// one of that name, the compiler calls the function ambiguous, and takes the runtime's own method.
mod ours {
    macro_rules! functions {
        ($($name:ident)*) => { $(pub fn $name() -> Ours { Ours })* };
    }
    macro_rules! methods {
        ($($name:ident)*) => {
            pub trait Methods { $(fn $name(&self) -> Ours { Ours })* }
            impl<T> Methods for T {}
        };
    }

    pub struct Ours;
    functions! { current current_id current_task id task_id try_current try_id }
    functions! { alive_tasks all all_tasks metrics num_alive_tasks num_tasks tasks }
    methods! {
        id name task
        add_callback add_done_callback finally on_cancel on_complete on_completion on_done
        on_exit on_finish on_join on_task_terminate on_terminate subscribe then when_done
    }
}

#[test]
fn current_task_does_not_exist_smol() {
    use ours::*;
    use smol::*;

    let _: [Ours; 7] =
        [current(), current_id(), current_task(), id(), task_id(), try_current(), try_id()];
    let task = spawn(async {});
    let _: [Ours; 3] = [task.id(), task.name(), task.task()];
}

#[test]
fn all_tasks_do_not_exist_async_std() {
    use async_std::task::*;
    use async_std::*;
    use ours::*;

    let _: [Ours; 7] =
        [alive_tasks(), all(), all_tasks(), metrics(), num_alive_tasks(), num_tasks(), tasks()];
    // Both imports are in use, the crate's and its module `task`'s.
    drop((task::spawn(async {}), spawn(async {})));
}

/// Nor has a handle a method that would call a function when its task is done.
macro_rules! has_no_callbacks {
    ($handle:expr) => {
        use ours::*;

        let handle = $handle;
        let _: [Ours; 7] = [
            handle.add_callback(),
            handle.add_done_callback(),
            handle.finally(),
            handle.on_cancel(),
            handle.on_complete(),
            handle.on_completion(),
            handle.on_done(),
        ];
        let _: [Ours; 7] = [
            handle.on_exit(),
            handle.on_finish(),
            handle.on_join(),
            handle.on_terminate(),
            handle.subscribe(),
            handle.then(),
            handle.when_done(),
        ];
    };
}

#[test]
fn callbacks_do_not_exist_tokio() {
    let runtime = Tokio::MultiThread.runtime();
    has_no_callbacks!(runtime.spawn(async {}));
    // The hook for all tasks of a runtime exists with `--cfg tokio_unstable` only.
    let _: Ours = tokio::runtime::Builder::new_multi_thread().on_task_terminate();
}

#[test]
fn callbacks_do_not_exist_async_std() {
    has_no_callbacks!(async_std::task::spawn(async {}));
}

#[test]
fn callbacks_do_not_exist_smol() {
    has_no_callbacks!(smol::spawn(async {}));
}

#[test]
fn all_tasks_are_a_number_tokio() {
    for tokio in Tokio::BOTH {
        in_time(move || {
            let runtime = tokio.runtime();
            let metrics = runtime.metrics();
            runtime.block_on(async {
                assert_eq!(metrics.num_alive_tasks(), 0, "main does not count");
                let tasks = [tokio::spawn(pending::<()>()), tokio::spawn(pending())];
                assert_eq!(metrics.num_alive_tasks(), 2);
                for task in tasks {
                    task.abort();
                    task.await.unwrap_err();
                }
            });
            // With several threads it may take a moment.
            wait_until(|| metrics.num_alive_tasks() == 0);
        });
    }
}

/// A `JoinSet` knows its tasks, hands out what they return, and aborts them when it is dropped.
#[test]
fn a_join_set_knows_its_tasks_tokio() {
    on_tokio(|| async {
        let mut tasks = JoinSet::new();
        tasks.spawn(async { 42 });
        assert_eq!(tasks.len(), 1);
        assert_eq!(tasks.join_next().await.unwrap().unwrap(), 42);
        assert!(tasks.is_empty());

        let (held, released) = tokio::sync::oneshot::channel::<()>();
        tasks.spawn(async {
            let _held = held;
            pending().await
        });
        drop(tasks);
        released.await.unwrap_err();
    });
}

#[test]
fn all_tasks_of_an_executor_smol() {
    in_time(|| {
        let executor = Executor::new();
        assert!(executor.is_empty());
        let task = executor.spawn(async { 42 });
        assert!(!executor.is_empty());
        assert_eq!(future::block_on(executor.run(task)), 42);
        assert!(executor.is_empty());
    });
}
