//! The disk usage of a folder: each directory is a task, whose done callback creates the next tasks.
//!
//!     just run du-tokio
//!
//! This reads the workspace. To read another folder: `cargo run -p du --bin du-tokio -- <folder>`.
//! It is stage 2 with real work: main waits until no other task is left. Sizes are those of GNU
//! `du --apparent-size`: of files, of symlinks, which are not followed, and of directories (which du
//! leaves out since 9.2). A file with several names counts once. The program exits with 1 if it could
//! not read something, and with 2 if it could not start. One possible run:
//!
//! ```text
//! Size: 29192 bytes (28.51 KiB)
//! Files: 2
//! Directories: 2
//! Largest subdirectories:
//!           24096    23.53 KiB  photos
//! ```

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::env;
use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io::{self, Write};
#[cfg(unix)]
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{LazyLock, Mutex};

use indicatif::{HumanBytes, ProgressBar};

use tokio::task::spawn_blocking;

/// How many directories are read at a time. Each takes a thread and a file handle.
const LIMIT: usize = 32;
static ROOT: LazyLock<OsString> = LazyLock::new(|| env::args_os().nth(1).unwrap_or(".".into()));
static STATE: LazyLock<Mutex<State>> = LazyLock::new(Mutex::default);
/// Shown on stderr, and only if that is a terminal.
static PROGRESS: LazyLock<ProgressBar> = LazyLock::new(ProgressBar::new_spinner);

#[derive(Default)]
struct State {
    total: Usage,
    /// Each direct subdirectory with everything below it.
    subdirectories: HashMap<OsString, Usage>,
    /// The last is read first, so that few wait in a deep tree.
    waiting: Vec<(PathBuf, Metadata)>,
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

    /// On Windows, where std cannot tell which names are one file, each name counts.
    fn add_entry(&mut self, metadata: &Metadata) {
        #[cfg(unix)]
        if metadata.nlink() > 1 && !metadata.is_dir() {
            self.hard_links.insert((metadata.dev(), metadata.ino()), metadata.len());
            return;
        }
        self.size += metadata.len();
        self.files += usize::from(!metadata.is_dir());
        self.directories += usize::from(metadata.is_dir());
    }

    fn size(&self) -> u64 {
        self.size + self.hard_links.values().sum::<u64>()
    }
}

/// What a directory holds, and its subdirectories, which are still to be read.
type Found = (Usage, Vec<(PathBuf, Metadata)>);

/// Reads a directory on one of the runtime's threads for functions that block.
async fn work(directory: PathBuf, metadata: Metadata) -> Found {
    spawn_blocking(move || read(&directory, &metadata)).await.unwrap()
}

/// Reads a directory, or the file that the program was given.
fn read(path: &Path, metadata: &Metadata) -> Found {
    let (mut usage, mut subdirectories) = Found::default();
    usage.add_entry(metadata);
    let entries = metadata.is_dir().then(|| or_report(path, fs::read_dir(path)));
    for entry in entries.flatten().into_iter().flatten() {
        let Some(entry) = or_report(path, entry) else { break };
        match or_report(&entry.path(), entry.metadata()) {
            Some(metadata) if metadata.is_dir() => subdirectories.push((entry.path(), metadata)),
            Some(metadata) => usage.add_entry(&metadata),
            None => {}
        }
    }
    (usage, subdirectories)
}

/// Reports an error. The program will exit with 1.
fn or_report<T>(path: &Path, result: io::Result<T>) -> Option<T> {
    if let Err(error) = &result {
        STATE.lock().unwrap().failed = true;
        PROGRESS.suspend(|| eprintln!("du: {}: {error}", path.display()));
    }
    result.ok()
}

fn callback(task: &asyncio::Task<Found>, directory: &Path) {
    let (usage, subdirectories) = task.result().unwrap();
    let mut state = STATE.lock().unwrap();
    state.total.add(&usage);
    if let Some(name) = directory.strip_prefix(&*ROOT).unwrap().iter().next() {
        state.subdirectories.entry(name.into()).or_default().add(&usage);
    }
    PROGRESS.set_message(format!("{} directories", state.total.directories));
    PROGRESS.tick();
    state.running -= 1;
    create_tasks(&mut state, subdirectories);
}

fn create_tasks(state: &mut State, directories: Vec<(PathBuf, Metadata)>) {
    state.waiting.extend(directories);
    while state.running < LIMIT {
        let Some((directory, metadata)) = state.waiting.pop() else { break };
        state.running += 1;
        let task = asyncio::create_task(work(directory.clone(), metadata));
        task.add_done_callback(move |task| callback(task, &directory));
    }
}

fn print_usage(state: &State) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let largest: BTreeSet<_> =
        state.subdirectories.iter().map(|(name, usage)| (Reverse(usage.size()), name)).collect();
    let (size, files) = (state.total.size(), state.total.files + state.total.hard_links.len());
    writeln!(out, "Size: {size} bytes ({})\nFiles: {files}", HumanBytes(size))?;
    let heading = if largest.is_empty() { "" } else { "Largest subdirectories:\n" };
    write!(out, "Directories: {}\n{heading}", state.total.directories)?;
    for (Reverse(size), name) in largest.into_iter().take(10) {
        writeln!(out, "{size:>15} {:>12}  {}", HumanBytes(size).to_string(), name.display())?;
    }
    Ok(())
}

async fn async_main() -> ExitCode {
    if env::args_os().len() > 2 {
        eprintln!("du: more than one folder");
        return ExitCode::from(2);
    }
    let root = PathBuf::from(&*ROOT);
    let metadata = fs::symlink_metadata(&root);
    let Some(metadata) = or_report(&root, metadata) else { return ExitCode::from(2) };
    create_tasks(&mut STATE.lock().unwrap(), vec![(root, metadata)]);
    let main_task = asyncio::current_task().unwrap();
    loop {
        let mut tasks = asyncio::all_tasks();
        tasks.remove(&main_task);
        if tasks.is_empty() {
            break;
        }
        for task in tasks {
            task.await.unwrap();
        }
    }
    PROGRESS.finish_and_clear();
    let state = STATE.lock().unwrap();
    ExitCode::from(u8::from(print_usage(&state).is_err() || state.failed))
}

/// Starts a task. Dropping its handle detaches it.
fn spawn(task: asyncio::Coroutine) {
    tokio::spawn(task);
}

#[tokio::main]
async fn main() -> ExitCode {
    asyncio::run(spawn, async_main()).await
}
