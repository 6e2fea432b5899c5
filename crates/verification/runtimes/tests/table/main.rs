//! What `docs/runtimes.md`, `docs/at-work.md` and `docs/asyncio-has.md` say about the runtimes, unless a program or a trap
//! of `examples/runtime-alone` shows it. Their tables link to these tests.

mod asyncio;
mod asyncio_has;
mod at_work;
mod built_in;
mod cancel;
mod chain;
mod ends;
#[cfg(target_os = "linux")]
mod threads;
mod where_it_works;

use std::future::pending;
use std::process::{self, Command};
use std::time::Duration;
use std::{array, env, thread};

use lessons::process::Output;
use lessons::testing::{TIME_LIMIT, in_time, run_together};
use tokio::runtime::{Builder, Handle, Runtime};

const SHORT: Duration = Duration::from_millis(1);

/// tokio's runtimes, the multi-thread one and the current-thread one, with timers.
fn tokio_runtimes() -> [Runtime; 2] {
    let builders = [Builder::new_multi_thread(), Builder::new_current_thread()];
    builders.map(|mut builder| builder.worker_threads(2).enable_time().build().unwrap())
}

/// Runs main on both of tokio's runtimes.
fn on_tokio<F: Future<Output = ()> + 'static>(main: fn() -> F) {
    for runtime in tokio_runtimes() {
        in_time(move || runtime.block_on(main()));
    }
}

/// Both of tokio's runtimes, each with a thread that runs its tasks.
fn running_on_tokio() -> [Handle; 2] {
    tokio_runtimes().map(|runtime| {
        let handle = runtime.handle().clone();
        thread::spawn(move || runtime.block_on(pending::<()>()));
        handle
    })
}

/// Runs each scene in a process of its own, perhaps with a variable such as `SMOL_THREADS=1`. The
/// process ends when its scene has returned. It is this test, started again: `test` is its name.
fn in_processes<const N: usize>(test: &str, scenes: [(&str, &dyn Fn()); N]) -> [Output; N] {
    const SCENE: &str = "RUNTIMES_SCENE";
    if let Ok(number) = env::var(SCENE) {
        scenes[number.parse::<usize>().unwrap()].1();
        println!("the scene has returned");
        process::exit(0);
    }
    let outputs = run_together(array::from_fn(|number| {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args([test, "--exact", "--nocapture"]).env(SCENE, number.to_string());
        for threads in ["TOKIO_WORKER_THREADS", "ASYNC_STD_THREAD_COUNT", "SMOL_THREADS"] {
            command.env_remove(threads);
        }
        command.envs(scenes[number].0.split_once('='));
        command
    }));
    for output in &outputs {
        assert!(output.stdout.contains("the scene has returned"), "{output:?}");
    }
    outputs
}
