//! What-ifs: small changes to the programs of the stages, a question to each, and what happens.
//!
//! A what-if is a patch in the folder of its stage. Its first line says what is changed, `Question: …` what a
//! reader is to predict, and the rest why it comes as it comes. The change is made to tokio's program and
//! fits those of the other runtimes. `Threads: 1` runs it with one thread for tasks; then it may be that
//! nothing else is changed. Beside it is recorded what the changed program does, in the words of
//! [`Outcome`](classroom::outcome::Outcome), and there may be a program in Python that shows what is said
//! of asyncio.

mod answer;
pub mod build;
pub mod record;
pub mod run;
mod what_if;

pub use what_if::WhatIf;
