//! A mistake that hangs is stopped, and what is said of the threads that it needs is true.

use std::time::Duration;

use classroom::mistakes::Mistake;
use classroom::outcome::Outcome;
use classroom::output::{Output, Show, TIME_LIMIT, run_until};
use classroom::run::{cargo, cargo_for};

/// Runs a command with a limit of ten minutes, in which a slow machine compiles it.
fn classroom(arguments: &[&str]) -> Output {
    let arguments = [&["run", "--quiet", "--package", "classroom", "--"], arguments].concat();
    let is_over = |_: &str, time| time > Duration::from_secs(600);
    run_until(cargo(&arguments).unwrap(), Show::No, is_over).unwrap()
}

#[test]
fn what_hangs_is_stopped() {
    let output = classroom(&["fail", "block-on-in-callback-smol"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(output.stdout, "Main is starting...\nWork is starting...\nWork is done\n");
    let verdict = "\nAs intended: it hangs, and was stopped.\n";
    assert!(output.stderr.contains(verdict), "{output:?}");
}

/// `docs/mistakes.md` and the mistake's header say so.
#[test]
fn async_std_gets_through_with_a_second_thread() {
    let output = classroom(&["fail", "block-on-in-callback-async-std"]);
    assert!(output.stderr.contains("it hangs, and was stopped"), "{output:?}");
    let (mistake, cases) = Mistake::find("block-on-in-callback-async-std").unwrap();
    let mut command = cargo_for("run", &cases[0].mistake).unwrap();
    command.env("ASYNC_STD_THREAD_COUNT", "2");
    let output = run_until(command, Show::No, |_, time| time > TIME_LIMIT);
    let repaired = Outcome::recorded(&mistake.repaired()).unwrap();
    assert_eq!(Outcome::new(&[], &output.unwrap()), repaired);
}
