//! The error of all commands, and how a command exits.

use std::fmt;
use std::process::ExitCode;

use crate::screen::{PRINT_FAILURE, say};

/// What went wrong, in one line that also says what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(String);

/// The result of everything that a command does.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error with this message.
    pub fn new(message: impl Into<String>) -> Error {
        Error(message.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds to an error what could not be done.
pub trait Context<T> {
    /// `cannot read a.rs: no such file`.
    fn context(self, what: impl fmt::Display) -> Result<T>;
}

impl<T, E: fmt::Display> Context<T> for std::result::Result<T, E> {
    fn context(self, what: impl fmt::Display) -> Result<T> {
        self.map_err(|error| Error(format!("{what}: {error}")))
    }
}

/// How a command exits: with 0 if all is well, with 1 if something failed that has been shown, and with
/// 2 and a line on stderr if the command could not be carried out.
pub fn exit_code(command: &str, done: Result<bool>) -> ExitCode {
    match PRINT_FAILURE.get().map_or(done, |failure| Err(Error::new(failure))) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("{command}: {error}"));
            ExitCode::from(2)
        }
    }
}
