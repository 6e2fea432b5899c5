//! Drawings of runs whose records are kept, and what the command says if it cannot draw. The ignored tests
//! run every program that can be drawn, which takes minutes: `just check-all` does it.

use std::fs::File;
use std::io;
use std::process::{Command, Stdio};

use classroom::programs::Topic;
use lessons::mistake::Mistake;
use serde_json::json;
use timeline::record::{self, Recorded, kept};
use timeline::{Run, describe, read, svg, terminal};

/// Draws runs in both ways, and looks at both.
fn draw(title: &str, runs: &[Run]) -> (String, String) {
    let (terminal, svg) = (terminal(runs), svg(title, runs));
    for line in terminal.lines() {
        assert!(line.len() <= 80 && line.is_ascii(), "{line}");
    }
    assert!(svg.contains("<title>What happens in ") && svg.contains("<desc>"), "{svg}");
    for percent in svg.split('"').filter_map(|it| it.strip_suffix('%')) {
        assert!((0.0..=100.0).contains(&percent.parse().unwrap()), "{percent}%");
    }
    (terminal, svg)
}

const DESCRIBED: &str = "\
Task-1 async_main: creates Task-2 work; waits for event 1; continues: event 1 is set; returned.
Task-2 work, created by Task-1: returned; callback() is called; callback() creates Task-3 more_work; \
callback() returned.
Task-3 more_work, created by a callback of Task-2: sets event 1; returned, or cancelled by main's end.
Task-1 async_main: creates Task-2 work; waits for Task-2; waits for Task-3; returned.
Task-2 work, created by Task-1: returned; callback() is called; callback() creates Task-3 more_work; \
callback() panicked.
Task-3 more_work, created by a callback of Task-2: returned.
Task-1 async_main: creates Task-2 work; waits for Task-2; still waits for Task-2.
Task-2 work, created by Task-1: returned; callback() is called; callback() creates Task-3 more_work; \
callback() waits for Task-3; callback() never returns.
Task-3 more_work, created by a callback of Task-2: never started.
";

const DRAWN: &str = "\
time in s             0                   2                    4
                      |...................|....................|..............

stage3-tokio, ended after 4.02 s
Task-1 async_main     A?---------------------------------------B=
Task-2 work           A-------------------B=*
Task-3 more_work                            +>B----------------B!=

block-on-in-callback-tokio, ended after 0.21 s
Task-1 async_main     AAA=
Task-2 work           AA=*#
                      callback() panicked
Task-3 more_work         +>A=

block-on-in-callback-async-std, hangs, stopped after 5.11 s
Task-1 async_main     A---------------------------------------------------~
                      still waits for Task-2
Task-2 work           AA=*
                      callback() never returns
Task-3 more_work         +>-----------------------------------------------~
                      never started
";

#[test]
fn each_task_is_described_and_drawn() {
    let mut runs = kept("stage3").unwrap();
    runs.splice(1.., kept("block-on-in-callback").unwrap().drain(..2));
    let (terminal, svg) = draw("it", &runs);
    assert_eq!(runs.iter().map(describe).collect::<String>(), DESCRIBED);
    assert!(terminal.starts_with(DRAWN), "{terminal}");
    for text in
        [">Task-3 more_work<", ">callback() never returns<", ">never started<", ">panicked<"]
    {
        assert!(svg.contains(text), "{text} {svg}");
    }
}

/// Main creates all others. The last one panics.
fn made_up(tasks: usize, panic: &str) -> String {
    let mut record = String::new();
    let mut line = |time, message: &str, task| {
        let by = usize::from(task > 1);
        record += &json!({
            "timestamp": time, "message": message, "run": 1, "task": task, "by.run": 1, "by.task": by,
            "name": format!("Task-{task}"), "coroutine": "work", "panic": panic,
            "program": "it", "how": "ended",
        }).to_string();
        record += "\n";
    };
    (1..=tasks).for_each(|task| line(" 0.1s", "created", task));
    (1..tasks).for_each(|task| line(" 0.1s", "returned", task));
    line(" 0.1s", "panicked", tasks);
    line("0.2s", "process ended", 0);
    record
}

