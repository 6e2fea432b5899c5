//! The runtimes, each with as many threads as it starts by itself.

use tokio::runtime::Builder;

/// tokio and async-std have a thread for each core, smol has one.
#[derive(Clone, Copy, Debug)]
pub enum Runtime {
    Tokio,
    TokioOneThread,
    AsyncStd,
    Smol,
}

impl Runtime {
    pub const ALL: [Runtime; 4] =
        [Runtime::Tokio, Runtime::TokioOneThread, Runtime::AsyncStd, Runtime::Smol];

    /// Runs `main` as a task: on several threads, a task spawns faster than `block_on`'s future.
    pub fn run<T: Send + 'static>(self, main: impl Future<Output = T> + Send + 'static) -> T {
        let main = asyncio::run(move |task| self.spawn(task), main);
        match self {
            Runtime::Tokio => Builder::new_multi_thread().build().unwrap().block_on(main),
            Runtime::TokioOneThread => {
                Builder::new_current_thread().build().unwrap().block_on(main)
            }
            Runtime::AsyncStd => async_std::task::block_on(main),
            Runtime::Smol => smol::block_on(main),
        }
    }

    /// Spawns a task without keeping its handle.
    pub fn spawn(self, task: impl Future<Output = ()> + Send + 'static) {
        match self {
            Runtime::Tokio | Runtime::TokioOneThread => drop(tokio::spawn(task)),
            Runtime::AsyncStd => drop(async_std::task::spawn(task)),
            Runtime::Smol => smol::spawn(task).detach(),
        }
    }
}
