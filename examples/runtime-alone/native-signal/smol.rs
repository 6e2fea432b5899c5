//! Main waits for a signal that a plain function sets.
//!
//!     just run native-signal-smol
//!
//! It goes with stage 3, without `crates/asyncio`. A `OnceCell` is set once, and stays so: if it is set
//! before main waits, main goes on at once. An `Event` of the event-listener crate, of which
//! smol's locks and channels are made, would lose such a signal: `notify` wakes only who listens by then. A message in a channel is kept, but for one task.
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

/// Called when `work` is done. smol cancels a task whose handle is dropped, so it is detached.
fn callback() {
    smol::spawn(async {
        more_work().await;
        set_event();
    })
    .detach();
}

/// Called when `more_work` is done. If that or `work` panics, nobody calls it, and main waits for ever.
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
