//! The three runtimes.

use std::fmt;

/// A runtime that each topic has a program for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Runtime {
    /// tokio.
    Tokio,
    /// async-std.
    AsyncStd,
    /// smol.
    Smol,
}

impl Runtime {
    /// In the order in which they are shown.
    pub const ALL: [Runtime; 3] = [Runtime::Tokio, Runtime::AsyncStd, Runtime::Smol];

    /// Its name, which is also its feature's: `async-std`.
    pub fn name(self) -> &'static str {
        ["tokio", "async-std", "smol"][self as usize]
    }

    /// Its name in Rust code and file names: `async_std`.
    pub fn ident(self) -> String {
        self.name().replace('-', "_")
    }
}

impl fmt::Display for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
