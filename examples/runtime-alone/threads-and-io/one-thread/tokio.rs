//! Shares a counter between tasks on one thread, without a lock.
//!
//!     just run one-thread-tokio
//!
//! In asyncio everything runs on one thread. How do I get that, and an `Rc` in a task? `tokio::spawn` refuses it:
//! "future cannot be sent between threads safely". `spawn_local` accepts it on a `LocalRuntime`, which `flavor =
//! "local"` makes (since tokio 1.51). On a runtime with several threads, put such tasks into a `LocalSet`; elsewhere
//! `spawn_local` panics. asyncio has the same trap: at each await another task may run, so a value that you read
//! before it may be old. A `RefCell` that is still borrowed at an await panics in the next task.
//!
//!     cargo add tokio --features macros,rt
//!
//! ```text
//! Two tasks count to 200
//! ```

use std::cell::Cell;
use std::rc::Rc;

use tokio::task::{spawn_local, yield_now};

async fn work(count: Rc<Cell<u32>>) {
    for _ in 0..100 {
        count.set(count.get() + 1);
        yield_now().await;
    }
}

#[tokio::main(flavor = "local")]
async fn main() {
    let count = Rc::new(Cell::new(0));
    let task = spawn_local(work(count.clone()));
    let other_task = spawn_local(work(count.clone()));
    task.await.unwrap();
    other_task.await.unwrap();
    println!("Two tasks count to {}", count.get());
}
