//! The disk usage of a folder: each directory is a task, whose done callback creates the next tasks.
//!
//!     just run du-tokio
//!
//! That reads this workspace, `target` included. For another folder: `cargo run -p du --bin du-tokio -- <folder>`
//!
//! It is stage 2 with real work: nobody knows beforehand how many tasks there will be, so main waits
//! until no other task is left. Sizes are those of GNU `du --apparent-size`: of files, of symlinks,
//! which are not followed, and of directories (which du leaves out since 9.2). A file with several
//! names counts once in the total, and once in each subdirectory that has one of them. The exit code
//! is 1 if something could not be read, and 2 if it cannot start. Of the small tree in `tests/output.rs` it prints,
//! where a directory takes 4096 bytes:
//!
//! ```text
//! Size: 58226 bytes (56.86 KiB)
//! Files: 11
//! Directories: 9
//! Largest subdirectories:
//!           24396    23.82 KiB  backup
//!           24096    23.53 KiB  photos
//!           12306    12.02 KiB  deep
//!            4132     4.04 KiB  links
//!            4104     4.01 KiB  caf�
//!            4096     4.00 KiB  empty
//! ```

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::env;
use std::ffi::OsString;
use std::fs::Metadata;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{LazyLock, Mutex};

use asyncio::Task;
use indicatif::{HumanBytes, ProgressBar};

use tokio::fs;

/// How many directories are read at a time. Each of them takes a file handle.
const LIMIT: usize = 32;

static STATE: LazyLock<Mutex<State>> = LazyLock::new(Mutex::default);
/// Shown on stderr, and hidden if that is no terminal.
static PROGRESS: LazyLock<ProgressBar> = LazyLock::new(ProgressBar::new_spinner);

#[derive(Default)]
struct State {
    root: PathBuf,
    total: Usage,
    /// Of each direct subdirectory, with all below it.
    subdirectories: HashMap<OsString, Usage>,
    /// Directories and their own sizes. The last is read first, so that few wait in a deep tree.
    waiting: Vec<(PathBuf, u64)>,
    running: usize,
    failed: bool,
}

#[derive(Clone, Default)]
struct Usage {
    size: u64,
    files: usize,
    directories: usize,
    /// The sizes of files with several names, by device and inode.
    hard_links: HashMap<(u64, u64), u64>,
}

impl Usage {
    fn add(&mut self, other: &Usage) {
        self.size += other.size;
        self.files += other.files;
        self.directories += other.directories;
        self.hard_links.extend(&other.hard_links);
    }

    fn size(&self) -> u64 {
        self.size + self.hard_links.values().sum::<u64>()
    }

    fn files(&self) -> usize {
        self.files + self.hard_links.len()
    }
}

#[derive(Clone)]
struct Found {
    directory: PathBuf,
    usage: Usage,
    subdirectories: Vec<(PathBuf, u64)>,
    errors: Vec<String>,
}

async fn work(directory: PathBuf, size: u64) -> Found {
    let usage = Usage { size, directories: 1, ..Usage::default() };
    let mut found = Found { directory, usage, subdirectories: Vec::new(), errors: Vec::new() };
    if let Err(error) = read_directory(&mut found).await {
        found.errors.push(message(&found.directory, &error));
    }
    found
}

/// Reads one entry after the other, and keeps only subdirectories and hard links.
async fn read_directory(found: &mut Found) -> io::Result<()> {
    let mut entries = fs::read_dir(&found.directory).await?;
    while let Some(entry) = entries.next_entry().await? {
        let path = found.directory.join(entry.file_name());
        match entry.metadata().await {
            Ok(metadata) => add_entry(found, path, &metadata),
            Err(error) => found.errors.push(message(&path, &error)),
        }
    }
    Ok(())
}

fn add_entry(found: &mut Found, path: PathBuf, metadata: &Metadata) {
    let size = metadata.len();
    if metadata.is_dir() {
        found.subdirectories.push((path, size));
    } else if let Some(id) = hard_link_id(metadata) {
        found.usage.hard_links.insert(id, size);
    } else {
        found.usage.size += size;
        found.usage.files += 1;
    }
}

