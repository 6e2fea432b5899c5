//! The book, made of the pages in `docs`, and the folder for a class.

pub mod kit;
