//! Who awaits a task goes on after its callbacks, each of a hundred times.

use std::sync::Mutex;

use asyncio::{Task, create_task};

static CALLED: Mutex<Vec<Task<()>>> = Mutex::new(Vec::new());

async fn work() {}

fn callback(task: &Task<()>) {
    CALLED.lock().unwrap().push(task.clone());
}

pub async fn main() {
    for number in 0..100 {
        let task = create_task(work());
        task.add_done_callback(callback);
        task.await.unwrap();
        if CALLED.lock().unwrap().len() == number {
            println!("main went on before callback {number}");
        }
    }
    println!("{} callbacks", CALLED.lock().unwrap().len());
}
