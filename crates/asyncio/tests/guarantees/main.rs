//! What `asyncio` guarantees, on every executor. The numbers in the files are those of the README.
//!
//! On several threads a line after `create_task`, `cancel` or `set` may run after the other task's
//! next line. So the tests compare what was recorded at the end, and record in one place only what
//! has an order.

mod callbacks;
mod cancelling;
mod chain;
mod closing;
mod events;
#[path = "../executors/mod.rs"]
mod executors;
mod failures;
mod faults;
mod listing;
mod locks;
mod ported;
mod promises;

use executors::Record;

/// Records that it was dropped.
struct Dropped(Record, &'static str);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.push(self.1);
    }
}

/// Panics when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("in a destructor");
    }
}
