//! A callback runs whether its task returns, fails or is cancelled.

use asyncio::{Event, Task, TaskError, create_task};

async fn work() -> u32 {
    42
}

async fn failing_work() -> u32 {
    panic!("on purpose")
}

async fn endless_work() -> u32 {
    Event::new().wait().await;
    0
}

fn callback(task: &Task<u32>) {
    match task.result() {
        Ok(value) => println!("finished: {value}"),
        Err(TaskError::Cancelled) => println!("cancelled"),
        Err(TaskError::Panicked(message)) => println!("failed: {message}"),
    }
}

pub async fn main() {
    let finished = create_task(work());
    finished.add_done_callback(callback);
    let _ = finished.await;
    let failed = create_task(failing_work());
    failed.add_done_callback(callback);
    let _ = failed.await;
    let cancelled = create_task(endless_work());
    cancelled.add_done_callback(callback);
    cancelled.cancel();
    let _ = cancelled.await;
}
