//! `cargo classroom fail rc-across-await` starts this program with the same words.

use std::env;
use std::process::ExitCode;

use classroom::exit_code;
use lessons::commands::carry_out;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    exit_code(words.first().unwrap_or(&"lessons"), carry_out(&words))
}
