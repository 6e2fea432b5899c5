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
fn with_a_second_thread_more_work_can_run() {
    let (mistake, cases) = Mistake::find("block-on-in-callback").unwrap();
    let repaired = Outcome::recorded(&mistake.repaired()).unwrap();
    let [_, async_std, smol] = &cases[..] else { panic!("{cases:?}") };
    for (case, threads) in [(async_std, "ASYNC_STD_THREAD_COUNT"), (smol, "SMOL_THREADS")] {
        // Compiles it, and shows that with one thread it hangs.
        let output = classroom(&["fail", &case.name]);
        assert!(output.stderr.contains("it hangs, and was stopped"), "{output:?}");
        let mut command = cargo_for("run", &case.mistake).unwrap();
        command.arg("--quiet").env(threads, "2");
        let output = run_until(command, Show::No, |_, time| time > TIME_LIMIT).unwrap();
        assert_eq!(Outcome::of_rust(&[], &output), repaired);
    }
}
