//! The texts of lessons. Each is kept once, as tokio's program or without a runtime; the programs for
//! async-std and smol are derived from it.

use std::path::{Path, PathBuf};

use classroom::Result;
use classroom::programs::{Runtime, Topic, read};

use crate::outcome::Outcome;

/// tokio's program, rewritten for a runtime.
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
    /// The file in which it is recorded what it does on each runtime that does the same as tokio: `mistake.txt`.
    pub fn shared_record(&self) -> PathBuf {
        self.record.with_extension("txt")
    }

    /// The file of a runtime that does something else: `mistake.smol.txt`.
    pub fn own_record(&self) -> PathBuf {
        match self.runtime {
            None | Some(Runtime::Tokio) => self.shared_record(),
            Some(runtime) => self.record.with_extension(format!("{}.txt", runtime.ident())),
        }
    }

    /// The file in which it is recorded what it does, or what rustc says.
    pub fn recorded_in(&self) -> PathBuf {
        if self.refused {
            return self.source.with_extension("stderr");
        }
        Some(self.own_record()).filter(|own| own.is_file()).unwrap_or(self.shared_record())
    }

    /// What is recorded of it.
    pub fn recorded(&self) -> Result<Outcome> {
        Outcome::recorded(&self.recorded_in())
    }
}

/// The programs of a folder: one that the others are derived from, such as `mistake.rs`, or one for each
/// runtime, as a stage has.
#[derive(Clone, Debug)]
pub struct Text {
    folder: PathBuf,
    stem: Option<&'static str>,
}

impl Text {
    /// The text of that name.
    pub fn new(folder: &Path, stem: &'static str) -> Text {
        Text { folder: folder.to_path_buf(), stem: Some(stem) }
    }

    /// The texts of a stage or an example.
    pub fn of_topic(topic: &Topic) -> Text {
        Text { folder: topic.sources.clone(), stem: None }
    }

    /// The file that the runtime's program is kept in, or derived from.
    pub fn file(&self, runtime: Option<Runtime>) -> PathBuf {
        let own = self.own(runtime);
        match self.stem {
            Some(stem) if !own.is_file() => self.folder.join(format!("{stem}.rs")),
            _ => own,
        }
    }

    /// `repair.smol.rs`, or `smol.rs`.
    fn own(&self, runtime: Option<Runtime>) -> PathBuf {
        let parts = self.stem.map(String::from).into_iter().chain(runtime.map(Runtime::ident));
        self.folder.join(format!("{}.rs", parts.collect::<Vec<_>>().join(".")))
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
        let case = |runtime| Ok(self.case(name, refused, runtime, self.on(runtime)?));
        self.runtimes()?.into_iter().map(case).collect()
    }

    /// One of them, with a text of its own.
    pub fn case(&self, name: &str, refused: bool, runtime: Option<Runtime>, text: String) -> Case {
        Case {
            name: on(name, runtime),
            runtime,
            text,
            source: self.file(runtime),
            one_thread: true,
            refused,
            record: self.folder.join(self.stem.unwrap_or_default()),
        }
    }
}

/// The name on a runtime: `never-awaited-smol`.
pub fn on(name: &str, runtime: Option<Runtime>) -> String {
    runtime.map_or(name.to_string(), |runtime| format!("{name}-{runtime}"))
}
