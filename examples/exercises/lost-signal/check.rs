//! `lost-signal`: it hangs once in a while.

use crate::exercise::attempt::{Attempt, Fault, Run, fault};

pub(super) fn runs() -> Vec<Run> {
    // A run hangs with a probability of 1 in 3. That none of 40 does: 1 in 11 million.
    (0..40).map(|number| Run { arguments: &[], one_thread: number % 2 == 0 }).collect()
}

pub(super) fn judge(attempt: &Attempt) -> Result<(), Fault> {
    let (code, start) = (&attempt.code, &attempt.start);
    if attempt.hangs() > 0 {
        let each = if attempt.hangs() == attempt.outputs.len() { "each" } else { "some" };
        return fault(
            format!("it hangs in {each} of its runs"),
            "Two things happen in either order: main waits, and the signal comes. Go through both orders. What \
             does main find if the signal was first?",
        );
    }
    if attempt.main_is_early() {
        return fault(
            "main goes on before `more_work` is done",
            "Now it does not hang, but it does not wait for the signal either.",
        );
    }
    attempt.runs_quietly()?;
    attempt.prints_the_lines()?;
    let turns = ["while", "loop"].iter().any(|word| code.uses("async_main", word));
    if turns && code.uses("async_main", "is_set") {
        return fault(
            "it does not hang, but main asks again and again whether the event is set",
            "An event wakes who waits for it. Who asks is always too early or too late.",
        );
    }
    let place = |word: &str| code.body("async_main").iter().position(|it| it == word);
    if let (Some(prepares), Some(waits)) = (place("prepare"), place("wait"))
        && waits < prepares
    {
        return fault(
            "it does not hang, but main waits before it prepares",
            "So it prepares when the others are done. It was to do so meanwhile.",
        );
    }
    if code.body("prepare") != start.body("prepare") || !code.uses("async_main", "prepare") {
        return fault(
            "it does not hang, but main no longer prepares as it did",
            "That hides the failure. It comes back on the day when main has something to do.",
        );
    }
    for function in ["work", "more_work", "callback", "signal", "async_main"] {
        if !times(code.body(function)).eq(times(start.body(function))) {
            return fault(
                format!("it does not hang, but `{function}` takes another time"),
                "A later signal is lost more seldom, until main takes longer still. No time is long enough.",
            );
        }
    }
    if code.count(["timeout"]) > 0 {
        return fault(
            "it does not hang, but main does not always wait for the signal",
            "With a time limit main goes on although the signal was lost, and cannot tell whether `more_work` \
             is done.",
        );
    }
    attempt.main_only_waits()
}

/// What tells how long a function waits: `from_millis`, `300`.
fn times(words: &[String]) -> impl Iterator<Item = &String> {
    words.iter().filter(|word| {
        word.starts_with("from_") || word.starts_with(|first: char| first.is_ascii_digit())
    })
}
