//! Cleans up with an await when work is told to stop, and when it is cancelled.
//!
//!     just run clean-up-async-std
//!
//! asyncio has `finally` and `shield`: how do I await something when a task is cancelled? A future that is cancelled is
//! dropped, and a destructor cannot await. So tell the work to stop, here by closing a channel, and it can await whatever
//! it needs; only what listens to the channel is interrupted, so the clean-up needs no `shield`. Where work may be
//! dropped at any time, a destructor can start a task. The trap: it is lost if main ends first. async-std has no handle
//! that cancels its task when it is dropped, so this calls `cancel`.
//!
//!     cargo add async-std --features attributes
//!     cargo add futures-lite
//!
//! ```text
//! Work that awaits its clean-up:
//! Work is starting...
//! Clean-up is starting...
//! Clean-up is done
//! Work that leaves its clean-up to a task:
//! More work is starting...
//! Clean-up is starting...
//! Clean-up is done
//! ```

use std::time::Duration;

use async_std::channel::{Receiver, Sender, bounded};
use async_std::task::{self, sleep};
use futures_lite::future::or;

const PAUSE: Duration = Duration::from_millis(100);
const LONG: Duration = Duration::from_secs(60);

async fn clean_up() {
    println!("Clean-up is starting...");
    sleep(PAUSE).await;
    println!("Clean-up is done");
}

async fn work(stop: Receiver<()>) {
    println!("Work is starting...");
    let stopped = async { _ = stop.recv().await };
    or(stopped, sleep(LONG)).await;
    clean_up().await;
}

async fn more_work(done: Sender<()>) {
    let _guard = Guard(done);
    println!("More work is starting...");
    sleep(LONG).await;
}

/// Its destructor starts a task for the clean-up.
struct Guard(Sender<()>);

impl Drop for Guard {
    fn drop(&mut self) {
        let done = self.0.clone();
        task::spawn(async move {
            clean_up().await;
            done.send(()).await.unwrap();
        });
    }
}

#[async_std::main]
async fn main() {
    println!("Work that awaits its clean-up:");
    let (stop, is_stopped) = bounded(1);
    let task = task::spawn(work(is_stopped));
    sleep(PAUSE).await;
    stop.close();
    task.await;

    println!("Work that leaves its clean-up to a task:");
    let (done, is_done) = bounded(1);
    let task = task::spawn(more_work(done));
    sleep(PAUSE).await;
    task.cancel().await;
    is_done.recv().await.unwrap();
}
