//! Cleans up with an await when work is told to stop, and when it is cancelled.
//!
//!     just run clean-up-smol
//!
//! asyncio has `finally` and `shield`: how do I await something when a task is cancelled? You cannot: a cancelled
//! future is dropped, and a destructor cannot await. So tell the work to stop instead, by closing a channel. Only the
//! await that listens for this ends early; the clean-up needs no `shield`, but is lost if main returns first. If work
//! may be dropped at any time, a destructor can start a task. The trap: that task is lost, too, if main returns first,
//! so main must wait for it. Dropping a handle of smol cancels its task, so detach the one that cleans up.
//!
//!     cargo add smol
//!
//! ```text
//! Work that awaits its clean-up:
//! Clean-up is done
//! Work that leaves its clean-up to a task:
//! Clean-up is done
//! ```

use std::time::Duration;

use smol::Timer;
use smol::channel::{Receiver, Sender, bounded};
use smol::future::or;

const PAUSE: Duration = Duration::from_millis(100);
const LONG: Duration = Duration::from_secs(60);

async fn clean_up() {
    Timer::after(PAUSE).await;
    println!("Clean-up is done");
}

async fn work(stop: Receiver<()>) {
    let stopped = async { _ = stop.recv().await };
    let done = async { _ = Timer::after(LONG).await };
    or(stopped, done).await;
    clean_up().await;
}

async fn more_work(done: Sender<()>) {
    let _guard = Guard(done);
    Timer::after(LONG).await;
}

/// Its destructor starts a task for the clean-up.
struct Guard(Sender<()>);

impl Drop for Guard {
    fn drop(&mut self) {
        let done = self.0.clone();
        let task = smol::spawn(async move {
            clean_up().await;
            done.send(()).await.unwrap();
        });
        task.detach();
    }
}

fn main() {
    smol::block_on(async {
        println!("Work that awaits its clean-up:");
        let (stop, is_stopped) = bounded(1);
        let task = smol::spawn(work(is_stopped));
        Timer::after(PAUSE).await;
        stop.close();
        task.await;

        println!("Work that leaves its clean-up to a task:");
        let (done, is_done) = bounded(1);
        let task = smol::spawn(more_work(done));
        Timer::after(PAUSE).await;
        drop(task);
        is_done.recv().await.unwrap();
    });
}
