//! Prints how many bytes a live task takes, or a chain at its peak:
//!
//!     bench-memory <runtime> asyncio|own|chain <n>
//!
//! One at a time, since async-std and smol keep what they have once had. Its allocator counts, which takes
//! time, so `bench-time` is a program of its own.

use std::env;
use std::future::pending;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use asyncio::create_task;
use benchmarks::contenders::Contender;
use benchmarks::runtimes::{AsyncStd, Runtime, Smol, Tokio, TokioCurrentThread};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// How many tasks are alive.
static LIVE: AtomicU64 = AtomicU64::new(0);

async fn live() {
    LIVE.fetch_add(1, SeqCst);
    pending().await
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("bench-memory: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [runtime, what, n] = &arguments[..] else {
        return Err("usage: bench-memory <runtime> asyncio|own|chain <n>".to_string());
    };
    let n = n.parse().ok().filter(|&n| n > 0).ok_or(format!("{n} is no number of tasks"))?;
    let all = Contender::all(runtime).ok_or(format!("{runtime} is no runtime"))?;
    let chain = all.iter().find(|contender| contender.name == "chain").expect("each has one");
    chain.measure(1000)?; // the first one starts the threads
    let bytes = match (what.as_str(), runtime.as_str()) {
        ("chain", _) => {
            MEMORY.reset_peak_usage();
            let before = MEMORY.current_usage();
            chain.measure(n)?;
            MEMORY.peak_usage().saturating_sub(before) as f64
        }
        ("asyncio", "tokio") => asyncio::<Tokio>(n),
        ("asyncio", "tokio-current-thread") => asyncio::<TokioCurrentThread>(n),
        ("asyncio", "async-std") => asyncio::<AsyncStd>(n),
        ("asyncio", _) => asyncio::<Smol>(n),
        ("own", "tokio") => own::<Tokio>(n),
        ("own", "tokio-current-thread") => own::<TokioCurrentThread>(n),
        ("own", "async-std") => own::<AsyncStd>(n),
        ("own", _) => own::<Smol>(n),
        _ => return Err(format!("{what} is not measured")),
    };
    println!("{bytes:.1}");
    Ok(())
}

/// Tasks that never end, each with a done callback.
fn asyncio<R: Runtime>(n: u64) -> f64 {
    R::run_asyncio(async move {
        let before = MEMORY.current_usage();
        for _ in 0..n {
            create_task(live()).add_done_callback(|_| ());
        }
        bytes_a_task(n, before).await
    })
}

/// The same of the runtime alone. Its handles are kept, but not counted.
fn own<R: Runtime>(n: u64) -> f64 {
    R::run(async move {
        let mut handles = Vec::with_capacity(usize::try_from(n).expect("it fits"));
        let before = MEMORY.current_usage();
        handles.extend((0..n).map(|_| R::spawn(live())));
        let bytes = bytes_a_task(n, before).await;
        handles.into_iter().for_each(R::detach); // or smol would cancel them
        bytes
    })
}

/// When all of them live.
async fn bytes_a_task(n: u64, before: usize) -> f64 {
    while LIVE.load(SeqCst) < n {
        smol::future::yield_now().await;
    }
    (MEMORY.current_usage() - before) as f64 / n as f64
}
