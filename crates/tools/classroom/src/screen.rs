//! Writing to the terminal, to a file, or to a pipe whose reader may be gone.

use std::io::{self, ErrorKind, Write};
use std::sync::OnceLock;

/// Why something could not be printed: a full disk.
pub static PRINT_FAILURE: OnceLock<String> = OnceLock::new();

/// Writes a line to stderr. Unlike `eprintln!`, it does not panic if the reader is gone.
pub fn say(line: &str) {
    let _ = io::stderr().write_all(format!("{line}\n").as_bytes());
}

/// Writes to stdout, at once. Unlike `print!`, it does not panic if the reader is gone.
pub fn print(text: &(impl AsRef<[u8]> + ?Sized)) {
    let mut stdout = io::stdout();
    let printed = stdout.write_all(text.as_ref()).and_then(|()| stdout.flush());
    // The reader may have seen enough: `just list | head -1`.
    if let Err(error) = printed
        && error.kind() != ErrorKind::BrokenPipe
    {
        let _ = PRINT_FAILURE.set(format!("cannot write to stdout: {error}"));
    }
}
