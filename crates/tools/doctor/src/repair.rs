//! The table of problems, and what to do about each on every system.

use crate::system::System;

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Another Rust than the workspace's, and rustup is there to install that.
    OtherRust,
    /// rustup is there, but PATH has another Rust before it.
    RustupUnused,
    /// rustup is not there.
    NoRustup,
    /// rustfmt or clippy is not there, but rustup is.
    NoComponents,
    /// rustfmt or clippy is not there, and neither is rustup.
    NoPackages,
    /// just is not there, or too old.
    NoJust,
    /// No program can be linked.
    NoLinker,
    /// The folder for short-lived files does not do.
    NoTemporary,
    /// The disk is full, or nearly.
    LittleSpace,
    /// It cannot be told how full the disk is.
    UnknownSpace,
    /// cargo must not write its files.
    NoTarget,
    /// A student must not write an answer.
    NoAnswers,
    /// Something is still to be downloaded.
    NotDownloaded,
    /// Something is still to be downloaded, and there is no network.
    NoNetwork,
}

/// What repairs a problem, one command a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repair {
    debian: &'static str,
    fedora: &'static str,
    macos: &'static str,
    windows: &'static str,
}

impl Problem {
    /// The table.
    pub fn repair(self) -> Repair {
        match self {
            Problem::OtherRust => everywhere(
                "rustup toolchain install 1.95.0\n\
                 rustup show   (says why it is another: `+nightly`, RUSTUP_TOOLCHAIN, an override)",
            ),
            Problem::RustupUnused => unix_windows(
                "export PATH=\"$HOME/.cargo/bin:$PATH\"",
                "put %USERPROFILE%\\.cargo\\bin before all others in PATH",
            ),
            Problem::NoRustup => Repair {
                debian: "install rustup as https://rustup.rs says; on Debian 13, Ubuntu 24.04 or newer:\n\
                         sudo apt install rustup",
                fedora: "sudo dnf install rustup && rustup-init",
                macos: "install rustup as https://rustup.rs says",
                windows: "winget install Rustlang.Rustup",
            },
            Problem::NoComponents => everywhere("rustup component add rustfmt clippy"),
            Problem::NoPackages => Repair {
                debian: "sudo apt install rustfmt rust-clippy",
                fedora: "sudo dnf install rustfmt clippy",
                macos: "install rustup as https://rustup.rs says",
                windows: "winget install Rustlang.Rustup",
            },
            Problem::NoJust => everywhere(
                "pip install rust-just==1.59.0\n\
                 npm install --global rust-just@1.57.0\n\
                 cargo install just --version 1.59.0 --locked",
            ),
            Problem::NoLinker => Repair {
                debian: "sudo apt install build-essential",
                fedora: "sudo dnf install gcc",
                macos: "xcode-select --install",
                windows: "winget install Microsoft.VisualStudio.2022.BuildTools --override \
                          \"--wait --passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended\"",
            },
            Problem::NoTemporary => unix_windows(
                "export TMPDIR=<a folder where you may write and run programs>",
                "setx TMP <a folder where you may write and run programs>",
            ),
            Problem::LittleSpace => unix_windows(
                "delete something, or: export CARGO_TARGET_DIR=<a folder on another disk>",
                "delete something, or: setx CARGO_TARGET_DIR <a folder on another disk>",
            ),
            Problem::UnknownSpace => unix_windows("df -h .", "dir"),
            Problem::NoTarget => unix_windows(
                "copy this folder to where you may write, or: export CARGO_TARGET_DIR=<a folder of yours>",
                "copy this folder to where you may write, or: setx CARGO_TARGET_DIR <a folder of yours>",
            ),
            Problem::NoAnswers => everywhere("copy this folder to where you may write"),
            Problem::NotDownloaded => everywhere("cargo fetch --locked"),
            Problem::NoNetwork => everywhere(
                "go where there is a network, and there: cargo fetch --locked\n\
                 or ask your teacher for the folder that `just offline` makes (docs/teachers.md)",
            ),
        }
    }
}

fn everywhere(commands: &'static str) -> Repair {
    unix_windows(commands, commands)
}

fn unix_windows(unix: &'static str, windows: &'static str) -> Repair {
    Repair { debian: unix, fedora: unix, macos: unix, windows }
}

impl Repair {
    /// The commands on that system.
    pub fn on(self, system: System) -> Vec<String> {
        let text = match system {
            System::Debian => self.debian.to_string(),
            System::Fedora => self.fedora.to_string(),
            System::MacOs => self.macos.to_string(),
            System::Windows => self.windows.to_string(),
            System::OtherLinux if self.debian == self.fedora => self.debian.to_string(),
            System::OtherLinux => {
                format!("on Debian:\n{}\non Fedora:\n{}", self.debian, self.fedora)
            }
        };
        text.lines().map(ToString::to_string).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Problem; 14] = [
        Problem::OtherRust,
        Problem::RustupUnused,
        Problem::NoRustup,
        Problem::NoComponents,
        Problem::NoPackages,
        Problem::NoJust,
        Problem::NoLinker,
        Problem::NoTemporary,
        Problem::LittleSpace,
        Problem::UnknownSpace,
        Problem::NoTarget,
        Problem::NoAnswers,
        Problem::NotDownloaded,
        Problem::NoNetwork,
    ];

    #[test]
    fn each_problem_has_a_repair_on_every_system() {
        for problem in ALL {
            for system in System::ALL {
                let commands = problem.repair().on(system);
                let is_empty = |command: &String| command.trim().is_empty();
                assert!(!commands.is_empty(), "{problem:?}, {system:?}");
                assert!(!commands.iter().any(is_empty), "{problem:?}, {system:?}: {commands:?}");
            }
        }
    }

    #[test]
    fn rustup_is_to_install_what_the_workspace_has() {
        let file = include_str!("../../../../rust-toolchain.toml");
        let commands = Problem::OtherRust.repair().on(System::Debian);
        let version = commands[0].rsplit(' ').next().unwrap();
        assert!(file.contains(&format!("channel = \"{version}\"")), "{version}: {file}");
    }

    #[test]
    fn the_readme_has_the_same_ways_to_get_just() {
        let readme = include_str!("../../../../README.md");
        for command in Problem::NoJust.repair().on(System::Debian) {
            assert!(readme.contains(&format!("\n    {command}\n")), "not in the README: {command}");
        }
    }
}
