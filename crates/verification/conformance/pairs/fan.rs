//! A callback creates ten tasks, and main waits for all of them.

use std::sync::Mutex;

use asyncio::{Task, all_tasks, create_task, current_task};

static RESULTS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

async fn work() {
    println!("work");
}

async fn more_work(number: u32) {
    RESULTS.lock().unwrap().push(number);
}

fn callback(_task: &Task<()>) {
    for number in 0..10 {
        create_task(more_work(number));
    }
}

pub async fn main() {
    create_task(work()).add_done_callback(callback);
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
    let results = RESULTS.lock().unwrap();
    println!("{} results, their sum is {}", results.len(), results.iter().sum::<u32>());
}
