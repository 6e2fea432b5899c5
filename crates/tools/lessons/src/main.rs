//! The commands on lessons: `cargo classroom fail rc-across-await` starts this program with the same words.

use std::env;
use std::process::ExitCode;

use classroom::names::find_runtime;
use classroom::programs::Runtime;
use classroom::{Error, Result, exit_code};
use lessons::exercise::tell as exercise;
use lessons::what_if::WhatIf;
use lessons::{check, mutation, tell};

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    exit_code(words.first().unwrap_or(&"lessons"), carry_out(&words))
}

fn carry_out(words: &[&str]) -> Result<bool> {
    match *words {
        ["compare", topic] => tell::compare(topic, "tokio", "smol"),
        ["compare", topic, left, right] => tell::compare(topic, left, right),
        ["compare", ..] => usage("a topic and two runtimes: just compare stage2 tokio smol"),

        ["mistakes"] => tell::list_mistakes(),
        ["fail", name] => tell::fail(name),
        ["repair", name] => tell::repair(name),
        ["fail" | "repair", ..] => usage("the name of a mistake; see: just mistakes"),
        ["compile-fail"] => check::mistakes(&Runtime::ALL),
        ["compile-fail", "--record"] => check::record_all(),
        ["compile-fail", runtime] => check::mistakes(&[find_runtime(runtime)?]),
        ["compile-fail", ..] => usage("one runtime, or --record, or nothing"),

        ["what-if"] => WhatIf::all().map(|all| tell::list_what_ifs(&all)),
        ["what-if", "--record"] => check::record_all(),
        ["what-if", "--times", times] => check::what_ifs_shown(times),
        ["what-if", stage] => WhatIf::of_stage(stage).map(|all| tell::list_what_ifs(&all)),
        ["what-if", stage, name] => tell::what_if(stage, name, Runtime::Tokio.name()),
        ["what-if", stage, name, runtime] => tell::what_if(stage, name, runtime),
        ["what-if", ..] => {
            usage("a stage, a name and a runtime: just what-if stage2 no-remove smol")
        }

        ["exercise"] => exercise::list(),
        ["exercise", name] => exercise::exercise(name),
        ["watch", name] => exercise::watch(name),
        ["hint", name] => exercise::hint(name, "1"),
        ["hint", name, number] => exercise::hint(name, number),
        ["solution", name] => exercise::solution(name),
        ["reset", name] => exercise::reset(name),
        ["exercise" | "watch" | "hint" | "solution" | "reset", ..] => {
            usage("the name of an exercise, such as second-callback-tokio; see: just exercise")
        }

        ["break"] => mutation::list(),
        ["break", "--all"] => mutation::prove_all(),
        ["break", name] => mutation::show(name),
        ["break", ..] => usage("the name of a mutation; see: just break"),
        _ => Err(Error::new("this is started by: cargo classroom")),
    }
}

fn usage(what: &str) -> Result<bool> {
    Err(Error::new(format!("it takes {what}")))
}
