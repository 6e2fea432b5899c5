//! Runs a program of stage 2 or 3 many times without its sleeps, and fails if main leaves early.
//!
//!     cargo run -p stages-without-sleep -- stage2-tokio 1000
//!
//! With two seconds between them, no two lines of a stage ever race. Without the sleeps, main may look
//! for tasks just as `work` finishes and `more_work` is created.

use std::env;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// What the tutorial's program prints.
const EXPECTED: &str = "\
Main is starting...
Work is starting...
Work is done
More work is starting...
More work is done
Main Done.
";

static PRINTED: Mutex<String> = Mutex::new(String::new());

/// Replaces the standard macro in the programs below.
macro_rules! println {
    ($line:literal) => {
        *crate::PRINTED.lock().unwrap() += concat!($line, "\n")
    };
}

/// How many nanoseconds the programs sleep: mostly none, and sometimes as few as a timer can.
pub(crate) fn pause() -> u64 {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    if [0, 3].contains(&(CALLS.fetch_add(1, Relaxed) % 8)) { 50_000 } else { 0 }
}

macro_rules! programs {
    ($($name:literal, $feature:literal, $module:ident $before:block)*) => {
        $(#[cfg(feature = $feature)]
        mod $module {
            include!(concat!(env!("OUT_DIR"), "/", stringify!($module), ".rs"));

            pub(crate) fn start() {
                $before
                main();
            }
        })*

        fn find(name: &str) -> fn() {
            match name {
                $(#[cfg(feature = $feature)] $name => $module::start,)*
                _ => panic!("there is no '{name}', or its runtime's feature is off"),
            }
        }
    };
}

programs! {
    "stage2-tokio", "tokio", stage2_tokio {}
    "stage2-async-std", "async-std", stage2_async_std {}
    "stage2-smol", "smol", stage2_smol {}
    // The event is still set from the last time.
    "stage3-tokio", "tokio", stage3_tokio { EVENT.clear() }
    "stage3-async-std", "async-std", stage3_async_std { EVENT.clear() }
    "stage3-smol", "smol", stage3_smol { EVENT.clear() }
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [program, times] = &arguments[..] else { panic!("usage: <program> <times>") };
    let start = find(program);
    for time in 0..times.parse().expect("the second argument is a number") {
        start();
        let printed = std::mem::take(&mut *PRINTED.lock().unwrap());
        assert!(printed == EXPECTED, "run {time} of {program} prints:\n\n{printed}");
    }
    std::println!("{times} times");
}
