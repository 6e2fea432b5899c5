//! The book, which mdBook makes of the pages in `docs`, and the folder for a class without a network.

pub mod kit;
mod listings;
