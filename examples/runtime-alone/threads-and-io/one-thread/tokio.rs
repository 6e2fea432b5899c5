//! Shares a counter between tasks on one thread, without a lock.
//!
//!     just run one-thread-tokio
//!
//! In asyncio everything runs on one thread. How do I get that, and an `Rc` in a task? `tokio::spawn` refuses it: "future
//! cannot be sent between threads safely". `spawn_local` takes it, on a `LocalRuntime`, which `flavor = "local"` makes
//! (since tokio 1.51). On a runtime with several threads a `LocalSet` does that for some tasks; elsewhere `spawn_local`
//! panics. The trap is asyncio's, too: at each await another task may run, so a value that was read may be old then.
//! A `RefCell` that is borrowed across an await panics in the next task.
//!
//!     cargo add tokio --features macros,rt
//!
//! ```text
//! Two tasks count to 200
//! With an await between reading and writing: 100
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

async fn more_work(count: Rc<Cell<u32>>) {
    for _ in 0..100 {
        let seen = count.get();
        yield_now().await;
        count.set(seen + 1);
    }
}

#[tokio::main(flavor = "local")]
async fn main() {
    let count = Rc::new(Cell::new(0));
    let tasks = [spawn_local(work(count.clone())), spawn_local(work(count.clone()))];
    for task in tasks {
        task.await.unwrap();
    }
    println!("Two tasks count to {}", count.get());

    let count = Rc::new(Cell::new(0));
    let tasks = [spawn_local(more_work(count.clone())), spawn_local(more_work(count.clone()))];
    for task in tasks {
        task.await.unwrap();
    }
    println!("With an await between reading and writing: {}", count.get());
}
