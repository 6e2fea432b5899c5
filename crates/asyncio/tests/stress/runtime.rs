//! The runtimes, each with a random number of threads. To drop one is to shut it down.

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use asyncio::Event;
use fastrand::Rng;

pub enum Runtime {
    Tokio(tokio::runtime::Runtime),
    AsyncStd,
    Smol { executor: Arc<smol::Executor<'static>>, stop: Arc<Event>, threads: Vec<JoinHandle<()>> },
}

impl Runtime {
    pub fn start(rng: &mut Rng) -> Self {
        match rng.u8(..4) {
            0 => Runtime::Tokio(tokio::runtime::Builder::new_current_thread().build().unwrap()),
            1 => {
                let workers = rng.usize(1..=8);
                let mut builder = tokio::runtime::Builder::new_multi_thread();
                Runtime::Tokio(builder.worker_threads(workers).build().unwrap())
            }
            2 => Runtime::AsyncStd,
            _ => {
                let (executor, stop) = (Arc::new(smol::Executor::new()), Arc::new(Event::new()));
                let threads = (0..rng.u8(1..=8)).map(|_| {
                    let (executor, stop) = (executor.clone(), stop.clone());
                    thread::spawn(move || smol::block_on(executor.run(stop.wait())))
                });
                Runtime::Smol { threads: threads.collect(), executor, stop }
            }
        }
    }

    pub fn name(&self) -> String {
        match self {
            Runtime::Tokio(runtime) => {
                let metrics = runtime.metrics();
                format!(
                    "{:?} tokio, {} workers",
                    runtime.handle().runtime_flavor(),
                    metrics.num_workers()
                )
            }
            Runtime::AsyncStd => "async-std".to_string(),
            Runtime::Smol { threads, .. } => format!("smol, {} threads", threads.len()),
        }
    }

    pub fn spawn<F>(&self) -> Box<dyn Fn(F) + Send + Sync>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        match self {
            Runtime::Tokio(runtime) => {
                let handle = runtime.handle().clone();
                Box::new(move |task| drop(handle.spawn(task)))
            }
            Runtime::AsyncStd => Box::new(|task| drop(async_std::task::spawn(task))),
            Runtime::Smol { executor, .. } => {
                let executor = Arc::downgrade(executor); // a task must not own its executor
                Box::new(move |task| {
                    if let Some(executor) = executor.upgrade() {
                        executor.spawn(task).detach();
                    }
                })
            }
        }
    }

    pub fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        match self {
            Runtime::Tokio(runtime) => runtime.block_on(future),
            Runtime::AsyncStd => async_std::task::block_on(future),
            Runtime::Smol { .. } => smol::block_on(future),
        }
    }

    pub fn can_shut_down(&self) -> bool {
        !matches!(self, Runtime::AsyncStd)
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if let Runtime::Smol { stop, threads, .. } = self {
            stop.set();
            threads.drain(..).for_each(|thread| thread.join().unwrap());
        }
    }
}
