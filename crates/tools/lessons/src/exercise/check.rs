//! Builds an answer, runs it, and judges it.

use std::path::Path;
use std::process::Command;

use classroom::programs::{Program, Runtime, read};
use classroom::run::cargo_for;
use classroom::{Error, Result, say};

use crate::build::{Built, build_with};
use crate::header::Header;
use crate::outcome::Diagnostic;
use crate::process::{ONE_THREAD, Output, SEVERAL_THREADS, SILENCE, Show, in_parallel, run};

use super::Exercise;
use super::attempt::{Attempt, Fault, Run};
use super::code::Code;

#[derive(Debug)]
pub struct Checked {
    /// What is wrong with the answer. `None` if it is right.
    pub fault: Option<Fault>,
    /// What it printed in the run that shows the fault.
    pub printed: Option<String>,
    pub text: String,
}

/// Builds an answer, shows what cargo says, and checks it.
pub fn check(exercise: &Exercise, runtime: Runtime, answer: &Program) -> Result<Checked> {
    let text = read(&answer.source)?;
    let mut built = build_with(cargo_for("build", answer)?, Show::Yes, str::to_string)?;
    let Built { executable, errors, .. } = built.remove(&answer.name).unwrap_or_default();
    let Some(executable) = executable else {
        return Ok(Checked { fault: Some(refused_by_rustc(&errors)), printed: None, text });
    };
    if read(&answer.source)? != text {
        return check(exercise, runtime, answer); // it was saved while cargo read it
    }
    let (runs, limit) = ((exercise.check.runs)().len(), SILENCE.as_secs());
    say(&format!("Running it {runs} times at once; after {limit} s of silence it counts as hung."));
    check_built(exercise, runtime, &text, &executable)
}

/// Checks an answer that has been built.
pub fn check_built(
    exercise: &Exercise,
    runtime: Runtime,
    text: &str,
    executable: &Path,
) -> Result<Checked> {
    let start = exercise.start().on(Some(runtime))?;
    let expected = Header::of_program(&start).output();
    let unknown = || Error::new("the starting file does not say what it prints");
    let runs = (exercise.check.runs)();
    // All at the same time, because they mostly wait.
    let outputs = in_parallel(runs.clone(), runs.len(), |it| {
        let mut command = Command::new(executable);
        command.args(it.arguments).envs(if it.one_thread { ONE_THREAD } else { SEVERAL_THREADS });
        run(command, Show::No)
    });
    let attempt = Attempt {
        code: Code::of(text)?,
        start: Code::of(&start)?,
        expected: expected.ok_or_else(unknown)?,
        outputs: outputs.into_iter().collect::<Result<_>>()?,
    };
    let fault = (exercise.check.judge)(&attempt).err();
    let printed = fault.as_ref().and_then(|fault| shows(exercise, &runs, &attempt, fault));
    Ok(Checked { fault, printed, text: text.to_string() })
}

/// What is printed in the run that shows the fault, and how it was run.
fn shows(exercise: &Exercise, runs: &[Run], attempt: &Attempt, fault: &Fault) -> Option<String> {
    let outputs = &attempt.outputs;
    let alone = |output: &Output| {
        let attempt = Attempt { outputs: vec![output.clone()], ..attempt.clone() };
        (exercise.check.judge)(&attempt).is_err_and(|it| it.what == fault.what)
    };
    let stopped = || outputs.iter().position(|output| output.stopped);
    let place = outputs.iter().position(alone).or_else(stopped).unwrap_or_default();
    let (output, arguments) = (outputs.get(place)?, runs.get(place)?.arguments.join(" "));
    let (hung, all) = (attempt.hangs(), outputs.len());
    let how = if hung > 0 && all > 2 {
        format!("It hung in {hung} of {all} runs. In one of them, it printed:")
    } else if arguments.is_empty() {
        "It prints:".to_string()
    } else {
        format!("Run with the argument {arguments}, it prints:")
    };
    // What a terminal can show.
    let lines = output.stdout.lines().chain(output.stderr.lines()).take(40);
    let lines: String = lines.map(|line| format!("    {line:.200}\n")).collect();
    Some(format!("{how}\n\n{lines}"))
}

/// What an error of rustc means in these exercises.
const ADVICE: [&str; 7] = [
    "E0728: A done callback is a plain function, so it cannot await: that is stage 1. But it can create a \
     task that does.",
    "E0271: A done callback returns nothing. An `async fn` returns a future, which nothing would poll.",
    "E0277: If the error is about `add_done_callback`: it takes the function itself, not what the function \
     returns. Write its name without parentheses.",
    "E0373: A value that a task or a callback uses must live as long as it does. `move` hands it over.",
    "E0308: A done callback returns nothing. If the error is about its last line: a `;` at the end \
     discards the value.",
    "E0594: You cannot assign to a `static`. An atomic or a `Mutex` has a value that you can change.",
    "E0382: A value that was moved into one task cannot be used elsewhere. A task's handle can be cloned.",
];

pub fn refused_by_rustc(errors: &[Diagnostic]) -> Fault {
    let is_said = |code: &str| errors.iter().any(|error| error.code.as_deref() == Some(code));
    let mut advice = ADVICE.iter().filter_map(|advice| advice.split_once(": "));
    let (what, advice) = match advice.find(|(code, _)| is_said(code)) {
        Some((code, advice)) => (format!("rustc refuses it with {code}"), advice),
        None if errors.is_empty() => (
            "it cannot be built".to_string(),
            "Read the messages from the top. If they are from cargo or the linker: `just doctor`.",
        ),
        None => (
            "rustc refuses it".to_string(),
            "Read the messages from the top: the first error is often the cause of the others.",
        ),
    };
    Fault { what, advice: advice.to_string() }
}
