//! `second-callback`: a second done callback sets the event, and `more_work` knows nothing of it.

use crate::exercise::attempt::{Attempt, BOTH, Fault, Run, fault};

pub(super) fn runs() -> Vec<Run> {
    BOTH.to_vec()
}

pub(super) fn judge(attempt: &Attempt) -> Result<(), Fault> {
    let code = &attempt.code;
    if attempt.main_is_early() {
        let advice = if code.uses("callback", "set") {
            "`callback` is called when `work` is done. All it can do is create the task of `more_work`, which \
             has not run by then. Who is called when that task is done?"
        } else if code.body("async_main").iter().filter(|it| *it == "add_done_callback").count() > 1
        {
            "Both callbacks are callbacks of `work`'s task, so both are called when `work` is done. The second \
             one is for the task that `callback` creates."
        } else {
            "The event is set too soon. When is which callback called, and whose is it?"
        };
        return fault("main goes on before `more_work` is done", advice);
    }
    attempt.runs_quietly()?;
    if attempt.hangs() > 0 {
        return fault(
            "it hangs: nobody sets the event",
            "Which task ends last, and has it a done callback? `add_done_callback` takes the function itself, \
             and calls it later.",
        );
    }
    attempt.prints_the_lines()?;
    if code.body("more_work").iter().any(|word| word == "EVENT") {
        return fault(
            "it prints the right lines, but `more_work` uses `EVENT`",
            "A coroutine that sets the event can only be used where there is one. Its task, like any other, \
             can have a done callback.",
        );
    }
    if let Some(name) = code.setter_in("more_work") {
        return fault(
            format!("it prints the right lines, but `more_work` uses `{name}`"),
            "So it still tells somebody that it is done. That is what done callbacks are for.",
        );
    }
    attempt.main_only_waits()?;
    if code.count(["add_done_callback"]) < 2 {
        return fault(
            "it prints the right lines, but there is no second done callback",
            "It works, and without done callbacks one would do so. Here `create_task` returns a task to which \
             you can add one.",
        );
    }
    Ok(())
}
