//! Guarantee 3: each of these would hang or panic if it ran under one of the crate's locks. The models in
//! `crates/verification/models/tests/models/locks.rs` show it for all user code.

use std::fmt;
use std::future::pending;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use asyncio::{AnyTask, Event, Task, all_tasks, create_task, current_task};

use crate::executors::{Executor, Record, on_each_executor, pause};

/// Everything that takes a lock.
fn use_all<T: 'static>(task: &Task<T>) {
    task.set_name("used");
    assert_eq!(task.name(), "used");
    task.cancel();
    let id = task.add_done_callback(|_| ());
    task.remove_done_callback(id);
    all_tasks().iter().for_each(|other| other.set_name("seen"));
    create_task(pause());
}

/// Calls a closure when it is dropped.
struct Call<F: Fn()>(F);

impl<F: Fn()> Drop for Call<F> {
    fn drop(&mut self) {
        self.0();
    }
}

on_each_executor! {
    fn destructors_and_callbacks_may_use_their_task(executor: Executor) {
        let record = Record::default();
        let [dropped, called] = [(); 2].map(|()| record.clone());
        executor.run(async move {
            let task = create_task(async move {
                let _on_drop = Call(move || {
                    use_all(&current_task().unwrap());
                    dropped.push("destructor");
                });
                pause().await;
            });
            task.add_done_callback(move |task| {
                use_all(task);
                called.push("callback");
            });
            let _ = task.await;
        });
        assert_eq!(record.take(), ["destructor", "callback"]);
    }

    async fn the_destructor_of_a_removed_callback_may_use_the_task(executor: Executor) {
        let task = create_task(pending::<()>());
        let used = task.clone();
        let owned = Call(move || use_all(&used));
        let id = task.add_done_callback(move |_| drop(owned));
        assert!(task.remove_done_callback(id));
    }

    /// `clone` waits for a lock whose holder uses the task.
    fn values_may_take_a_lock_when_they_are_cloned(executor: Executor) {
        struct Value(Arc<Mutex<()>>, Sender<()>);
        impl Clone for Value {
            fn clone(&self) -> Self {
                let _ = self.1.send(());
                let _guard = self.0.lock().unwrap();
                Value(self.0.clone(), self.1.clone())
            }
        }
        executor.run(async {
            let mutex = Arc::new(Mutex::new(()));
            let (cloning, is_cloning) = channel();
            let value = Value(mutex.clone(), cloning);
            let task = create_task(async { value });
            AnyTask::from(&task).await.unwrap();
            let (locked, is_locked) = channel();
            let used = task.clone();
            let holder = thread::spawn(move || {
                let _guard = mutex.lock().unwrap();
                locked.send(()).unwrap();
                is_cloning.recv().unwrap();
                used.set_name("used");
                assert!(used.done() && !used.cancel() && !used.cancelled());
                used.add_done_callback(|_| ());
            });
            is_locked.recv().unwrap();
            assert!(task.result().is_ok());
            holder.join().unwrap();
        });
    }
}

#[test]
fn an_event_may_be_used_while_it_is_formatted() {
    struct Uses<'a>(&'a Event);
    impl fmt::Write for Uses<'_> {
        fn write_str(&mut self, _: &str) -> fmt::Result {
            self.0.set();
            Ok(())
        }
    }
    let event = Event::new();
    fmt::write(&mut Uses(&event), format_args!("{event:?}")).unwrap();
}
