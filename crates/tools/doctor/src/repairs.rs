//! The table of systems and repairs.

use std::env;
use std::path::Path;

/// The systems whose commands differ, in the order of the table's columns.
#[derive(Clone, Copy)]
pub enum System {
    Debian,
    Fedora,
    MacOs,
    Windows,
    Other,
}

impl System {
    pub fn this() -> System {
        match env::consts::OS {
            "macos" => System::MacOs,
            "windows" => System::Windows,
            // Ubuntu and other derivatives have the same files.
            _ if Path::new("/etc/debian_version").exists() => System::Debian,
            _ if Path::new("/etc/redhat-release").exists() => System::Fedora,
            _ => System::Other,
        }
    }
}

/// A row of the table: the commands for each [`System`], one a line.
pub type Repair = [&'static str; 5];

pub const RUST: Repair = ["rustup toolchain install   (before rustup 1.28: rustup show)\n\
     rustup show   (names another cause: `+nightly`, RUSTUP_TOOLCHAIN or an override)\n\
     put .cargo/bin in your home folder first in PATH, and open a new terminal";
    5];
pub const RUSTUP: Repair = [
    "sudo apt install rustup   (before Debian 13 and Ubuntu 24.04: see https://rustup.rs)",
    "sudo dnf install rustup && rustup-init",
    "see https://rustup.rs",
    "winget install Rustlang.Rustup",
    "see https://rustup.rs",
];
pub const JUST: Repair = ["pip install rust-just==1.59.0\n\
     or: npm install --global rust-just@1.57.0\n\
     or: cargo install just --version 1.59.0 --locked"; 5];
pub const GIT_AND_PYTHON: Repair = [
    "sudo apt install git python3",
    "sudo dnf install git python3",
    "brew install git python3",
    "winget install Git.Git Python.Python.3.13",
    "install git and Python with your system's package manager",
];
/// The linker comes with a C compiler.
pub const LINKER: Repair = [
    "sudo apt install build-essential",
    "sudo dnf install gcc",
    "xcode-select --install",
    "winget install Microsoft.VisualStudio.2022.BuildTools --override \
     \"--wait --passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended\"",
    "install a C compiler, such as gcc, with your system's package manager",
];
const EXPORT: &str = "export CARGO_TARGET_DIR=<a folder of yours, with 1 GB of free space>";
const SETX: &str = "setx CARGO_TARGET_DIR \"<a folder of yours, with 1 GB of free space>\"\n\
                    then open a new terminal: setx changes nothing in this one";
pub const TARGET: Repair = [EXPORT, EXPORT, EXPORT, SETX, EXPORT];
pub const ANSWERS: Repair = ["copy this workspace to a folder where you can write"; 5];
pub const CLONE: Repair = ["in a folder that `git clone` made, `git restore` brings files back"; 5];
pub const DOWNLOADS: Repair = ["cargo fetch --locked   (with a network)\n\
     or ask your teacher for the folder that `just offline` makes (docs/teachers.md)";
    5];
pub const WORKSPACE: Repair = ["once Rust is right: git restore, with the file that is missing"; 5];
