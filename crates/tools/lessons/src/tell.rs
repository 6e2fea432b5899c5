//! Shows a class how a mistake fails, its repair, and what a changed line does.

use std::io::{self, BufRead, IsTerminal};
use std::slice;

use classroom::names::{Named, find_runtime};
use classroom::programs::{Runtime, Topic, read, shown};
use classroom::{Error, Result, print, say};

use crate::build::{build, in_use};
use crate::compare::side_by_side;
use crate::files::say_what_is_changed;
use crate::header::{Header, code, wrapped};
use crate::mistake::Mistake;
use crate::outcome::{Outcome, Verdict};
use crate::process::{SILENCE, Show};
use crate::run::{self, Done, Job, Versions, of_case};
use crate::text::Case;
use crate::what_if::{Choice, WhatIf};

/// Two runtimes' programs of a topic as one text.
pub fn compare(topic: &str, left: &str, right: &str) -> Result<bool> {
    let (topic, runtime) = Topic::find(topic)?;
    if runtime.is_some() || left == right {
        let advice = format!("just compare {} tokio smol", topic.name);
        return Err(Error::new(format!("it takes a topic and two runtimes: {advice}")));
    }
    let (left, right) = (find_runtime(left)?, find_runtime(right)?);
    let text = |runtime| read(&topic.program(runtime).source);
    print(&side_by_side((left.name(), &text(left)?), (right.name(), &text(right)?)));
    Ok(true)
}

pub fn list_mistakes() -> Result<bool> {
    let (mut refused, mut accepted) = (String::new(), String::new());
    for mistake in Mistake::all()? {
        let list = if mistake.refused { &mut refused } else { &mut accepted };
        *list += &format!("  {:<24} {}\n", mistake.name, mistake.purpose()?);
    }
    print(&format!(
        "Refused by rustc:\n{refused}Failing when run:\n{accepted}\n\
         See one fail:   just fail rc-across-await, or just fail never-awaited-smol\n\
         See its repair: just repair rc-across-await\n"
    ));
    Ok(true)
}

/// Builds and runs a program, and shows all of it.
pub fn run_shown(case: &Case) -> Result<Outcome> {
    say_what_is_changed(&[case.source.clone(), case.recorded_in()])?;
    let _program = in_use()?;
    let built = build(slice::from_ref(case), Show::Yes)?.remove(&case.name).unwrap_or_default();
    if built.errors.is_empty() {
        let (name, seconds) = (&case.name, SILENCE.as_secs());
        let threads = if case.one_thread { "one thread for tasks, " } else { "" };
        say(&format!("{name} ({threads}stopped if it prints nothing for {seconds} s):"));
    }
    of_case(case, &built, Show::Yes)
}

/// Runs a program. How that differs from what is recorded; `None` if it does not.
fn difference(case: &Case) -> Result<Option<String>> {
    let done = Done { job: Job::Rust(case.clone()), outcome: run_shown(case)? };
    run::difference(&done, Versions::find()?.is_rustc_recorded)
}

const UNEXPECTED: &str = "This is not what it should do";

/// Shows a mistake fail, and then explains it. True if it fails as it should.
pub fn fail(name: &str) -> Result<bool> {
    let (mistake, cases) = Mistake::find(name, "fail")?;
    let repaired = mistake.repairs()?[0].recorded();
    let (Ok(repaired), true) = (repaired, cases.iter().all(|case| case.recorded().is_ok())) else {
        cases.iter().try_for_each(|case| run_shown(case).map(drop))?;
        return Err(Error::new("nothing is recorded of it yet: just compile-fail --record"));
    };
    let mut all_intended = true;
    for case in &cases {
        let recorded = case.recorded()?;
        let intention = match recorded.verdict(&repaired) {
            Verdict::Refused => "is meant not to compile. This is what rustc says",
            Verdict::Same => "compiles, and does no harm on this runtime",
            _ => "compiles, and is meant to go wrong when it runs",
        };
        say(&format!("{} {intention}:", case.name));
        let difference = difference(case)?;
        all_intended &= difference.is_none();
        say(&match difference {
            Some(diff) => format!("\n{UNEXPECTED}. If you have repaired it: well done.\n{diff}\n"),
            None => format!("\nAs intended. {}\n", recorded.explained(&repaired)),
        });
    }
    print(&format!("{}\n", Header::of_program(&cases[0].text).prose(&[])));
    let repair = if cases.len() == 1 { cases[0].name.clone() } else { mistake.name };
    say(&format!("\nIts repair: just repair {}", repair.trim_end_matches("-failed-repair")));
    Ok(all_intended)
}

