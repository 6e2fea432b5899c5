//! A flag that tasks wait for.

use std::collections::BTreeMap;
use std::collections::btree_map::IntoValues;
use std::future::poll_fn;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

use crate::current::discard;
use crate::shared::lock;

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
    state: Mutex<State>,
}

/// Wakers are the runtime's code: they are cloned, woken and dropped while this is not locked.
#[derive(Debug, Default)]
struct State {
    is_set: bool,
    /// How many have waited. It gives each a number.
    came: u64,
    /// Those who wait, in the order in which they came.
    waiters: BTreeMap<u64, Waker>,
}

impl Event {
    /// `asyncio.Event()`, not set. It is `const`, so that an event can be a `static`.
    #[must_use]
    pub const fn new() -> Self {
        Event { state: Mutex::new(State { is_set: false, came: 0, waiters: BTreeMap::new() }) }
    }

    /// `event.set()`: sets the event and wakes all who wait. A callback can call it.
    pub fn set(&self) {
        wake(self.set_silently());
    }

    /// For one who holds a lock: `wake` must follow when it is released.
    pub(crate) fn set_silently(&self) -> IntoValues<u64, Waker> {
        let mut state = lock(&self.state);
        state.is_set = true;
        mem::take(&mut state.waiters).into_values()
    }

    /// `event.clear()`: whoever waits from now on waits for the next [`set`](Event::set).
    pub fn clear(&self) {
        lock(&self.state).is_set = false;
    }

    /// `event.is_set()`.
    pub fn is_set(&self) -> bool {
        lock(&self.state).is_set
    }

    /// `await event.wait()`: returns when the event is set, at once if it is set already. (asyncio's
    /// returns `True`, always.)
    ///
    /// It returns also when a `clear` comes right after the `set`. Dropping the wait ends it, and
    /// nobody else notices.
    pub async fn wait(&self) {
        let mut wait = Wait { event: self, number: None };
        poll_fn(|cx| self.poll_wait(&mut wait.number, cx)).await;
    }

    /// `number` is the waiter's own, `None` before it waits and afterwards.
    pub(crate) fn poll_wait(&self, number: &mut Option<u64>, cx: &mut Context<'_>) -> Poll<()> {
        let waker = cx.waker().clone();
        let mut state = lock(&self.state);
        let is_over = match *number {
            None => state.is_set,
            // Was it woken? It does not matter whether the event has been cleared since.
            Some(number) => !state.waiters.contains_key(&number),
        };
        if is_over {
            *number = None;
            return Poll::Ready(());
        }
        let number = *number.get_or_insert_with(|| {
            state.came += 1;
            state.came
        });
        let previous = state.waiters.insert(number, waker);
        drop(state);
        drop(previous);
        Poll::Pending
    }

    pub(crate) fn end_wait(&self, number: Option<u64>) {
        let waker = number.and_then(|number| lock(&self.state).waiters.remove(&number));
        drop(waker);
    }
}

/// Ends a wait that is dropped.
struct Wait<'a> {
    event: &'a Event,
    number: Option<u64>,
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        self.event.end_wait(self.number);
    }
}

/// If a waker panics, the next is woken all the same.
pub(crate) fn wake(wakers: impl IntoIterator<Item = Waker>) {
    for waker in wakers {
        discard(catch_unwind(AssertUnwindSafe(|| waker.wake())));
    }
}
