//! The commands behind the justfile: `cargo classroom run stage2-tokio`.

use std::env;
use std::process::ExitCode;

use classroom::names::{find_on, find_runtime, split, unknown};
use classroom::programs::{RUNTIME_ALONE, Runtime, Topic, answer, folders, read, root};
use classroom::run::{Tool, cargo, run, run_python, status};
use classroom::{Error, Result, exit_code, print, say};

const LESSONS: &str =
    "compare what-if exercise watch hint solution reset mistakes fail repair compile-fail break";
/// The packages that carry out the other commands.
const TOOLS: [Tool; 6] = [
    Tool { commands: LESSONS, package: "lessons", profile: "dev" },
    Tool { commands: "timeline step", package: "timeline", profile: "dev" },
    Tool { commands: "pages", package: "pages", profile: "dev" },
    Tool { commands: "book offline", package: "book", profile: "dev" },
    Tool { commands: "conformance", package: "conformance", profile: "dev" },
    Tool { commands: "bench", package: "benchmarks", profile: "release" },
];

fn main() -> ExitCode {
    let words = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let words = with_runtime(words.flat_map(from_justfile).collect());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        [] | ["help" | "--help" | "-h"] | [_, "--help" | "-h"] => help(),
        ["run", ref programs @ ..] => run_program(programs),
        ["list"] | ["list", "all"] => list(words.len() == 2),
        ["list", ..] => Err(Error::new("it takes nothing or 'all': just list, or just list all")),
        ["doctor", ..] => cargo(&words).and_then(|doctor| status("cargo", doctor)),
        [command, ..] => {
            let carries_out = |it: &Tool| it.commands.split(' ').any(|it| it == command);
            match TOOLS.into_iter().find(carries_out).map(|tool| tool.run(&words)) {
                Some(Ok(code)) => return code,
                Some(Err(error)) => Err(error),
                None => {
                    let tools = TOOLS.iter().flat_map(|it| it.commands.split(' '));
                    let all = tools.chain(["run", "list", "doctor", "help"]).map(String::from);
                    Err(unknown("command", command, all, "cargo classroom help"))
                }
            }
        }
    };
    exit_code("classroom", done)
}

/// The commands, as the justfile describes them.
fn help() -> Result<bool> {
    let mut text = String::from("cargo classroom <command>, or just <command>:\n\n");
    for recipe in read(&root()?.join("justfile"))?.split("\n\n# ") {
        let call = recipe.lines().find_map(|line| line.strip_prefix('@')?.strip_suffix(':'));
        let purpose = recipe.lines().next().filter(|_| recipe.contains("    cargo "));
        if let (Some(call), Some(purpose)) = (call, purpose) {
            text += &format!("{}\n    {purpose}\n", call.replace(['$', '+'], ""));
        }
    }
    print(&text);
    Ok(true)
}

/// The justfile writes `@name` for a word that is in the environment, and `@*names` for any number of words.
fn from_justfile(word: String) -> Vec<String> {
    let Some(name) = word.strip_prefix('@') else { return vec![word] };
    let value = |name| Some(env::var_os(name)?.to_string_lossy().into_owned());
    match name.strip_prefix('*').map(|name| value(name).unwrap_or_default()) {
        Some(words) => words.split_whitespace().map(String::from).collect(),
        None => value(name).into_iter().collect(),
    }
}

/// `run stage2 tokio` is `run stage2-tokio`.
fn with_runtime(mut words: Vec<String>) -> Vec<String> {
    if let [command, name, runtime, ..] = &words[..]
        && !["compare", "what-if", "compile-fail"].contains(&command.as_str())
        && split(name).1.is_none()
        && (runtime == "asyncio" || find_runtime(runtime).is_ok())
    {
        words.splice(1..3, [format!("{name}-{runtime}")]);
    }
    words
}

/// Runs a program, or the programs of a topic one after the other.
fn run_program(names: &[&str]) -> Result<bool> {
    let name = names.join("' and '");
    if names.len() > 1 {
        return Err(Error::new(format!("only a runtime may follow a program: '{name}'")));
    }
    if let Some(topic) = name.strip_suffix("-asyncio") {
        return run_python(&Topic::find(topic)?.0.sources.join("asyncio.py"));
    }
    let ls = |folder| folders(&root()?.join("examples").join(folder));
    let (mut exercises, topics) = (ls("exercises")?, Topic::all()?);
    exercises.retain(|name| name != "src");
    let mistakes = [ls("mistakes/refused-by-rustc")?, ls("mistakes/failing-when-run")?].concat();
    let topics: Vec<_> = topics.into_iter().map(|topic| topic.name).collect();
    let all = [topics, exercises.clone(), mistakes.clone()].concat();
    let (found, runtime) = find_on("program", &name, &all, "just list")?;
    if mistakes.contains(found) {
        return Err(Error::new(format!("it is a mistake: just fail {name}")));
    } else if exercises.contains(found) {
        let which = || Error::new(format!("which runtime? just run {found}-tokio"));
        let answer = answer(found, runtime.ok_or_else(which)?)?; // as the student has written it
        let none = || Error::new(format!("begin it first: just exercise {}", answer.name));
        return answer.source.is_file().then(|| run(&answer)).ok_or_else(none)?;
    }
    let (topic, mut failed) = (Topic::find(found)?.0, Vec::new());
    for runtime in Runtime::ALL.into_iter().filter(|it| runtime.is_none_or(|only| only == *it)) {
        let program = topic.program(runtime);
        failed.extend((!run(&program)?).then_some(program.name));
    }
    failed.iter().for_each(|name| say(&format!("\n{name} did not end as expected: see above.")));
    Ok(failed.is_empty())
}

/// A line for each topic. Those with the runtime alone are many: unless all are asked for, a folder has one line.
fn list(all: bool) -> Result<bool> {
    let (mut text, mut group, mut row) = (String::new(), "", String::new());
    for topic in Topic::all()? {
        if topic.group != group {
            group = topic.group;
            text += &format!("\n{group}");
        }
        let folder = topic.sources.parent().and_then(|it| it.file_name()).unwrap_or_default();
        let (name, shows) = if !all && group == RUNTIME_ALONE {
            (folder.to_string_lossy().into_owned(), topic.name)
        } else {
            (topic.name.clone(), topic.purpose()?)
        };
        text += &if name == row { format!(", {shows}") } else { format!("\n  {name:<14} {shows}") };
        row = name;
    }
    let hint = "Run one: just run timeout-smol; all three: just run timeout; Python's: just run timeout-asyncio";
    let more = if all { "" } else { "\nWhat each topic shows: just list all" };
    print(&format!("{}\n\n{hint}{more}\n", text.trim_start()));
    Ok(true)
}
