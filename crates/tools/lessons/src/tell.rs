//! Shows a class how a mistake fails, its repair, and what a changed line does.

use std::io::{self, IsTerminal};

use classroom::names::find_runtime;
use classroom::programs::{Runtime, Topic, read, shown};
use classroom::run::cargo_for;
use classroom::{Error, Result, print, say};

use crate::build::{Built, build, build_with};
use crate::compare::{side_by_side, unified};
use crate::exercise::Exercise;
use crate::header::{Header, code};
use crate::mistake::{Mistake, STAGE_MISTAKE};
use crate::outcome::{MARKS, Outcome};
use crate::process::{SILENCE, Show};
use crate::run::{Versions, allows, of_case};
use crate::text::Case;
use crate::what_if::WhatIf;

/// Two runtimes' programs of a topic as one text.
pub fn compare(topic: &str, left: &str, right: &str) -> Result<bool> {
    let (topic, runtime) = Topic::find(topic)?;
    if runtime.is_some() {
        let name = topic.name;
        return Err(Error::new(format!("it takes a topic: just compare {name} {left} {right}")));
    }
    let (left, right) = (find_runtime(left)?, find_runtime(right)?);
    let text = |runtime| read(&topic.program(runtime).source);
    print(&side_by_side((left.name(), &text(left)?), (right.name(), &text(right)?)));
    Ok(true)
}

/// A list of all mistakes.
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

/// Builds programs of lessons, or those of stage 1 where they are.
fn build_shown(case: &Case) -> Result<Built> {
    let stage = Topic::find(STAGE_MISTAKE.1)?.0;
    let mut built = match case.runtime.map(|runtime| stage.program(runtime)) {
        Some(program) if program.source == case.source && case.refused => {
            let mut built = build_with(cargo_for("build", &program)?, Show::Yes, str::to_string)?;
            return Ok(built.remove(&program.name).unwrap_or_default());
        }
        _ => build(std::slice::from_ref(case), Show::Yes)?,
    };
    Ok(built.remove(&case.name).unwrap_or_default())
}

/// Builds and runs a program, and shows all of it.
fn run_shown(case: &Case) -> Result<Outcome> {
    let built = build_shown(case)?;
    if built.errors.is_empty() {
        let threads = if case.one_thread { "one thread for tasks, " } else { "" };
        say(&format!(
            "{} ({threads}stopped if it prints nothing for {} s):",
            case.name,
            SILENCE.as_secs()
        ));
    }
    Ok(of_case(case, &built, Show::Yes)?.0)
}

/// Shows a mistake fail, and then explains it. True if it fails as it should.
pub fn fail(name: &str) -> Result<bool> {
    let (mistake, cases) = Mistake::find(name)?;
    let repaired = mistake.repairs()?[0].recorded()?;
    let mut all_intended = true;
    for case in &cases {
        let recorded = case.recorded()?.when_run();
        let meant = match damage(&recorded, &repaired) {
            _ if case.refused => "is meant not to compile. This is what rustc says",
            Some(_) => "compiles, and is meant to go wrong when it runs",
            None => "compiles, and does no harm on this runtime",
        };
        say(&format!("{} {meant}:", case.name));
        let (intended, verdict) = judge(&run_shown(case)?.when_run(), &recorded, &repaired)?;
        say(&format!("\n{verdict}\n"));
        all_intended &= intended;
    }
    say(&Header::of_program(&cases[0].text).prose(&[]));
    let repair = if cases.len() == 1 { cases[0].name.clone() } else { mistake.name };
    say(&format!("\nIts repair: just repair {}", repair.trim_end_matches("-failed-repair")));
    Ok(all_intended)
}

/// Whether a program did what is recorded of it, and how to say so.
fn judge(outcome: &Outcome, recorded: &Outcome, repaired: &Outcome) -> Result<(bool, String)> {
    if !allows(recorded, outcome, Versions::find()?.is_pinned()) {
        let diff = unified(&recorded.text(), &outcome.text());
        return Ok((
            false,
            format!(
                "This is not what it should do. If you have repaired it: well done.\n{diff}{MARKS}"
            ),
        ));
    }
    let what = damage(outcome, repaired).unwrap_or("all is well".to_string());
    Ok((true, format!("As intended: {what}.")))
}

