//! asyncio's `Event`.

use std::fmt;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};

use crate::flag::{Flag, lock, wake};

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
///
/// An event is not a counter. On one thread, as in asyncio, `set` followed by `clear` wakes each
/// waiter once. On several threads a waiter may return and wait again before `clear`: then it finds
/// the flag set and returns again. Use a counter, a channel or a `watch` if each signal counts.
#[derive(Default)]
pub struct Event {
    flag: Mutex<Flag>,
}

impl Event {
    /// `asyncio.Event()`, not set. It is `const`, so that an event can be a `static`.
    #[must_use]
    pub const fn new() -> Self {
        Event { flag: Mutex::new(Flag::new()) }
    }

    /// `event.set()`: sets the event and wakes all waiters. Any thread and any callback can call it.
    ///
    /// ```
    /// let event = asyncio::Event::new();
    /// event.set();
    /// assert!(event.is_set());
    /// ```
    #[track_caller]
    pub fn set(&self) {
        record!(event("event set", self));
        let waiters = lock(&self.flag).set();
        wake(waiters);
    }

    /// `event.clear()`: later waiters wait for the next [`set`](Event::set).
    ///
    /// ```
    /// let event = asyncio::Event::new();
    /// event.set();
    /// event.clear();
    /// assert!(!event.is_set());
    /// ```
    #[track_caller]
    pub fn clear(&self) {
        record!(event("event cleared", self));
        lock(&self.flag).is_set = false;
    }

    /// `event.is_set()`: whether the event has been set and not cleared since.
    ///
    /// ```
    /// assert!(!asyncio::Event::new().is_set());
    /// ```
    pub fn is_set(&self) -> bool {
        lock(&self.flag).is_set
    }

    /// `await event.wait()`: waits until the event is set. If it is set already, this returns without
    /// suspending, as in asyncio. (asyncio's `wait` always returns `True`; this returns nothing.)
    ///
    /// A waiter that was woken returns even if `clear` follows `set` immediately. Dropping the wait
    /// ends it and affects no other waiter.
    ///
    /// ```
    /// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
    /// static READY: asyncio::Event = asyncio::Event::new();
    ///
    /// asyncio::create_task(async { READY.set() });
    /// READY.wait().await;
    /// # }));
    /// ```
    pub fn wait(&self) -> impl Future<Output = ()> + Send {
        Wait { event: self, number: None }
    }
}

/// One wait: what `wait()` returns.
struct Wait<'a> {
    event: &'a Event,
    number: Option<u64>,
}

impl Future for Wait<'_> {
    type Output = ();

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let waker = cx.waker().clone();
        let (poll, _unused) = lock(&self.event.flag).poll(&mut self.number, waker);
        record!(event_awaited(self.event, poll));
        poll
    }
}

/// Removes a waiter whose wait is dropped.
impl Drop for Wait<'_> {
    fn drop(&mut self) {
        let _unused = lock(&self.event.flag).remove(self.number);
    }
}

/// Shows no waiter: formatting one under the lock would run user code.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event").field("is_set", &self.is_set()).finish_non_exhaustive()
    }
}
