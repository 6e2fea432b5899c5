//! A subscriber is user code: if it panics, nothing else goes wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use asyncio::{Event, create_task};
use tracing::span::{Attributes, Id, Record};
use tracing::{Metadata, Subscriber};

struct PanicsAtEachEvent;

impl Subscriber for PanicsAtEachEvent {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &tracing::Event<'_>) {
        panic!("in a subscriber");
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn a_subscriber_that_panics_stops_nothing() {
    std::panic::set_hook(Box::new(|_| ()));
    tracing::subscriber::set_global_default(PanicsAtEachEvent).unwrap();
    let calls = Arc::new(AtomicUsize::new(0));
    let called = calls.clone();
    let spawn = |task| smol::spawn(task).detach();
    smol::block_on(asyncio::run(spawn, async move {
        let event = Arc::new(Event::new());
        let (wait, pending) = (event.clone(), create_task(std::future::pending::<()>()));
        let task = create_task(async move { wait.wait().await });
        task.set_name("work");
        task.add_done_callback(move |_| _ = called.fetch_add(1, SeqCst));
        smol::future::yield_now().await;
        event.set();
        task.await.unwrap();
        pending.cancel();
        assert!(pending.await.is_err());
    }));
    assert_eq!(calls.load(SeqCst), 1);
}