/// Which file it is, if it has several names. On Windows the standard library does not tell, so there
/// each name counts.
fn hard_link_id(metadata: &Metadata) -> Option<(u64, u64)> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (metadata.nlink() > 1).then(|| (metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        None
    }
}

fn message(path: &Path, error: &io::Error) -> String {
    format!("du: {}: {error}", path.display())
}

fn callback(task: &Task<Found>) {
    let found = task.result().unwrap();
    let mut state = STATE.lock().unwrap();
    state.total.add(&found.usage);
    let below = found.directory.strip_prefix(&state.root).unwrap();
    if let Some(name) = below.iter().next() {
        state.subdirectories.entry(name.into()).or_default().add(&found.usage);
    }
    state.failed |= !found.errors.is_empty();
    state.waiting.extend(found.subdirectories);
    state.running -= 1;
    create_tasks(&mut state);
    PROGRESS.set_message(format!("{} directories", state.total.directories));
    PROGRESS.tick();
    drop(state);
    if !found.errors.is_empty() {
        PROGRESS.suspend(|| found.errors.iter().for_each(|error| eprintln!("{error}")));
    }
}

fn create_tasks(state: &mut State) {
    while state.running < LIMIT
        && let Some((directory, size)) = state.waiting.pop()
    {
        state.running += 1;
        asyncio::create_task(work(directory, size)).add_done_callback(callback);
    }
}

/// Where it starts. A file is its own disk usage.
async fn start(root: PathBuf) -> io::Result<()> {
    let metadata = fs::symlink_metadata(&root).await?;
    let mut state = STATE.lock().unwrap();
    if metadata.is_dir() {
        state.root = root.clone();
        state.waiting.push((root, metadata.len()));
        create_tasks(&mut state);
    } else {
        state.total = Usage { size: metadata.len(), files: 1, ..Usage::default() };
    }
    Ok(())
}

fn human(size: u64) -> String {
    HumanBytes(size).to_string()
}

fn print_usage(state: &State) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let size = state.total.size();
    writeln!(out, "Size: {size} bytes ({})", human(size))?;
    writeln!(out, "Files: {}", state.total.files())?;
    writeln!(out, "Directories: {}", state.total.directories)?;
    let subdirectories = state.subdirectories.iter();
    let largest: BTreeSet<_> =
        subdirectories.map(|(name, usage)| (Reverse(usage.size()), name)).collect();
    if !largest.is_empty() {
        writeln!(out, "Largest subdirectories:")?;
    }
    for (Reverse(size), name) in largest.into_iter().take(10) {
        writeln!(out, "{size:>15} {:>12}  {}", human(size), name.display())?;
    }
    Ok(())
}

async fn async_main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let root = match &arguments[..] {
        [] => PathBuf::from("."),
        [root] => PathBuf::from(root),
        _ => {
            eprintln!("du: more than one folder");
            return ExitCode::from(2);
        }
    };
    if let Err(error) = start(root.clone()).await {
        eprintln!("{}", message(&root, &error));
        return ExitCode::from(2);
    }
    loop {
        let mut tasks = asyncio::all_tasks();
        tasks.remove(&asyncio::current_task().unwrap());
        if tasks.is_empty() {
            break;
        }
        for task in tasks {
            task.await.unwrap();
        }
    }
    PROGRESS.finish_and_clear();
    let state = STATE.lock().unwrap();
    let printed = print_usage(&state);
    ExitCode::from(u8::from(state.failed || printed.is_err()))
}

/// How `run` starts a task. tokio lets it go on when its handle is dropped, as here.
fn spawn(task: asyncio::Coroutine) {
    tokio::spawn(task);
}

#[tokio::main]
async fn main() -> ExitCode {
    asyncio::run(spawn, async_main()).await
}
