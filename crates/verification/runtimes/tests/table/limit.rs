//! Not more than a few tasks at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use classroom::output::in_time;
use futures::stream::{self, StreamExt};
use runtimes::on_tokio;
use smol::future::yield_now;

const LIMIT: u32 = 3;

/// How much work is going on, and the most that ever was.
#[derive(Clone, Default)]
struct Work(Arc<(AtomicU32, AtomicU32)>);

impl Work {
    async fn run(&self) {
        let Work(counts) = self;
        let running = counts.0.fetch_add(1, SeqCst) + 1;
        counts.1.fetch_max(running, SeqCst);
        for _ in 0..10 {
            yield_now().await;
        }
        counts.0.fetch_sub(1, SeqCst);
    }

    fn most(&self) -> u32 {
        self.0.1.load(SeqCst)
    }
}

#[test]
fn a_semaphore_limits_tokio() {
    on_tokio(|| async {
        let (work, limit) =
            (Work::default(), Arc::new(tokio::sync::Semaphore::new(LIMIT as usize)));
        let tasks = [(); 50].map(|()| {
            let (work, limit) = (work.clone(), limit.clone());
            tokio::spawn(async move {
                let _permit = limit.acquire().await.unwrap();
                work.run().await;
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
        assert!(work.most() <= LIMIT);
    });
}

#[test]
fn a_semaphore_limits_smol() {
    in_time(|| {
        smol::block_on(async {
            let (work, limit) =
                (Work::default(), Arc::new(smol::lock::Semaphore::new(LIMIT as usize)));
            let tasks = [(); 50].map(|()| {
                let (work, limit) = (work.clone(), limit.clone());
                smol::spawn(async move {
                    let _permit = limit.acquire().await;
                    work.run().await;
                })
            });
            for task in tasks {
                task.await;
            }
            assert!(work.most() <= LIMIT);
        });
    });
}

/// async-std has no semaphore: if it had, this name would be ambiguous.
#[test]
fn a_semaphore_does_not_exist_async_std() {
    mod ours {
        pub struct Semaphore;
    }
    use async_std::sync::*;
    use ours::*;

    let _: (Semaphore, Mutex<()>) = (Semaphore, Mutex::new(()));
}

/// Without tasks: one future, so on one thread, drives not more than a few of many.
#[test]
fn a_buffered_stream_limits_everywhere() {
    let work = Work::default();
    let all = stream::iter(0..50).map(|_| work.run()).buffer_unordered(LIMIT as usize);
    smol::future::block_on(all.collect::<Vec<()>>());
    assert_eq!(work.most(), LIMIT);
}
