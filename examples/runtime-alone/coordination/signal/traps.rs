//! A signal that is sent before anything waits for it: does every task receive it, one task, or none?

use std::pin::pin;

use event_listener::Event;
use smol::channel::bounded;
use smol::future::{block_on, poll_once};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

fn is_ready<T>(future: impl Future<Output = T>) -> bool {
    block_on(poll_once(future)).is_some()
}

#[test]
fn a_cancellation_token_keeps_it() {
    let token = CancellationToken::new();
    assert!(!is_ready(token.cancelled()));
    token.cancel();
    assert!(is_ready(token.cancelled()) && is_ready(token.cancelled()));
}

#[test]
fn a_primitive_that_wakes_only_current_waiters_loses_it() {
    let (notify, event) = (Notify::new(), Event::new());
    let send = || (notify.notify_waiters(), event.notify(1));
    send();
    let (mut notified, mut listener) = (pin!(notify.notified()), event.listen());
    assert!(!is_ready(&mut notified) && !is_ready(&mut listener));
    send();
    assert!(is_ready(notified) && is_ready(listener));
    let not_yet_polled = notify.notified();
    send();
    assert!(is_ready(not_yet_polled));
}

#[test]
fn notify_one_and_a_message_keep_it_for_one_task() {
    let notify = Notify::new();
    notify.notify_one();
    assert!(is_ready(notify.notified()) && !is_ready(notify.notified()));
    let (sender, receiver) = bounded(1);
    sender.try_send(()).unwrap();
    assert!(is_ready(receiver.recv()) && !is_ready(receiver.recv()));
}

#[test]
fn a_watch_channel_keeps_it_with_send_replace_until_it_is_cleared() {
    let (sender, receiver) = watch::channel(false);
    let is_set = || is_ready(sender.subscribe().wait_for(|set| *set));
    drop(receiver);
    sender.send(true).unwrap_err();
    assert!(!is_set());
    sender.send_replace(true);
    assert!(is_set() && is_set());
    sender.send_replace(false);
    assert!(!is_set());
}

#[test]
fn a_pulse_of_a_flag_is_missed_and_a_counter_shows_each_task_how_many_came() {
    let (flag, mut task) = watch::channel(false);
    flag.send_replace(true);
    flag.send_replace(false);
    assert!(!is_ready(task.wait_for(|set| *set)));

    let (pulses, task) = watch::channel(0);
    (0..3).for_each(|_| pulses.send_modify(|count| *count += 1));
    assert!([task.clone(), task].iter_mut().all(|task| *task.borrow_and_update() == 3));
}
