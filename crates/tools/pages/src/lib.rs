//! The pages in `docs`: what is generated in them, and what must hold for all of them.

pub mod check;
pub mod fill;
mod plan;
mod what_ifs;
