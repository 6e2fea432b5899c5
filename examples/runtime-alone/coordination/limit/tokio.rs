//! At most two tasks work at the same time.
//!
//!     just run limit-tokio
//!
//! asyncio has `Semaphore`: how do I run at most n at a time? With tokio's `Semaphore`. `acquire` returns a guard, and
//! dropping the guard releases the slot, even if the task panics or is cancelled. The trap is
//! `let _ = slots.acquire().await`: it drops the guard at once and limits nothing. All six tasks exist from the start.
//! To limit how many exist, let main take the slot with `acquire_owned` and move it into the task.
//!
//!     cargo add tokio --features macros,rt-multi-thread,sync,time
//!
//! ```text
//! All six are done; at most 2 worked at once
//! ```

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::sleep;

static WORKING: AtomicU32 = AtomicU32::new(0);
static MOST: AtomicU32 = AtomicU32::new(0);

async fn work(slots: Arc<Semaphore>) {
    let _slot = slots.acquire().await.unwrap();
    let working = WORKING.fetch_add(1, SeqCst) + 1;
    MOST.fetch_max(working, SeqCst);
    sleep(Duration::from_millis(100)).await;
    WORKING.fetch_sub(1, SeqCst);
}

#[tokio::main]
async fn main() {
    let slots = Arc::new(Semaphore::new(2));
    let tasks = [(); 6].map(|()| tokio::spawn(work(slots.clone())));
    for task in tasks {
        task.await.unwrap();
    }
    println!("All six are done; at most {} worked at once", MOST.load(SeqCst));
}
