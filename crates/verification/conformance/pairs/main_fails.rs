//! When main fails, what is left is cancelled, and then run fails likewise.

use std::panic::catch_unwind;

use asyncio::{Event, Task, create_task};

use crate::executors::Executor;

async fn work() {
    Event::new().wait().await;
}

fn callback(task: &Task<()>) {
    if task.cancelled() {
        println!("callback: cancelled");
    }
}

async fn main() {
    let task = create_task(work());
    task.add_done_callback(callback);
    panic!("on purpose");
}

pub fn program(executor: Executor) {
    if let Err(error) = catch_unwind(|| executor.run(main())) {
        println!("run: {}", error.downcast_ref::<&str>().unwrap());
    }
}
