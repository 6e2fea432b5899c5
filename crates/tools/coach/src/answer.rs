//! What a student sees of a check.

use std::path::Path;

use classroom::exercises::Exercise;
use classroom::output::print;
use classroom::programs::{Runtime, read, root};

use crate::check::check;
use crate::mine::Mine;

/// The exercise and the runtime of that name: `second-callback-smol`.
///
/// # Errors
/// If there is none. The message says what there is.
pub fn find(name: &str, command: &str) -> Result<(Exercise, Runtime), String> {
    let (exercise, runtime) = Exercise::find(name)?;
    let names = Runtime::ALL.map(|runtime| format!("just {command} {}", exercise.on(runtime)));
    let which = || format!("'{name}' is there for three runtimes: {}", names.join(", "));
    Ok((exercise.clone(), runtime.ok_or_else(which)?))
}

/// Checks an answer, and tells what is wrong with it, or that it is right, and why. True if it is.
///
/// # Errors
/// If cargo or the program cannot be started, or a file cannot be read or written.
pub fn check_and_tell(exercise: &Exercise, runtime: Runtime) -> Result<bool, String> {
    let (mine, name) = (Mine::of(exercise, runtime), exercise.on(runtime));
    let checked = check(exercise, runtime, &exercise.answer(runtime))?;
    let Some(fault) = checked.fault else {
        mine.solve(&checked.text)?;
        print(&format!("\nSolved: {name}\n\n{}", read(&exercise.explanation())?));
        print(&format!("\nOurs, to compare: just solution {name}\n"));
        let mut after = Exercise::all()?.into_iter().skip_while(|it| it.name != exercise.name);
        if let Some(next) = after.nth(1) {
            print(&format!("The next one:     just exercise {}\n", next.on(runtime)));
        }
        return Ok(true);
    };
    if let Some(printed) = checked.printed {
        print(&format!("\n{printed}"));
    }
    let unchanged = if mine.is_unchanged()? { " (You have not changed it yet.)" } else { "" };
    print(&format!("\nNot yet: {}.{unchanged}\n{}\n", fault.what, wrapped(&fault.advice)));
    print(&format!("\nYour file: {}\n", shown(&mine.answer)?));
    print(&format!("A hint:    just hint {}\n", exercise.name));
    Ok(false)
}

/// In lines that a terminal of 80 columns shows whole.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is one");
        if line.len() + word.len() >= 80 {
            lines.push(word.to_string());
        } else {
            *line += if line.is_empty() { "" } else { " " };
            *line += word;
        }
    }
    lines.join("\n")
}

/// A file's path in the workspace.
///
/// # Errors
/// If the workspace's folder cannot be found.
pub fn shown(path: &Path) -> Result<String, String> {
    let root = root()?;
    Ok(path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/"))
}
