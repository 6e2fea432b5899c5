//! Each of two runs returns what its main returns, and knows only its own tasks.

use asyncio::{Event, Task, all_tasks, create_task};

use crate::executors::Executor;

async fn work() {
    Event::new().wait().await;
}

fn callback(_task: &Task<()>) {
    println!("callback");
}

async fn main(number: u32) -> u32 {
    println!("tasks: {}", all_tasks().len());
    create_task(work()).add_done_callback(callback);
    println!("tasks: {}", all_tasks().len());
    number
}

pub fn program(executor: Executor) {
    println!("run: {}", executor.run(main(1)));
    println!("run: {}", executor.run(main(2)));
}
