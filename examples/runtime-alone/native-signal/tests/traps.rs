//! What becomes of a signal that is set before anybody waits: with what the programs use it is kept,
//! with the other primitives that they name it is lost, or reaches one task only.

use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::LazyLock;
use std::thread;

use async_std::channel::{Receiver, Sender, bounded};
use classroom::output::in_time;
use event_listener::Event;
use smol::future::{FutureExt, block_on, poll_once};
use smol::lock::OnceCell;
use tokio::sync::{Notify, SetOnce, watch};

/// Whether it is ready at once.
fn is_ready<T>(future: impl Future<Output = T>) -> bool {
    block_on(poll_once(future)).is_some()
}

/// `set` is a plain function, which here runs on a thread without any runtime.
fn on_a_thread(set: impl FnOnce() + Send) {
    thread::scope(|scope| _ = scope.spawn(set));
}

#[test]
fn tokio_keeps_it_in_a_set_once() {
    let event = SetOnce::new();
    assert!(!is_ready(event.wait()));
    on_a_thread(|| event.set(()).unwrap());
    assert!(is_ready(event.wait()) && is_ready(event.wait()));
}

#[test]
fn tokio_loses_it_with_notify_waiters() {
    let notify = Notify::new();
    on_a_thread(|| notify.notify_waiters());
    let mut waiting = pin!(notify.notified());
    assert!(!is_ready(&mut waiting));
    // Now somebody waits.
    on_a_thread(|| notify.notify_waiters());
    assert!(is_ready(waiting));
}

#[test]
fn tokio_keeps_it_for_one_task_with_notify_one() {
    let notify = Notify::new();
    on_a_thread(|| notify.notify_one());
    assert!(is_ready(notify.notified()));
    assert!(!is_ready(notify.notified()));
}

#[test]
fn tokio_keeps_it_in_a_watch_channel_only_with_send_replace() {
    let (sender, receiver) = watch::channel(false);
    drop(receiver);
    assert!(sender.send(true).is_err());
    assert!(!is_ready(sender.subscribe().wait_for(|set| *set)));
    on_a_thread(|| _ = sender.send_replace(true));
    assert!(is_ready(sender.subscribe().wait_for(|set| *set)));
    // It can be cleared.
    sender.send_replace(false);
    assert!(!is_ready(sender.subscribe().wait_for(|set| *set)));
}

#[test]
fn async_std_keeps_it_in_a_closed_channel() {
    let (sender, receiver) = bounded::<()>(1);
    assert!(!is_ready(receiver.recv()));
    on_a_thread(|| assert!(sender.close()));
    assert!(is_ready(receiver.recv()) && is_ready(receiver.recv()));
}

#[test]
fn async_std_keeps_a_message_for_one_task() {
    let (sender, receiver) = bounded(1);
    on_a_thread(|| sender.try_send(()).unwrap());
    assert!(is_ready(receiver.recv()));
    assert!(!is_ready(receiver.recv()));
}

#[test]
fn smol_keeps_it_in_a_once_cell() {
    let event = OnceCell::new();
    assert!(!is_ready(event.wait()));
    on_a_thread(|| event.try_set(()).unwrap());
    assert!(is_ready(event.wait()) && is_ready(event.wait()));
}

#[test]
fn smol_keeps_a_message_for_one_task() {
    let (sender, receiver) = smol::channel::bounded(1);
    on_a_thread(|| sender.try_send(()).unwrap());
    assert!(is_ready(receiver.recv()));
    assert!(!is_ready(receiver.recv()));
}

#[test]
fn event_listener_loses_it() {
    let event = Event::new();
    on_a_thread(|| _ = event.notify(1));
    let mut waiting = event.listen();
    assert!(!is_ready(&mut waiting));
    // Now somebody listens.
    on_a_thread(|| _ = event.notify(1));
    assert!(is_ready(waiting));
}

/// As in the programs, the task that is to set the event ends before it has.
#[test]
fn nobody_sets_it_if_the_task_panics() {
    async fn failing_work() {
        panic!("no luck");
    }
    in_time(|| {
        static EVENT: SetOnce<()> = SetOnce::const_new();
        let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
        let task = runtime.spawn(async {
            failing_work().await;
            EVENT.set(()).unwrap();
        });
        assert!(block_on(task).is_err());
        assert!(!is_ready(EVENT.wait()));
    });
    in_time(|| {
        static EVENT: LazyLock<(Sender<()>, Receiver<()>)> = LazyLock::new(|| bounded(1));
        let task = async_std::task::spawn(async {
            failing_work().await;
            EVENT.0.close();
        });
        assert!(block_on(AssertUnwindSafe(task).catch_unwind()).is_err());
        assert!(!is_ready(EVENT.1.recv()));
    });
    in_time(|| {
        static EVENT: OnceCell<()> = OnceCell::new();
        let task = smol::spawn(async {
            failing_work().await;
            EVENT.try_set(()).unwrap();
        });
        assert!(block_on(AssertUnwindSafe(task).catch_unwind()).is_err());
        assert!(!is_ready(EVENT.wait()));
    });
}
