//! `second-callback`: a second done callback sets the event, and `more_work` does not know about it.

use crate::exercise::attempt::{Attempt, BOTH, Fault, Run, fault};

pub(super) fn runs() -> Vec<Run> {
    BOTH.to_vec()
}

pub(super) fn judge(attempt: &Attempt) -> Result<(), Fault> {
    let code = &attempt.code;
    if attempt.main_is_early() {
        let advice = if code.uses("callback", "set") {
            "`callback` is called when `work` is done. It only creates the task of `more_work`, which has not \
             run by then. What is called when that task is done?"
        } else if code.body("async_main").iter().filter(|it| *it == "add_done_callback").count() > 1
        {
            "Both callbacks are added to `work`'s task, so both are called when `work` is done. The second one \
             belongs to the task that `callback` creates."
        } else {
            "The event is set too soon. Which task is each callback added to, and when is it called?"
        };
        return fault("main continues before `more_work` is done", advice);
    }
    attempt.runs_quietly()?;
    if attempt.hangs() > 0 {
        return fault(
            "it hangs: nothing sets the event",
            "Which task finishes last, and does it have a done callback? `add_done_callback` takes the function \
             itself, and calls it later.",
        );
    }
    attempt.prints_the_lines()?;
    if code.body("more_work").iter().any(|word| word == "EVENT") {
        return fault(
            "it prints the right lines, but `more_work` uses `EVENT`",
            "Like `work`, it should not know what comes after it. Its task can have a done callback, too.",
        );
    }
    if let Some(name) = code.setter_in("more_work") {
        return fault(
            format!("it prints the right lines, but `more_work` uses `{name}`"),
            "It still reports that it is done. Leave that to a done callback.",
        );
    }
    attempt.main_only_waits()?;
    if code.count(["add_done_callback"]) < 2 {
        return fault(
            "it prints the right lines, but there is no second done callback",
            "That works, and without done callbacks you would do it like this. But `create_task` returns a task, \
             and you can add a done callback to it.",
        );
    }
    Ok(())
}
