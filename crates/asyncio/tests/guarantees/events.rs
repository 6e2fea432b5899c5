//! Guarantee 9.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::task::{Context, Wake, Waker};

use asyncio::{Event, create_task};

use crate::executors::{Executor, on_each_executor, pause};

on_each_executor! {
    async fn can_be_set_from_a_callback_and_from_another_thread(executor: Executor) {
        let event = Arc::new(Event::new());
        let from_callback = event.clone();
        create_task(pause()).add_done_callback(move |_| from_callback.set());
        event.wait().await;
        event.clear();
        let from_thread = event.clone();
        std::thread::spawn(move || from_thread.set());
        event.wait().await;
    }
}

/// An event is not a counter: a waiter that waits again before `clear` finds the flag set.
#[test]
fn one_set_can_wake_a_waiter_many_times_before_clear() {
    for executor in [Executor::TokioMultiThread, Executor::AsyncStd, Executor::SmolManyThreads] {
        executor.run(async {
            let (event, count) = (Arc::new(Event::new()), Arc::new(AtomicUsize::new(0)));
            let (wait, counted) = (event.clone(), count.clone());
            let waiter = create_task(async move {
                while counted.fetch_add(1, SeqCst) < 10 {
                    wait.wait().await;
                }
            });
            let setter = std::thread::spawn(move || {
                event.set();
                while count.load(SeqCst) < 10 {
                    std::thread::yield_now();
                }
                event.clear();
            });
            waiter.await.unwrap();
            setter.join().unwrap();
        });
    }
}

#[test]
fn a_wait_that_is_dropped_leaves_no_waker_behind() {
    struct Unused;
    impl Wake for Unused {
        fn wake(self: Arc<Self>) {}
    }
    let (event, unused) = (Event::new(), Arc::new(Unused));
    let mut wait = Box::pin(event.wait());
    let waker = Waker::from(unused.clone());
    assert!(wait.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    drop(waker);
    assert_eq!(Arc::strong_count(&unused), 2);
    drop(wait);
    assert_eq!(Arc::strong_count(&unused), 1);
}
