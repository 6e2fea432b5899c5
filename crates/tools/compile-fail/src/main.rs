//! Checks all mistakes, with a line on each.
//!
//!     just compile-fail             all of them
//!     just compile-fail tokio       those that need no other runtime; compiles no other
//!     just compile-fail --record    records what they do, and who catches them

use std::env;
use std::process::ExitCode;

use classroom::mistakes::Mistake;
use classroom::output::{print, say};
use classroom::programs::{Runtime, find_runtime};
use compile_fail::compiler::{self, Built, Toolchain};
use compile_fail::table::{self, NO_HARM};
use compile_fail::{files, running};

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
            say(&format!("compile-fail: {message}"));
            ExitCode::from(2)
        }
    }
}

fn check(runtimes: &[Runtime]) -> Result<bool, String> {
    let mistakes = Mistake::all()?;
    if !are_complete(&files::faults(&mistakes)?) {
        return Ok(false);
    }
    let toolchain = Toolchain::find()?;
    let Some(built) = build(&mistakes, runtimes)? else { return Ok(false) };
    let outcomes = running::run(&mistakes, runtimes, &built, running::Hang::AsRecorded)?;
    let mut faults = 0;
    for mistake in &mistakes {
        let mut wrong = compiler::faults(mistake, runtimes, &built, &toolchain)?;
        wrong.extend(running::faults(mistake, &outcomes, &toolchain)?);
        let words = table::in_a_line(mistake, &outcomes)?;
        if words == NO_HARM && runtimes == Runtime::ALL {
            wrong.push("it does no harm on any runtime, so it is no mistake".to_string());
        }
        match wrong[..] {
            [] => print(&format!("{:<24} ok     {words}\n", mistake.name)),
            _ => print(&format!("{:<24} WRONG\n", mistake.name)),
        }
        wrong.iter().for_each(|fault| print(&format!("    {fault}\n")));
        faults += wrong.len();
    }
    if runtimes == Runtime::ALL
        && let Some(fault) = table::fault(&mistakes)?
    {
        print(&format!("{fault}\n"));
        faults += 1;
    }
    let python = outcomes.python_compared();
    print(&format!("{} mistakes. {toolchain} {python}\n", mistakes.len()));
    Ok(faults == 0)
}

fn are_complete(faults: &[String]) -> bool {
    faults.iter().for_each(|fault| print(&format!("{fault}\n")));
    faults.is_empty()
}

/// `None`, and says so, if something does not compile that is no mistake.
fn build(mistakes: &[Mistake], runtimes: &[Runtime]) -> Result<Option<Built>, String> {
    let built = compiler::build(mistakes, runtimes)?;
    let failure = built.failure(mistakes, runtimes)?;
    failure.iter().for_each(|failure| print(failure));
    Ok(failure.is_none().then_some(built))
}

fn record() -> Result<bool, String> {
    let mistakes = Mistake::all()?;
    if !are_complete(&files::faults_before_recording(&mistakes)?) {
        return Ok(false);
    }
    let toolchain = Toolchain::find()?;
    if !toolchain.is_pinned() {
        return Err(format!("record with the compiler of rust-toolchain.toml. {toolchain}"));
    }
    let Some(built) = build(&mistakes, &Runtime::ALL)? else { return Ok(false) };
    compiler::record_texts()?;
    let outcomes = running::run(&mistakes, &Runtime::ALL, &built, running::Hang::AfterSeconds)?;
    running::record(&mistakes, &outcomes)?;
    table::record(&mistakes)?;
    print("recorded. Read the difference before you commit it: git diff\n");
    check(&Runtime::ALL)
}
