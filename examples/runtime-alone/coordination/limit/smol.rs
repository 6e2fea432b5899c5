//! At most two tasks work at the same time.
//!
//!     just run limit-smol
//!
//! asyncio has `Semaphore`: how do I run at most n at a time? With smol's `Semaphore`. `acquire` returns a guard, and
//! dropping the guard releases the slot, even if the task panics or is cancelled. The trap is
//! `let _ = slots.acquire().await`: it drops the guard at once and limits nothing. All six tasks exist from the start.
//! To limit how many exist, let main take the slot with `acquire_arc` and move it into the task.
//!
//!     cargo add smol
//!
//! ```text
//! All six are done; at most 2 worked at once
//! ```

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;

use smol::Timer;
use smol::lock::Semaphore;

static WORKING: AtomicU32 = AtomicU32::new(0);
static MOST: AtomicU32 = AtomicU32::new(0);

async fn work(slots: Arc<Semaphore>) {
    let _slot = slots.acquire().await;
    let working = WORKING.fetch_add(1, SeqCst) + 1;
    MOST.fetch_max(working, SeqCst);
    Timer::after(Duration::from_millis(100)).await;
    WORKING.fetch_sub(1, SeqCst);
}

fn main() {
    smol::block_on(async {
        let slots = Arc::new(Semaphore::new(2));
        let tasks = [(); 6].map(|()| smol::spawn(work(slots.clone())));
        for task in tasks {
            task.await;
        }
        println!("All six are done; at most {} worked at once", MOST.load(SeqCst));
    });
}
