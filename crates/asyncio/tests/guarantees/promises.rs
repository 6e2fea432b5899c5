//! What holds where asyncio behaves differently: see `docs/like-cpython.md`.

use std::future::{pending, ready};
use std::io::{self, Write};
use std::process::Command;
use std::sync::Arc;
use std::thread;

use asyncio::{Event, TaskError, create_task, current_task};
use futures::poll;

use crate::Dropped;
use crate::executors::{Executor, Record, on_each_executor, pause};

on_each_executor! {
    async fn a_task_of_another_run_can_be_awaited(executor: Executor) {
        let event = Arc::new(Event::new());
        let wait = event.clone();
        let task = create_task(async move {
            wait.wait().await;
            7
        });
        let other_run = asyncio::run(executor.spawn(), async move {
            event.set();
            task.await
        });
        assert_eq!(other_run.await, Ok(7));
    }

    fn a_task_can_be_used_from_any_thread(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let task = create_task(pending::<()>());
            let other = task.clone();
            let cancelled = thread::spawn(move || {
                other.add_done_callback(move |_| record.push("called"));
                other.cancel()
            });
            assert_eq!(task.await, Err(TaskError::Cancelled));
            assert!(cancelled.join().unwrap());
        });
        assert_eq!(outer.take(), ["called"]);
    }

    async fn a_future_that_a_coroutine_returns_is_not_awaited(executor: Executor) {
        let task = create_task(pending::<()>());
        let returned = [task.clone()];
        assert_eq!(create_task(async { returned }).await, Ok([task]));
    }

    /// As in CPython, which has no test for it.
    fn an_await_that_is_ready_is_no_suspension_point(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let task = create_task(async move {
                current_task().unwrap().cancel();
                ready(()).await;
                record.push("after a ready await");
                pause().await;
                record.push("never");
            });
            assert_eq!(task.await, Err(TaskError::Cancelled));
        });
        assert_eq!(outer.take(), ["after a ready await"]);
    }

    /// The coroutine inside is dropped before the one that awaits it.
    fn cancelling_ends_with_the_callbacks_before_any_waiter(executor: Executor) {
        for _ in 0..20 {
            let record = Record::default();
            let outer = record.clone();
            executor.run(async move {
                let [inner, outer] = ["inner", "outer"].map(|name| Dropped(record.clone(), name));
                let started = Arc::new(Event::new());
                let start = started.clone();
                let task = create_task(async move {
                    let _outer = outer;
                    let wait = async move {
                        let _inner = inner;
                        start.set();
                        pending::<()>().await;
                    };
                    wait.await;
                });
                let callback = record.clone();
                task.add_done_callback(move |_| callback.push("callback"));
                started.wait().await;
                task.cancel();
                assert!(task.await.is_err());
                record.push("waiter");
            });
            assert_eq!(outer.take(), ["inner", "outer", "callback", "waiter"]);
        }
    }

    /// In CPython a waiter that came before the callback would go first.
    fn callbacks_come_before_an_earlier_waiter(executor: Executor) {
        for _ in 0..20 {
            let record = Record::default();
            let outer = record.clone();
            executor.run(async move {
                let event = Arc::new(Event::new());
                let wait = event.clone();
                let mut task = create_task(async move { wait.wait().await });
                assert!(poll!(&mut task).is_pending());
                let callback = record.clone();
                task.add_done_callback(move |_| {
                    thread::yield_now();
                    callback.push("callback");
                });
                event.set();
                task.await.unwrap();
                record.push("waiter");
            });
            assert_eq!(outer.take(), ["callback", "waiter"]);
        }
    }
}

#[test]
#[ignore = "needs Python 3.11: `just check-all` runs it"]
fn cpython_does_what_the_page_says() {
    let run = |python: &str, arguments: [&str; 2]| {
        Command::new(python).arg("-I").args(arguments).output().ok()
    };
    let is_right = |python: &&str| {
        let ask = "import sys; sys.exit(sys.version_info[:2] != (3, 11))";
        run(python, ["-c", ask]).is_some_and(|output| output.status.success())
    };
    let Some(python) = ["python3", "python3.11", "python", "py"].into_iter().find(is_right) else {
        let _ = writeln!(io::stderr(), "NOT CHECKED: there is no Python 3.11");
        return;
    };
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/measured.py");
    let output = run(python, ["-u", program]).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
