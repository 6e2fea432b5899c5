//! What happens in a run, as `tracing` events, which `just timeline` draws, and which one can read as
//! log lines. It is no part of the lesson: without the feature `record` nothing is recorded.
//!
//! A subscriber is foreign code, so nothing here may be called while one of our locks is held.

#[cfg(feature = "record")]
mod actors;
#[cfg(feature = "record")]
mod names;
#[cfg(feature = "record")]
mod on;

#[cfg(not(feature = "record"))]
pub(crate) use off::*;
#[cfg(feature = "record")]
pub(crate) use on::*;

/// These pass on what they are given.
#[cfg(not(feature = "record"))]
mod off {
    use std::task::{Context, Poll};

    use crate::event::Event;
    use crate::shared::Shared;
    use crate::task::Task;

    pub(crate) fn start() {}

    pub(crate) fn created<F>(_: &Shared, _: &F) {}

    pub(crate) fn poll<T>(
        _: &Shared,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        poll(cx)
    }

    pub(crate) fn awaits(_: &Shared, poll: Poll<()>) -> Poll<()> {
        poll
    }

    pub(crate) fn done(_: &Shared) {}

    pub(crate) fn callback<T>(
        callback: impl FnOnce(&Task<T>) + Send + 'static,
    ) -> impl FnOnce(&Task<T>) + Send + 'static {
        callback
    }

    pub(crate) fn task(_: &'static str, _: &Shared) {}

    pub(crate) fn event(_: &'static str, _: &Event) {}

    pub(crate) fn waits(_: &Event, poll: Poll<()>) -> Poll<()> {
        poll
    }
}