#[test]
fn many_tasks_are_counted_and_any_text_comes_through() {
    let panic = "\"a\\b\" <c> =\n\u{1b}!";
    let runs = read(&format!("Main is starting...\n{{}}\n{}", made_up(40, panic)));
    let (terminal, svg) = draw("<it>", &runs);
    assert!(terminal.contains("\nand 28 more tasks\n"), "{terminal}");
    assert!(svg.contains(">and 28 more tasks<") && svg.contains("\nand 28 more tasks\n"), "{svg}");
    let runs = read(&made_up(2, panic));
    let (_, svg) = draw("it", &runs);
    assert!(svg.contains("panicked: &quot;a\\b&quot; &lt;c&gt; =\n!.\n"), "{svg}");
    assert!(describe(&runs[0]).ends_with(&format!("panicked: {panic}.\n")));
    let (terminal, _) = draw("it", &read(&made_up(0, "")));
    assert!(terminal.contains("\nit, ended after 0.20 s\n"), "{terminal}");
}

#[test]
fn what_cannot_be_drawn_is_refused_in_one_line() {
    for (arguments, says) in [
        ("", "it takes the name of a program, topic or mistake, such as stage2-tokio"),
        ("stage2-tokio --png", "it takes the name of a program, topic or mistake"),
        ("stage2-toki", "there is no program 'stage2-toki'; did you mean 'stage2-tokio'?"),
        ("native-signal", "native-signal is without crates/asyncio, which does the recording"),
        ("stage1-smol", "rustc refuses stage1-smol, so it does not run; see: just run stage1-"),
        ("rc-across-await", "rustc refuses rc-across-await, so it does not run; see: just fail"),
        ("chain-asyncio", "chain-asyncio is in Python; only programs in Rust are recorded"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_timeline"));
        let output = command.args(arguments.split_whitespace()).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{output:?}");
        assert!(stderr.starts_with(&format!("timeline: {says}")), "{stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}

/// Runs and draws the programs of that name, and compares them with the kept record. How many have one;
/// `None` if rustc refuses the program, or it is without `crates/asyncio`.
fn record_and_compare(name: &str) -> Option<(Vec<Run>, usize)> {
    if let Err(why) = Recorded::find(name) {
        let why = why.to_string();
        assert!(why.contains("rustc refuses") || why.contains("is without"), "{why}");
        return None;
    }
    let runs = record::record(name).unwrap().expect("it compiles").0;
    draw(name, &runs);
    let kept = kept(name).unwrap_or_default();
    for kept in &kept {
        let run = runs.iter().find(|run| run.name == kept.name).expect("it was run");
        assert_eq!(describe(run), describe(kept), "{}", run.name);
    }
    Some((runs, kept.len()))
}

/// What each task does is the same on each runtime, and as it was.
#[test]
#[ignore = "takes minutes"]
fn topics_do_what_they_did() {
    let topics = Topic::all().unwrap().into_iter().map(|topic| topic.name);
    let drawn: Vec<_> = topics.filter_map(|name| record_and_compare(&name)).collect();
    // du reads this workspace, in which cargo makes folders meanwhile.
    for (runs, _) in drawn.iter().filter(|(runs, _)| runs[0].name != "du-tokio") {
        runs.iter().for_each(|run| assert_eq!(describe(run), describe(&runs[0]), "{}", run.name));
    }
    assert!(drawn.len() >= 7, "only {} topics were drawn", drawn.len());
    assert_eq!(drawn.iter().map(|it| it.1).sum::<usize>(), 7);
}

#[test]
#[ignore = "takes minutes"]
fn mistakes_that_run_are_drawn() {
    let mistakes = Mistake::all().unwrap().into_iter().map(|mistake| mistake.name);
    let drawn: Vec<_> = mistakes.filter_map(|name| record_and_compare(&name)).collect();
    for how in ["hangs, stopped after ", "ended with exit code 101 after ", "ended after "] {
        let mut runs = drawn.iter().flat_map(|it| &it.0);
        assert!(runs.any(|run| run.summary().starts_with(how)), "{how}");
    }
    assert_eq!(drawn.iter().map(|it| it.1).sum::<usize>(), 3);
}

/// A program does not end because nobody reads its record, or because there is no room for it.
#[test]
#[ignore = "takes minutes"]
fn a_record_that_cannot_be_written_disturbs_nothing() {
    let built = Recorded::find("lost-task").unwrap().build().unwrap();
    for (_, binary) in built.expect("it compiles") {
        let mut command = Command::new(&binary);
        command.env("ASYNCIO_RECORD", "-").stdout(Stdio::null());
        let (reader, closed) = io::pipe().unwrap();
        drop(reader);
        assert!(command.stderr(closed).status().unwrap().success(), "{binary:?}");
        if let Ok(full) = File::options().write(true).open("/dev/full") {
            command.env("ASYNCIO_RECORD", "/dev/full").stderr(full);
            assert!(command.status().unwrap().success(), "{binary:?}");
        }
    }
}
