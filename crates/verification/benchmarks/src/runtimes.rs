//! The runtimes, each with the same few functions.

use std::future::Future;

use asyncio::Coroutine;
use futures::channel::oneshot;

/// A runtime, as it comes: with as many threads as it starts by itself.
pub trait Runtime: 'static {
    /// What a spawned task is awaited by.
    type Handle: Future + Send + Unpin + 'static;

    /// Waits for a future on this thread.
    fn block_on<T>(future: impl Future<Output = T>) -> T;

    /// The runtime's own `spawn`.
    fn spawn(future: impl Future<Output = ()> + Send + 'static) -> Self::Handle;

    /// Lets a task go on without its handle.
    fn detach(handle: Self::Handle);

    /// `asyncio::run`, whose main is a task.
    fn run_asyncio<T: Send + 'static>(main: impl Future<Output = T> + Send + 'static) -> T {
        let spawn = |task: Coroutine| Self::detach(Self::spawn(task));
        Self::block_on(asyncio::run(spawn, main))
    }

    /// Here main is a task, too, so that all that is compared spawns from the same place. On several threads a
    /// spawn from within a task costs less than one from outside.
    fn run<T: Send + 'static>(main: impl Future<Output = T> + Send + 'static) -> T {
        let (send, receive) = oneshot::channel();
        Self::block_on(async {
            Self::detach(Self::spawn(async { drop(send.send(main.await)) }));
            receive.await.expect("main ends")
        })
    }
}

/// tokio with a thread for each core.
#[derive(Debug)]
pub enum Tokio {}

/// tokio on one thread.
#[derive(Debug)]
pub enum TokioCurrentThread {}

/// async-std, which has a thread for each core.
#[derive(Debug)]
pub enum AsyncStd {}

/// smol's global executor, which has one thread.
#[derive(Debug)]
pub enum Smol {}

impl Runtime for Tokio {
    type Handle = tokio::task::JoinHandle<()>;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_multi_thread().build().expect("threads").block_on(future)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) -> Self::Handle {
        tokio::spawn(future)
    }

    fn detach(handle: Self::Handle) {
        drop(handle);
    }
}

impl Runtime for TokioCurrentThread {
    type Handle = tokio::task::JoinHandle<()>;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().expect("no threads").block_on(future)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) -> Self::Handle {
        tokio::spawn(future)
    }

    fn detach(handle: Self::Handle) {
        drop(handle);
    }
}

impl Runtime for AsyncStd {
    type Handle = async_std::task::JoinHandle<()>;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        async_std::task::block_on(future)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) -> Self::Handle {
        async_std::task::spawn(future)
    }

    fn detach(handle: Self::Handle) {
        drop(handle);
    }
}

impl Runtime for Smol {
    type Handle = smol::Task<()>;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        smol::block_on(future)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) -> Self::Handle {
        smol::spawn(future)
    }

    fn detach(handle: Self::Handle) {
        handle.detach();
    }
}
