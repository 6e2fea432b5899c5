//! One engine for all lessons: mistakes, exercises and what-ifs.
//!
//! A lesson is a folder or a patch with a header, a text, and a record of what it does. A text is built in a
//! small package ([`build`]), run until it ends or hangs ([`process`]), and its outcome ([`outcome`]) is
//! compared with the record.

pub mod build;
pub mod check;
pub mod commands;
pub mod compare;
mod complete;
mod exercise;
pub mod files;
pub mod header;
pub mod mistake;
mod mutation;
pub mod outcome;
mod patch;
pub mod process;
mod run;
pub mod table;
mod tell;
pub mod testing;
pub mod text;
pub mod what_if;
