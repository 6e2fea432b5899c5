//! What drops a task in the background, and what keeps its result?

use std::future::{pending, ready};
use std::sync::Arc;

use smol::Executor;
use smol::channel::{Receiver, bounded};
use tokio::task::{JoinSet, yield_now};
use tokio_util::task::TaskTracker;

/// Work that never finishes, and a channel that is closed when it is dropped.
fn work() -> (impl Future<Output = ()> + Send + 'static, Receiver<()>) {
    let (held, is_dropped) = bounded(1);
    let work = async move {
        pending::<()>().await;
        drop(held);
    };
    (work, is_dropped)
}

#[tokio::test]
async fn dropping_a_join_set_aborts_its_tasks_and_dropping_a_tracker_does_not() {
    let (mut set, tracker) = (JoinSet::new(), TaskTracker::new());
    let [(in_set, aborted), (in_tracker, not_aborted)] = [work(), work()];
    set.spawn(in_set);
    tracker.spawn(in_tracker);
    drop((set, tracker));
    aborted.recv().await.unwrap_err();
    assert!(!not_aborted.is_closed());
}

#[tokio::test]
async fn a_join_set_keeps_results_and_a_tracker_does_not() {
    let (mut set, tracker) = (JoinSet::new(), TaskTracker::new());
    let results = [Arc::new(()), Arc::new(())];
    let task = set.spawn(ready(results[0].clone()));
    tracker.spawn(ready(results[1].clone()));
    tracker.close();
    tracker.wait().await;
    while !task.is_finished() {
        yield_now().await;
    }
    assert_eq!(results.each_ref().map(Arc::strong_count), [2, 1]);
    set.join_next().await.unwrap().unwrap();
    assert_eq!(Arc::strong_count(&results[0]), 1);
}

#[test]
fn dropping_an_executor_of_smol_cancels_its_tasks() {
    let (work, is_dropped) = work();
    let executor = Executor::new();
    executor.spawn(work).detach();
    assert!(executor.try_tick() && !is_dropped.is_closed());
    drop(executor);
    assert!(is_dropped.is_closed());
}
