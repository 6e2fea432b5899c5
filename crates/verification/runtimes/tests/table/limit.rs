//! Limits how many pieces of work run at a time.

use std::cell::Cell;

use futures::future::join_all;
use futures::stream::{self, StreamExt};
use smol::block_on;
use smol::future::yield_now;

const LIMIT: usize = 3;

/// How much work is running, and the most that ever was.
#[derive(Default)]
struct Work {
    running: Cell<usize>,
    most: Cell<usize>,
}

impl Work {
    async fn run(&self) {
        self.running.update(|running| running + 1);
        self.most.update(|most| most.max(self.running.get()));
        for _ in 0..10 {
            yield_now().await;
        }
        self.running.update(|running| running - 1);
    }
}

/// The most pieces of work that run at a time if each has a permit first.
fn most_with_permits<P>(acquire: impl AsyncFn() -> P) -> usize {
    let work = Work::default();
    block_on(join_all((0..50).map(async |_| {
        let _permit = acquire().await;
        work.run().await;
    })));
    work.most.get()
}

#[test]
fn a_semaphore_limits_tokio() {
    let semaphore = tokio::sync::Semaphore::new(LIMIT);
    assert_eq!(most_with_permits(async || semaphore.acquire().await.unwrap()), LIMIT);
}

#[test]
fn a_semaphore_limits_smol() {
    let semaphore = smol::lock::Semaphore::new(LIMIT);
    assert_eq!(most_with_permits(async || semaphore.acquire().await), LIMIT);
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
    assert_eq!(work.most.get(), LIMIT);
}
