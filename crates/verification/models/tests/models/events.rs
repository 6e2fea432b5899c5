//! Guarantee 9.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Waker};

use loom::future::block_on;
use loom::thread;
use models::Event;

use crate::{CountWakes, check};

#[test]
fn a_set_is_not_lost() {
    check(|| {
        let event = Arc::new(Event::new());
        let setter = event.clone();
        let thread = thread::spawn(move || setter.set());
        block_on(event.wait());
        assert!(event.is_set());
        thread.join().unwrap();
    });
}

/// All waiters wake, even if none is polled before the `clear`.
#[test]
fn a_set_wakes_every_waiter_although_a_clear_follows() {
    check(|| {
        let event = Arc::new(Event::new());
        let [first, second] = [Arc::new(CountWakes::default()), Arc::new(CountWakes::default())];
        let mut waits = [Box::pin(event.wait()), Box::pin(event.wait())];
        for (wait, wakes) in waits.iter_mut().zip([&first, &second]) {
            let waker = Waker::from(wakes.clone());
            assert!(wait.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        }
        let setter = event.clone();
        let thread = thread::spawn(move || {
            setter.set();
            setter.clear();
        });
        let [moved, stayed] = waits;
        block_on(moved);
        thread.join().unwrap();
        assert_eq!(second.0.get(), 1);
        block_on(stayed);
    });
}

/// A task that starts to wait after the `clear` waits for the next `set`, however long the first one takes.
#[test]
fn a_set_wakes_no_waiter_that_comes_after_the_clear() {
    check(|| {
        let event = Arc::new(Event::new());
        let setter = event.clone();
        let thread = thread::spawn(move || setter.set());
        if event.is_set() {
            event.clear();
            let mut late = pin!(event.wait());
            let mut cx = Context::from_waker(Waker::noop());
            assert!(late.as_mut().poll(&mut cx).is_pending());
            thread.join().unwrap();
            assert!(late.as_mut().poll(&mut cx).is_pending());
        }
    });
}

/// A waiter that moves to another task is woken there.
#[test]
fn a_waiter_that_moves_is_woken_where_it_is() {
    check(|| {
        let event = Arc::new(Event::new());
        let mut wait = Box::pin(event.wait());
        let _ = wait.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let setter = event.clone();
        let thread = thread::spawn(move || setter.set());
        block_on(wait);
        thread.join().unwrap();
    });
}
