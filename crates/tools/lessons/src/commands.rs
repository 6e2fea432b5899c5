//! The commands on lessons.

use classroom::names::find_runtime;
use classroom::programs::Runtime;
use classroom::{Error, Result};

use crate::exercise::tell as exercise;
use crate::what_if::WhatIf;
use crate::{check, mutation, tell};

/// Carries out a command, such as `fail rc-across-await`. True if all is well.
pub fn carry_out(words: &[&str]) -> Result<bool> {
    match *words {
        ["compare", topic] | ["compare", topic, "tokio"] => tell::compare(topic, "tokio", "smol"),
        ["compare", topic, right] => tell::compare(topic, "tokio", right),
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
        ["hint", ..] => usage("an exercise and the number of a hint: just hint lost-signal 2"),
        ["solution", name] => exercise::solution(name),
        ["reset", name] => exercise::reset(name),
        ["exercise" | "watch" | "solution" | "reset", ..] => {
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
