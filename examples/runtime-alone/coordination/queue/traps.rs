//! What keeps workers waiting, or makes them take turns?

use std::sync::Arc;

use futures::FutureExt;
use smol::channel::{Sender, bounded};
use tokio::sync::{Mutex, mpsc};
use tokio::task::yield_now;

#[test]
fn a_worker_waits_while_a_sender_is_left() {
    let (sender, receiver) = bounded::<u32>(1);
    sender.try_send(1).unwrap();
    assert_eq!(receiver.recv().now_or_never(), Some(Ok(1)));
    assert_eq!(receiver.recv().now_or_never(), None);
    sender.try_send(2).unwrap();
    sender.close();
    assert_eq!(receiver.recv().now_or_never(), Some(Ok(2)), "what is in it can still be taken");
    receiver.recv().now_or_never().unwrap().unwrap_err();
}

type Shared = Arc<Mutex<mpsc::Receiver<u32>>>;

async fn holds_the_lock(receiver: Shared, started: Sender<u32>) {
    while let Some(number) = receiver.lock().await.recv().await {
        started.send(number).await.unwrap();
        std::future::pending::<()>().await;
    }
}

async fn releases_the_lock(receiver: Shared, started: Sender<u32>) {
    loop {
        let received = receiver.lock().await.recv().await;
        let Some(number) = received else { break };
        started.send(number).await.unwrap();
        std::future::pending::<()>().await;
    }
}

/// How many of two workers have work, when there is enough for both.
async fn busy<W: Future<Output = ()> + Send + 'static>(
    worker: fn(Shared, Sender<u32>) -> W,
) -> usize {
    let (sender, receiver) = mpsc::channel(2);
    let (started, starts) = bounded(2);
    let receiver = Arc::new(Mutex::new(receiver));
    for number in 1..=2 {
        sender.send(number).await.unwrap();
        tokio::spawn(worker(receiver.clone(), started.clone()));
    }
    for _ in 0..100 {
        yield_now().await;
    }
    starts.len()
}

#[tokio::test]
async fn workers_that_share_tokios_receiver_take_turns() {
    assert_eq!(busy(holds_the_lock).await, 1);
    assert_eq!(busy(releases_the_lock).await, 2);
}
