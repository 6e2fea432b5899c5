//! What `docs/runtimes.md` and `docs/at-work.md` say, cell by cell. The tables link to these tests.

mod asyncio;
mod at_work;
mod blocking;
mod built_in;
mod cancel;
mod chain;
mod document;
mod ends;
mod io;
mod limit;
mod outside;
mod tasks;
#[cfg(target_os = "linux")]
mod threads;
