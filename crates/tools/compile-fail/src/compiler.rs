//! What rustc says of the mistakes.
//!
//! The tests `does_not_compile` of the two packages compare its texts with trybuild, which compiles
//! all runtimes once more in a folder of its own. Here one `cargo build` is enough.

use std::fmt;
use std::fs;
use std::process::Command;
use std::time::Duration;

use classroom::compare::unified;
use classroom::fail::binary_path;
use classroom::mistakes::{Case, Mistake};
use classroom::output::{Show, run_until};
use classroom::programs::{Runtime, read, root};
use classroom::run::{Headline, cargo, said_by};

use crate::ADVICE;

/// The compiler that is used here, and the one that the messages were recorded with.
#[derive(Debug)]
pub struct Toolchain {
    used: String,
    pub(crate) recorded: String,
}

impl Toolchain {
    /// Asks rustc, and reads `rust-toolchain.toml`.
    ///
    /// # Errors
    /// If one of them gives no version.
    pub fn find() -> Result<Toolchain, String> {
        let output = Command::new("rustc").arg("--version").current_dir(root()?).output();
        let output = output.map_err(|error| format!("cannot start rustc: {error}"))?;
        let said = String::from_utf8_lossy(&output.stdout).to_string();
        let used = said.split(' ').nth(1).ok_or(format!("rustc --version says '{said}'"))?;
        let file = read(&root()?.join("rust-toolchain.toml"))?;
        let channel = file.lines().find_map(|line| line.strip_prefix("channel = "));
        let recorded = channel.ok_or("rust-toolchain.toml has no line with the channel")?;
        Ok(Toolchain { used: used.to_string(), recorded: recorded.trim_matches('"').to_string() })
    }

    /// Whether the full text must be as it was recorded.
    #[must_use]
    pub fn is_pinned(&self) -> bool {
        self.used == self.recorded
    }
}

impl fmt::Display for Toolchain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Toolchain { used, recorded } = self;
        if self.is_pinned() {
            write!(f, "rustc {used}: code, headline and full text compared.")
        } else {
            write!(
                f,
                "rustc {used}, not {recorded}: code and headline compared, not the full text."
            )
        }
    }
}

/// An error or a warning.
#[derive(Debug)]
pub struct Message {
    /// `error[E0728]: …`, or `warning: …`.
    pub headline: String,
    /// The file that it is about.
    pub file: String,
    /// All of it.
    text: String,
}

/// All messages of rustc, among what cargo says besides.
#[must_use]
pub fn messages(stderr: &str) -> Vec<Message> {
    let mut messages = Vec::new();
    for block in stderr.split("\n\n") {
        let lines: Vec<_> = block.lines().collect();
        for (index, headline) in lines.iter().enumerate() {
            let place =
                lines.get(index + 1).and_then(|line| line.trim_start().strip_prefix("--> "));
            if let Some(place) = place
                && (headline.starts_with("error") || headline.starts_with("warning"))
            {
                let file = place.split(':').next().unwrap_or_default().replace('\\', "/");
                let text = lines[index..].join("\n");
                messages.push(Message { headline: headline.to_string(), file, text });
                break;
            }
        }
    }
    messages
}

/// What rustc said of all programs.
#[derive(Debug)]
pub struct Built {
    messages: Vec<Message>,
    /// All that cargo said.
    said: String,
}

/// Where a package is in the workspace: `crates/stage1-await-in-callback/`.
pub(crate) fn folder_of(package: &str) -> String {
    let group = if package == "mistakes" { "examples" } else { "crates" };
    format!("{group}/{package}/")
}

const PACKAGES: [&str; 2] = ["mistakes", "stage1-await-in-callback"];

