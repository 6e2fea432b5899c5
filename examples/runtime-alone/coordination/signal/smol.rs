//! Main waits for a signal that a plain function sets.
//!
//!     just run signal-smol
//!
//! It goes with stage 3, with smol alone. A `OnceCell` is set once and stays set, also for tasks that
//! wait later. An `Event` of the event-listener crate, which smol's locks and channels are made of,
//! would lose such a signal: `notify` wakes only tasks that are already listening. A channel keeps a
//! message, but for one task.
//!
//! ```text
//! Main is starting...
//! Work is starting...
//! Work is done
//! More work is starting...
//! More work is done
//! Main Done.
//! ```

use std::time::Duration;

use smol::Timer;
use smol::lock::OnceCell;

static EVENT: OnceCell<()> = OnceCell::new();

async fn work() {
    println!("Work is starting...");
    Timer::after(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    Timer::after(Duration::from_millis(100)).await;
    println!("More work is done");
}

/// Called when `work` is done. smol cancels a task when its handle is dropped, so this detaches it.
fn callback() {
    smol::spawn(async {
        more_work().await;
        set_event();
    })
    .detach();
}

/// Called when `more_work` is done. If that or `work` panics, nothing calls it, and main waits forever.
fn set_event() {
    EVENT.try_set(()).unwrap();
}

async fn async_main() {
    println!("Main is starting...");
    smol::spawn(async {
        work().await;
        callback();
    })
    .detach();
    EVENT.wait().await;
    println!("Main Done.");
}

fn main() {
    smol::block_on(async_main());
}
