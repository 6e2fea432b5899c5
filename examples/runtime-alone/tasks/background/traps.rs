//! What drops a task in the background, and what keeps its result?

use std::future::{pending, ready};
use std::sync::Arc;

use tokio::task::{JoinSet, yield_now};
use tokio_util::task::TaskTracker;

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

#[tokio::test]
async fn dropping_a_join_set_aborts_its_tasks_and_dropping_a_tracker_does_not() {
    let (mut set, tracker) = (JoinSet::new(), TaskTracker::new());
    let in_set = set.spawn(pending::<()>());
    let in_tracker = tracker.spawn(pending::<()>());
    drop((set, tracker));
    while !in_set.is_finished() {
        yield_now().await;
    }
    assert!(!in_tracker.is_finished());
}
