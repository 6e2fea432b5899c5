//! Shares a counter between tasks on one thread, without a lock.
//!
//!     just run one-thread-async-std
//!
//! In asyncio everything runs on one thread. How do I get that, and an `Rc` in a task? `task::spawn` refuses it:
//! "future cannot be sent between threads safely". `task::spawn_local` needs the feature `unstable`, so use a
//! `LocalExecutor` of the crate async-executor, on which async-std is built. Its tasks run only while its `run` is
//! awaited. asyncio has the same trap: at each await another task may run, so a value that you read before it may be
//! old. A `RefCell` that is still borrowed at an await panics in the next task.
//!
//!     cargo add async-std async-executor
//!
//! ```text
//! Two tasks count to 200
//! ```

use std::cell::Cell;
use std::rc::Rc;

use async_executor::LocalExecutor;
use async_std::task::{block_on, yield_now};

async fn work(count: Rc<Cell<u32>>) {
    for _ in 0..100 {
        count.set(count.get() + 1);
        yield_now().await;
    }
}

fn main() {
    let local = LocalExecutor::new();
    block_on(local.run(async {
        let count = Rc::new(Cell::new(0));
        let task = local.spawn(work(count.clone()));
        let other_task = local.spawn(work(count.clone()));
        task.await;
        other_task.await;
        println!("Two tasks count to {}", count.get());
    }));
}
