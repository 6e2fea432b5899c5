//! Each starting file fails for the reason that it states, each solution and each other right answer passes,
//! and each wrong answer is refused for its own reason.

use std::fs;

use classroom::names::Named;
use classroom::programs::Runtime;
use lessons::build::{Built, build, clean};
use lessons::exercise::Exercise;
use lessons::exercise::check::{check_built, refused_by_rustc};
use lessons::header::Header;
use lessons::patch::Patch;
use lessons::process::{Show, in_parallel};
use lessons::text::{Case, derive};

/// An answer, and what the check must say of it: `None` if it is right.
struct Answer {
    exercise: Exercise,
    runtime: Runtime,
    case: Case,
    fault: Option<String>,
}

fn answers() -> Vec<Answer> {
    let mut answers = Vec::new();
    for exercise in Exercise::all().unwrap() {
        for runtime in Runtime::ALL {
            let mut add = |kind: &str, text: String, fault: Option<String>| {
                let case = exercise.case(kind, runtime, text);
                answers.push(Answer { exercise: exercise.clone(), runtime, case, fault });
            };
            let start = exercise.start().on(Some(runtime)).unwrap();
            let now = Header::of_program(&start).notes("Now: ").next().unwrap().to_string();
            add("start", start, Some(now.trim_end_matches('.').to_string()));
            add("solution", exercise.solution().on(Some(runtime)).unwrap(), None);
            let changed = |patch: &Patch| {
                let file = exercise.solution().file(Some(runtime));
                let text = patch.apply_to(&file).unwrap();
                let is_tokios = file.ends_with("solution.rs");
                if is_tokios { derive(&text, runtime) } else { text }
            };
            let (right, wrong) = exercise.other_answers(runtime).unwrap();
            right.iter().for_each(|patch| add(&patch.name, changed(patch), None));
            for patch in &wrong {
                add(&patch.name, changed(patch), Some(patch.note("Says: ").unwrap().to_string()));
            }
        }
    }
    answers
}

/// What is wrong with what the check finds.
fn difference(answer: &Answer, built: &Built) -> Option<String> {
    let Answer { exercise, runtime, case, fault } = answer;
    let found = match &built.executable {
        None => Some(refused_by_rustc(&built.errors)),
        Some(executable) => check_built(exercise, *runtime, &case.text, executable).unwrap().fault,
    };
    let found = found.map(|fault| fault.what);
    (found != *fault).then(|| format!("{}: the check says {found:?}, not {fault:?}", case.name))
}

#[test]
fn the_check_is_right_about_every_answer() {
    let answers = answers();
    assert!(answers.len() > 60, "only {} answers", answers.len());
    let mut wrong = Vec::new();
    // A runtime's at a time: each program takes megabytes.
    for runtime in Runtime::ALL {
        let answers: Vec<_> = answers.iter().filter(|it| it.runtime == runtime).collect();
        let cases: Vec<_> = answers.iter().map(|answer| answer.case.clone()).collect();
        let built = build(&cases, Show::No).unwrap();
        // The checks wait more than they work.
        let found = in_parallel(answers, 6, |answer| difference(answer, &built[&answer.case.name]));
        wrong.extend(found.into_iter().flatten());
        clean().unwrap();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a student reads in a terminal has 80 columns.
#[test]
fn hints_and_explanations_fit_a_terminal() {
    for exercise in Exercise::all().unwrap() {
        for file in ["hints.md", "explanation.md"] {
            let text = fs::read_to_string(exercise.folder.join(file)).unwrap();
            let long = text.lines().find(|line| line.chars().count() > 80);
            assert_eq!(long, None, "{} {file}", exercise.name());
        }
    }
}