/// Builds all mistakes and repairs that need no other runtime, as far as rustc lets it.
///
/// # Errors
/// If cargo cannot be started.
pub fn build(mistakes: &[Mistake], runtimes: &[Runtime]) -> Result<Built, String> {
    // What is there afterwards has been built now.
    for program in mistakes.iter().flat_map(Mistake::programs) {
        let _ = fs::remove_file(binary_path(&program.name)?);
    }
    let mut command = cargo(&["build", "--keep-going", "--bins", "--no-default-features"])?;
    for package in PACKAGES {
        let features = ["does-not-compile", "repair"].into_iter();
        let features = features.chain(runtimes.iter().map(|runtime| runtime.name()));
        let features: Vec<_> = features.map(|feature| format!("{package}/{feature}")).collect();
        command.args(["--package", package, "--features", &features.join(",")]);
    }
    command.env("CARGO_TERM_COLOR", "never").env("CARGO_TERM_PROGRESS_WHEN", "never");
    // The first time, it takes a while to compile the runtimes; so it may to wait for another cargo.
    let (_, said) = said_by(command, |line| {
        let verbs = ["Blocking ", "Compiling ", "Downloading ", "Updating "];
        let is_news = verbs.iter().any(|verb| line.trim_start().starts_with(verb));
        is_news && !PACKAGES.iter().any(|package| line.contains(package))
    })?;
    Ok(Built { messages: messages(&said), said })
}

impl Built {
    /// What rustc said of a program, from the path of its file.
    fn of(&self, file: &str, level: &str) -> impl Iterator<Item = &Message> {
        let of_file = self.messages.iter().filter(move |message| message.file == file);
        of_file.filter(move |message| message.headline.starts_with(level))
    }

    /// The headlines of its warnings.
    #[must_use]
    pub fn warnings(&self, file: &str) -> Vec<String> {
        let headlines = self.of(file, "warning").map(|message| message.headline.as_str());
        headlines.map(|line| line.trim_start_matches("warning: ").to_string()).collect()
    }

    /// What has gone wrong beside the mistakes, such as an error in `crates/asyncio`.
    ///
    /// # Errors
    /// If it cannot be told where the programs are.
    pub fn failure(
        &self,
        mistakes: &[Mistake],
        runtimes: &[Runtime],
    ) -> Result<Option<String>, String> {
        for case in
            mistakes.iter().flat_map(Mistake::all_cases).filter(|case| case.is_for(runtimes))
        {
            for program in [&case.mistake, &case.repair] {
                let has_error = self.of(&program.path()?, "error").next().is_some();
                if !has_error && !binary_path(&program.name)?.is_file() {
                    let name = &program.name;
                    return Ok(Some(format!(
                        "cargo could not build {name}. It said:\n{}",
                        self.said
                    )));
                }
            }
        }
        Ok(None)
    }
}

/// Where rustc says anything else of a mistake than what is recorded.
///
/// # Errors
/// If a recorded message cannot be read.
pub fn faults(
    mistake: &Mistake,
    runtimes: &[Runtime],
    built: &Built,
    toolchain: &Toolchain,
) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    for case in mistake.cases.iter().filter(|case| case.is_for(runtimes)) {
        if let Some(error) = built.of(&case.repair.path()?, "error").next() {
            faults.push(format!("{} must compile:\n{}", case.repair.name, error.text));
        }
    }
    for case in mistake.all_cases().filter(|case| case.is_for(runtimes)) {
        let file = case.mistake.path()?;
        let errors: Vec<_> = built.of(&file, "error").collect();
        if case.refused {
            faults.extend(refused_fault(case, &errors, toolchain)?);
            faults.extend(built.warnings(&file).iter().map(|warning| {
                format!("{} must be refused without a warning; there is: {warning}", case.name)
            }));
        } else if let Some(error) = errors.first() {
            faults.push(format!("{} must compile:\n{}", case.name, error.text));
        }
    }
    Ok(faults)
}

fn refused_fault(
    case: &Case,
    errors: &[&Message],
    toolchain: &Toolchain,
) -> Result<Option<String>, String> {
    let name = &case.name;
    let recorded = read(&case.recorded())?.replace("\r\n", "\n");
    let headline = Headline::of(&recorded)?;
    let [error] = errors else {
        let number = errors.len();
        return Ok(Some(match number {
            0 => format!("{name} compiles, but must be refused with {headline}"),
            _ => format!("{name} must be refused with one error, and has {number}"),
        }));
    };
    if Headline::of(&error.headline)? != headline {
        return Ok(Some(format!(
            "{name} must be refused with {headline}\n{}\n{ADVICE}",
            error.text
        )));
    }
    let package = folder_of(&case.mistake.package);
    let (recorded, now) = (normal(&recorded, &package), normal(&error.text, &package));
    let differs = toolchain.is_pinned() && now != recorded;
    Ok(differs.then(|| {
        let diff = unified(&recorded, &now, "now");
        format!("rustc's text on {name} has changed. {ADVICE}\n{diff}")
    }))
}

