//! The commands behind the justfile: `cargo classroom run stage2-tokio`.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use classroom::names::find_on;
use classroom::programs::{Runtime, Topic, answer, folders, read, root};
use classroom::run::{Tool, cargo, run, run_python, status};
use classroom::{Error, Result, exit_code, print};

const LESSONS: &str =
    "compare what-if exercise watch hint solution reset mistakes fail repair compile-fail break";

/// The packages that carry out the other commands.
const TOOLS: [Tool; 5] = [
    Tool { commands: LESSONS, package: "lessons", takes: "half a minute", profile: "dev" },
    Tool { commands: "timeline", package: "timeline", takes: "a minute", profile: "dev" },
    Tool { commands: "book offline", package: "book", takes: "a minute", profile: "dev" },
    Tool { commands: "conformance", package: "conformance", takes: "a minute", profile: "dev" },
    Tool { commands: "bench", package: "benchmarks", takes: "a minute or two", profile: "release" },
];

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).flat_map(from_justfile).collect();
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    let done = match words[..] {
        [] | ["help" | "--help" | "-h"] | [_, "--help" | "-h"] => help(),
        ["run", program] => run_program(program),
        ["run", topic, runtime] => run_program(&format!("{topic}-{runtime}")),
        ["list"] => list(),
        ["doctor"] => cargo(&["doctor"]).and_then(|doctor| status("cargo", doctor)),
        [command, ..] => {
            let carries_out = |it: &Tool| it.commands.split(' ').any(|it| it == command);
            match TOOLS.into_iter().find(carries_out).map(|tool| tool.run(&arguments)) {
                Some(Ok(code)) => return code,
                Some(Err(error)) => Err(error),
                None => {
                    Err(Error::new(format!("cannot do '{command}'; see: cargo classroom help")))
                }
            }
        }
    };
    exit_code("classroom", done)
}

/// The commands, as the justfile describes them.
fn help() -> Result<bool> {
    let mut text = String::from("cargo classroom <command>, or just <command>:\n\n");
    for recipe in read(&root()?.join("justfile"))?.split("\n\n") {
        let (purpose, recipe) = recipe.split_once('\n').unwrap_or_default();
        let call = recipe.lines().find_map(|line| line.strip_prefix('@')?.strip_suffix(':'));
        if let (Some(call), true) = (call, recipe.contains("    cargo classroom ")) {
            text +=
                &format!("{}\n    {}\n", call.replace('$', ""), purpose.trim_start_matches("# "));
        }
    }
    print(&text);
    Ok(true)
}

/// The justfile writes `@name` for a word that is in the environment, and `@*names` for any number of words.
fn from_justfile(word: OsString) -> Vec<OsString> {
    let name = word.to_str().and_then(|word| word.strip_prefix('@'));
    match name.map(|name| (name.strip_prefix('*'), env::var_os(name.trim_start_matches('*')))) {
        None => vec![word],
        Some((None, value)) => value.into_iter().collect(),
        Some((Some(_), value)) => {
            let words = value.unwrap_or_default();
            words.to_string_lossy().split_whitespace().map(OsString::from).collect()
        }
    }
}

/// Runs a program, or the programs of a topic one after the other.
fn run_program(name: &str) -> Result<bool> {
    if let Some(topic) = name.strip_suffix("-asyncio") {
        let topic = Topic::find(topic)?.0;
        let none = || Error::new(format!("{} has no Python program", topic.name));
        return run_python(&topic.asyncio().ok_or_else(none)?);
    }
    let names = |folder| folders(&root()?.join("examples").join(folder));
    let (mut exercises, topics) = (names("exercises")?, Topic::all()?);
    exercises.retain(|name| name != "src");
    let mistakes =
        [names("mistakes/refused-by-rustc")?, names("mistakes/failing-when-run")?].concat();
    let topics: Vec<_> = topics.into_iter().map(|topic| topic.name).collect();
    let all = [topics, exercises.clone(), mistakes.clone()].concat();
    let (found, runtime) = find_on("program", name, &all, "just list")?;
    if exercises.contains(found) {
        return run_answer(found, runtime); // as the student has written it
    } else if mistakes.contains(found) {
        return Err(Error::new(format!("it is a mistake: just fail {name}")));
    }
    let topic = Topic::find(found)?.0;
    let mut all_well = true;
    for runtime in Runtime::ALL.into_iter().filter(|it| runtime.is_none_or(|only| only == *it)) {
        all_well &= run(&topic.program(runtime))?;
    }
    Ok(all_well)
}

fn run_answer(exercise: &str, runtime: Option<Runtime>) -> Result<bool> {
    let which = || Error::new(format!("which runtime? just run {exercise}-tokio"));
    let answer = answer(exercise, runtime.ok_or_else(which)?)?;
    let advice = || Error::new(format!("begin this exercise first: just exercise {}", answer.name));
    answer.source.is_file().then(|| run(&answer)).ok_or_else(advice)?
}

fn list() -> Result<bool> {
    let mut text = String::new();
    let mut group = "";
    for topic in Topic::all()? {
        if topic.group != group {
            group = topic.group;
            text += &format!("{group}\n");
        }
        let python = if topic.asyncio().is_some() { "*" } else { "" };
        text += &format!("  {:<16} {}\n", topic.name.clone() + python, topic.purpose()?);
    }
    print(&format!(
        "{text}\nEach is there for tokio, async-std and smol: just run stage2-tokio\n\
         Those with * are there in Python, too:       just run chain-asyncio\n"
    ));
    Ok(true)
}
