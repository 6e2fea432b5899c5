//! What exception() returns for a finished, a failed and a cancelled task.

use asyncio::{Event, Task, TaskError, create_task};

async fn work() {}

async fn failing_work() {
    panic!("on purpose");
}

async fn endless_work() {
    Event::new().wait().await;
}

fn show(task: &Task<()>) {
    match task.exception() {
        None => println!("finished"),
        Some(TaskError::Panicked(message)) => println!("failed: {message}"),
        Some(TaskError::Cancelled) => println!("cancelled"),
    }
}

pub async fn main() {
    let finished = create_task(work());
    let failed = create_task(failing_work());
    let cancelled = create_task(endless_work());
    cancelled.cancel();
    for task in [&finished, &failed, &cancelled] {
        let _ = task.clone().await;
    }
    show(&finished);
    show(&failed);
    show(&cancelled);
}
