//! A thousand tasks, each but the first created by the callback of the one before.

use asyncio::{Event, Task, create_task};

static DONE: Event = Event::new();

async fn work(number: u32) -> u32 {
    number
}

fn callback(task: &Task<u32>) {
    let number = task.result().unwrap();
    if number == 1000 {
        println!("task {number} is the last");
        DONE.set();
    } else {
        create_task(work(number + 1)).add_done_callback(callback);
    }
}

pub async fn main() {
    create_task(work(1)).add_done_callback(callback);
    DONE.wait().await;
}
