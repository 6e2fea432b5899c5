//! The doctor's checks.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::repairs::*;

/// The file that says which Rust the workspace uses.
pub const RUST_FILE: &str = "rust-toolchain.toml";

/// In the order in which they are shown: first those that the others depend on.
pub const ALL: [fn(System) -> Finding; 9] =
    [rust, just, git, python, files, cargo_target, answers, space, downloads];

/// One line of the output, and how to repair what it reports.
pub enum Finding {
    Fine(String),
    /// Some commands do not work.
    Note(String, Repair),
    /// No program can be built.
    Missing(String, Repair),
}
use Finding::{Fine, Missing, Note};

impl Finding {
    /// The line, and below it the commands for that system.
    pub fn shown(&self, system: System) -> String {
        let (level, text, repair) = match self {
            Fine(text) => ("ok", text, ""),
            Note(text, repair) => ("note", text, repair[system as usize]),
            Missing(text, repair) => ("MISSING", text, repair[system as usize]),
        };
        let commands = repair.lines().map(|command| format!("{:13}{command}\n", ""));
        format!("{level:9}{text}\n") + &commands.collect::<String>()
    }
}

fn rust(_: System) -> Finding {
    let repair = if version("rustup").is_some() { RUST } else { RUSTUP };
    let file = fs::read_to_string(RUST_FILE).unwrap_or_default();
    let channel = file.split('"').nth(1).unwrap_or_default();
    judge_rust(&version("rustc").unwrap_or("unknown".to_string()), channel, repair)
}

fn judge_rust(version: &str, channel: &str, repair: Repair) -> Finding {
    let text = format!("Rust is {version}, but {RUST_FILE} asks for {channel}");
    if version == channel {
        Fine(format!("Rust {version}"))
    } else if numbers(version) < numbers(channel) {
        Missing(text, repair)
    } else {
        Note(text + ": some messages of rustc may differ", repair)
    }
}

fn just(system: System) -> Finding {
    judge_just(newest(&["just", "just.cmd"]), system)
}

/// Before 1.57, just hands quotes through cmd.exe literally. Elsewhere it only has to read our
/// justfile: 1.26.0 says "Unknown attribute `group`", 1.27.0 reads it.
fn judge_just(found: Option<String>, system: System) -> Finding {
    let oldest = if matches!(system, System::Windows) { "1.57.0" } else { "1.27.0" };
    judge_tool("just", found, oldest, "`cargo classroom` does the same", JUST)
}

fn git(_: System) -> Finding {
    judge_tool("git", newest(&["git"]), "1.0", "only `just offline` needs it", GIT_AND_PYTHON)
}

fn python(_: System) -> Finding {
    let found = newest(&["python3", "python", "py"]);
    judge_tool("Python", found, "3.11", "only the `-asyncio` programs need it", GIT_AND_PYTHON)
}

fn newest(names: &[&str]) -> Option<String> {
    names.iter().filter_map(|name| version(name)).max_by_key(|version| numbers(version))
}

fn judge_tool(name: &str, found: Option<String>, oldest: &str, but: &str, fix: Repair) -> Finding {
    match found {
        Some(version) if numbers(&version) >= numbers(oldest) => Fine(format!("{name} {version}")),
        Some(version) => Note(format!("{name} {version} is older than {oldest}: {but}"), fix),
        None => Note(format!("{name} {oldest} or newer is missing: {but}"), fix),
    }
}

/// git knows which files there should be.
fn files(_: System) -> Finding {
    let deleted = match ask(Command::new("git").args(["ls-files", "--deleted"])) {
        Ok(deleted) => deleted,
        Err(_) => return Note("git cannot tell whether a file is missing".to_string(), CLONE),
    };
    // The whole folder, if all of it is missing.
    let is_missing = |path: &&Path| !Path::new(".").join(path).exists();
    let missing = |file| Path::new(file).ancestors().take_while(is_missing).last();
    let mut missing: Vec<_> =
        deleted.lines().filter_map(missing).map(Path::to_string_lossy).collect();
    missing.dedup();
    match missing.len() {
        0 => Fine("no file is missing".to_string()),
        1 => Note(format!("{0} is missing: git restore {0}", missing[0]), [""; 5]),
        _ => Note(format!("files are missing: git restore {}", missing.join(" ")), [""; 5]),
    }
}

/// The folder in which cargo puts what it builds. It exists: cargo has built this program there.
fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").unwrap_or("target".into()).into()
}

/// Builds a program, because rustc mentions no linker until it needs one. That a program runs in the
/// folder is certain: this one does.
fn cargo_target(_: System) -> Finding {
    let target = target();
    let folder = target.join(format!("doctor-{}", process::id()));
    let (source, binary) = (folder.join("small.rs"), folder.join("small.exe"));
    let written = fs::create_dir(&folder).and_then(|()| fs::write(&source, "fn main() {}"));
    let built = ask(Command::new("rustc").arg("-o").arg(binary).arg(source));
    let _ = fs::remove_dir_all(folder);
    match (written, built, target.display()) {
        (Err(why), _, target) => Missing(format!("cargo cannot write to {target}: {why}"), TARGET),
        (_, Err(why), _) => Missing(format!("rustc cannot build a program: {why}"), LINKER),
        (_, _, target) => Fine(format!("programs can be built in {target}")),
    }
}

fn answers(_: System) -> Finding {
    let all = ["examples/exercises/src/bin", "examples/exercises/src", "examples/exercises"];
    // The first answer makes those that are not there yet.
    let folder = all.iter().find(|it| Path::new(it).exists()).unwrap_or(&all[2]);
    let file = format!("{folder}/.doctor-{}", process::id());
    match fs::write(&file, "").and_then(|()| fs::remove_file(file)) {
        Ok(()) => Fine(format!("answers go to {}", all[0])),
        Err(why) => Note(format!("cannot write to {folder}: {why}"), ANSWERS),
    }
}

