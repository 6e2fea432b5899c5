//! Shows what happens if a line of a stage is changed.
//!
//!     just what-if                           lists all what-ifs
//!     just what-if stage2                    lists those of a stage
//!     just what-if stage2 no-remove          asks, changes a copy, runs it, and answers, on tokio
//!     just what-if stage2 no-remove smol     the same on smol
//!     just what-if --record                  records anew what they do
//!     just what-if --times 100               runs each so often, and compares it with what is recorded

use std::env;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use classroom::compare::unified;
use classroom::output::{Show, print, say};
use classroom::programs::{Runtime, find_runtime};
use compile_fail::compiler::Toolchain;
use what_ifs::WhatIf;
use what_ifs::build::{build, shown};
use what_ifs::record::{check, record};
use what_ifs::run::{Patience, did};

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
    let done = match arguments[..] {
        [] => WhatIf::all().map(|all| list(&all)),
        ["--record"] => record_all(),
        ["--times", times] => match times.parse() {
            Ok(times @ 1..) => check_all(times),
            _ => Err(format!("'{times}' is no number of times")),
        },
        [option] if option.starts_with('-') => {
            Err(format!("there is no option '{option}'; there are --record and --times"))
        }
        [stage] => WhatIf::of_stage(stage).map(|all| list(&all)),
        [stage, name] => show(stage, name, Runtime::Tokio.name()),
        [stage, name, runtime] => show(stage, name, runtime),
        _ => {
            Err("it takes a stage, a name and a runtime: just what-if stage2 no-remove smol".into())
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            say(&format!("what-if: {message}"));
            ExitCode::from(2)
        }
    }
}

fn list(what_ifs: &[WhatIf]) -> bool {
    for WhatIf { topic, name, purpose, .. } in what_ifs {
        print(&format!("{} {name:<21} {purpose}\n", topic.name));
    }
    if let Some(first) = what_ifs.first() {
        print(&format!("\nSee one: just what-if {} {} smol\n", first.topic.name, first.name));
    }
    true
}

fn record_all() -> Result<bool, String> {
    say("Building and running all of them takes a minute or more.");
    for file in record()? {
        print(&format!("recorded {}\n", file.display()));
    }
    print("Read the difference before you commit it: git diff\n");
    Ok(true)
}

/// What depends on chance shows only now and then.
fn check_all(times: usize) -> Result<bool, String> {
    let wrong = check(times)?;
    wrong.iter().for_each(|(what, count)| print(&format!("{count} of {times} times: {what}\n")));
    print(&format!("Each run {times} times; {} kinds of surprises.\n", wrong.len()));
    Ok(wrong.is_empty())
}

/// Asks, runs, and answers. True if the program does what is recorded.
fn show(stage: &str, name: &str, runtime: &str) -> Result<bool, String> {
    let (what_if, runtime) = (WhatIf::find(stage, name)?, find_runtime(runtime)?);
    let (diff, recorded) = (what_if.diff(runtime)?, what_if.recorded(runtime)?);
    say(&format!("What if, in {stage} on {runtime}: {}\n", what_if.purpose));
    say(&format!("{diff}\nQuestion: {}\n", what_if.question));
    if io::stdin().is_terminal() {
        say("What do you think? Enter runs it.");
        let _ = io::stdin().read_line(&mut String::new());
    }
    say("This is tried in a copy:");
    let built = build(&[(&what_if, runtime)])?;
    if built.of(&what_if, runtime)?.0.is_empty() {
        say(&format!("\n{}:", shown(&what_if, runtime)));
    }
    let patience = Patience::with(Some(&recorded));
    let outcome = did(&what_if, runtime, &built, patience, Show::Yes)?;
    let as_recorded = match Toolchain::find()?.is_pinned() {
        true => recorded.allows(&outcome),
        false => recorded.without_messages().allows(&outcome.without_messages()),
    };
    if as_recorded {
        say(&format!("\n{} (As recorded.)\n\n{}", what_if.answer(runtime)?, what_if.reason));
    } else {
        let diff = unified(&recorded.text(), &outcome.text(), "now");
        say(&format!("\nThis is not what it was meant to do:\n{diff}"));
    }
    let others = Runtime::ALL.into_iter().filter(|other| *other != runtime);
    let others = others.map(|other| format!("just what-if {stage} {name} {other}"));
    say(&format!("\nOn the others: {}", others.collect::<Vec<_>>().join(", ")));
    Ok(as_recorded)
}