/// What is wrong with what a program did.
fn damage(outcome: &Outcome, repaired: &Outcome) -> Option<String> {
    let prints = outcome.prints();
    let missing = repaired.prints().into_iter().filter(|line| !prints.contains(line));
    let missing: Vec<_> = missing.map(|line| format!("'{line}'")).collect();
    if let Some(code) = outcome.refused() {
        Some(format!("rustc refuses it with {code}").replace(" with an error", ""))
    } else if outcome.hangs() {
        Some("it hangs, and was stopped".to_string())
    } else if outcome.panics().next().is_some() {
        Some("it panics".to_string())
    } else if repaired.allows(outcome) {
        None
    } else if missing.is_empty() {
        Some("it exits, but does not print what its repair prints".to_string())
    } else {
        Some(format!("it exits without printing {}", missing.join(", ")))
    }
}

/// Shows a mistake and its repair as one text, and runs the repair.
pub fn repair(name: &str) -> Result<bool> {
    let (mistake, cases) = Mistake::find(name)?;
    let mut repairs = mistake.repairs()?;
    if let [case] = &cases[..] {
        repairs.retain(|repair| case.runtime.is_none() || repair.runtime == case.runtime);
    }
    let mut all_well = true;
    for (case, repair) in cases.iter().zip(&repairs) {
        say(Header::of_program(&repair.text).purpose());
        say(&format!(
            "\n  mistake: {}\n   repair: {}\n",
            shown(&case.source),
            shown(&repair.source)
        ));
        let (mistake, repaired) = (code(&case.text), code(&repair.text));
        say(&side_by_side(("mistake", &mistake), ("repair", &repaired)));
        all_well &= repair.recorded()?.allows(&run_shown(repair)?);
        say("");
    }
    Ok(all_well)
}

/// A list of what-ifs.
pub fn list_what_ifs(all: &[WhatIf]) -> bool {
    use classroom::names::Named;
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
    if io::stdin().is_terminal() {
        say("What do you think? Press Enter to run it.");
        let _ = io::stdin().read_line(&mut String::new());
    }
    say("This is tried in a copy:");
    let (outcome, recorded) = (run_shown(&case)?, case.recorded()?);
    let as_recorded = allows(&recorded, &outcome, Versions::find()?.is_pinned());
    if as_recorded {
        say(&format!("\n{} (As recorded.)\n\n{}", what_if.answer(runtime)?, what_if.reason()));
    } else {
        let diff = unified(&recorded.text(), &outcome.text());
        say(&format!("\nThis is not what it should do:\n{diff}{MARKS}"));
    }
    let others = Runtime::ALL.into_iter().filter(|other| *other != runtime);
    let others = others.map(|other| format!("just what-if {stage} {name} {other}"));
    say(&format!("\nOn the others: {}", others.collect::<Vec<_>>().join(", ")));
    Ok(as_recorded)
}

/// Shows the solution of an exercise and runs it.
pub fn solution(exercise: &Exercise, runtime: Runtime) -> Result<bool> {
    let text = exercise.solution().on(Some(runtime))?;
    print(&format!("\n{text}\n"));
    let outcome = run_shown(&exercise.case("solution", runtime, text))?;
    Ok(!outcome.hangs() && outcome.panics().next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_recorded_is_intended() {
        let outcome = |text: &str| Outcome::from_text(text);
        let repaired = outcome("one\ntwo\n");
        let judge = |did: &str, recorded: &str| {
            judge(&outcome(did), &outcome(recorded), &repaired).unwrap()
        };
        for (did, verdict) in [
            ("one\ntwo\n", "As intended: all is well."),
            ("one\n! hangs\n", "As intended: it hangs, and was stopped."),
            ("one\n! panics: bad luck\n! exit code 101\n", "As intended: it panics."),
            ("one\n", "As intended: it exits without printing 'two'."),
            ("two\none\n", "As intended: it exits, but does not print what its repair prints."),
            ("! rustc refuses it with E0728: no\n", "As intended: rustc refuses it with E0728."),
        ] {
            assert_eq!(judge(did, did), (true, verdict.to_string()));
            assert!(!judge(did, "another").0);
        }
        assert!(judge("one\n! hangs\n", "one\n? two\n! hangs\n").0);
        assert!(!judge("one\ntwo\n", "one\n").0);
    }
}
