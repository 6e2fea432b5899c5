//! Workers share a bounded queue, and main waits until all the work is done.
//!
//!     just run queue-smol
//!
//! asyncio has `Queue` with `join`: what replaces `task_done`? Main closes the channel. The workers take what is still
//! in it; then `recv` fails and they return. So main awaits the workers: nothing has to be counted or cancelled. The
//! trap is to forget `close`: while main has a sender, the workers wait forever. If the workers add work themselves,
//! nothing knows when to close. Spawn a task for each piece of work instead: see `wait-all` and `limit`.
//!
//!     cargo add smol
//!
//! ```text
//! The queue is full
//! Work 1 is done
//! Work 2 is done
//! Work 3 is done
//! All work is done
//! ```

use std::time::Duration;

use smol::Timer;
use smol::channel::{Receiver, bounded};

async fn work(number: u64) {
    Timer::after(Duration::from_millis(150 * number)).await;
    println!("Work {number} is done");
}

async fn worker(receiver: Receiver<u64>) {
    while let Ok(number) = receiver.recv().await {
        work(number).await;
    }
}

fn main() {
    smol::block_on(async {
        let (sender, receiver) = bounded(2);
        sender.send(2).await.unwrap();
        sender.send(1).await.unwrap();
        if sender.is_full() {
            println!("The queue is full");
        }
        let workers = [receiver.clone(), receiver].map(|it| smol::spawn(worker(it)));
        sender.send(3).await.unwrap(); // waits until a worker takes one
        sender.close();
        for worker in workers {
            worker.await;
        }
        println!("All work is done");
    });
}
