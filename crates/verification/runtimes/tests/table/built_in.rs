//! What the runtimes know about the current task and all tasks, and what none of them has.

use std::future::pending;
use std::panic::catch_unwind;

use async_std::task::{Builder, current};
use tokio::runtime::Handle;
use tokio::task::{id, try_id, yield_now};

use crate::{on_tokio, tokio_runtimes};

#[test]
fn current_task_is_an_id_and_main_has_none_tokio() {
    on_tokio(|| async {
        assert_eq!(try_id(), None);
        catch_unwind(id).unwrap_err();
        let task = tokio::spawn(async { id() });
        let id = task.id();
        assert_eq!(task.await.unwrap(), id);
    });
}

/// A task may have a name.
#[async_std::test]
async fn current_task_is_a_handle_and_main_has_one_async_std() {
    let work = async { (current().id(), current().name().map(str::to_string)) };
    let task = Builder::new().name("work".to_string()).spawn(work).unwrap();
    let id = task.task().id();
    assert_eq!(task.await, (id, Some("work".to_string())));
    assert_ne!(current().id(), id);
}

#[test]
fn all_tasks_are_a_number_tokio() {
    on_tokio(|| async {
        let metrics = Handle::current().metrics();
        assert_eq!(metrics.num_alive_tasks(), 0, "main does not count");
        let tasks = [tokio::spawn(pending::<()>()), tokio::spawn(pending())];
        assert_eq!(metrics.num_alive_tasks(), 2);
        for task in tasks {
            task.abort();
        }
        // With several threads this may take a moment.
        while metrics.num_alive_tasks() > 0 {
            yield_now().await;
        }
    });
}

/// What the methods that the handles lack would return.
struct Ours;

/// Compiles only if no handle has one of these methods: a handle's own method would come first.
macro_rules! have_no_method {
    ($names:tt: $($handle:expr),*) => { $(have_no_method!(@ $handle, $names);)* };
    (@ $handle:expr, [$($name:ident)*]) => {{
        trait Methods { $(fn $name(&mut self) -> Ours { Ours })* }
        impl<T> Methods for T {}
        let mut handle = $handle;
        $(let Ours = handle.$name();)*
    }};
}

#[test]
fn callbacks_do_not_exist() {
    let [tokio, _] = tokio_runtimes();
    have_no_method! {
        [add_callback add_done_callback finally on_cancel on_complete on_completion on_done on_exit
        on_finish on_join on_terminate subscribe then when_done]:
        tokio.spawn(async {}), async_std::task::spawn(async {}), smol::spawn(async {})
    }
}
