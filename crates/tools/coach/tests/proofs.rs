//! Each starting file fails for the reason that it states, each solution and each other right answer
//! passes, and each wrong answer is refused, for its own reason.
//!
//! All of them are put into a copy of the workspace as if they were a student's answers, and built there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use classroom::copy::{cargo_in, workspace};
use classroom::exercises::{Exercise, MINE};
use classroom::programs::{Runtime, root};
use classroom::run::{plain, said_by};
use coach::check::{check_built, refused_by_rustc};
use patches::Patch;

/// An answer, and what the check must say of it.
struct Case {
    name: String,
    exercise: Exercise,
    runtime: Runtime,
    text: String,
    /// `None` if it is right.
    fault: Option<String>,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for exercise in Exercise::all().unwrap() {
        for runtime in Runtime::ALL {
            let (start, solution) = (exercise.start(runtime), exercise.solution(runtime));
            let mut add = |kind: &str, text: String, fault: Option<String>| {
                let name = format!("{}-{kind}-{runtime}", exercise.name);
                cases.push(Case { name, exercise: exercise.clone(), runtime, text, fault });
            };
            let text = start.text().unwrap();
            let now = text.lines().find_map(|line| line.strip_prefix("//! Now: "));
            let now = now.unwrap_or_else(|| panic!("{} has no line `Now: `", start.name));
            let now = now.strip_suffix('.').unwrap().to_string();
            add("start", text, Some(now));
            let text = solution.text().unwrap();
            add("solution", text.clone(), None);
            if exercise.right_answers().is_dir() {
                for patch in Patch::all(&exercise.right_answers()).unwrap() {
                    let file = solution.path().unwrap();
                    add(&patch.name, patch.apply_to(&text, &file).unwrap(), None);
                }
            }
            let mut count = 0;
            for folder in exercise.wrong_answers(runtime).iter().filter(|folder| folder.is_dir()) {
                for patch in Patch::all(folder).unwrap() {
                    let says = patch.notes("Says: ").next();
                    let says = says.unwrap_or_else(|| panic!("{} has no `Says: `", patch.name));
                    let file = solution.path().unwrap();
                    let text = patch.apply_to(&text, &file).unwrap();
                    add(&patch.name, text, Some(says.to_string()));
                    count += 1;
                }
            }
            assert!(count >= 2, "{} has {count} wrong answers", exercise.on(runtime));
        }
    }
    cases
}

/// The folder of a student's answers in the copy, emptied.
fn answers(copy: &Path) -> PathBuf {
    let folder = copy.join("examples/exercises").join(MINE).join("src/bin");
    if folder.is_dir() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Builds what is there. What cargo says, if it fails.
fn build(copy: &Path) -> Option<String> {
    let command = cargo_in(copy, &["build", "--quiet", "--package", MINE, "--bins"]).unwrap();
    let (built, said) = said_by(command, |_| false).unwrap();
    (!built).then_some(said)
}

#[test]
fn the_check_is_right_about_every_answer() {
    let cases = cases();
    assert!(cases.len() > 60, "only {} answers", cases.len());
    let copy = workspace(&root().unwrap()).unwrap();
    let folder = answers(&copy);
    let mut wrong = Vec::new();
    let is_refused = |case: &&Case| case.fault.as_ref().is_some_and(|it| it.starts_with("rustc"));
    let (refused, built): (Vec<_>, Vec<_>) = cases.iter().partition(is_refused);

    // What rustc refuses stops the others, so each of these is alone.
    for case in refused {
        let file = folder.join(format!("{}.rs", case.name));
        fs::write(&file, &case.text).unwrap();
        let said = build(&copy).unwrap_or_else(|| panic!("{} compiles", case.name));
        wrong.extend(difference(case, Some(refused_by_rustc(&plain(&said)).what)));
        fs::remove_file(file).unwrap();
    }

    for case in &built {
        fs::write(folder.join(format!("{}.rs", case.name)), &case.text).unwrap();
    }
    if let Some(said) = build(&copy) {
        panic!("an answer does not compile, and should:\n{said}");
    }
    // The checks wait more than they work.
    let (next, found) = (Mutex::new(built.iter()), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                loop {
                    let Some(case) = next.lock().unwrap().next() else { break };
                    let binary = copy.join("target/debug").join(&case.name);
                    let binary = binary.with_extension(std::env::consts::EXE_EXTENSION);
                    let checked = check_built(&case.exercise, case.runtime, &case.text, &binary);
                    let what = checked.unwrap().fault.map(|fault| fault.what);
                    found.lock().unwrap().insert(&case.name, difference(case, what));
                }
            });
        }
    });
    let found = found.into_inner().unwrap();
    assert_eq!(found.len(), built.len());
    wrong.extend(found.into_values().flatten());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // They take more than a gigabyte. (cargo cleans what it finds the source of.)
    let mut clean = cargo_in(&copy, &["clean", "--quiet", "--package", MINE]).unwrap();
    assert!(clean.status().unwrap().success());
    fs::remove_dir_all(&folder).unwrap();
}

/// What is wrong with what the check found.
fn difference(case: &Case, found: Option<String>) -> Option<String> {
    let (name, expected) = (&case.name, &case.fault);
    (found != *expected).then(|| format!("{name}: the check says {found:?}, not {expected:?}"))
}
