//! Runs a program of stage 2 or 3 many times without its sleeps, and fails if main leaves early.
//!
//!     cargo run --package stages-without-sleep -- stage2-tokio 1000
//!
//! With two seconds between them, no two lines of a stage ever race. Without them, main may look for
//! tasks at the very moment at which `work` ends and `more_work` begins.

use std::env;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use classroom::output::STAGE;

static PRINTED: Mutex<String> = Mutex::new(String::new());

/// In the programs below this takes the place of the standard one.
macro_rules! println {
    ($line:literal) => {
        *crate::PRINTED.lock().unwrap() += concat!($line, "\n")
    };
}

/// How many nanoseconds the programs sleep: mostly none, and sometimes as few as a timer can.
pub(crate) fn pause() -> u64 {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    match CALLS.fetch_add(1, Relaxed) % 8 {
        0 | 3 => 50_000,
        _ => 0,
    }
}

macro_rules! programs {
    ($($name:ident $before:block)*) => {$(
        mod $name {
            include!(concat!(env!("OUT_DIR"), "/", stringify!($name), ".rs"));

            pub(crate) fn start() {
                $before
                main();
            }
        }
    )*};
}

programs! {
    stage2_tokio {}
    stage2_async_std {}
    stage2_smol {}
    // The event is still set from the last time.
    stage3_tokio { EVENT.clear() }
    stage3_async_std { EVENT.clear() }
    stage3_smol { EVENT.clear() }
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [program, times] = &arguments[..] else { panic!("usage: <program> <times>") };
    let start = match program.as_str() {
        "stage2-tokio" => stage2_tokio::start,
        "stage2-async-std" => stage2_async_std::start,
        "stage2-smol" => stage2_smol::start,
        "stage3-tokio" => stage3_tokio::start,
        "stage3-async-std" => stage3_async_std::start,
        "stage3-smol" => stage3_smol::start,
        _ => panic!("there is no program '{program}'"),
    };
    for time in 0..times.parse().expect("the second argument is a number") {
        start();
        let printed = std::mem::take(&mut *PRINTED.lock().unwrap());
        assert!(printed == STAGE, "run {time} of {program} prints:\n\n{printed}");
    }
    std::println!("{times} times");
}
