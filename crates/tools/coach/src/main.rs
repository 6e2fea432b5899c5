//! The exercises: their list, a check, hints, solutions.
//!
//!     just exercise                        shows them, and how far you are
//!     just exercise second-callback-smol   checks your answer; the first time, it gives you the file
//!     just hint second-callback            shows the first of three hints
//!     just hint second-callback 2          shows the second
//!     just solution second-callback-smol   shows the solution and runs it
//!     just reset second-callback-smol      brings the starting file back, and keeps your answer
//!
//! `just watch` is a program of its own, in `bin/watch.rs`.

use std::env;
use std::io;
use std::process::ExitCode;

use classroom::exercises::Exercise;
use classroom::output::{print, say};
use classroom::programs::Runtime;
use classroom::run;
use coach::answer::{check_and_tell, find, shown};
use coach::hints::hints;
use coach::mine::{Mine, Progress};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["exercise"] => list(),
        ["exercise", name] => find(name, "exercise").and_then(|(it, on)| exercise(&it, on)),
        ["hint", name] => hint(name, "1"),
        ["hint", name, number] => hint(name, number),
        ["solution", name] => find(name, "solution").and_then(|(it, on)| solution(&it, on)),
        ["reset", name] => find(name, "reset").and_then(|(it, on)| reset(&it, on)),
        [command @ ("hint" | "solution" | "reset")] => Err(format!(
            "{command} takes the name of an exercise, such as second-callback-tokio; see: just exercise"
        )),
        _ => Err(format!("cannot do '{}'; see: just exercise", arguments.join(" "))),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            say(&format!("coach: {message}"));
            ExitCode::from(2)
        }
    }
}

fn list() -> Result<bool, String> {
    let mut text = format!("{:<18}", "");
    Runtime::ALL.iter().for_each(|runtime| text += &format!("{runtime:<10}"));
    text += "\n";
    for exercise in Exercise::all()? {
        text += &format!("{:<18}", exercise.name);
        for runtime in Runtime::ALL {
            text += match Mine::of(&exercise, runtime).progress() {
                Progress::Untouched => "-         ",
                Progress::Begun => "begun     ",
                Progress::Solved => "solved    ",
            };
        }
        text += &format!("{}\n", purpose(&exercise)?);
    }
    print(&text);
    if let Some(exercise) = Exercise::all()?.iter().find(|it| !is_solved(it)) {
        print(&format!("\nGo on with: just exercise {}\n", exercise.on(Runtime::Tokio)));
    }
    Ok(true)
}

/// On one runtime at least.
fn is_solved(exercise: &Exercise) -> bool {
    let progress = |runtime| Mine::of(exercise, runtime).progress();
    Runtime::ALL.into_iter().any(|runtime| progress(runtime) == Progress::Solved)
}

/// What the starting file says in its first line.
fn purpose(exercise: &Exercise) -> Result<String, String> {
    let purpose = exercise.start(Runtime::Tokio).purpose()?;
    Ok(purpose.trim_start_matches("Exercise: ").to_string())
}

/// Checks an answer. If there is none yet, it is the starting file.
fn exercise(exercise: &Exercise, runtime: Runtime) -> Result<bool, String> {
    let (mine, name) = (Mine::of(exercise, runtime), exercise.on(runtime));
    if mine.begin()? {
        print(&format!(
            "{name}: {}\n\nThis file is yours now, and git leaves it alone:\n\n    {}\n\n\
             Read its header, change the line at TODO, and check it with the same command, or let\n\
             `just watch {name}` check it at each save. As it is, it is not right yet:\n\n",
            purpose(exercise)?,
            shown(&mine.answer)?,
        ));
    }
    check_and_tell(exercise, runtime)
}

fn hint(name: &str, number: &str) -> Result<bool, String> {
    let (exercise, _) = Exercise::find(name)?;
    let hints = hints(&exercise)?;
    let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let hint = index.and_then(|index| hints.get(index));
    let hint = hint.ok_or(format!("there is no hint '{number}'; there are 1, 2 and 3"))?;
    print(&format!("{hint}\n"));
    let next = index.map_or(0, |index| index + 2);
    if next <= hints.len() {
        print(&format!("\nIf that is not enough: just hint {} {next}\n", exercise.name));
    }
    Ok(true)
}

fn solution(exercise: &Exercise, runtime: Runtime) -> Result<bool, String> {
    let name = exercise.on(runtime);
    if Mine::of(exercise, runtime).progress() != Progress::Solved {
        print(&format!("You have not solved {name} yet. Show the solution all the same? (y/n) "));
        let mut answer = String::new();
        io::stdin().read_line(&mut answer).map_err(|error| format!("cannot read: {error}"))?;
        if !answer.trim_start().to_lowercase().starts_with('y') {
            print(&format!("Not shown. A hint: just hint {}\n", exercise.name));
            return Ok(true);
        }
    }
    let solution = exercise.solution(runtime);
    print(&format!("\n{}:\n\n{}\n", shown(&solution.source)?, solution.text()?));
    run::run(&solution)
}

fn reset(exercise: &Exercise, runtime: Runtime) -> Result<bool, String> {
    let mine = Mine::of(exercise, runtime);
    let answer = shown(&mine.answer)?;
    match mine.reset()? {
        Some(kept) => {
            print(&format!("{answer} is as it was at the start.\nYours is in {}\n", shown(&kept)?))
        }
        None => print(&format!("{answer} is as it was at the start: there was nothing to keep.\n")),
    }
    Ok(true)
}
