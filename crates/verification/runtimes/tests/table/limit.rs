//! Limits how many pieces of work run at a time.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use futures::future::join_all;
use futures::stream::{self, StreamExt};
use smol::block_on;
use smol::future::yield_now;

const LIMIT: usize = 3;

/// How much work is running, and the most that ever was.
#[derive(Default)]
struct Work {
    running: AtomicUsize,
    most: AtomicUsize,
}

impl Work {
    async fn run(&self) {
        self.most.fetch_max(self.running.fetch_add(1, SeqCst) + 1, SeqCst);
        for _ in 0..10 {
            yield_now().await;
        }
        self.running.fetch_sub(1, SeqCst);
    }
}

#[test]
fn a_semaphore_limits_tokio() {
    let (work, semaphore) = (Work::default(), tokio::sync::Semaphore::new(LIMIT));
    block_on(join_all((0..50).map(async |_| {
        let _permit = semaphore.acquire().await.unwrap();
        work.run().await;
    })));
    assert_eq!(work.most.into_inner(), LIMIT);
}

#[test]
fn a_semaphore_limits_smol() {
    let (work, semaphore) = (Work::default(), smol::lock::Semaphore::new(LIMIT));
    block_on(join_all((0..50).map(async |_| {
        let _permit = semaphore.acquire().await;
        work.run().await;
    })));
    assert_eq!(work.most.into_inner(), LIMIT);
}

/// async-std has no semaphore: if it had one, this name would be ambiguous.
#[test]
fn a_semaphore_does_not_exist_async_std() {
    mod ours {
        pub struct Semaphore;
    }
    use async_std::sync::*;
    use ours::*;

    let _: (Semaphore, Mutex<()>) = (Semaphore, Mutex::new(()));
}

#[test]
fn a_buffered_stream_limits_everywhere() {
    let work = Work::default();
    let all = stream::iter(0..50).map(|_| work.run()).buffer_unordered(LIMIT);
    block_on(all.collect::<Vec<()>>());
    assert_eq!(work.most.into_inner(), LIMIT);
}
