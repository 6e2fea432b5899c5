//! What the parts of `crates/asyncio` cost without a runtime, and how often each asks for memory:
//!
//!     cargo bench --package benchmarks --features parts
//!
//! One iteration is a step of main, which does something, and then the tasks that it has created.

use std::future::pending;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};

use asyncio::{Coroutine, Event, all_tasks, create_task, current_task};
use divan::{AllocProfiler, Bencher, black_box};
use smol::future::yield_now;

#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn bench(bencher: Bencher, mut step: impl FnMut() + Send + 'static) {
    let created: Arc<Mutex<Vec<Coroutine>>> = Arc::default();
    let spawn = created.clone();
    let mut run =
        Box::pin(asyncio::run(move |task| spawn.lock().unwrap().push(task), async move {
            loop {
                step();
                yield_now().await;
            }
        }));
    assert!(run.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    let mut main = created.lock().unwrap().pop().unwrap();
    let mut waiting = Vec::new();
    bencher.bench_local(|| {
        is_over(&mut main);
        while let Some(mut task) = created.lock().unwrap().pop() {
            if !is_over(&mut task) {
                waiting.push(task);
            }
        }
    });
}

fn is_over(coroutine: &mut Coroutine) -> bool {
    Pin::new(coroutine).poll(&mut Context::from_waker(Waker::noop())).is_ready()
}

/// What the parts are made of: a lock that nobody else wants, and a handle that is counted.
#[divan::bench]
fn a_lock(bencher: Bencher) {
    let lock = Mutex::new(1);
    bencher.bench_local(|| *black_box(&lock).lock().unwrap() += 1);
}

#[divan::bench]
fn a_handle_cloned_and_dropped(bencher: Bencher) {
    let handle = Arc::new(1);
    bencher.bench_local(|| drop(black_box(handle.clone())));
}

/// What is in all that follow, too.
#[divan::bench]
fn a_step_of_main(bencher: Bencher) {
    bench(bencher, || ());
}

#[divan::bench]
fn current_task_of_main(bencher: Bencher) {
    bench(bencher, || drop(black_box(current_task())));
}

#[divan::bench]
fn a_task(bencher: Bencher) {
    bench(bencher, || drop(create_task(async {})));
}

#[divan::bench]
fn a_task_with_a_value(bencher: Bencher) {
    bench(bencher, || drop(create_task(async { 42 })));
}

#[divan::bench(args = [1, 2, 10])]
fn a_task_with_callbacks(bencher: Bencher, callbacks: usize) {
    bench(bencher, move || {
        let task = create_task(async {});
        for _ in 0..callbacks {
            task.add_done_callback(|_| ());
        }
    });
}

#[divan::bench]
fn a_callback_that_is_removed(bencher: Bencher) {
    bench(bencher, || {
        let main = current_task().unwrap();
        let id = main.add_done_callback(|_| ());
        assert!(main.remove_done_callback(id));
    });
}

#[divan::bench(args = [1, 100, 10_000])]
fn all_tasks_of(bencher: Bencher, number: usize) {
    let mut missing = number - 1; // main is one
    bench(bencher, move || {
        for _ in 0..missing {
            create_task(pending::<()>());
        }
        missing = 0;
        black_box(all_tasks());
    });
}

#[divan::bench]
fn an_event_set_and_cleared(bencher: Bencher) {
    let event = Event::new();
    bench(bencher, move || {
        event.set();
        event.clear();
    });
}
