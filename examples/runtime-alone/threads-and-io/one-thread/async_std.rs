//! Shares a counter between tasks on one thread, without a lock.
//!
//!     just run one-thread-async-std
//!
//! In asyncio everything runs on one thread. How do I get that, and an `Rc` in a task? `task::spawn` refuses it: "future
//! cannot be sent between threads safely". `task::spawn_local` needs the feature `unstable`; a `LocalExecutor` of the
//! crate async-executor, which async-std is made of, takes it, too. The trap: its tasks run only while its `run` is
//! awaited. Another is asyncio's, too: at each await another task may run, so a value that was read may be old then.
//! A `RefCell` that is borrowed across an await panics in the next task.
//!
//!     cargo add async-std async-executor
//!
//! ```text
//! Two tasks count to 200
//! With an await between reading and writing: 100
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

async fn more_work(count: Rc<Cell<u32>>) {
    for _ in 0..100 {
        let seen = count.get();
        yield_now().await;
        count.set(seen + 1);
    }
}

fn main() {
    let local = LocalExecutor::new();
    block_on(local.run(async {
        let count = Rc::new(Cell::new(0));
        let tasks = [local.spawn(work(count.clone())), local.spawn(work(count.clone()))];
        for task in tasks {
            task.await;
        }
        println!("Two tasks count to {}", count.get());

        let count = Rc::new(Cell::new(0));
        let tasks = [local.spawn(more_work(count.clone())), local.spawn(more_work(count.clone()))];
        for task in tasks {
            task.await;
        }
        println!("With an await between reading and writing: {}", count.get());
    }));
}
