//! The set of all tasks contains main and the tasks that are not done.

use asyncio::{AnyTask, Event, all_tasks, create_task, current_task};

static GO: Event = Event::new();

async fn work() {
    GO.wait().await;
}

pub async fn main() {
    if all_tasks().contains(&current_task().unwrap()) {
        println!("main is one of {}", all_tasks().len());
    }
    let task = create_task(work());
    if all_tasks().contains(&AnyTask::from(&task)) {
        println!("work is one of {}", all_tasks().len());
    }
    GO.set();
    task.clone().await.unwrap();
    if !all_tasks().contains(&AnyTask::from(&task)) {
        println!("work is none of {}", all_tasks().len());
    }
}
