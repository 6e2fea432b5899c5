//! The Python of this machine, which the port is compared with.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::output::{Show, run_until};

/// What to say where there is none.
pub const NO_PYTHON: &str = "there is no Python 3.10 or newer";

/// A Python 3.10 or newer: before, an event belonged to the loop in which it was made.
#[derive(Clone, Debug)]
pub struct Python {
    /// The name that it was found by: `python3`.
    pub name: String,
    executable: PathBuf,
    /// `3.11.7`.
    pub version: String,
}

impl Python {
    /// Looks for the names that Python has on the three systems.
    #[must_use]
    pub fn find() -> Option<Python> {
        ["python3", "python", "py"].into_iter().find_map(Python::named)
    }

    fn named(name: &str) -> Option<Python> {
        // What has the name may be a script that looks for the real one, each time.
        let ask = "import sys; print(sys.executable); print(sys.version.split()[0])";
        let mut command = Command::new(name);
        command.args(["-c", ask]);
        let is_over = |_: &str, time| time > Duration::from_secs(20);
        let output = run_until(command, Show::No, is_over).ok()?;
        let (executable, version) = output.stdout.trim_end().split_once('\n')?;
        let python = Python {
            name: name.to_string(),
            executable: PathBuf::from(executable.trim_end()),
            version: version.to_string(),
        };
        let minor = version.strip_prefix("3.")?.split('.').next()?;
        (minor.parse::<u32>().ok()? >= 10).then_some(python)
    }

    /// Finds a Python that is like `version`. If there is none, says so, as [`not_checked`] does.
    #[must_use]
    pub fn find_like(version: &str) -> Option<Python> {
        let python = Python::find();
        let missing = match &python {
            Some(python) if python.is_like(version) => return Some(python.clone()),
            Some(python) => format!("python3 is {}, not like {version}", python.version),
            None => NO_PYTHON.to_string(),
        };
        not_checked(&missing);
        None
    }

    /// Whether that version has the same first two numbers. Others may behave differently.
    #[must_use]
    pub fn is_like(&self, version: &str) -> bool {
        let minor = |version: &str| version.rsplit_once('.').map(|(minor, _)| minor.to_string());
        minor(&self.version) == minor(version)
    }

    /// A program that needs nothing but the standard library, and so starts faster. What it prints is
    /// seen at once, also if it hangs then.
    #[must_use]
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(&self.executable);
        command.args(["-I", "-S", "-u"]).arg(program);
        command
    }

    /// A program that needs a package which is installed.
    #[must_use]
    pub fn command_with_packages(&self, program: &Path) -> Command {
        let mut command = Command::new(&self.executable);
        command.args(["-I", "-u"]).arg(program);
        command
    }

    /// Whether a package is installed.
    #[must_use]
    pub fn has(&self, package: &str) -> bool {
        let mut command = Command::new(&self.executable);
        command.args(["-I", "-c", &format!("import {package}")]);
        let is_over = |_: &str, time| time > Duration::from_secs(20);
        run_until(command, Show::No, is_over).is_ok_and(|output| output.status.success())
    }
}

/// Says why a test that passes has not checked anything. `eprintln!` would not be seen.
pub fn not_checked(why: &str) {
    let _ = io::stderr().write_all(format!("NOT CHECKED: {why}\n").as_bytes());
}
