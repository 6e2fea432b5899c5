//! Done callbacks from nothing: stage 2 on the standard library alone.
//!
//!     cargo run -p from-nothing
//!
//! It does not use `crates/asyncio`: it shows the idea behind it. `faults.rs`
//! shows what this sketch gets wrong, and `docs/from-nothing.md` goes through
//! both.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

#[cfg(test)]
mod faults;

// Step 1: a future and a waker.

/// A future that is ready once a point in time has passed.
struct Sleep(Instant);

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let left = self.0.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Poll::Ready(());
        }
        let waker = cx.waker().clone();
        thread::spawn(move || {
            thread::sleep(left);
            waker.wake();
        });
        Poll::Pending
    }
}

fn sleep(duration: Duration) -> Sleep {
    Sleep(Instant::now() + duration)
}

/// A waker that wakes a thread.
struct ThreadWaker(Thread);

impl Wake for ThreadWaker {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Polls a future until it is ready. The thread sleeps between two polls.
fn block_on(future: impl Future<Output = ()>) {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(ThreadWaker(thread::current())));
    let mut cx = Context::from_waker(&waker);
    while future.as_mut().poll(&mut cx).is_pending() {
        thread::park();
    }
}

// Step 2: an event.

/// asyncio's `Event`.
#[derive(Default)]
struct Event(Mutex<Flag>);

/// A flag, and the wakers of the tasks that wait for it.
#[derive(Default)]
struct Flag {
    is_set: bool,
    waiters: Vec<Waker>,
}

impl Event {
    fn set(&self) {
        let mut flag = lock(&self.0);
        flag.is_set = true;
        for waiter in flag.waiters.drain(..) {
            waiter.wake();
        }
    }

    #[allow(dead_code, reason = "stage 2 clears no event")]
    fn clear(&self) {
        lock(&self.0).is_set = false;
    }

    async fn wait(&self) {
        poll_fn(|cx| {
            let mut flag = lock(&self.0);
            if flag.is_set {
                return Poll::Ready(());
            }
            flag.waiters.push(cx.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap()
}

// Step 3: a task with a list of callbacks.

/// A handle, asyncio's `Task`. Its clones share one task.
#[derive(Clone, Default)]
struct Task(Arc<Shared>);

/// What all handles to a task share.
#[derive(Default)]
struct Shared {
    state: Mutex<TaskState>,
    callbacks_done: Event,
}

/// Both are under one lock, so that `finish` misses no callback.
#[derive(Default)]
struct TaskState {
    is_done: bool,
    callbacks: Vec<Callback>,
}

type Callback = Box<dyn FnOnce(&Task) + Send>;

impl Task {
    fn add_done_callback(&self, callback: impl FnOnce(&Task) + Send + 'static) {
        let mut state = lock(&self.0.state);
        if state.is_done {
            callback(self);
        } else {
            state.callbacks.push(Box::new(callback));
        }
    }

    /// Runs the callbacks, then wakes the waiters.
    fn finish(&self) {
        lock(&self.0.state).is_done = true;
        for callback in lock(&self.0.state).callbacks.drain(..) {
            callback(self);
        }
        self.0.callbacks_done.set();
    }

    async fn wait(&self) {
        self.0.callbacks_done.wait().await;
    }
}

impl PartialEq for Task {
    fn eq(&self, other: &Task) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

// Step 4: a list of tasks.

static TASKS: Mutex<Vec<Task>> = Mutex::new(Vec::new());

thread_local! {
    static CURRENT: RefCell<Option<Task>> = const { RefCell::new(None) };
}

/// Starts a task, on a thread of its own.
fn create_task(future: impl Future<Output = ()> + Send + 'static) -> Task {
    let handle = Task::default();
    let task = handle.clone();
    lock(&TASKS).push(task.clone());
    thread::spawn(move || {
        CURRENT.set(Some(task.clone()));
        block_on(future);
        lock(&TASKS).retain(|other| *other != task);
        task.finish();
    });
    handle
}

fn all_tasks() -> Vec<Task> {
    lock(&TASKS).clone()
}

fn current_task() -> Option<Task> {
    CURRENT.with_borrow(Clone::clone)
}

/// Runs main as a task, and waits for it.
fn run(main: impl Future<Output = ()> + Send + 'static) {
    block_on(create_task(main).wait());
}

// Stage 2.

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_secs(2)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    sleep(Duration::from_secs(2)).await;
    println!("More work is done");
}

fn callback(_task: &Task) {
    create_task(more_work());
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = create_task(work());
    work_task.add_done_callback(callback);
    let main_task = current_task().unwrap();
    loop {
        let mut tasks = all_tasks();
        tasks.retain(|task| *task != main_task);
        if tasks.is_empty() {
            break;
        }
        for task in tasks {
            task.wait().await;
        }
    }
    println!("Main Done.");
}

fn main() {
    run(async_main());
}
