//! Cleans up with an await when work is told to stop, and when it is cancelled.
//!
//!     just run clean-up-tokio
//!
//! asyncio has `finally` and `shield`: how do I await something when a task is cancelled? You cannot: a cancelled
//! future is dropped, and a destructor cannot await. So tell the work to stop instead. Only the await that listens for
//! this ends early; the clean-up needs no `shield`, but is lost if main returns first. If work may be dropped at any
//! time, a destructor can start a task. The trap: that task is lost, too, if main returns first, so main must wait for
//! it. On a thread outside the runtime `tokio::spawn` panics: keep a `Handle` in the guard. Dropping a handle of tokio
//! cancels nothing; dropping tokio-util's `AbortOnDropHandle` does.
//!
//!     cargo add tokio --features macros,rt-multi-thread,sync,time
//!     cargo add tokio-util --features rt
//!
//! ```text
//! Work that awaits its clean-up:
//! Clean-up is done
//! Work that leaves its clean-up to a task:
//! Clean-up is done
//! ```

use std::time::Duration;

use tokio::sync::mpsc::{Sender, channel};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

const PAUSE: Duration = Duration::from_millis(100);
const LONG: Duration = Duration::from_secs(60);

async fn clean_up() {
    sleep(PAUSE).await;
    println!("Clean-up is done");
}

async fn work(stop: CancellationToken) {
    stop.run_until_cancelled(sleep(LONG)).await;
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
        tokio::spawn(async move {
            clean_up().await;
            done.send(()).await.unwrap();
        });
    }
}

#[tokio::main]
async fn main() {
    println!("Work that awaits its clean-up:");
    let stop = CancellationToken::new();
    let task = tokio::spawn(work(stop.clone()));
    sleep(PAUSE).await;
    stop.cancel();
    task.await.unwrap();

    println!("Work that leaves its clean-up to a task:");
    let (done, mut is_done) = channel(1);
    let task = AbortOnDropHandle::new(tokio::spawn(more_work(done)));
    sleep(PAUSE).await;
    drop(task);
    is_done.recv().await.unwrap();
}
