//! Builds the book from the pages in `docs`, with mdBook, and the folder for a class without a network.

pub mod kit;
mod listings;
