//! Tasks on one thread: where `spawn_local` panics, when a `LocalExecutor` runs them, and what an await lets in.

use std::cell::{Cell, RefCell};
use std::panic::catch_unwind;
use std::rc::Rc;

use smol::LocalExecutor;
use smol::future::{block_on, poll_once};
use tokio::task::{LocalSet, spawn_local, yield_now};

#[tokio::test(flavor = "multi_thread")]
async fn tokio_needs_a_local_set_or_a_local_runtime() {
    let spawn = || spawn_local(async { Rc::new(42) });
    assert!(catch_unwind(spawn).is_err());
    let value = LocalSet::new().run_until(async { spawn().await.unwrap() }).await;
    assert_eq!(*value, 42);
}

#[test]
fn a_local_executor_runs_tasks_while_its_run_is_awaited() {
    let local = LocalExecutor::new();
    let mut task = local.spawn(async { Rc::new(42) });
    assert!(block_on(poll_once(&mut task)).is_none());
    assert_eq!(*block_on(local.run(task)), 42);
}

#[tokio::test(flavor = "local")]
async fn a_value_that_is_read_before_an_await_may_be_old() {
    async fn work(count: Rc<Cell<u32>>) {
        let seen = count.get();
        yield_now().await;
        count.set(seen + 1);
    }
    let count = Rc::new(Cell::new(0));
    for task in [(); 2].map(|()| spawn_local(work(count.clone()))) {
        task.await.unwrap();
    }
    assert_eq!(count.get(), 1);
}

#[tokio::test(flavor = "local")]
async fn a_borrow_across_an_await_panics_in_the_next_task() {
    #[expect(clippy::await_holding_refcell_ref, reason = "clippy warns, and this shows of what")]
    async fn work(count: Rc<RefCell<u32>>) {
        let mut count = count.borrow_mut();
        yield_now().await;
        *count += 1;
    }
    let count = Rc::new(RefCell::new(0));
    let [first, second] = [(); 2].map(|()| spawn_local(work(count.clone())));
    first.await.unwrap();
    assert!(second.await.unwrap_err().is_panic());
}
