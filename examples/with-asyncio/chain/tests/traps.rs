//! A work that fails breaks the chain: its callback panics, and nobody sets the event.

use asyncio::{Event, Task};
use classroom::output::in_time;

static EVENT: Event = Event::new();

async fn work() -> u32 {
    panic!("no luck")
}

fn callback(task: &Task<u32>) {
    task.result().unwrap();
    EVENT.set();
}

#[test]
fn a_failed_task_sets_no_event() {
    in_time(|| {
        smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
            let work_task = asyncio::create_task(work());
            work_task.add_done_callback(callback);
            work_task.await.unwrap_err(); // its callback has returned, too
            assert!(!EVENT.is_set());
        }));
    });
}
