//! What the sketch gets wrong. Each test passes because the sketch has a bug, and
//! names the guarantee of `crates/asyncio` that rules it out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::sync::mpsc::{Sender, channel};

use super::*;

/// Polls once, with a waker that does nothing.
fn is_pending(future: &mut Pin<&mut impl Future>) -> bool {
    let mut cx = Context::from_waker(Waker::noop());
    future.as_mut().poll(&mut cx).is_pending()
}

/// Starts a task that lasts until the event is set.
fn create_waiting_task(event: &Arc<Event>) -> Task {
    let event = event.clone();
    create_task(async move { event.wait().await })
}

/// Guarantee 1.
#[test]
fn a_late_callback_runs_inside_add_done_callback() {
    let task = Task::default();
    task.finish();
    let mine = Arc::new(Mutex::new(0));
    let (send, receive) = channel();
    let guard = lock(&mine);
    task.add_done_callback({
        let mine = mine.clone();
        move |_| send.send(mine.try_lock().is_err()).unwrap()
    });
    // `mine.lock()` would hang.
    assert_eq!(receive.try_recv(), Ok(true));
    drop(guard);
}

/// Guarantee 1.
#[test]
fn a_late_callback_overtakes_earlier_ones() {
    let task = Task::default();
    let (send, receive) = channel();
    let late = send.clone();
    task.add_done_callback(move |_| send.send("early").unwrap());
    lock(&task.0.state).is_done = true; // the first statement of `finish`
    task.add_done_callback(move |_| late.send("late").unwrap());
    task.finish();
    assert_eq!(receive.iter().collect::<Vec<_>>(), ["late", "early"]);
}

/// Guarantee 1.
#[test]
fn a_callback_has_a_current_task() {
    let event = Arc::new(Event::default());
    let task = create_waiting_task(&event);
    let (send, receive) = channel();
    task.add_done_callback(move |_| send.send(current_task()).unwrap());
    event.set();
    // It should be `None`.
    assert!(receive.recv().unwrap() == Some(task));
}

/// Guarantee 2.
#[test]
fn a_task_leaves_the_list_before_its_callbacks_run() {
    let event = Arc::new(Event::default());
    let work_task = create_waiting_task(&event);
    let (send, receive) = channel();
    work_task.add_done_callback(move |work_task| {
        // Main would find no task, and leave.
        send.send(all_tasks().contains(work_task)).unwrap();
        create_task(async {});
    });
    assert!(all_tasks().contains(&work_task));
    event.set();
    assert_eq!(receive.recv(), Ok(false));
}

/// Guarantee 3.
#[test]
fn a_callback_runs_while_its_task_is_locked() {
    let task = Task::default();
    let (send, receive) = channel();
    let callback = move |task: &Task| {
        // `task.add_done_callback(another)` would hang.
        send.send(task.0.state.try_lock().is_err()).unwrap();
    };
    task.add_done_callback(callback.clone());
    task.finish();
    assert_eq!(receive.try_recv(), Ok(true));
    task.add_done_callback(callback); // a late one
    assert_eq!(receive.try_recv(), Ok(true));
}

/// Guarantee 3.
#[test]
fn a_waker_runs_while_the_event_is_locked() {
    struct UsingWaker(Arc<Event>, Sender<bool>);
    impl Wake for UsingWaker {
        fn wake(self: Arc<Self>) {
            // `self.0.set()` would hang.
            self.1.send(self.0.0.try_lock().is_err()).unwrap();
        }
    }
    let event = Arc::new(Event::default());
    let (send, receive) = channel();
    let waker = Waker::from(Arc::new(UsingWaker(event.clone(), send)));
    let mut wait = pin!(event.wait());
    let poll = wait.as_mut().poll(&mut Context::from_waker(&waker));
    assert!(poll.is_pending());
    event.set();
    assert_eq!(receive.try_recv(), Ok(true));
}

/// Guarantee 4.
#[test]
fn a_callback_that_panics_stops_the_next_one_and_the_waiters() {
    let task = Task::default();
    let (send, receive) = channel();
    task.add_done_callback(|_| panic!("in a callback"));
    task.add_done_callback(move |_| send.send("the next one").unwrap());
    let finish = AssertUnwindSafe(|| task.finish());
    // A task's thread would end here.
    assert!(catch_unwind(finish).is_err());
    assert!(receive.try_recv().is_err());
    assert!(is_pending(&mut pin!(task.wait())));
    assert!(task.0.state.is_poisoned());
}

/// Guarantee 5.
#[test]
fn a_task_that_panics_is_never_done() {
    thread_local! {
        static KEPT: RefCell<Vec<Sender<()>>> = const { RefCell::new(vec![]) };
    }
    let (send, receive) = channel();
    let task = create_task(async {
        KEPT.set(vec![send]);
        panic!("in a task");
    });
    // The sender is dropped when the task's thread has ended.
    assert!(receive.recv().is_err());
    assert!(is_pending(&mut pin!(task.wait())));
    assert!(all_tasks().contains(&task));
}

/// Guarantee 7.
#[test]
fn a_task_continues_after_run_has_returned() {
    let event = Arc::new(Event::default());
    let (send, receive) = channel();
    run({
        let event = event.clone();
        async move { send.send(create_waiting_task(&event)).unwrap() }
    });
    let task = receive.recv().unwrap();
    // Main of the next `run` would wait for it.
    assert!(all_tasks().contains(&task));
    assert!(is_pending(&mut pin!(task.wait())));
    event.set();
    block_on(task.wait());
}

/// Guarantee 9.
#[test]
fn a_waiter_misses_an_event_that_is_cleared_at_once() {
    let event = Event::default();
    let mut wait = pin!(event.wait());
    assert!(is_pending(&mut wait));
    event.set();
    event.clear();
    // It has been woken, and waits again.
    assert!(is_pending(&mut wait));
}

/// Guarantee 9.
#[test]
fn an_event_keeps_the_wakers_of_waiters_that_have_left() {
    let event = Event::default();
    for _ in 0..1000 {
        assert!(is_pending(&mut pin!(event.wait())));
    }
    assert_eq!(lock(&event.0).waiters.len(), 1000);
}

#[test]
#[ignore = "takes four seconds: `just check-all` runs it"]
fn it_prints_what_stage_2_prints() {
    let sketch = ["run", "--package", "from-nothing"];
    let output = Command::new(env!("CARGO")).args(sketch).output().unwrap();
    let lines = [
        "Main is starting...",
        "Work is starting...",
        "Work is done",
        "More work is starting...",
        "More work is done",
        "Main Done.",
    ];
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(printed.lines().collect::<Vec<_>>(), lines);
}
