//! What the runtimes know of the current task and of all tasks, and what none of them has.

use std::future::pending;
use std::thread;

use smol::{Executor, future};
use tokio::task::JoinSet;

use crate::{in_time, on_tokio, panic_of, tokio_runtimes};

/// What the functions and methods that the runtimes do not have would return.
struct Ours;

/// Compiles only if none of the modules has a function with one of these names: otherwise that would be
/// called, or the name would be ambiguous.
macro_rules! have_no_function {
    ($($($module:ident)::+),* => $($name:ident)*) => {{
        mod ours { $(pub(super) fn $name() -> super::Ours { super::Ours })* }
        $(#[allow(unused_imports)] use $($module)::+::*;)*
        use ours::*;
        $(let Ours = $name();)*
    }};
}

/// Compiles only if the value has none of these methods: otherwise its own would be called.
macro_rules! has_no_method {
    ($value:expr => $($name:ident)*) => {{
        trait Methods { $(fn $name(&mut self) -> Ours { Ours })* }
        impl<T> Methods for T {}
        let mut value = $value;
        $(let Ours = value.$name();)*
    }};
}

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
            // A task may have a name.
            let named = Builder::new().name("work".to_string());
            let task = named.spawn(async { current().name().map(str::to_string) }).unwrap();
            assert_eq!(task.await.as_deref(), Some("work"));
        });
    });
}

#[test]
fn current_task_does_not_exist_smol() {
    have_no_function!(smol => current current_id current_task id task_id try_current try_id);
    has_no_method!(smol::spawn(async {}) => id name task);
}

#[test]
fn all_tasks_are_a_number_tokio() {
    // Their list exists with `--cfg tokio_unstable` and the feature `taskdump` only.
    has_no_method!(tokio_runtimes()[0].handle().clone() => dump);
    for runtime in tokio_runtimes() {
        in_time(move || {
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
            // With several threads this may take a moment.
            while metrics.num_alive_tasks() > 0 {
                thread::yield_now();
            }
        });
    }
}

#[test]
fn all_tasks_do_not_exist_async_std() {
    have_no_function! {
        async_std, async_std::task =>
        alive_tasks all all_tasks metrics num_alive_tasks num_tasks tasks
    }
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
fn callbacks_do_not_exist() {
    macro_rules! has_no_callbacks {
        ($handle:expr) => {
            has_no_method! {
                $handle =>
                add_callback add_done_callback finally on_cancel on_complete on_completion on_done
                on_exit on_finish on_join on_terminate subscribe then when_done
            }
        };
    }
    let [tokio, _] = tokio_runtimes();
    has_no_callbacks!(tokio.spawn(async {}));
    has_no_callbacks!(async_std::task::spawn(async {}));
    has_no_callbacks!(smol::spawn(async {}));
    // tokio's hook for all tasks of a runtime exists with `--cfg tokio_unstable` only.
    has_no_method!(tokio::runtime::Builder::new_multi_thread() => on_task_terminate);
}
