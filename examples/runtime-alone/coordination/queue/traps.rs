//! What keeps workers waiting, or makes them take turns?

use futures::FutureExt;
use smol::channel::bounded;
use tokio::sync::{Mutex, mpsc};

#[test]
fn a_worker_waits_while_a_sender_is_left() {
    let (sender, receiver) = bounded::<u32>(1);
    assert_eq!(receiver.recv().now_or_never(), None);
    sender.try_send(1).unwrap();
    sender.close();
    assert_eq!(receiver.recv().now_or_never(), Some(Ok(1)), "what is in it can still be taken");
    receiver.recv().now_or_never().unwrap().unwrap_err();
}

#[tokio::test]
async fn while_let_holds_the_lock_during_the_work() {
    let (sender, receiver) = mpsc::channel(2);
    let receiver = Mutex::new(receiver);
    for number in 1..=2 {
        sender.send(number).await.unwrap();
    }
    drop(sender);
    let number = receiver.lock().await.recv().await;
    assert!(number == Some(1) && receiver.try_lock().is_ok());
    while let Some(2) = receiver.lock().await.recv().await {
        receiver.try_lock().unwrap_err();
    }
}
