//! One engine for all lessons: mistakes, exercises and what-ifs.
//!
//! A lesson is a folder or a patch with a header, a text, and a record of what it does. A text is built in a
//! small workspace ([`build`]), run until it ends or hangs ([`process`]), and its outcome ([`outcome`]) is
//! compared with the record ([`run`]).

pub mod build;
pub mod check;
pub mod compare;
pub mod complete;
pub mod exercise;
pub mod header;
pub mod mistake;
pub mod mutation;
pub mod outcome;
pub mod patch;
pub mod process;
pub mod run;
mod table;
pub mod tell;
pub mod text;
pub mod what_if;
