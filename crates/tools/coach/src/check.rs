//! Builds an answer, runs it, and judges it. No run takes for ever.

use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use classroom::exercises::Exercise;
use classroom::fail::{ONE_THREAD, SEVERAL_THREADS};
use classroom::output::{Output, Show, expected, run_until_silent};
use classroom::programs::{Program, Runtime, read};
use classroom::run::{cargo_for, plain, said_in_colour};

use crate::code::Code;
use crate::judge::{Attempt, Fault, judge, runs};

/// What came out of a check.
#[derive(Debug)]
pub struct Checked {
    /// What is wrong with the answer. `None` if it is right.
    pub fault: Option<Fault>,
    /// What it printed in the run that shows the fault, to be shown.
    pub printed: Option<String>,
    /// The text that was checked.
    pub text: String,
}

/// A program that prints nothing for so long hangs. None of them is silent for two seconds.
const SILENCE: Duration = Duration::from_secs(5);

/// Builds an answer, shows what cargo says, and checks it.
///
/// # Errors
/// If cargo or the program cannot be started, or a file cannot be read.
pub fn check(exercise: &Exercise, runtime: Runtime, answer: &Program) -> Result<Checked, String> {
    let text = answer.text()?;
    let (compiled, said) = said_in_colour(cargo_for("build", answer)?)?;
    if !compiled {
        return Ok(Checked { fault: Some(refused_by_rustc(&plain(&said))), printed: None, text });
    }
    if answer.text()? != text {
        return check(exercise, runtime, answer); // it was saved while cargo read it
    }
    let binary = classroom::fail::binary_path(&answer.name)?;
    check_built(exercise, runtime, &text, &binary)
}

/// Checks an answer that has been built.
///
/// # Errors
/// If the program cannot be started, or a file cannot be read.
pub fn check_built(
    exercise: &Exercise,
    runtime: Runtime,
    text: &str,
    binary: &Path,
) -> Result<Checked, String> {
    let start = read(&exercise.start(runtime).source)?;
    let attempt = Attempt {
        code: Code::of(text)?,
        start: Code::of(&start)?,
        expected: expected(&start),
        outputs: run_all(&exercise.name, binary)?,
    };
    let fault = judge(&exercise.name, &attempt).err();
    let printed = fault.as_ref().and_then(|fault| shows(&exercise.name, &attempt, fault));
    Ok(Checked { fault, printed, text: text.to_string() })
}

/// What is printed in the run that shows the fault, and how it was run.
fn shows(exercise: &str, attempt: &Attempt, fault: &Fault) -> Option<String> {
    let alone = |output: &&Output| {
        let attempt = Attempt { outputs: vec![(*output).clone()], ..attempt.clone() };
        judge(exercise, &attempt).is_err_and(|it| it.what == fault.what)
    };
    let stopped = || attempt.outputs.iter().position(|output| output.stopped);
    let place = attempt.outputs.iter().position(|output| alone(&output)).or_else(stopped);
    let place = place.unwrap_or_default();
    let output = attempt.outputs.get(place)?;
    let how = match runs(exercise).get(place)?.arguments {
        [] => "It prints:".to_string(),
        arguments => format!("Run with the argument {}, it prints:", arguments.join(" ")),
    };
    let lines = output.stdout.lines().chain(output.stderr.lines()).take(40);
    let lines: String = lines.map(|line| format!("    {line}\n")).collect();
    Some(format!("{how}\n\n{lines}"))
}

/// All at the same time, since they do hardly anything but wait.
fn run_all(exercise: &str, binary: &Path) -> Result<Vec<Output>, String> {
    let threads = runs(exercise).into_iter().map(|run| {
        let mut command = Command::new(binary);
        command.args(run.arguments).env("RUST_BACKTRACE", "0");
        command.envs(if run.one_thread { ONE_THREAD } else { SEVERAL_THREADS });
        thread::spawn(|| run_until_silent(command, Show::No, SILENCE))
    });
    let threads: Vec<_> = threads.collect();
    threads.into_iter().map(|thread| thread.join().expect("the program runs to its end")).collect()
}

/// What rustc's code says to somebody who is at these exercises.
#[must_use]
pub fn refused_by_rustc(said: &str) -> Fault {
    let advice = [
        (
            "E0728",
            "A done callback is a plain function, so it cannot await: that is stage 1. But it can create a \
             task that does.",
        ),
        (
            "E0271",
            "A done callback returns nothing. An `async fn` returns a future, which nobody would poll.",
        ),
        (
            "E0277",
            "If it is about `add_done_callback`: that takes the function, not what the function returns; so \
             there is no call in the brackets.",
        ),
        (
            "E0373",
            "What a task or a callback uses must live as long as that. `move` gives it the value.",
        ),
        (
            "E0308",
            "A done callback returns nothing. If it is about its last line: a `;` at its end throws \
             the value away.",
        ),
        ("E0594", "A `static` cannot be written to. What is in an atomic or a `Mutex` can."),
        (
            "E0382",
            "A value that was moved into one task is gone. A handle of a task can be cloned.",
        ),
    ];
    let found = advice.iter().find(|(code, _)| said.contains(&format!("error[{code}]")));
    match found {
        Some((code, advice)) => {
            Fault { what: format!("rustc refuses it with {code}"), advice: (*advice).to_string() }
        }
        None if !said.contains("error[") => Fault {
            what: "it cannot be built".to_string(),
            advice: "Read what it says from the top. If it is cargo or the linker: `just doctor`."
                .to_string(),
        },
        None => Fault {
            what: "rustc refuses it".to_string(),
            advice:
                "Read what it says from the top: the first error is often the cause of the others."
                    .to_string(),
        },
    }
}
