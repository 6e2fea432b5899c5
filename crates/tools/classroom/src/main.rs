//! The commands behind the justfile: `cargo classroom run stage2-tokio`.

use std::env;
use std::ffi::OsString;
use std::process::{self, ExitCode};

use classroom::names::split;
use classroom::programs::{Runtime, Topic, answer, folders, root};
use classroom::run::{Tool, run, run_python};
use classroom::{Error, Result, exit_code, print};

const USAGE: &str = "\
Run and read
  run <program>             run stage2-tokio, or a topic on all runtimes: stage2, or Python: chain-asyncio
  list                      all programs, a line each topic
  compare <topic> <a> <b>   two runtimes' programs as one text: stage2 tokio smol
  what-if <stage> <name>    predict what a changed line does, and see: stage2 no-remove smol
  timeline <program>        draw a program's tasks and callbacks: stage2
  book                      build the book and open it
Practise
  exercise <name>           check your answer: second-callback-smol; without a name: list
  watch <name>              check it at every save
  hint <name> [<n>]         the first of three hints, or the second, or the third
  solution <name>           show the solution and run it
  reset <name>              start again; your answer is kept
Mistakes
  mistakes                  all mistakes, a line each
  fail <mistake>            see a mistake fail, and read why: rc-across-await
  repair <mistake>          see its repair, and run that
  break <mutation>          break crates/asyncio in a copy, and see which test fails; without a name: list
Teach
  offline <folder>          make a folder from which a class works without a network
";

const LESSONS: &str =
    "compare what-if exercise watch hint solution reset mistakes fail repair compile-fail break";

/// The commands that another package carries out. If there are several, it is told which.
const TOOLS: [(&str, Tool); 5] = [
    (LESSONS, Tool { package: "lessons", first_time: "half a minute", release: false }),
    ("timeline", Tool { package: "timeline", first_time: "a minute", release: false }),
    ("book offline", Tool { package: "book", first_time: "a minute", release: false }),
    ("conformance", Tool { package: "conformance", first_time: "a minute", release: false }),
    ("bench", Tool { package: "benchmarks", first_time: "a minute or two", release: true }),
];

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).flat_map(from_justfile).collect();
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    let done = match words[..] {
        [] | ["help" | "--help" | "-h"] | [_, "--help" | "-h"] => {
            print(&format!("cargo classroom <command>, or just <command>:\n\n{USAGE}"));
            Ok(true)
        }
        ["run", program] => run_program(program),
        ["run", topic, runtime] => run_program(&format!("{topic}-{runtime}")),
        ["list"] => list(),
        [command, ..] => {
            let is_it = |commands: &str| commands.split(' ').any(|it| it == command);
            match TOOLS.into_iter().find(|(commands, _)| is_it(commands)) {
                Some((commands, tool)) => {
                    let skipped = usize::from(!commands.contains(' '));
                    tool.run(&arguments[skipped..]).map(|code| process::exit(code))
                }
                None => {
                    Err(Error::new(format!("cannot do '{command}'; see: cargo classroom help")))
                }
            }
        }
    };
    exit_code("classroom", done)
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
    if let Some(done) = run_lesson(name) {
        return done;
    }
    let (topic, runtime) = Topic::find(name)?;
    let runtimes = runtime.map_or(Runtime::ALL.to_vec(), |runtime| vec![runtime]);
    let mut all_well = true;
    for runtime in runtimes {
        all_well &= run(&topic.program(runtime))?;
    }
    Ok(all_well)
}

/// An exercise is run as the student has written it; a mistake has a command of its own.
fn run_lesson(name: &str) -> Option<Result<bool>> {
    let (base, runtime) = split(name);
    let is_in = |folder: &str| {
        let names = root().and_then(|root| folders(&root.join("examples").join(folder)));
        names.is_ok_and(|names| names.iter().any(|it| it == base))
    };
    if is_in("exercises") {
        return Some(run_answer(base, runtime));
    }
    let is_mistake = is_in("mistakes/refused-by-rustc") || is_in("mistakes/failing-when-run");
    is_mistake.then(|| Err(Error::new(format!("it is a mistake: just fail {name}"))))
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
