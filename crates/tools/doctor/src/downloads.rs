//! Whether all that cargo downloads is here, and if not, whether it can be downloaded.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::ask::{ask, cargo, program, Answer};
use crate::finding::Finding;
use crate::repair::Problem;

const LIMIT: Duration = Duration::from_secs(20);

/// Asks cargo, so that its mirrors and proxies count, and a folder of downloads beside the workspace.
pub fn check(root: &Path) -> Vec<Finding> {
    let here = all_is_here(ask(fetch(root), LIMIT));
    let online = is_online(ask(update(root), LIMIT));
    vec![judge(here, online)]
}

/// Succeeds if nothing is to be downloaded. What only other systems need does not count.
fn fetch(root: &Path) -> Command {
    let mut command = cargo(&["fetch", "--locked", "--offline"], root);
    if let Some(host) = host(root) {
        command.args(["--target", &host]);
    }
    command
}

/// `x86_64-unknown-linux-gnu`.
fn host(root: &Path) -> Option<String> {
    let answer = ask(program("rustc", &["-vV"], root), LIMIT).ok()?;
    let host = answer.stdout.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(ToString::to_string)
}

/// The cheapest command that has to ask the registry, and changes nothing. It does not say so if it
/// needs none, as with a folder of downloads; and without the retries it is over at once.
fn update(root: &Path) -> Command {
    let mut command = cargo(&["update", "--dry-run", "--package", "strsim"], root);
    command.env("CARGO_NET_RETRY", "0").env("CARGO_TERM_QUIET", "false");
    command
}

/// If it cannot be told, the error says why.
fn all_is_here(answer: Result<Answer, String>) -> Result<bool, String> {
    let answer = answer.map_err(|why| format!("cargo {why}"))?;
    match answer.stderr.lines().find(|line| line.starts_with("error")) {
        _ if answer.success => Ok(true),
        _ if answer.stderr.contains("--offline") => Ok(false),
        error => Err(error.unwrap_or("cargo does not say why").to_string()),
    }
}

fn is_online(answer: Result<Answer, String>) -> bool {
    let is_asked =
        |line: &str| line.trim_start().starts_with("Updating") && line.ends_with("index");
    answer.map_or(false, |answer| answer.success && answer.stderr.lines().any(is_asked))
}

fn judge(here: Result<bool, String>, online: bool) -> Finding {
    match (here, online) {
        (Ok(true), true) => Finding::ok("online, and all is downloaded"),
        (Ok(true), false) => Finding::ok("offline; all is downloaded, so no network is needed"),
        (Ok(false), true) => {
            Finding::note("online; not all is downloaded yet", Problem::NotDownloaded)
        }
        (Ok(false), false) => Finding::missing(
            "not all is downloaded, and cargo does not reach its registry",
            Problem::NoNetwork,
        ),
        (Err(why), _) => {
            Finding::note(format!("cannot tell what is downloaded: {why}"), Problem::NotDownloaded)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(success: bool, stderr: &str) -> Result<Answer, String> {
        Ok(Answer { success, stdout: String::new(), stderr: stderr.to_string() })
    }

    #[test]
    fn only_who_asked_the_registry_is_online() {
        let locking = "     Locking 0 packages to latest Rust 1.95 compatible versions\n";
        for index in ["crates.io", "`mirror`"] {
            let asked = format!("    Updating {index} index\n{locking}");
            assert!(is_online(answer(true, &asked)));
            assert!(!is_online(answer(false, &asked)));
        }
        assert!(!is_online(answer(true, locking)));
        assert!(!is_online(Err("does not end".to_string())));
    }

    #[test]
    fn what_is_not_here_is_not_mixed_up_with_other_errors() {
        let here = |success, stderr| all_is_here(answer(success, stderr));
        assert_eq!(here(true, ""), Ok(true));
        let missing = "error: failed to download `tokio v1.54.1`\n\nCaused by:\n  \
                       attempting to make an HTTP request, but --offline was specified\n";
        assert_eq!(here(false, missing), Ok(false));
        let unreadable = "error: failed to parse manifest at `Cargo.toml`";
        assert_eq!(here(false, unreadable), Err(unreadable.to_string()));
        assert!(all_is_here(Err("is not there".to_string())).is_err());
    }

    #[test]
    fn only_what_can_neither_be_used_nor_downloaded_is_missing() {
        let missing = |here, online| judge(here, online).is_missing();
        assert!(missing(Ok(false), false));
        assert!(!missing(Ok(false), true));
        assert!(!missing(Ok(true), false));
        assert!(!missing(Err(String::new()), false));
    }
}