fn space(system: System) -> Finding {
    let like_df = "\"$([int64]((Get-PSDrive (Get-Location).Drive.Name).Free / 1KB)) 0%\"";
    let (program, arguments) = match system {
        System::Windows => ("powershell", ["-Command", like_df]),
        _ => ("df", ["-Pk", "."]),
    };
    judge_space(ask(Command::new(program).args(arguments).current_dir(target())))
}

/// `df -Pk` prints the free kilobytes before the percentage. A disk's name may contain spaces.
fn judge_space(df: Answer) -> Finding {
    let df = df.unwrap_or_default();
    let words: Vec<_> = df.split_whitespace().collect();
    let free = words.windows(2).find(|pair| pair[1].ends_with('%')).map_or("", |pair| pair[0]);
    match free.parse::<f64>().map(|kilobytes| kilobytes / 1e6) {
        Ok(free) if free < 1.0 => Missing(format!("{free:.1} GB free; cargo needs 1 GB"), TARGET),
        Ok(free) => Fine(format!("{free:.1} GB free")),
        Err(_) => Note("unknown whether 1 GB is free, which cargo needs".to_string(), TARGET),
    }
}

/// Asks cargo, which knows its mirrors and the folders that replace them.
fn downloads(_: System) -> Finding {
    let cargo = || Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    let fetch = ask(cargo().args(["fetch", "--locked", "--offline", "--target", "host-tuple"]));
    // The cheapest command that has to ask the registry and changes nothing.
    let mut update = cargo();
    update.args(["update", "--dry-run", "--package", "tokio"]).env("CARGO_TERM_QUIET", "false");
    update.env("CARGO_NET_RETRY", "0").env("CARGO_HTTP_TIMEOUT", "15");
    judge_downloads(fetch, || ask(&mut update))
}

fn judge_downloads(fetch: Answer, update: impl FnOnce() -> Answer) -> Finding {
    match fetch {
        Ok(_) => Fine("all dependencies are downloaded: no network is needed".to_string()),
        Err(why) if !why.contains("--offline") => {
            Missing(format!("cargo cannot use this workspace: {why}"), WORKSPACE)
        }
        // Without a registry to ask, an update also succeeds, but without the line `Updating … index`.
        Err(_) if update().map_or(false, |text| text.contains(" index")) => {
            Note("not all dependencies are downloaded yet".to_string(), DOWNLOADS)
        }
        Err(_) => Missing("downloads are missing, and there is no network".to_string(), DOWNLOADS),
    }
}

/// A program's stdout followed by its stderr: as `Err` if it failed.
type Answer = Result<String, String>;

/// Runs a program and waits at most a minute: virus scanners and dead networks take their time.
fn ask(command: &mut Command) -> Answer {
    command.env("CARGO_TERM_COLOR", "never").env("CARGO_TERM_PROGRESS_WHEN", "never");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command.spawn().map_err(|error| format!("cannot run {name}: {error}"))?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    let output = receiver.recv_timeout(Duration::from_secs(2)).or_else(|_| {
        eprintln!("waiting for {name}, at most a minute");
        receiver.recv_timeout(Duration::from_secs(60))
    });
    let output = output.map_err(|_| format!("{name} does not finish"))?;
    let output = output.map_err(|error| format!("cannot run {name}: {error}"))?;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).trim_end().to_string();
    output.status.success().then(|| text.clone()).ok_or(text)
}

/// The version that a program reports: `1.95.0` in `rustc 1.95.0 (59807616e)`.
fn version(program: &str) -> Option<String> {
    let answer = ask(Command::new(program).arg("--version")).ok()?;
    let mut words = answer.split_whitespace();
    words.find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(String::from)
}

/// A version's numbers, for comparisons: `[1, 98, 0]` for `1.98.0-nightly`.
fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|number| number.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels<const N: usize>(findings: [Finding; N]) -> String {
        let shown = findings.map(|finding| finding.shown(System::Debian));
        shown.map(|shown| shown.split(' ').next().unwrap().to_string()).join(" ")
    }

    #[test]
    fn rust_must_not_be_older() {
        let judge = |version| judge_rust(version, "1.95.0", RUST);
        assert_eq!(levels(["1.95.0", "1.95.0-nightly", "1.100.0"].map(judge)), "ok note note");
        assert_eq!(levels(["1.94.1", "unknown"].map(judge)), "MISSING MISSING");
    }

    #[test]
    fn windows_needs_a_newer_just() {
        let judge = |system| {
            let versions = ["1.9.0", "1.27.0", "1.56.9", "1.57.0"];
            levels(versions.map(|version| judge_just(Some(version.to_string()), system)))
        };
        assert_eq!(judge(System::Debian), "note ok ok ok");
        assert_eq!(judge(System::Windows), "note note note ok");
    }

    #[test]
    fn cargo_needs_one_gigabyte() {
        let judge = |free| {
            judge_space(Ok(format!("Capacity Mounted on\nauto home 26 18 {free} 72% /my disk")))
        };
        assert_eq!(levels(["999999", "1000000", "-"].map(judge)), "MISSING ok note");
    }

    #[test]
    fn a_network_replaces_downloads() {
        let offline = "error: failed to download `a`: --offline was specified";
        let judge = |(fetch, update): (&str, &str)| {
            judge_downloads(Err(fetch.to_string()), || Ok(update.to_string()))
        };
        let (online, unasked) = ("    Updating crates.io index", "    Locking 0 packages");
        let cases = [(offline, online), (offline, unasked), ("error: no Cargo.toml", online)];
        assert_eq!(levels(cases.map(judge)), "note MISSING MISSING");
    }
}
