//! A signal that is set before anything waits for it: the programs' primitives keep it. The others that
//! their headers name lose it, or keep it for one task only.

use std::pin::pin;
use std::thread;

use async_std::channel::bounded;
use event_listener::Event;
use smol::future::{block_on, poll_once};
use smol::lock::OnceCell;
use tokio::sync::{Notify, SetOnce, watch};
use tokio_util::sync::CancellationToken;

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
fn tokio_keeps_it_in_a_cancellation_token() {
    let token = CancellationToken::new();
    assert!(!is_ready(token.cancelled()));
    on_a_thread(|| token.cancel());
    assert!(is_ready(token.cancelled()) && is_ready(token.cancelled()));
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
fn event_listener_loses_it() {
    let event = Event::new();
    on_a_thread(|| _ = event.notify(1));
    let mut waiting = event.listen();
    assert!(!is_ready(&mut waiting));
    on_a_thread(|| _ = event.notify(1));
    assert!(is_ready(waiting));
}

#[test]
fn a_message_is_for_one_task() {
    let (sender, receiver) = bounded(1);
    on_a_thread(|| sender.try_send(()).unwrap());
    assert!(is_ready(receiver.recv()) && !is_ready(receiver.clone().recv()));
}

#[test]
fn a_pulse_of_a_flag_is_seen_twice_or_missed() {
    let (flag, mut early) = watch::channel(false);
    let mut late = early.clone();
    flag.send_replace(true);
    assert!(is_ready(early.wait_for(|set| *set)) && is_ready(early.wait_for(|set| *set)));
    flag.send_replace(false);
    assert!(!is_ready(late.wait_for(|set| *set)));
}

#[test]
fn a_counter_keeps_pulses_for_each_task() {
    let (pulses, mut task) = watch::channel(0);
    let mut other_task = task.clone();
    on_a_thread(|| (0..3).for_each(|_| pulses.send_modify(|count| *count += 1)));
    assert!(is_ready(task.changed()) && is_ready(other_task.changed()));
    assert!([task, other_task].iter_mut().all(|task| *task.borrow_and_update() == 3));
}
