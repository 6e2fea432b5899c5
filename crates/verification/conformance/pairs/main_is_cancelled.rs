//! A task cancels main, and run fails.

use std::panic::catch_unwind;

use asyncio::{AnyTask, Event, create_task, current_task};

use crate::executors::Executor;

async fn work(main_task: AnyTask) {
    println!("work cancels main");
    main_task.cancel();
}

async fn main() {
    create_task(work(current_task().unwrap()));
    Event::new().wait().await;
    println!("never");
}

pub fn program(executor: Executor) {
    if let Err(error) = catch_unwind(|| executor.run(main())) {
        println!("run: {}", error.downcast_ref::<&str>().unwrap());
    }
}
