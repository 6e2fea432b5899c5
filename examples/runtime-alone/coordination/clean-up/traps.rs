//! A destructor that starts a task for its clean-up: when is the clean-up lost?

use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};

use tokio::runtime::Builder;
use tokio::task::yield_now;

struct Guard(Sender<&'static str>);

impl Drop for Guard {
    fn drop(&mut self) {
        let lines = self.0.clone();
        lines.send("destructor").unwrap();
        tokio::spawn(async move {
            yield_now().await;
            lines.send("clean-up").unwrap();
        });
    }
}

#[test]
fn tokio_loses_it_if_main_ends_first() {
    let runtime = Builder::new_current_thread().build().unwrap();
    let (sender, lines) = channel();
    runtime.block_on(async {
        tokio::spawn(async {
            let _guard = Guard(sender);
            pending::<()>().await;
        });
        yield_now().await;
    });
    drop(runtime);
    assert_eq!(lines.iter().collect::<Vec<_>>(), ["destructor"]);
}

#[test]
fn tokio_panics_if_it_is_dropped_outside_of_the_runtime() {
    let (sender, lines) = channel();
    let guard = Guard(sender);
    assert!(catch_unwind(AssertUnwindSafe(|| drop(guard))).is_err());
    assert_eq!(lines.iter().collect::<Vec<_>>(), ["destructor"]);
}