/// Shows a mistake and its repair as one text, and runs the repair.
pub fn repair(name: &str) -> Result<bool> {
    let (mistake, cases) = Mistake::find(name, "repair")?;
    let mut repairs = mistake.repairs()?;
    if let [case] = &cases[..] {
        repairs.retain(|repair| case.runtime.is_none() || repair.runtime == case.runtime);
    }
    let mut all_well = true;
    for (case, repair) in cases.iter().zip(&repairs) {
        let (mistaken, repaired) = (shown(&case.source), shown(&repair.source));
        let purpose = Header::of_program(&repair.text);
        say(&format!("{}\n\n  mistake: {mistaken}\n   repair: {repaired}\n", purpose.purpose()));
        let (mistaken, repaired) = (code(&case.text), code(&repair.text));
        print(&side_by_side(("mistake", &mistaken), ("repair", &repaired)));
        all_well &= difference(repair)?.is_none();
        say("");
    }
    Ok(all_well)
}

pub fn list_what_ifs(all: &[WhatIf]) -> bool {
    for it in all {
        print(&format!("{} {:<21} {}\n", it.topic.name, it.name(), it.purpose()));
    }
    if let Some(first) = all.first() {
        print(&format!("\nSee one: just what-if {} {} smol\n", first.topic.name, first.name()));
    }
    true
}

/// Asks what a change will do, runs it, and answers. True if the program does what is recorded.
pub fn what_if(stage: &str, name: &str, runtime: &str) -> Result<bool> {
    let (what_if, runtime) = (WhatIf::find(stage, name)?, find_runtime(runtime)?);
    let (case, diff) = (what_if.on(runtime)?, what_if.diff(runtime)?);
    say(&format!("What if, in {stage} on {runtime}: {}\n", what_if.purpose()));
    say(&format!("{diff}\nQuestion: {}\n", what_if.question()?));
    let mut choices = what_if.choices(runtime)?;
    (1..).zip(&choices).for_each(|(number, it)| say(&format!("  {number}. {}", it.0)));
    if io::stdin().is_terminal() {
        say("\nWhat do you think? Type a number, or press Enter to skip the question.");
        choose(&mut choices, io::stdin().lock());
    }
    say("\nThis is tried in a copy:");
    let difference = difference(&case)?;
    let is_skipped = choices.len() > 2; // then the right answer comes first
    choices.sort_by_key(|it| it.1 != is_skipped);
    let explained = choices.iter().map(|(text, is_right, why)| {
        let verdict = if *is_right { "is right" } else { "is wrong" };
        let why = format!("\"{text}\" {verdict}. {why}");
        let paragraphs = why.split("\n\n").map(|it| wrapped(&it.replace('\n', " "), 80));
        format!("\n{}\n", paragraphs.collect::<Vec<_>>().join("\n\n"))
    });
    print(&match &difference {
        Some(diff) => format!("\n{UNEXPECTED}.\n{diff}\n"),
        None => explained.collect(),
    });
    let others = Runtime::ALL.into_iter().filter(|other| *other != runtime);
    others.for_each(|it| say(&format!("On {it}: just what-if {stage} {name} {it}")));
    Ok(difference.is_none())
}

/// Keeps the choice whose number a reader types, and the right one; or all, if the reader types nothing.
fn choose(choices: &mut Vec<Choice>, input: impl BufRead) {
    for line in input.lines().map_while(|line| line.ok().filter(|it| !it.trim().is_empty())) {
        let number = line.trim().parse().unwrap_or(0_usize);
        if let Some(chosen) = choices.get(number.wrapping_sub(1)).cloned() {
            return choices.retain(|it| it.1 || *it == chosen);
        }
        say(&format!("Type a number from 1 to {}, or nothing.", choices.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_types_the_number_of_a_choice() {
        let choices = ["a", "b", "c"].map(|it| (it.to_string(), it == "b", String::new()));
        for (typed, told) in
            [("1\n", "ab"), ("2", "b"), ("4\n0\none\n 3 \n", "bc"), ("\n1\n", "abc"), ("x", "abc")]
        {
            let mut choices = choices.to_vec();
            choose(&mut choices, typed.as_bytes());
            assert_eq!(choices.iter().map(|it| &it.0[..]).collect::<String>(), told, "{typed:?}");
        }
    }
}
