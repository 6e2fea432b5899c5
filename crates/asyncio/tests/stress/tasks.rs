//! What the tasks and their callbacks do.

use std::collections::BTreeSet;
use std::future::pending;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;

use asyncio::{AnyTask, Task, all_tasks, create_task, current_task};
use fastrand::Rng;

use crate::Ending;
use crate::executors::pause;
use crate::world::{Counted, World};

pub async fn async_main(world: Arc<World>, mut rng: Rng) {
    for _ in 0..rng.usize(1..=16) {
        create(&world, Kind::Link, &mut rng);
    }
    match world.ending {
        Ending::MainWaitsForAll => {
            wait_for_all().await;
            let created = world.created.load(SeqCst);
            world.expect(created >= world.tasks.len(), "main leaves early");
        }
        Ending::MainReturns => world.half_way.wait().await,
        Ending::MainPanics => {
            world.half_way.wait().await;
            world.closing.store(true, SeqCst);
            resume_unwind(Box::new(Counted::new(&world)));
        }
        Ending::MainIsCancelled => {
            world.half_way.wait().await;
            world.closing.store(true, SeqCst);
            current_task().unwrap().cancel();
            pending().await
        }
        _ => pending().await,
    }
    world.closing.store(true, SeqCst);
}

async fn wait_for_all() {
    loop {
        let mut tasks: BTreeSet<AnyTask> = all_tasks();
        tasks.remove(&current_task().unwrap());
        if tasks.is_empty() {
            return;
        }
        for task in tasks {
            let _ = task.await; // cancelled and panicked ones are among them
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Of a chain: its callback creates the next link, and a fan of leaves.
    Link,
    Leaf,
}

fn create(world: &Arc<World>, kind: Kind, rng: &mut Rng) -> Option<Task<Counted>> {
    let number = world.created.fetch_add(1, SeqCst);
    if number == world.stop_at {
        world.half_way.set();
    }
    if number + 1 >= world.tasks.len() {
        world.all_created.set();
    }
    let counts = world.tasks.get(number)?;

    let task = create_task(work(Counted::new(world), kind, rng.fork()));
    counts.in_time.store(!world.is_closing(), SeqCst);
    if world.is_closing() && task.done() {
        // Most likely it was closed before. A callback would be dropped, with a line on stderr.
        let _ = task.result();
        return Some(task);
    }
    add_callback(world, number, &task, kind, rng);
    for _ in 0..rng.u8(..3) {
        add_callback(world, number, &task, Kind::Leaf, rng);
    }
    let neighbour = (number, task.clone());
    let mut neighbours = world.neighbours.lock().unwrap();
    if neighbours.len() < 8 {
        neighbours.push(neighbour);
    } else {
        let old = std::mem::replace(&mut neighbours[rng.usize(..8)], neighbour);
        drop(neighbours);
        drop(old);
    }
    Some(task)
}

async fn work(value: Counted, kind: Kind, mut rng: Rng) -> Counted {
    let world = value.0.clone();
    match rng.u8(..8) {
        0 => {}
        1 => resume_unwind(Box::new(value)),
        2 => {
            current_task().unwrap().cancel();
            pending().await
        }
        3 if kind == Kind::Leaf => world.all_created.wait().await,
        4 if kind == Kind::Leaf => {
            if let Some(task) = create(&world, Kind::Leaf, &mut rng) {
                let _ = task.await;
            }
        }
        5 => meddle(&world, &mut rng),
        pauses => {
            for _ in 0..pauses {
                pause().await;
            }
        }
    }
    value
}

/// Cancels some task, or adds a callback to it, whatever it does at the moment.
fn meddle(world: &Arc<World>, rng: &mut Rng) {
    let neighbour = rng.choice(&*world.neighbours.lock().unwrap()).cloned();
    let Some((number, task)) = neighbour else { return };
    if rng.bool() {
        task.cancel();
    } else if world.ending.waits() || !(world.is_closing() && task.done()) {
        add_callback(world, number, &task, Kind::Leaf, rng);
    }
}

fn add_callback(
    world: &Arc<World>,
    number: usize,
    task: &Task<Counted>,
    kind: Kind,
    rng: &mut Rng,
) {
    let counts = &world.tasks[number];
    let Some(bit) = 1u32.checked_shl(counts.added.fetch_add(1, SeqCst)) else { return };
    let (value, callback_rng) = (Counted::new(world), rng.fork());
    let id = task.add_done_callback(move |task| {
        callback(task, &value, number, bit, kind, callback_rng);
    });
    let in_time = world.ending.waits() || !world.is_closing();
    if bit > 1 && rng.u8(..8) == 0 && task.remove_done_callback(id) {
        counts.removed.fetch_or(bit, SeqCst);
    } else if counts.in_time.load(SeqCst) && in_time {
        counts.due.fetch_or(bit, SeqCst);
    }
}

fn callback(
    task: &Task<Counted>,
    value: &Counted,
    number: usize,
    bit: u32,
    kind: Kind,
    mut rng: Rng,
) {
    let (world, counts) = (&value.0, &value.0.tasks[number]);
    world.expect(!counts.calling.swap(true, SeqCst), "two callbacks of a task at a time");
    world.expect(counts.called.fetch_or(bit, SeqCst) & bit == 0, "a callback is called twice");
    world.expect(task.done(), "a callback is called before its task is done");
    world.expect(all_tasks().contains(&AnyTask::from(task)), "a callback's task is not listed");
    let _ = task.result(); // or else a line on stderr would name each task that panicked

    if kind == Kind::Link {
        for _ in 0..rng.u8(..3) {
            create(world, Kind::Leaf, &mut rng);
        }
        create(world, Kind::Link, &mut rng);
    }
    match rng.u8(..8) {
        0 => meddle(world, &mut rng),
        1 => add_callback(world, number, task, Kind::Leaf, &mut rng),
        _ => {}
    }
    counts.calling.store(false, SeqCst);
    if rng.u8(..8) == 0 {
        resume_unwind(Box::new(value.clone()));
    }
}
