//! Workers share a bounded queue, and main waits until all of its work is done.
//!
//!     just run queue-tokio
//!
//! asyncio has `Queue` with `join`: what replaces `task_done`? Closing the channel. The workers still take what is in
//! it, then `recv` fails and they return, so main awaits the workers. Nothing has to be counted or cancelled. The trap
//! is to forget `close`: while main has a sender, the workers wait forever. If workers add work themselves, no one
//! knows when to close; start a task for each piece of work instead (see `wait-all`, and `limit`).
//!
//! The receiver of tokio's own `mpsc` cannot be cloned. If workers share it in a `Mutex`, only one works at a time with
//! `while let Some(number) = receiver.lock().await.recv().await`, which holds the lock during the work.
//!
//!     cargo add async-channel
//!     cargo add tokio --features macros,rt-multi-thread,time
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

use async_channel::{Receiver, bounded};
use tokio::time::sleep;

async fn work(number: u32) {
    sleep(Duration::from_millis(if number == 1 { 600 } else { 100 })).await;
    println!("Work {number} is done");
}

async fn worker(receiver: Receiver<u32>) {
    while let Ok(number) = receiver.recv().await {
        work(number).await;
    }
}

#[tokio::main]
async fn main() {
    let (sender, receiver) = bounded(1);
    let workers = [receiver.clone(), receiver].map(|it| tokio::spawn(worker(it)));
    for number in 1..=4 {
        sender.send(number).await.unwrap();
        println!("Main has put {number}");
    }
    sender.close();
    for worker in workers {
        worker.await.unwrap();
    }
    println!("All work is done");
}
