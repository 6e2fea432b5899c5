//! Two tasks take turns: each clears the event that it waited for and sets the other's.

use asyncio::{Event, create_task};

static PING: Event = Event::new();
static PONG: Event = Event::new();

async fn work() {
    for number in 0..3 {
        PING.wait().await;
        PING.clear();
        println!("ping {number}");
        PONG.set();
    }
}

pub async fn main() {
    let task = create_task(work());
    for number in 0..3 {
        PING.set();
        PONG.wait().await;
        PONG.clear();
        println!("pong {number}");
    }
    task.await.unwrap();
}
