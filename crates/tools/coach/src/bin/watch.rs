//! Checks an answer now, and at every save until it is right.
//!
//!     just watch second-callback-smol

use std::env;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use classroom::output::{print, say};
use coach::answer::{check_and_tell, find};
use coach::mine::Mine;
use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;

/// Several events at one save are one.
const PAUSE: Duration = Duration::from_millis(200);

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match &arguments[..] {
        [name] => watch_answer(name),
        _ => Err("it takes the name of an exercise, such as second-callback-tokio".to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            say(&format!("watch: {message}"));
            ExitCode::from(2)
        }
    }
}

fn watch_answer(name: &str) -> Result<(), String> {
    let (exercise, runtime) = find(name, "watch")?;
    let mine = Mine::of(&exercise, runtime);
    mine.begin()?;
    let mut number = 0;
    watch(&mine.answer, || {
        number += 1;
        print(&format!("\n{:-<79}\n", format!("---- check {number} ")));
        // An editor may have taken the file away for a moment, or saved half of it.
        let solved = check_and_tell(&exercise, runtime).unwrap_or_else(|message| {
            say(&format!("watch: {message}"));
            false
        });
        if !solved {
            print("\nWaiting until you save it. Ctrl-C ends this.\n");
        }
        Ok(solved)
    })
}

/// Calls `check` now, and each time the file has another content, until it returns true.
///
/// The folder is watched, since many editors save by putting a new file in the place of the old one.
///
/// # Errors
/// If the folder cannot be watched, or the check cannot be done.
pub fn watch(file: &Path, mut check: impl FnMut() -> Result<bool, String>) -> Result<(), String> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let failed = |error| format!("cannot watch {}: {error}", folder.display());
    let (send, events) = mpsc::channel();
    let mut debouncer = new_debouncer(PAUSE, send).map_err(failed)?;
    debouncer.watcher().watch(folder, RecursiveMode::NonRecursive).map_err(failed)?;
    let mut checked = None;
    loop {
        let text = fs::read(file).ok(); // none while the editor replaces it
        if text.is_some() && text != checked {
            checked = text;
            if check()? {
                return Ok(());
            }
        }
        events.recv().map_err(|error| error.to_string())?.map_err(failed)?;
    }
}
