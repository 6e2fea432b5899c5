//! A destructor that starts a task for its clean-up: when is the clean-up lost?

use std::future::pending;
use std::sync::mpsc::{Sender, channel};

use tokio::runtime::Builder;

struct Guard(Sender<&'static str>);

impl Drop for Guard {
    fn drop(&mut self) {
        let lines = self.0.clone();
        lines.send("destructor").unwrap();
        tokio::spawn(async move { lines.send("clean-up") });
    }
}

#[test]
fn tokio_loses_it_if_main_returns_first() {
    let runtime = Builder::new_current_thread().build().unwrap();
    let (sender, lines) = channel();
    runtime.block_on(async {
        let guard = Guard(sender);
        tokio::spawn(async {
            let _guard = guard;
            pending::<()>().await;
        });
    });
    drop(runtime);
    assert_eq!(lines.iter().collect::<Vec<_>>(), ["destructor"]);
}
