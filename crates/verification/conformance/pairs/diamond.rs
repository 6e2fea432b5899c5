//! A callback creates two tasks, and the second of their callbacks creates the last one.

use std::sync::Mutex;

use asyncio::{Event, Task, create_task};

static RESULTS: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static DONE: Event = Event::new();

async fn work(number: u32) -> u32 {
    number
}

async fn last_work(number: u32) {
    println!("last work: {number}");
    DONE.set();
}

fn split(task: &Task<u32>) {
    println!("work: {}", task.result().unwrap());
    create_task(work(task.result().unwrap() + 1)).add_done_callback(join);
    create_task(work(task.result().unwrap() + 2)).add_done_callback(join);
}

fn join(task: &Task<u32>) {
    let mut results = RESULTS.lock().unwrap();
    results.push(task.result().unwrap());
    if results.len() == 2 {
        create_task(last_work(results.iter().sum()));
    }
}

pub async fn main() {
    create_task(work(10)).add_done_callback(split);
    DONE.wait().await;
}
