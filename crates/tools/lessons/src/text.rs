//! The texts of lessons. Each is kept once, as tokio's program or without a runtime; the programs for
//! async-std and smol are derived from it.

use std::path::{Path, PathBuf};

use classroom::programs::{Runtime, read};
use classroom::{Error, Result};

use crate::outcome::Outcome;

/// tokio's program, rewritten for a runtime.
#[must_use]
pub fn derive(tokio: &str, runtime: Runtime) -> String {
    let pairs: &[(&str, &str)] = match runtime {
        Runtime::Tokio => &[],
        Runtime::AsyncStd => &[
            ("use tokio::time::sleep;", "use async_std::task::sleep;"),
            ("tokio::spawn(", "async_std::task::spawn("),
            ("tokio::runtime::Handle::current().block_on(", "async_std::task::block_on("),
            ("#[tokio::main]", "#[async_std::main]"),
            ("-tokio\n", "-async-std\n"),
            ("-tokio -- ", "-async-std -- "),
            ("use tokio::task::spawn_blocking;", "use async_std::task::spawn_blocking;"),
            ("&metadata)).await.unwrap()", "&metadata)).await"),
            ("with tokio alone", "with async-std alone"),
        ],
        Runtime::Smol => &[
            ("use tokio::time::sleep;", "use smol::Timer;"),
            ("    sleep(", "    Timer::after("),
            ("tokio::spawn(task);", "smol::spawn(task).detach();"),
            ("tokio::spawn(", "smol::spawn("),
            ("tokio::runtime::Handle::current().block_on(", "smol::block_on("),
            (
                "/// Starts a task. Dropping its handle detaches it.",
                "/// Starts a task. Dropping its handle would cancel it.",
            ),
            ("-tokio\n", "-smol\n"),
            ("-tokio -- ", "-smol -- "),
            ("use tokio::task::spawn_blocking;", "use smol::unblock;"),
            ("spawn_blocking(", "unblock("),
            ("&metadata)).await.unwrap()", "&metadata)).await"),
            ("with tokio alone", "with smol alone"),
        ],
    };
    let text = pairs.iter().fold(tokio.to_string(), |text, (old, new)| text.replace(old, new));
    if runtime == Runtime::Smol { block_on_in_main(&text) } else { text }
}

/// smol has no attribute for `main`: it calls `block_on` instead of awaiting.
fn block_on_in_main(text: &str) -> String {
    let Some((before, main)) = text.split_once("#[tokio::main]\nasync fn main()") else {
        return text.to_string();
    };
    let block_on = |line: &str| {
        let awaited = line.trim().split_once(".await").filter(|(_, end)| matches!(*end, ";" | ""));
        match awaited {
            Some((future, end)) => format!("    smol::block_on({future}){end}\n"),
            None => format!("{line}\n"),
        }
    };
    format!("{before}fn main(){}", main.lines().map(block_on).collect::<String>())
}

/// A program of a lesson on one runtime.
#[derive(Clone, Debug)]
pub struct Case {
    /// `never-awaited-smol`; without a runtime if it needs none.
    pub name: String,
    /// `None` if it needs none.
    pub runtime: Option<Runtime>,
    /// The program.
    pub text: String,
    /// The file that it is kept in, or derived from.
    pub source: PathBuf,
    /// Whether it runs with one thread for tasks.
    pub one_thread: bool,
    /// Whether rustc should refuse it. Then rustc's message is recorded beside the source.
    pub refused: bool,
    /// Where the files are in which it is recorded what it does, without `.txt`.
    pub record: PathBuf,
}

impl Case {
    /// The file that rustc's message is recorded in.
    #[must_use]
    pub fn message(&self) -> PathBuf {
        self.source.with_extension("stderr")
    }

    /// The file that is only about this runtime: `mistake.smol.txt`.
    #[must_use]
    pub fn own_record(&self) -> PathBuf {
        let runtime = self.runtime.map_or(String::new(), |it| format!("{}.", it.ident()));
        self.record.with_extension(format!("{runtime}txt"))
    }

    /// The file that is about all runtimes: `mistake.txt`.
    #[must_use]
    pub fn shared_record(&self) -> PathBuf {
        self.record.with_extension("txt")
    }

    /// What is recorded of it.
    pub fn recorded(&self) -> Result<Outcome> {
        if self.refused {
            return Ok(Outcome::of_message(&read(&self.message())?));
        }
        let own = self.own_record();
        Outcome::recorded(&if own.is_file() { own } else { self.shared_record() })
    }
}

/// The program in a folder that is called `<stem>.rs`, such as `mistake.rs`.
#[derive(Clone, Debug)]
pub struct Text {
    folder: PathBuf,
    stem: String,
}

impl Text {
    /// The text of that name. Without a stem, it is kept for each runtime, as a stage is.
    #[must_use]
    pub fn new(folder: &Path, stem: &str) -> Text {
        Text { folder: folder.to_path_buf(), stem: stem.to_string() }
    }

    /// The file that the runtime's program is kept in, or derived from.
    #[must_use]
    pub fn file(&self, runtime: Option<Runtime>) -> PathBuf {
        let own = self.own(runtime);
        if own.is_file() { own } else { self.folder.join(format!("{}.rs", self.stem)) }
    }

    /// `repair.smol.rs`, or `smol.rs`.
    fn own(&self, runtime: Option<Runtime>) -> PathBuf {
        let runtime = runtime.map_or(String::new(), Runtime::ident);
        let parts = [self.stem.as_str(), &runtime, "rs"];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        self.folder.join(parts.join("."))
    }

    /// Whether there is one.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.file(Some(Runtime::Tokio)).is_file()
    }

    /// The program for a runtime.
    pub fn on(&self, runtime: Option<Runtime>) -> Result<String> {
        let file = self.file(runtime);
        let text = read(&file)?;
        Ok(match runtime {
            Some(runtime) if file != self.own(Some(runtime)) => derive(&text, runtime),
            _ => text,
        })
    }

    /// The runtimes that there is a program for: `[None]` if it needs none.
    pub fn runtimes(&self) -> Result<Vec<Option<Runtime>>> {
        let needs_one = self.on(Some(Runtime::Tokio))?.contains("tokio::");
        Ok(if needs_one { Runtime::ALL.map(Some).to_vec() } else { vec![None] })
    }

    /// Its programs, one for each runtime if it needs one.
    pub fn cases(&self, name: &str, refused: bool) -> Result<Vec<Case>> {
        let case = |runtime: Option<Runtime>| {
            let suffix = runtime.map_or(String::new(), |runtime| format!("-{runtime}"));
            Ok(Case {
                name: format!("{name}{suffix}"),
                runtime,
                text: self.on(runtime)?,
                source: self.file(runtime),
                one_thread: true,
                refused,
                record: self.folder.join(&self.stem),
            })
        };
        self.runtimes()?.into_iter().map(case).collect()
    }
}

/// The program of a lesson that is for one runtime, or an error that says for which there is one.
pub fn on_runtime(cases: Vec<Case>, runtime: Option<Runtime>, name: &str) -> Result<Vec<Case>> {
    let Some(runtime) = runtime else { return Ok(cases) };
    let found: Vec<_> = cases.into_iter().filter(|case| case.runtime == Some(runtime)).collect();
    if found.is_empty() {
        return Err(Error::new(format!("{name} needs no runtime: leave '-{runtime}' away")));
    }
    Ok(found)
}
