//! `pass-the-result`: the callback passes on what `work` returned.

use crate::exercise::attempt::{Attempt, BOTH, Fault, Run, WORK_STARTS, fault};

pub(super) fn runs() -> Vec<Run> {
    BOTH.to_vec()
}

pub(super) fn judge(attempt: &Attempt) -> Result<(), Fault> {
    let code = &attempt.code;
    if attempt.times_printed(WORK_STARTS) > 1 {
        return fault(
            "`work` runs twice",
            "It has already run, and its task keeps what it returned. Calling `work` again creates a second coroutine.",
        );
    }
    if attempt.main_is_early() {
        return fault(
            "main continues before `more_work` is done",
            "`set_event` is right where it is: a done callback of `more_work`'s task.",
        );
    }
    attempt.runs_quietly()?;
    if attempt.hangs() > 0 {
        return fault(
            "it hangs: nothing sets the event",
            "Is there a task for `more_work`, and is `set_event` its callback?",
        );
    }
    attempt.prints_the_lines()?;
    if let Some(other) = code.statics.iter().find(|name| *name != "EVENT") {
        return fault(
            format!("it prints the right lines, but the result goes through `{other}`"),
            "That works for one pipeline. With two, one would overwrite the other's number. A done callback \
             is called with its task, which has the number.",
        );
    }
    if !code.has_plain("callback") {
        return fault(
            "it prints the right lines, but there is no plain function `callback`",
            "A closure does the same, but the exercise is about this function.",
        );
    }
    attempt.main_only_waits()?;
    if !code.uses_its_parameter("callback") {
        return fault(
            "it prints the right lines, but `callback` does not use its task",
            "What would the program print if `work` returned 7? `callback` is called with `work`'s task: ask the task.",
        );
    }
    Ok(())
}
