//! Tests work that sleeps for an hour, without waiting for it.
//!
//!     just run paused-time-smol
//!
//! How do I test timeouts and retries without a slow test? smol cannot pause its clock, as tokio can. So give `work`
//! the function that it sleeps with: a program passes one that awaits `Timer::after(time)`, and a test passes one that
//! only adds up the time. The trap: the test's function returns at once, so the timers of several tasks do not fire in
//! order.
//!
//!     cargo add smol
//!
//! ```text
//! Work is done
//! 3600 seconds have passed for it
//! ```

use std::cell::Cell;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

async fn work(sleep: impl AsyncFn(Duration)) {
    sleep(HOUR).await;
    println!("Work is done");
}

fn main() {
    smol::block_on(async {
        let passed = Cell::new(Duration::ZERO);
        work(async |time| passed.set(passed.get() + time)).await;
        println!("{} seconds have passed for it", passed.get().as_secs());
    });
}
