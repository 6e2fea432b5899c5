//! Cleans up with an await when work is told to stop, and when it is cancelled.
//!
//!     just run clean-up-async-std
//!
//! asyncio has `finally` and `shield`: how do I await something when a task is cancelled? You cannot: a cancelled
//! future is dropped, and a destructor cannot await. So tell the work to stop instead, by closing a channel. Only the
//! await that listens for this ends early; the clean-up needs no `shield`, but is lost if main returns first. If work
//! may be dropped at any time, a destructor can start a task. The trap: that task is lost, too, if main returns first,
//! so main must wait for it. Dropping a handle of async-std cancels nothing, so call `cancel`.
//!
//!     cargo add async-std --features attributes
//!     cargo add futures-lite
//!
//! ```text
//! Work that awaits its clean-up:
//! Clean-up is done
//! Work that leaves its clean-up to a task:
//! Clean-up is done
//! ```

use std::time::Duration;

use async_std::channel::{Receiver, Sender, bounded};
use async_std::task::{self, sleep};
use futures_lite::future::or;

const PAUSE: Duration = Duration::from_millis(100);
const LONG: Duration = Duration::from_secs(60);

async fn clean_up() {
    sleep(PAUSE).await;
    println!("Clean-up is done");
}

async fn work(stop: Receiver<()>) {
    let stopped = async { _ = stop.recv().await };
    or(stopped, sleep(LONG)).await;
    clean_up().await;
}

async fn more_work(done: Sender<()>) {
    let _guard = Guard(done);
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
