//! A flag that tasks wait for.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// `asyncio.Event`: a flag that tasks wait for, and that a task or a callback sets.
///
/// Unlike asyncio's, it can be used from any thread, and without a [`run`](crate::run).
///
/// ```
/// static EVENT: asyncio::Event = asyncio::Event::new();
///
/// EVENT.set();
/// smol::block_on(EVENT.wait()); // returns at once: nothing has cleared the event
/// ```
#[derive(Debug, Default)]
pub struct Event {
    /// How often the flag has changed. It began as not set, so it is set while this is odd.
    changes: AtomicUsize,
    waiters: event_listener::Event,
}

impl Event {
    /// `asyncio.Event()`, not set. It is `const`, so that an event can be a `static`.
    #[must_use]
    pub const fn new() -> Self {
        Event { changes: AtomicUsize::new(0), waiters: event_listener::Event::new() }
    }

    /// `event.set()`: sets the event and wakes all who wait. A callback can call it.
    pub fn set(&self) {
        let changes = self.changes.fetch_or(1, SeqCst);
        if !is_odd(changes) {
            self.waiters.notify(usize::MAX);
        }
    }

    /// `event.clear()`: whoever waits from now on waits for the next [`set`](Event::set).
    pub fn clear(&self) {
        let cleared = |changes| is_odd(changes).then_some(changes.wrapping_add(1));
        let _ = self.changes.fetch_update(SeqCst, SeqCst, cleared);
    }

    /// `event.is_set()`.
    pub fn is_set(&self) -> bool {
        is_odd(self.changes.load(SeqCst))
    }

    /// `await event.wait()`: returns when the event is set, at once if it is set already. (asyncio's
    /// returns `True`, always.)
    ///
    /// It waits for a change, not for the flag, so that it also returns when a `clear` comes right
    /// after the `set`. Dropping the wait ends it, and nobody else notices.
    pub async fn wait(&self) {
        let changes = self.changes.load(SeqCst);
        if is_odd(changes) {
            return;
        }
        loop {
            // Listen first, then look: a `set` after the look finds somebody to wake.
            let listener = self.waiters.listen();
            if self.changes.load(SeqCst) != changes {
                return;
            }
            listener.await;
        }
    }
}

fn is_odd(changes: usize) -> bool {
    changes % 2 == 1
}
