//! The commands for students: the list, a check, hints, the solution, a new start.

use std::fs;
use std::io;
use std::thread;
use std::time::Duration;

use classroom::names::Named;
use classroom::programs::{Runtime, answer, shown};
use classroom::{Context, Error, Result, print, say};

use crate::files::say_what_is_changed;
use crate::header::wrapped;
use crate::tell::run_shown;

use super::Exercise;
use super::check::check;
use super::mine::{Mine, Progress};

/// The exercise and the runtime of that name: `second-callback-smol`.
fn find(name: &str, command: &str) -> Result<(Exercise, Runtime)> {
    let (exercise, runtime) = Exercise::find(name)?;
    let names = Runtime::ALL.map(|runtime| format!("just {command} {}", exercise.on(runtime)));
    let which = || Error::new(format!("which runtime? {}", names.join(", ")));
    Ok((exercise.clone(), runtime.ok_or_else(which)?))
}

/// All exercises, and how far the student is.
pub fn list() -> Result<bool> {
    let mut text = format!("{:<18}", "");
    Runtime::ALL.iter().for_each(|runtime| text += &format!("{runtime:<10}"));
    text += "\n";
    let mut next = None;
    for exercise in Exercise::all()? {
        text += &format!("{:<18}", exercise.name());
        let mut is_solved = false;
        for runtime in Runtime::ALL {
            let progress = Mine::of(&exercise, runtime)?.progress();
            is_solved |= progress == Progress::Solved;
            text += match progress {
                Progress::Untouched => "-         ",
                Progress::Begun => "begun     ",
                Progress::Solved => "solved    ",
            };
        }
        text += &format!("{}\n", exercise.purpose()?);
        if !is_solved && next.is_none() {
            next = Some(exercise.on(Runtime::Tokio));
        }
    }
    print(&text);
    next.iter().for_each(|next| print(&format!("\nContinue with: just exercise {next}\n")));
    Ok(true)
}

/// Checks an answer. If there is none yet, the student gets the starting file.
pub fn exercise(name: &str) -> Result<bool> {
    let (exercise, runtime) = find(name, "exercise")?;
    begin(&exercise, runtime)?;
    check_and_tell(&exercise, runtime)
}

fn begin(exercise: &Exercise, runtime: Runtime) -> Result<()> {
    let (mine, name) = (Mine::of(exercise, runtime)?, exercise.on(runtime));
    say_what_is_changed(&[exercise.start().file(Some(runtime))])?;
    if mine.begin()? {
        print(&format!(
            "{name}: {}\n\nThis file is yours now, and git leaves it alone:\n\n    {}\n\n\
             Read its header, change the line at TODO, and check it with the same command, or let\n\
             `just watch {name}` check it at each save. As it is, it is not right yet:\n\n",
            exercise.purpose()?,
            shown(&mine.answer),
        ));
    }
    Ok(())
}

/// Checks an answer, and says what is wrong with it, or why it is right. True if it is.
fn check_and_tell(exercise: &Exercise, runtime: Runtime) -> Result<bool> {
    let (mine, name) = (Mine::of(exercise, runtime)?, exercise.on(runtime));
    let checked = check(exercise, runtime, &answer(exercise.name(), runtime)?)?;
    let Some(fault) = checked.fault else {
        print(&format!("\nSolved: {name}\n\n{}", exercise.explanation()?));
        print(&format!("\nOurs, to compare: just solution {name}\n"));
        let mut after = Exercise::all()?.into_iter().skip_while(|it| it.name() != exercise.name());
        if let Some(next) = after.nth(1) {
            print(&format!("The next one:     just exercise {}\n", next.on(runtime)));
        }
        // The student is told first: the disk may be full.
        if let Err(error) = mine.solve(&checked.text) {
            say(&format!("Your answer is right, but this could not be saved: {error}"));
        }
        return Ok(true);
    };
    if let Some(printed) = checked.printed {
        print(&format!("\n{printed}"));
    }
    let is_unchanged = mine.is_start(&checked.text);
    let unchanged = if is_unchanged { " (You have not changed it yet.)" } else { "" };
    print(&format!("\nNot yet: {}.{unchanged}\n{}\n", fault.what, wrapped(&fault.advice, 80)));
    print(&format!("\nYour file: {}\n", shown(&mine.answer)));
    print(&format!("A hint:    just hint {}\n", exercise.name()));
    Ok(false)
}

/// Checks an answer now, and at every save until it is right.
pub fn watch(name: &str) -> Result<bool> {
    let (exercise, runtime) = find(name, "watch")?;
    begin(&exercise, runtime)?;
    let answer = Mine::of(&exercise, runtime)?.answer;
    let mut checked = None;
    for number in 1.. {
        // An editor may remove the file for a moment.
        let text = loop {
            let text = fs::read(&answer).ok();
            if text.is_some() && text != checked {
                break text;
            }
            thread::sleep(Duration::from_millis(200));
        };
        checked = text;
        print(&format!("\n{:-<79}\n", format!("---- check {number} ")));
        match check_and_tell(&exercise, runtime) {
            Ok(true) => {
                print("\nNo longer watching: your answer is right.\n");
                return Ok(true);
            }
            Ok(false) => {}
            Err(error) => say(&format!("watch: {error}")), // such as half a file
        }
        print("\nWaiting until you save it. Ctrl-C ends this.\n");
    }
    Ok(false)
}

pub fn hint(name: &str, number: &str) -> Result<bool> {
    let (exercise, _) = Exercise::find(name)?;
    let hints = exercise.hints()?;
    let name = exercise.name();
    let missing = || Error::new(format!("{name} has hints 1, 2 and 3, not '{number}'"));
    let hint = hints.iter().zip(1..).find(|(_, place)| place.to_string() == number);
    let (hint, place) = hint.ok_or_else(missing)?;
    print(&format!("{hint}\n"));
    if place < hints.len() {
        print(&format!("\nIf that is not enough: just hint {name} {}\n", place + 1));
    }
    Ok(true)
}

/// Shows the solution and runs it; asks first if the exercise is not solved yet.
pub fn solution(name: &str) -> Result<bool> {
    let (exercise, runtime) = find(name, "solution")?;
    if Mine::of(&exercise, runtime)?.progress() != Progress::Solved {
        print(&format!("You have not solved {name} yet. Show the solution anyway? (y/n) "));
        let mut answer = String::new();
        io::stdin().read_line(&mut answer).context("cannot read your answer")?;
        if !answer.trim_start().to_lowercase().starts_with('y') {
            print(&format!("\nNot shown. A hint: just hint {}\n", exercise.name()));
            return Ok(true);
        }
    }
    let text = exercise.solution().on(Some(runtime))?;
    print(&format!("\n{text}\n"));
    Ok(!run_shown(&exercise.case("solution", runtime, text))?.failed())
}

/// Brings the starting file back.
pub fn reset(name: &str) -> Result<bool> {
    let (exercise, runtime) = find(name, "reset")?;
    let mine = Mine::of(&exercise, runtime)?;
    if mine.progress() == Progress::Untouched {
        return Err(Error::new(format!("there is no answer yet: just exercise {name}")));
    }
    let answer = shown(&mine.answer);
    match mine.reset()? {
        Some(kept) => {
            print(&format!("{answer} is as it was at the start.\nYours is in {}\n", shown(&kept)));
        }
        None => print(&format!("{answer} is as it was at the start: there was nothing to keep.\n")),
    }
    Ok(true)
}
