//! The executors that the port is tested on, each run with a time limit.

use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use asyncio::BoxFuture;

/// Long enough for the slowest machine: nothing here is about speed, a time-out means a hang.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// What polls the tasks.
#[derive(Clone, Copy, Debug)]
pub enum Executor {
    /// tokio with four worker threads.
    TokioMultiThread,
    /// tokio on the thread that waits for main.
    TokioCurrentThread,
    /// async-std, which has a thread for each core.
    AsyncStd,
    /// smol's global executor, which has one thread.
    Smol,
    /// A `smol::Executor` with four threads.
    SmolManyThreads,
}

impl Executor {
    /// All of them.
    pub const ALL: [Executor; 5] = [
        Executor::TokioMultiThread,
        Executor::TokioCurrentThread,
        Executor::AsyncStd,
        Executor::Smol,
        Executor::SmolManyThreads,
    ];

    /// `asyncio::run`, on this executor.
    ///
    /// # Panics
    /// If main panics, and if it takes longer than the time limit.
    pub fn run<T: Send + 'static>(self, main: impl Future<Output = T> + Send + 'static) -> T {
        self.block_on(asyncio::run(self.spawn(), main))
    }

    /// What `asyncio::run` needs to know of this executor.
    pub fn spawn(self) -> fn(BoxFuture) {
        match self {
            Executor::TokioMultiThread | Executor::TokioCurrentThread => |task| {
                tokio::spawn(task);
            },
            Executor::AsyncStd => |task| {
                async_std::task::spawn(task);
            },
            Executor::Smol => |task| smol::spawn(task).detach(),
            Executor::SmolManyThreads => |task| many_threads().spawn(task).detach(),
        }
    }

    /// Runs a future on a thread of its own, so that a hang fails the test.
    ///
    /// # Panics
    /// If the future panics, and if it takes longer than the time limit.
    pub fn block_on<T: Send + 'static>(
        self,
        future: impl Future<Output = T> + Send + 'static,
    ) -> T {
        let (send, receive) = mpsc::channel();
        let thread = thread::spawn(move || {
            let value = match self {
                Executor::TokioMultiThread => tokio::runtime::Builder::new_multi_thread()
                    .worker_threads(4)
                    .enable_time()
                    .build()
                    .unwrap()
                    .block_on(future),
                Executor::TokioCurrentThread => tokio::runtime::Builder::new_current_thread()
                    .enable_time()
                    .build()
                    .unwrap()
                    .block_on(future),
                Executor::AsyncStd => async_std::task::block_on(future),
                Executor::Smol | Executor::SmolManyThreads => smol::block_on(future),
            };
            let _ = send.send(value);
        });
        match receive.recv_timeout(TIME_LIMIT) {
            Ok(value) => value,
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("hangs on {self:?}"),
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                std::panic::resume_unwind(thread.join().unwrap_err())
            }
        }
    }
}

fn many_threads() -> &'static smol::Executor<'static> {
    static EXECUTOR: OnceLock<&smol::Executor> = OnceLock::new();
    EXECUTOR.get_or_init(|| {
        let executor: &smol::Executor = Box::leak(Box::default());
        for _ in 0..4 {
            thread::spawn(|| smol::block_on(executor.run(std::future::pending::<()>())));
        }
        executor
    })
}

/// Sleeps on any executor: async-io's timer has a thread of its own.
pub async fn sleep(milliseconds: u64) {
    smol::Timer::after(Duration::from_millis(milliseconds)).await;
}

/// Lets the other tasks run once.
pub async fn pause() {
    smol::future::yield_now().await;
}

/// Makes a test for each executor of one body, which gets the executor.
#[macro_export]
macro_rules! on_each_executor {
    ($($(#[$attribute:meta])* fn $name:ident($executor:ident: Executor) $body:block)*) => {$(
        mod $name {
            use super::*;

            fn body($executor: Executor) $body

            #[test]
            $(#[$attribute])*
            fn tokio_multi_thread() {
                body(Executor::TokioMultiThread);
            }

            #[test]
            $(#[$attribute])*
            fn tokio_current_thread() {
                body(Executor::TokioCurrentThread);
            }

            #[test]
            $(#[$attribute])*
            fn async_std() {
                body(Executor::AsyncStd);
            }

            #[test]
            $(#[$attribute])*
            fn smol() {
                body(Executor::Smol);
            }

            #[test]
            $(#[$attribute])*
            fn smol_many_threads() {
                body(Executor::SmolManyThreads);
            }
        }
    )*};
}
