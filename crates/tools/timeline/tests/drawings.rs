//! Drawings of runs whose records are kept, and what the command says if it cannot draw. The ignored tests
//! run every program that can be drawn, which takes minutes: `just check-all` does it.

use std::fs::File;
use std::io;
use std::process::{Command, Stdio};

use classroom::programs::Topic;
use lessons::mistake::Mistake;
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
Task-1 async_main: creates Task-2 work; waits for Task-2; still waits for Task-2.
Task-2 work: returned; callback() is called; callback() creates Task-3 more_work; \
callback() waits for Task-3; callback() never returns.
Task-3 more_work: never started.
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
    assert_eq!(describe(&runs[2]), DESCRIBED);
    assert!(terminal.starts_with(DRAWN), "{terminal}");
    for text in
        [">Task-3 more_work<", ">callback() never returns<", ">never started<", ">panicked<"]
    {
        assert!(svg.contains(text), "{text} {svg}");
    }
}

#[test]
fn many_tasks_are_counted_and_any_text_comes_through() {
    let record = include_str!("../records/lost-task.jsonl");
    let panicked = r#""panicked","panic":"\"a\\b\" <c> =\n\u001b!""#;
    let changed = record.replacen("\"returned\"", panicked, 1).replace("work", "<work>");
    let (terminal, svg) = draw("<it>", &read(&changed));
    assert!(terminal.contains(" panicked: \"a\\b\" <c> =  !\n"), "{terminal}");
    assert!(svg.contains("panicked: &quot;a\\b&quot; &lt;c&gt; =\n!"), "{svg}");

    let (first, last) = (record.lines().next().unwrap(), record.lines().last().unwrap());
    let created = |task| first.replace("\"task\":1", &format!("\"task\":{task}")) + "\n";
    let tasks: String = (1..=40).map(created).collect();
    let (terminal, svg) = draw("it", &read(&format!("Main is starting...\n{{}}\n{tasks}{last}")));
    assert!(terminal.contains("\nand 28 more tasks\n"), "{terminal}");
    assert!(
        svg.contains(">and 28 more tasks<") && svg.contains("\n40 x async_main: never started.\n"),
        "{svg}"
    );
}

#[test]
fn the_axis_has_round_steps() {
    let end = r#"{"timestamp":"LENGTH","message":"process ended","program":"it","how":"ended"}"#;
    for (length, axis) in [
        ("0.000s", "time in ms 0.0 0.2 0.4 0.6 0.8 1.0"),
        ("0.412s", "time in ms 0 100 200 300 400"),
        ("1.100s", "time in s 0.0 0.5 1.0"),
        ("60.00s", "time in s 0 20 40 60"),
    ] {
        let (terminal, _) = draw("it", &read(&end.replace("LENGTH", length)));
        let words: Vec<_> = terminal.lines().next().unwrap().split_whitespace().collect();
        assert_eq!(words.join(" "), axis, "{length}");
    }
}

#[test]
fn what_cannot_be_drawn_is_refused_in_one_line() {
    for (arguments, says) in [
        ("", "it takes the name of a program, such as stage2-tokio, and perhaps --svg"),
        ("stage2-tokio --png", "it takes the name of a program, such as stage2-tokio,"),
        ("stage2-toki", "there is no program 'stage2-toki'; did you mean 'stage2-tokio'?"),
        ("signal", "signal is without crates/asyncio, which does the recording"),
        ("stage1-smol", "rustc refuses stage1-smol, so it does not run; see: just run stage1-"),
        ("rc-across-await", "rustc refuses rc-across-await, so it does not run; see: just fail"),
        ("lost-signal-smol", "exercises are not recorded; see: just list"),
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
fn programs_do_what_they_did() {
    let topics = Topic::all().unwrap().into_iter().map(|topic| topic.name);
    let topics: Vec<_> = topics.filter_map(|name| record_and_compare(&name)).collect();
    // du reads this workspace, in which cargo makes folders meanwhile.
    for (runs, _) in topics.iter().filter(|(runs, _)| runs[0].name != "du-tokio") {
        runs.iter().for_each(|run| assert_eq!(describe(run), describe(&runs[0]), "{}", run.name));
    }
    let mistakes = Mistake::all().unwrap().into_iter().map(|mistake| mistake.name);
    let mistakes: Vec<_> = mistakes.filter_map(|name| record_and_compare(&name)).collect();
    for how in ["hangs, stopped after ", "ended with exit code 101 after ", "ended after "] {
        let mut runs = mistakes.iter().flat_map(|it| &it.0);
        assert!(runs.any(|run| run.summary().starts_with(how)), "{how}");
    }
    let with_record = topics.iter().chain(&mistakes).map(|it| it.1).sum::<usize>();
    assert!(topics.len() >= 7 && with_record == 10, "{} and {with_record}", topics.len());
}

/// A program does not end because nobody reads its record, or because there is no room for it.
#[test]
#[ignore = "takes minutes"]
fn a_record_that_cannot_be_written_disturbs_nothing() {
    let built = Recorded::find("lost-task-smol").unwrap().build().unwrap().expect("it compiles");
    let run = |record: &str, stderr: Stdio| {
        let mut command = Command::new(&built[0].1);
        command.env("ASYNCIO_RECORD", record).stdout(Stdio::null()).stderr(stderr);
        assert!(command.status().unwrap().success(), "{record}");
    };
    let (reader, closed) = io::pipe().unwrap();
    drop(reader);
    run("-", closed.into());
    if let Ok(full) = File::options().write(true).open("/dev/full") {
        run("/dev/full", full.into());
    }
}
