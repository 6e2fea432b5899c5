//! Drawings of runs whose records are kept, and what the command says if it cannot draw. Those that run
//! every program of which there can be a picture take minutes: `just check-all` does it.

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
    assert!(!svg.contains("NaN") && !svg.contains("inf%"), "{svg}");
    for percent in svg.split('"').filter_map(|it| it.strip_suffix('%')) {
        let percent: f64 = percent.parse().unwrap();
        assert!((0.0..=100.0).contains(&percent), "{percent}%");
    }
    (terminal, svg)
}

const STAGE3: &str = "\
Task-1 async_main: creates Task-2 work; waits for event 1; continues: event 1 is set; returned.
Task-2 work, created by Task-1: returned; callback() is called; callback() creates Task-3 more_work.
Task-3 more_work, created by a callback of Task-2: sets event 1; returned, or cancelled by main's end.
";

const BLOCKED: &str = "\
Task-1 async_main: creates Task-2 work; waits for Task-2; still waits for Task-2.
Task-2 work, created by Task-1: returned; callback() is called, which does not return; \
callback() creates Task-3 more_work; callback() waits for Task-3.
Task-3 more_work, created by a callback of Task-2: never started.
";

#[test]
fn each_task_is_told_and_drawn() {
    for (topic, count, described) in [("stage3", 3, STAGE3), ("block-on-in-callback", 2, BLOCKED)] {
        let runs = kept(topic).unwrap();
        let (terminal, svg) = draw(topic, &runs);
        for run in &runs[runs.len() - count..] {
            assert_eq!(describe(run), described, "{}", run.name);
            for title in (0..run.tasks.len()).map(|task| run.title(task)) {
                assert!(terminal.contains(&title) && svg.contains(&title), "{terminal}{svg}");
            }
        }
    }
    let (terminal, _) = draw("it", &kept("block-on-in-callback").unwrap()[1..]);
    assert!(terminal.contains("\nblock-on-in-callback-smol, hangs, stopped after "), "{terminal}");
    assert_eq!(terminal.matches("\n                      callback() never returns\n").count(), 2);
}

#[test]
fn a_callback_points_at_the_task_that_it_creates() {
    let (text, _) = draw("stage2", &kept("stage2").unwrap()[2..]);
    let row = |name: &str| text.lines().find(|line| line.starts_with(name)).unwrap();
    let (work, more_work) = (row("Task-2 work"), row("Task-3 more_work"));
    assert_eq!(work.find('*'), more_work.find("+>"), "{text}");
    assert!(work.ends_with("=*") && more_work.ends_with('='), "{text}");
}

#[test]
fn a_callback_that_panics_is_seen() {
    let (terminal, svg) = draw("it", &kept("block-on-in-callback").unwrap()[..1]);
    assert!(
        terminal.contains("=*#\n") && terminal.contains(" callback() panicked\n"),
        "{terminal}"
    );
    assert!(svg.contains(">callback() panicked<"), "{svg}");
    assert!(
        svg.contains("<path class=\"bad\"") && svg.contains(">calls one that panics<"),
        "{svg}"
    );
}

