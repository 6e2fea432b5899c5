//! Prints how many bytes a live task takes.
use std::env;
use std::future::pending;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use benchmarks::runtimes::*;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

static STARTED: AtomicU64 = AtomicU64::new(0);

async fn work() {
    STARTED.fetch_add(1, SeqCst);
    pending::<()>().await;
}

async fn all_started(n: u64) {
    while STARTED.load(SeqCst) < n {
        smol::future::yield_now().await;
    }
    std::thread::sleep(std::time::Duration::from_millis(20));
    STARTED.store(0, SeqCst);
}

fn port<R: Runtime>(n: u64, callback: bool) -> f64 {
    R::block_on(asyncio::run(R::start, async move {
        let before = MEMORY.current_usage();
        for _ in 0..n {
            let task = asyncio::create_task(work());
            if callback {
                task.add_done_callback(|_| ());
            }
        }
        all_started(n).await;
        (MEMORY.current_usage() - before) as f64 / n as f64
    }))
}
fn own<R: Runtime>(n: u64) -> f64 {
    R::run(async move {
        let mut handles = Vec::with_capacity(n as usize);
        let before = MEMORY.current_usage();
        for _ in 0..n {
            handles.push(R::spawn(work()));
        }
        all_started(n).await;
        (MEMORY.current_usage() - before) as f64 / n as f64
    })
}
fn main() {
    let n: u64 = env::args().nth(1).unwrap().parse().unwrap();
    let r = env::args().nth(2).unwrap();
    let (a, b, c) = match r.as_str() {
        "tokio" => (port::<Tokio>(n, true), port::<Tokio>(n, false), own::<Tokio>(n)),
        "ct" => (
            port::<TokioCurrentThread>(n, true),
            port::<TokioCurrentThread>(n, false),
            own::<TokioCurrentThread>(n),
        ),
        "async-std" => (port::<AsyncStd>(n, true), port::<AsyncStd>(n, false), own::<AsyncStd>(n)),
        _ => (port::<Smol>(n, true), port::<Smol>(n, false), own::<Smol>(n)),
    };
    println!("{r} {n}: with {a:.0} without {b:.0} own {c:.0}: above {:.0}", a - c);
}
