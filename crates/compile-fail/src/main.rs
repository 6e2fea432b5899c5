//! Checks all mistakes, with a line on each.
//!
//!     just compile-fail             all of them
//!     just compile-fail tokio       those that need no other runtime; compiles no other
//!     just compile-fail --record    records what they do, and who catches them

use std::env;
use std::process::ExitCode;

use classroom::mistakes::Mistake;
use classroom::programs::{Runtime, find_runtime};
use compile_fail::compiler::{self, Toolchain};
use compile_fail::programs::{self, Did};
use compile_fail::{files, table};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        [] => check(&Runtime::ALL),
        ["--record"] => record(),
        [runtime] => find_runtime(runtime).and_then(|runtime| check(&[runtime])),
        _ => Err("it takes the name of one runtime, or --record, or nothing".to_string()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("compile-fail: {message}");
            ExitCode::from(2)
        }
    }
}

fn check(runtimes: &[Runtime]) -> Result<bool, String> {
    let mistakes = Mistake::all()?;
    let incomplete = files::faults(&mistakes)?;
    if !incomplete.is_empty() {
        for fault in &incomplete {
            println!("{fault}");
        }
        return Ok(false);
    }
    let toolchain = Toolchain::find()?;
    let built = compiler::build(runtimes)?;
    let did = programs::run(&mistakes, runtimes, &built, programs::Hang::AsRecorded)?;
    let mut faults = 0;
    for mistake in &mistakes {
        let mut wrong = compiler::faults(mistake, runtimes, &built, &toolchain)?;
        wrong.extend(programs::faults(mistake, &did, &toolchain)?);
        let verdict = if wrong.is_empty() { "ok" } else { "WRONG" };
        println!("{:<24} {verdict:<6}{}", mistake.name, table::in_a_line(mistake, &did)?);
        wrong.iter().for_each(|fault| println!("    {fault}"));
        faults += wrong.len();
    }
    if runtimes == Runtime::ALL
        && let Some(fault) = table::fault(&mistakes)?
    {
        println!("{fault}");
        faults += 1;
    }
    println!("{} mistakes. {toolchain} {}", mistakes.len(), did.python_compared());
    Ok(faults == 0)
}

fn record() -> Result<bool, String> {
    let mistakes = Mistake::all()?;
    let toolchain = Toolchain::find()?;
    if !toolchain.is_pinned() {
        return Err(format!("record with the compiler of rust-toolchain.toml. {toolchain}"));
    }
    let built = compiler::build(&Runtime::ALL)?;
    compiler::record_texts()?;
    let did: Did = programs::run(&mistakes, &Runtime::ALL, &built, programs::Hang::AfterSeconds)?;
    programs::record(&mistakes, &did)?;
    table::record(&mistakes)?;
    println!("recorded. Read the difference before you commit it: git diff");
    check(&Runtime::ALL)
}
