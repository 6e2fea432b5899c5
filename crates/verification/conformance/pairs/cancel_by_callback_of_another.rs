//! The callback of one task cancels another task.

use asyncio::{Event, Task, create_task};

async fn work() {
    println!("work");
}

async fn endless_work() {
    Event::new().wait().await;
}

fn callback(task: &Task<()>) {
    if task.cancelled() {
        println!("endless work is cancelled");
    }
}

pub async fn main() {
    let endless_task = create_task(endless_work());
    endless_task.add_done_callback(callback);
    let other_task = endless_task.clone();
    let task = create_task(work());
    task.add_done_callback(move |_| {
        other_task.cancel();
    });
    let _ = endless_task.await;
}
