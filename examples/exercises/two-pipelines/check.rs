//! `two-pipelines`: main continues when the last of two pipelines is done.

use crate::exercise::attempt::{Attempt, Fault, MAIN_DONE, MORE_WORK_IS_DONE, Run, fault};
use crate::process::Output;

pub(super) fn runs() -> Vec<Run> {
    let run = |arguments, one_thread| Run { arguments, one_thread };
    // B is slower by default.
    let mut runs = vec![run(&[], false), run(&["A"], false), run(&[], true), run(&["A"], true)];
    // Both finish at the same time.
    runs.extend([run(&["neither"], false); 10]);
    runs
}

pub(super) fn judge(attempt: &Attempt) -> Result<(), Fault> {
    let code = &attempt.code;
    for output in &attempt.outputs {
        does_not_wait_for(output, "A", "B")?;
        does_not_wait_for(output, "B", "A")?;
    }
    attempt.runs_quietly()?;
    if code.count(["clear"]) > 0 {
        return fault(
            "main clears the event, and hangs if both pipelines finish at the same time",
            "Then both have set the event before main runs again. Main clears it, and nothing sets it again. An \
             event says that something has happened, not how often.",
        );
    }
    let locks = code.body("set_event").iter().filter(|word| *word == "lock").count();
    if (code.count(["store"]) > 0 && code.count(["AtomicBool"]) == 0) || locks > 1 {
        return fault(
            "both pipelines may count at the same time",
            "Both could read 2 and write 1, and then neither is the last. Read and write in one step: under one \
             lock, or with a method that does both.",
        );
    }
    if attempt.hangs() > 0 {
        return fault(
            "it hangs: nothing sets the event",
            "If you count, does each pipeline count once, and does the last one reach the number that you \
             compare with?",
        );
    }
    for output in &attempt.outputs {
        prints_the_lines(output, &attempt.expected)?;
    }
    if code.count(["Event", "new"]) > 1 {
        return fault(
            "it prints the right lines, but there is more than one event",
            "That works for two pipelines. With a hundred you would not want a hundred events. Keep one, and \
             find out which pipeline is the last.",
        );
    }
    attempt.main_only_waits()
}

fn does_not_wait_for(output: &Output, other: &str, one: &str) -> Result<(), Fault> {
    let prints = |line: &str| output.stdout.lines().any(|it| it == line);
    let is_done = |name| prints(&format!("{name}: {MORE_WORK_IS_DONE}"));
    if prints(MAIN_DONE) && is_done(other) && !is_done(one) {
        return fault(
            format!("main continues when {other} is done, without waiting for {one}"),
            "An event stays set, so a second wait returns at once. Only the last of the two may set it, and \
             which one is last differs from run to run.",
        );
    }
    Ok(())
}

/// Main's lines first and last, and each pipeline's in order.
fn prints_the_lines(output: &Output, expected: &str) -> Result<(), Fault> {
    let found: Vec<_> = output.stdout.lines().collect();
    for name in ["A: ", "B: "] {
        let of = |line: &&str| line.starts_with(name);
        if !found.iter().copied().filter(of).eq(expected.lines().filter(of)) {
            let advice = "Compare what it prints with the block in the header.";
            return fault(
                format!("its lines that begin with '{name}' are not as expected"),
                advice,
            );
        }
    }
    let all: Vec<_> = expected.lines().collect();
    if found.len() != all.len() || found.first() != all.first() || found.last() != all.last() {
        let advice =
            "'Main is starting...' must come first, 'Main Done.' last, with no extra lines.";
        return fault("main's lines are not as expected", advice);
    }
    Ok(())
}
