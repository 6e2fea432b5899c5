//! Guarantee 9.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::task::{Context, Wake, Waker};

use loom::future::block_on;
use loom::thread;
use models::Event;

use crate::{Count, check};

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

/// Each waits before the `set`, and goes on although the `clear` comes before it can look.
#[test]
fn a_set_wakes_all_who_wait_although_a_clear_follows() {
    check(|| {
        let event = Arc::new(Event::new());
        let mut waits = [Box::pin(event.wait()), Box::pin(event.wait())];
        for wait in &mut waits {
            assert!(wait.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        }
        let setter = event.clone();
        let thread = thread::spawn(move || {
            setter.set();
            setter.clear();
        });
        for wait in waits {
            block_on(wait);
        }
        thread.join().unwrap();
    });
}

/// Who comes after the `clear` waits for the next `set`, whatever the first one still wakes.
#[test]
fn a_set_wakes_nobody_who_comes_after_the_clear() {
    check(|| {
        let event = Arc::new(Event::new());
        let mut early = Box::pin(event.wait());
        assert!(early.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        let setter = event.clone();
        let cleared = event.clone();
        let thread = thread::spawn(move || setter.set());
        block_on(early);
        cleared.clear();
        {
            let mut late = pin!(event.wait());
            let mut cx = Context::from_waker(Waker::noop());
            assert!(late.as_mut().poll(&mut cx).is_pending());
            thread::yield_now();
            assert!(late.as_mut().poll(&mut cx).is_pending());
        }
        thread.join().unwrap();
    });
}

/// Counts how many clones of it there are, and whether it was woken.
struct Kept(AtomicBool);

impl Wake for Kept {
    fn wake(self: Arc<Self>) {
        self.0.store(true, std::sync::atomic::Ordering::SeqCst);
    }
}

#[test]
fn a_wait_that_is_dropped_leaves_nothing_behind_and_stops_nobody() {
    check(|| {
        let event = Arc::new(Event::new());
        let kept = Arc::new(Kept(AtomicBool::new(false)));
        let (setter, waiter) = (event.clone(), event.clone());
        let waker = Waker::from(kept.clone());
        let thread = thread::spawn(move || {
            let mut wait = Box::pin(waiter.wait());
            let _ = wait.as_mut().poll(&mut Context::from_waker(&waker));
        });
        let other = thread::spawn(move || setter.set());
        block_on(event.wait());
        thread.join().unwrap();
        other.join().unwrap();
        assert_eq!(Arc::strong_count(&kept), 1, "the event keeps the waker");
    });
}

/// A waiter that is polled by another task than before is woken there.
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

#[test]
fn two_threads_set_and_one_clears() {
    check(|| {
        let event = Arc::new(Event::new());
        let woken = Count::default();
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let setter = event.clone();
                thread::spawn(move || setter.set())
            })
            .collect();
        block_on(event.wait());
        woken.add();
        event.clear();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(woken.get(), 1);
    });
}
