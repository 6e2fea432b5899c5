//! An answer that has been run, and checks that several exercises share.

use std::time::Duration;

use crate::process::Output;

use super::code::Code;

/// What a check judges.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub code: Code,
    pub start: Code,
    /// The block in the starting file's header.
    pub expected: String,
    /// What the answer did each time it ran.
    pub outputs: Vec<Output>,
}

#[derive(Clone, Debug)]
pub struct Fault {
    pub what: String,
    /// Why that is wrong, or where to look; it does not give the answer away.
    pub advice: String,
}

#[derive(Clone, Copy, Debug)]
pub struct Run {
    pub arguments: &'static [&'static str],
    /// Whether there is one thread for tasks, or four.
    pub one_thread: bool,
}

/// With one thread and with several.
pub(crate) const BOTH: [Run; 2] =
    [Run { arguments: &[], one_thread: false }, Run { arguments: &[], one_thread: true }];

pub(crate) fn fault(what: impl Into<String>, advice: impl Into<String>) -> Result<(), Fault> {
    Err(Fault { what: what.into(), advice: advice.into() })
}

/// A program that waits uses a few milliseconds of CPU; one that polls in a loop uses all that it can get.
/// The answers wait for half a second or more. Windows counts in steps of about 16 ms.
pub(crate) const BUSY: Duration = Duration::from_millis(100);

/// The two tasks sleep for 300 ms each, one after the other. A sleep is never shorter than asked.
pub(crate) const SLEEPS: Duration = Duration::from_millis(600);

pub(crate) const MAIN_DONE: &str = "Main Done.";
pub(crate) const WORK_STARTS: &str = "Work is starting...";
pub(crate) const MORE_WORK_IS_DONE: &str = "More work is done";

impl Attempt {
    /// No run panics or is busy. (Each exercise judges hangs and output itself.)
    pub(crate) fn runs_quietly(&self) -> Result<(), Fault> {
        for output in &self.outputs {
            if output.endless {
                return fault("it never stops printing", "A loop never ends. What should end it?");
            }
            if let Some(message) = panic_message(&output.stderr) {
                return fault(
                    format!("it panics: {message}"),
                    "The message on stderr names the line.",
                );
            }
            if output.cpu_time > BUSY {
                return fault(
                    "it keeps a processor busy while it waits",
                    "A loop that asks again and again whether something has happened takes a whole processor, and \
                     drains the battery. Wait for something that wakes the task.",
                );
            }
            if output.status.success() && output.time < SLEEPS {
                return fault(
                    "it ends before `work` and `more_work` can have slept",
                    "They sleep for 300 ms each, one after the other.",
                );
            }
            if !output.stopped && !output.status.success() {
                return fault(
                    format!("it fails: {}", output.status),
                    "It should exit with code 0.",
                );
            }
        }
        Ok(())
    }

    /// In how many runs it hangs.
    pub(crate) fn hangs(&self) -> usize {
        self.outputs.iter().filter(|output| output.stopped).count()
    }

    /// Whether main continues too early: in some run, it is done before `more_work` is.
    pub(crate) fn main_is_early(&self) -> bool {
        let prints = |output: &Output, line| output.stdout.lines().any(|it| it == line);
        let is_early = |it: &Output| prints(it, MAIN_DONE) && !prints(it, MORE_WORK_IS_DONE);
        self.outputs.iter().any(is_early)
    }

    /// Each run prints what is expected.
    pub(crate) fn prints_the_lines(&self) -> Result<(), Fault> {
        for output in &self.outputs {
            let (mut found, mut expected) = (output.stdout.lines(), self.expected.lines());
            loop {
                let what = match (found.next(), expected.next()) {
                    (None, None) => break,
                    (found, expected) if found == expected => continue,
                    (Some(found), Some(line)) => {
                        format!("it prints '{found}' where it should print '{line}'")
                    }
                    (None, Some(line)) => format!("it does not print '{line}'"),
                    (Some(found), None) => format!("it prints '{found}' after the last line"),
                };
                return fault(what, "Compare what it prints with the block in the header.");
            }
        }
        Ok(())
    }

    /// How often one of its runs prints a line, at most.
    pub(crate) fn times_printed(&self, line: &str) -> usize {
        let times = |output: &Output| output.stdout.lines().filter(|it| *it == line).count();
        self.outputs.iter().map(times).max().unwrap_or_default()
    }

    /// The function leaves the second task to the callback, and does not sleep until it is done.
    pub(crate) fn leaves_more_work_alone(&self, main: &str) -> Result<(), Fault> {
        if self.code.itself_uses(main, "more_work") {
            return fault(
                "it prints the right lines, but main starts `more_work` itself",
                "Main should not know what comes after `work`: that is the callback's job.",
            );
        }
        if ["sleep", "Timer"].iter().any(|word| self.code.uses(main, word)) {
            return fault(
                "it prints the right lines, but main sleeps instead of waiting for a signal",
                "That relies on how long the others take. On a busy machine they take longer.",
            );
        }
        Ok(())
    }

    /// Main waits for the event, and leaves the second task to the callback.
    pub(crate) fn main_only_waits(&self) -> Result<(), Fault> {
        self.leaves_more_work_alone("async_main")?;
        if !self.code.uses("async_main", "wait") {
            return fault(
                "it prints the right lines, but main does not wait for the event",
                "Keep the line `EVENT.wait().await`.",
            );
        }
        Ok(())
    }
}

fn panic_message(stderr: &str) -> Option<&str> {
    let is_panic = |line: &&str| line.starts_with("thread '") && line.contains(" panicked at ");
    stderr.lines().skip_while(|line| !is_panic(line)).nth(1)
}
