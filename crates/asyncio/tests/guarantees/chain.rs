//! Guarantee 8.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use asyncio::{Event, Task, all_tasks, create_task};

use crate::executors::{Executor, on_each_executor};

/// The value of each task of the chain. It is alive as long as the crate keeps anything of its task.
struct Counted(Arc<AtomicUsize>);

impl Counted {
    fn new(alive: &Arc<AtomicUsize>) -> Self {
        alive.fetch_add(1, SeqCst);
        Counted(alive.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, SeqCst);
    }
}

/// More than main, the new task, and one on each thread whose callback is returning.
const FEW: usize = 10;

fn link(left: usize, alive: Arc<AtomicUsize>, end: Arc<Event>) {
    assert!(alive.load(SeqCst) <= FEW, "the chain keeps its old tasks");
    assert!(all_tasks().len() <= FEW, "the loop keeps its old tasks");
    if left == 0 {
        end.set();
        return;
    }
    let counted = Counted::new(&alive);
    let task = create_task(async move { counted });
    task.add_done_callback(move |_: &Task<Counted>| link(left - 1, alive, end));
}

fn chain(executor: Executor, length: usize) {
    executor.run(async move {
        let end = Arc::new(Event::new());
        link(length, Arc::default(), end.clone());
        end.wait().await;
    });
}

on_each_executor! {
    /// Were the call of one callback inside that of another, this would overflow the stack.
    fn grows_neither_stack_nor_memory(executor: Executor) {
        chain(executor, 10_000);
    }

    #[ignore = "half a minute without optimisation: `just check-all` runs it with"]
    fn of_a_million_tasks_grows_neither_stack_nor_memory(executor: Executor) {
        chain(executor, 1_000_000);
    }
}
