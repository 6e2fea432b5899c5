//! The Python of this machine.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The message where there is none.
pub const NO_PYTHON: &str = "there is no Python 3.11 or newer on this machine; see: just doctor";

/// A Python 3.11 or newer: before that, asyncio has no `TaskGroup` and no `timeout`.
#[derive(Clone, Debug)]
pub struct Python {
    executable: PathBuf,
    /// `3.11.7`.
    pub version: String,
}

impl Python {
    /// Looks for the names that Python has on the three systems.
    pub fn find() -> Option<Python> {
        ["python3", "python", "py"].into_iter().find_map(Python::named)
    }

    fn named(name: &str) -> Option<Python> {
        // The name may be that of a script. `print` may use a different encoding than file names have.
        let ask = "import os, sys; answer = sys.executable + '\\n' + sys.version.split()[0]; \
                   sys.stdout.buffer.write(os.fsencode(answer))";
        let output = Command::new(name).args(["-c", ask]).output().ok()?;
        let stdout = String::from_utf8(output.stdout).ok()?;
        let (executable, version) = stdout.trim_end().split_once('\n')?;
        let minor = version.strip_prefix("3.")?.split('.').next()?;
        let (executable, version) = (executable.into(), version.to_string());
        (minor.parse::<u32>().ok()? >= 11).then_some(Python { executable, version })
    }

    /// A program that needs the standard library only. Its output is not buffered.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(&self.executable);
        command.args(["-X", "utf8", "-I", "-S", "-u"]).arg(program);
        command
    }
}