/// The text as trybuild records it, without the numbers before the lines: the paths begin in the
/// package, and of other packages of the workspace there is no line number, since they may change.
fn normal(text: &str, package: &str) -> String {
    let lines = text.trim_end().lines().map(|line| {
        let line = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        let Some(place) = line.strip_prefix("--> ") else { return line.to_string() };
        let place = place.replace('\\', "/");
        match place.strip_prefix(package) {
            Some(place) => format!("--> {place}"),
            None if place.starts_with("crates/") => {
                format!("--> $WORKSPACE/{}", place.split(':').next().unwrap_or_default())
            }
            None => format!("--> {place}"),
        }
    });
    lines.map(|line| line + "\n").collect()
}

/// Records the full texts, with trybuild.
///
/// # Errors
/// If cargo cannot be started.
pub fn record_texts() -> Result<(), String> {
    for package in PACKAGES {
        let mut command = cargo(&["test", "--package", package, "--test", "does_not_compile"])?;
        command.env("TRYBUILD", "overwrite").env("NO_COLOR", "1");
        // Time enough to compile the runtimes on a slow machine.
        let output = run_until(command, Show::No, |_, time| time > Duration::from_secs(600))?;
        if !output.status.success() || output.stopped {
            return Err(format!("cannot record rustc's messages:\n{}", output.stderr));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "   Compiling mistakes v0.1.0
warning: unused implementer of `Future` that must be used
  --> examples/mistakes/failing-when-run/never-awaited/tokio.rs:29:5
   |
29 |     async move {
   |     ^

warning: `mistakes` (bin \"never-awaited-tokio\") generated 1 warning
error[E0283]: type annotations needed
   --> examples\\mistakes\\refused-by-rustc\\self-spawn\\mistake.rs:22:30
    |
 22 |         asyncio::create_task(work(left - 1));
    |                              ^^^^^^^^^^^^^^
note: required by a bound in `create_task`
   --> crates\\asyncio\\src\\current.rs:165:73
    |
165 | pub fn create_task<T>
    |                   ^

For more information about this error, try `rustc --explain E0283`.
error: could not compile `mistakes` (bin \"self-spawn\") due to 1 previous error
";

    #[test]
    fn messages_are_found_among_what_cargo_says() {
        let messages = messages(SAID);
        assert_eq!(messages.len(), 2, "{messages:#?}");
        assert_eq!(
            messages[0].headline,
            "warning: unused implementer of `Future` that must be used"
        );
        assert_eq!(messages[0].file, "examples/mistakes/failing-when-run/never-awaited/tokio.rs");
        assert_eq!(messages[1].headline, "error[E0283]: type annotations needed");
        assert_eq!(messages[1].file, "examples/mistakes/refused-by-rustc/self-spawn/mistake.rs");
        assert!(messages[1].text.ends_with("^"));
    }

    #[test]
    fn a_text_is_the_same_with_any_line_number_elsewhere() {
        let recorded = "error[E0283]: type annotations needed
  --> refused-by-rustc/self-spawn/mistake.rs:22:30
   |
22 |         asyncio::create_task(work(left - 1));
   |                              ^^^^^^^^^^^^^^
note: required by a bound in `create_task`
  --> $WORKSPACE/crates/asyncio/src/current.rs
   |
   | pub fn create_task<T>
   |                   ^
";
        let normal = |text: &str| normal(text, "examples/mistakes/");
        let said = &messages(SAID)[1].text;
        assert_eq!(normal(said), normal(recorded));
        assert_ne!(normal(&said.replace(":22:30", ":23:30")), normal(recorded));
        assert_ne!(normal(&said.replace("current.rs", "task.rs")), normal(recorded));
        assert_ne!(normal(&said.replace("by a bound", "by the bound")), normal(recorded));
    }
}