/// Main creates all others. The last one panics.
fn made_up(tasks: usize, panic: &str) -> String {
    let line = |message: &str, task| json!({ "timestamp": " 0.1s", "message": message, "run": 1, "task": task });
    let mut lines = Vec::new();
    for task in 1..=tasks {
        let mut created = line("created", task);
        (created["name"], created["coroutine"]) = (format!("Task-{task}").into(), "work".into());
        if task > 1 {
            (created["by.run"], created["by.task"]) = (1.into(), 1.into());
        }
        lines.push(created);
    }
    lines.extend((1..tasks).map(|task| line("returned", task)));
    if tasks > 0 {
        let mut panicked = line("panicked", tasks);
        panicked["panic"] = panic.into();
        lines.push(panicked);
    }
    lines.push(
        json!({ "timestamp": "0.2s", "message": "process ended", "program": "it", "how": "ended" }),
    );
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn many_tasks_are_counted_and_any_text_comes_through() {
    let panic = "\"a\\b\" <c> =\n\u{1b}!";
    let runs = read(&format!("Main is starting...\n{{}}\n{}", made_up(40, panic)));
    let (terminal, svg) = draw("<it>", &runs);
    assert!(terminal.contains("\nand 28 more tasks, of which 27 returned\n"), "{terminal}");
    assert!(svg.contains("and 28 more tasks, of which 27 returned"), "{svg}");
    assert!(svg.contains("\n38 x work, created by work: returned.\n"), "{svg}");
    assert!(describe(&read(&made_up(2, panic))[0]).ends_with(&format!("panicked: {panic}.\n")));
    let (_, svg) = draw("it", &read(&made_up(2, panic)));
    assert!(svg.contains("panicked: &quot;a\\b&quot; &lt;c&gt; =\n!.\n"), "{svg}");
    let (terminal, svg) = draw("it", &read(&made_up(0, "")));
    assert!(terminal.contains("\nit, ended after 0.20 s\nNo task was created.\n"), "{terminal}");
    assert!(svg.contains("No task was created."), "{svg}");
}

#[test]
fn what_cannot_be_drawn_is_refused_in_one_line() {
    for (arguments, says) in [
        ("", "it takes the name of a program, topic or mistake, such as stage2-tokio"),
        ("stage2-tokio --png", "it takes the name of a program, topic or mistake"),
        ("stage2-toki", "there is no program 'stage2-toki'; did you mean 'stage2-tokio'?"),
        ("native-signal", "native-signal is without crates/asyncio, which does the recording"),
        ("stage1-smol", "rustc refuses stage1-smol, so it does not run; see: just run stage1-smol"),
        (
            "rc-across-await",
            "rustc refuses rc-across-await, so it does not run; see: just fail rc-",
        ),
        ("chain-asyncio", "chain-asyncio is in Python; only programs in Rust are recorded"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_timeline"));
        command.args(arguments.split_whitespace());
        let output = command.output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{output:?}");
        assert!(stderr.starts_with(&format!("timeline: {says}")), "{stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}

/// `None` if rustc refuses the program, or it is without `crates/asyncio`.
fn record(name: &str) -> Option<Vec<Run>> {
    if let Err(why) = Recorded::find(name) {
        let why = why.to_string();
        assert!(why.contains("rustc refuses") || why.contains("is without"), "{why}");
        return None;
    }
    let runs = record::record(name).unwrap().expect("it compiles").0;
    draw(name, &runs);
    Some(runs)
}

/// Whether each runtime's program still does what its record says; how many have one.
fn compare_with_kept(name: &str, runs: &[Run]) -> usize {
    let kept = kept(name).unwrap_or_default();
    for kept in &kept {
        let run = runs.iter().find(|run| run.name == kept.name).expect("it was run");
        assert_eq!(describe(run), describe(kept), "{}", run.name);
    }
    kept.len()
}

/// Who creates whom, and what each task does, is the same on each runtime, and as it was.
#[test]
#[ignore = "takes minutes"]
fn topics_do_what_they_did() {
    let (mut drawn, mut compared) = (0, 0);
    for Topic { name, .. } in Topic::all().unwrap() {
        let Some(runs) = record(&name) else { continue };
        // du reads this workspace, in which cargo makes folders meanwhile.
        for run in runs.iter().filter(|_| name != "du") {
            assert_eq!(describe(run), describe(&runs[0]), "{}", run.name);
        }
        drawn += 1;
        compared += compare_with_kept(&name, &runs);
    }
    assert!(drawn >= 7, "only {drawn} topics were drawn");
    assert_eq!(compared, 7);
}

#[test]
#[ignore = "takes minutes"]
fn mistakes_that_run_are_drawn() {
    let mistakes = Mistake::all().unwrap().into_iter().map(|mistake| mistake.name);
    let recorded = mistakes.filter_map(|name| Some((record(&name)?, name)));
    let runs: Vec<_> = recorded.map(|(runs, name)| (name, runs)).collect();
    for how in ["hangs, stopped after ", "ended with exit code 101 after ", "ended after "] {
        let is_there = |run: &Run| run.summary().starts_with(how);
        assert!(runs.iter().flat_map(|(_, runs)| runs).any(is_there), "{how}");
    }
    assert_eq!(runs.iter().map(|(name, runs)| compare_with_kept(name, runs)).sum::<usize>(), 3);
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
