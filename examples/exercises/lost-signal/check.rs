//! `lost-signal`: it hangs once in a while.

use crate::exercise::attempt::{Attempt, Fault, Run, fault};

pub(super) fn runs() -> Vec<Run> {
    // The starting file hangs in a third of its runs. That none of 40 hangs has a chance of 1 in 11 million.
    (0..40).map(|number| Run { arguments: &[], one_thread: number % 2 == 0 }).collect()
}

pub(super) fn judge(attempt: &Attempt) -> Result<(), Fault> {
    let (code, start) = (&attempt.code, &attempt.start);
    if attempt.hangs() > 0 {
        let each = if attempt.hangs() == attempt.outputs.len() { "all" } else { "some" };
        return fault(
            format!("it hangs in {each} of its runs"),
            "Main may begin to wait before the signal comes, or after it. Go through both orders. What does main \
             find if the signal came first?",
        );
    }
    if attempt.main_is_early() {
        return fault(
            "main continues before `more_work` is done",
            "It no longer hangs, but it no longer waits for the signal, either.",
        );
    }
    attempt.runs_quietly()?;
    attempt.prints_the_lines()?;
    let turns = ["while", "loop"].iter().any(|word| code.uses("async_main", word));
    if turns && code.uses("async_main", "is_set") {
        return fault(
            "it does not hang, but main asks in a loop whether the event is set",
            "An event wakes its waiters, so a waiter need not ask.",
        );
    }
    let place = |word: &str| code.body("async_main").iter().position(|it| it == word);
    if let (Some(prepares), Some(waits)) = (place("prepare"), place("wait"))
        && waits < prepares
    {
        return fault(
            "it does not hang, but main waits before it prepares",
            "So it prepares only when the others are done. It should prepare while they run.",
        );
    }
    if code.body("prepare") != start.body("prepare") || !code.uses("async_main", "prepare") {
        return fault(
            "it does not hang, but main no longer prepares as it did",
            "That only hides the bug. It comes back as soon as main has something to do.",
        );
    }
    for function in ["work", "more_work", "callback", "signal", "async_main"] {
        if !times(&code.body(function)).eq(times(&start.body(function))) {
            return fault(
                format!("it does not hang, but `{function}` no longer takes the same time"),
                "A signal that comes later is lost less often, until main takes longer, too. No time is long enough.",
            );
        }
    }
    if code.count(["timeout"]) > 0 {
        return fault(
            "it does not hang, but main does not always wait for the signal",
            "With a time limit, main continues even if the signal was lost, and cannot know whether `more_work` \
             is done.",
        );
    }
    attempt.main_only_waits()
}

/// The words that say how long a function waits, such as `from_millis` and `300`.
fn times(words: &[String]) -> impl Iterator<Item = &String> {
    words.iter().filter(|word| {
        word.starts_with("from_") || word.starts_with(|first: char| first.is_ascii_digit())
    })
}
