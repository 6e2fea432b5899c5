//! While a callback runs, main does not miss the task that it is about to create.

use std::{thread, time::Duration};

use asyncio::{Event, Task, all_tasks, create_task, current_task};

use crate::executors::pause;

static CALLED: Event = Event::new();

async fn work() {
    println!("work");
}

async fn more_work() {
    pause().await;
    println!("more work");
}

fn callback(_task: &Task<()>) {
    CALLED.set();
    thread::sleep(Duration::from_millis(20));
    create_task(more_work());
}

pub async fn main() {
    create_task(work()).add_done_callback(callback);
    CALLED.wait().await;
    loop {
        let mut tasks = all_tasks();
        tasks.remove(&current_task().unwrap());
        if tasks.is_empty() {
            break;
        }
        for task in tasks {
            task.await.unwrap();
        }
    }
    println!("main is done");
}
