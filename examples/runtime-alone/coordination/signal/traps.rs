//! A signal that is set before anything waits for it: the programs' primitives keep it. The others that
//! their headers name lose it, or keep it for one task only.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use async_std::channel::bounded;
use event_listener::Event;
use smol::future::{block_on, poll_once};
use smol::lock::OnceCell;
use tokio::sync::{Notify, SetOnce, watch};

fn is_ready<T>(future: impl Future<Output = T>) -> bool {
    block_on(poll_once(future)).is_some()
}

/// Calls a plain function on a thread that belongs to no runtime.
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
fn smol_keeps_it_in_a_once_cell() {
    let event = OnceCell::new();
    assert!(!is_ready(event.wait()));
    on_a_thread(|| event.try_set(()).unwrap());
    assert!(is_ready(event.wait()) && is_ready(event.wait()));
}

#[test]
fn a_channel_keeps_a_message_for_one_task() {
    let (sender, receiver) = bounded(1);
    on_a_thread(|| sender.try_send(()).unwrap());
    assert!(is_ready(receiver.recv()) && !is_ready(receiver.recv()));
    let (sender, receiver) = smol::channel::bounded(1);
    on_a_thread(|| sender.try_send(()).unwrap());
    assert!(is_ready(receiver.recv()) && !is_ready(receiver.recv()));
}

#[test]
fn event_listener_loses_it() {
    let event = Event::new();
    on_a_thread(|| _ = event.notify(1));
    let mut waiting = event.listen();
    assert!(!is_ready(&mut waiting));
    on_a_thread(|| _ = event.notify(1));
    assert!(is_ready(waiting));
}

#[test]
fn nothing_sets_it_if_the_task_panics() {
    static SET: AtomicBool = AtomicBool::new(false);
    async fn failing_work() {
        panic!("no luck");
    }
    async fn task() {
        failing_work().await;
        SET.store(true, Ordering::Relaxed);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert!(runtime.block_on(runtime.spawn(task())).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| block_on(async_std::task::spawn(task())))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| block_on(smol::spawn(task())))).is_err());
    assert!(!SET.load(Ordering::Relaxed));
}
