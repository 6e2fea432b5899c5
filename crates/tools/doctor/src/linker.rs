//! The linker, of which rustc says nothing until it needs it: so a small program is made, and run.

use std::env;
use std::fs;
use std::io;
use std::path::Path;
use std::process;
use std::time::Duration;

use crate::ask::{ask, program};
use crate::finding::Finding;
use crate::repair::Problem;

/// Long, for a slow machine on which a virus scanner reads every new program.
const LIMIT: Duration = Duration::from_secs(60);

/// Links a program in a folder of its own, and runs it.
pub fn check(root: &Path) -> Vec<Finding> {
    let folder = env::temp_dir().join(format!("doctor-{}", process::id()));
    let finding = match write_program(&folder) {
        Ok(()) => link_and_run(&folder, root),
        Err(error) => Finding::note(
            format!("the linker was not tried: cannot write to {}: {error}", folder.display()),
            Problem::NoTemporary,
        ),
    };
    let _ = fs::remove_dir_all(&folder);
    vec![finding]
}

fn write_program(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)?;
    fs::write(folder.join("linked.rs"), "fn main() {\n    println!(\"linked\");\n}\n")
}

fn link_and_run(folder: &Path, root: &Path) -> Finding {
    let binary = folder.join(format!("linked{}", env::consts::EXE_SUFFIX));
    let mut rustc = program("rustc", &[], root);
    rustc.arg(folder.join("linked.rs")).arg("-o").arg(&binary);
    let why = match ask(rustc, LIMIT) {
        Ok(answer) if answer.success => return run(&binary, root),
        Ok(answer) => answer.stderr.lines().next().unwrap_or_default().to_string(),
        Err(why) => format!("rustc {why}"),
    };
    Finding::missing(format!("rustc cannot link a program: {why}"), Problem::NoLinker)
}

/// This program was linked, too, and runs. So if another does not, it is the folder's fault.
fn run(binary: &Path, root: &Path) -> Finding {
    match ask(program(binary, &[], root), LIMIT) {
        Ok(answer) if answer.stdout.trim_end() == "linked" => {
            Finding::ok("the linker: a small program was linked, and runs")
        }
        _ => Finding::note(
            format!("a program was linked, but does not run in {}", env::temp_dir().display()),
            Problem::NoTemporary,
        ),
    }
}
