//! Which system this is.

use std::env;
use std::fs;

/// The systems whose commands differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Debian, Ubuntu, and what is made of them.
    Debian,
    /// Fedora, and what is made of it.
    Fedora,
    /// Any other Linux.
    OtherLinux,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
}

impl System {
    /// All of them.
    #[cfg(test)]
    pub const ALL: [System; 5] =
        [System::Debian, System::Fedora, System::OtherLinux, System::MacOs, System::Windows];

    /// The one that this runs on.
    pub fn this() -> System {
        match env::consts::OS {
            "macos" => System::MacOs,
            "windows" => System::Windows,
            _ => System::of(&fs::read_to_string("/etc/os-release").unwrap_or_default()),
        }
    }

    /// The Linux of that `/etc/os-release`, which has its name as `ID`, and as `ID_LIKE` what it is made of.
    fn of(release: &str) -> System {
        let ids: Vec<_> = release.lines().filter(|line| line.starts_with("ID")).collect();
        let is = |name| ids.iter().any(|line| line.contains(name));
        if is("debian") || is("ubuntu") {
            System::Debian
        } else if is("fedora") || is("rhel") {
            System::Fedora
        } else {
            System::OtherLinux
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linux_is_known_by_what_it_is_made_of() {
        assert_eq!(System::of("NAME=\"Debian GNU/Linux\"\nID=debian\n"), System::Debian);
        assert_eq!(System::of("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"), System::Debian);
        assert_eq!(System::of("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n"), System::Fedora);
        assert_eq!(System::of("ID=arch\nHOME_URL=\"https://debian.org\"\n"), System::OtherLinux);
        assert_eq!(System::of(""), System::OtherLinux);
    }
}
