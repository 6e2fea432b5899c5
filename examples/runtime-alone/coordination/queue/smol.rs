//! Workers share a bounded queue, and main waits until all of its work is done.
//!
//!     just run queue-smol
//!
//! asyncio has `Queue` with `join`: what replaces `task_done`? Closing the channel. The workers still take what is in
//! it, then `recv` fails and they return, so main awaits the workers. Nothing has to be counted or cancelled. The trap
//! is to forget `close`: while main has a sender, the workers wait forever. If workers add work themselves, no one
//! knows when to close; start a task for each piece of work instead (see `wait-all`, and `limit`).
//!
//!     cargo add smol
//!
//! ```text
//! Main has put 1
//! Main has put 2
//! Main has put 3
//! Work 2 is done
//! Main has put 4
//! Work 3 is done
//! Work 4 is done
//! Work 1 is done
//! All work is done
//! ```

use std::time::Duration;

use smol::Timer;
use smol::channel::{Receiver, bounded};

async fn work(number: u32) {
    Timer::after(Duration::from_millis(if number == 1 { 600 } else { 100 })).await;
    println!("Work {number} is done");
}

async fn worker(receiver: Receiver<u32>) {
    while let Ok(number) = receiver.recv().await {
        work(number).await;
    }
}

fn main() {
    smol::block_on(async {
        let (sender, receiver) = bounded(1);
        let workers = [receiver.clone(), receiver].map(|it| smol::spawn(worker(it)));
        for number in 1..=4 {
            sender.send(number).await.unwrap();
            println!("Main has put {number}");
        }
        sender.close();
        for worker in workers {
            worker.await;
        }
        println!("All work is done");
    });
}
