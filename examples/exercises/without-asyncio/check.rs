//! `without-asyncio`: stage 3 without `crates/asyncio`.

use crate::exercise::attempt::{Attempt, BOTH, Fault, Run, fault};

pub(super) fn runs() -> Vec<Run> {
    BOTH.to_vec()
}

pub(super) fn judge(attempt: &Attempt) -> Result<(), Fault> {
    let code = &attempt.code;
    if code.count(["asyncio"]) > 0 {
        return fault(
            "it uses `asyncio`",
            "What does each of its parts do: `create_task`, `add_done_callback`, `Event`, `run`? Your runtime \
             has something for three of them. For the callback, a line in the right place is enough.",
        );
    }
    if attempt.main_is_early() {
        return fault(
            "main continues before `more_work` is done",
            "What tells main that it is done, and when?",
        );
    }
    attempt.runs_quietly()?;
    if attempt.hangs() > 0 {
        let is_smol = code.count(["smol"]) > 0;
        let advice = if is_smol && code.count(["detach"]) < code.count(["spawn"]) {
            "smol cancels a task when its handle is dropped. What happens to your tasks' handles?"
        } else {
            "What does main wait for? Is that signal sent, and is it kept until main waits for it?"
        };
        return fault("it hangs: main waits, and nothing wakes it", advice);
    }
    attempt.prints_the_lines()?;
    if !code.has_plain("callback") || code.count(["callback"]) < 2 {
        return fault(
            "it prints the right lines, but no plain function `callback` is called",
            "A task can of course await one thing after another. But here, as in stage 3, a plain function should \
             be called when `work` is done.",
        );
    }
    for main in ["main", "async_main"] {
        attempt.leaves_more_work_alone(main)?;
    }
    Ok(())
}
