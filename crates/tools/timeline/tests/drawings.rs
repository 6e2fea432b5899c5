//! Drawings and steps of the kept runs, and the commands' messages for programs that cannot be shown. The ignored
//! tests run every program that can be drawn, which takes minutes: `just check-all`.

use std::fs::File;
use std::io;
use std::process::{Command, Stdio};

use classroom::programs::{Runtime, Topic, read as read_file};
use classroom::python::{NO_PYTHON, Python};
use lessons::mistake::Mistake;
use lessons::outcome::Outcome;
use lessons::testing::not_checked;
use timeline::record::{KEPT, commands, find, is_current, kept, record};
use timeline::steps::{html, moments, text};
use timeline::{Run, describe, pictures, read, svg, terminal};

/// Draws runs in all ways, and looks at each.
fn draw(runs: &[Run]) -> (String, String) {
    let (terminal, svg) = (terminal(runs), svg("it", runs));
    let mut lines = terminal.clone();
    for run in runs {
        let moments = moments(run);
        lines.extend((1..=moments.len()).map(|count| text(run, &moments[..count], "1 of 1")));
    }
    let mut lines = lines.lines();
    assert_eq!(lines.find(|line| line.len() > 80 || !line.is_ascii()), None);
    for percent in svg.split('"').filter_map(|it| it.strip_suffix('%')) {
        assert!((0.0..=100.0).contains(&percent.parse().unwrap()), "{percent}%");
    }
    (terminal, svg)
}

const DRAWN: &str = "
                      1    6    11   16   21   26
Task-1 async_main     oAAAA---------------..AA==
Task-2 work              oooAA-AA=**============
Task-3 more_work                   ooAA-AAA=====
";

#[test]
fn each_task_is_drawn() {
    // On one thread each step has its place.
    let (terminal, _) = draw(&kept("stage3").unwrap()[3..]);
    assert!(terminal.contains(DRAWN), "{terminal}");
    let runs = kept("block-on-in-callback").unwrap();
    let (terminal, svg) = draw(&runs[1..]);
    for text in ["callback() never returns", "still waits for Task-2", "never started"] {
        assert!(terminal.contains(text) && svg.contains(&format!(">{text}<")), "{text} {svg}");
    }
    let (_, svg) = draw(&runs[..1]);
    assert!(svg.contains("class=\"panic\"") && svg.contains("class=\"neutral\""), "{svg}");
}

#[test]
fn many_tasks_are_counted_and_any_text_comes_through() {
    let record = include_str!("../records/lost-task.jsonl");
    let panicked = r#""panicked","panic":"\"a\\b\" <c> =\n\u001b!""#;
    let changed = record.replacen("\"returned\"", panicked, 1).replace("work", "<work>");
    let (terminal, svg) = draw(&read(&changed));
    assert!(terminal.contains(" panics: \"a\\b\" <c> =  !\n"), "{terminal}");
    assert!(svg.contains("panics: &quot;a\\b&quot; &lt;c&gt; =\n!"), "{svg}");

    // A half line before a step, and a line that only looks like a panic.
    let half = record.replacen("\n{\"timestamp\"", "\nit panicked at 1\nhalf{\"timestamp\"", 1);
    let said = moments(&read(&half)[0]).into_iter().map(|it| it.step.text);
    assert_eq!(said.take(3).collect::<Vec<_>>()[..2], ["it panicked at 1", "half"]);
    assert!(moments(&read(&record.replace("e\":\"work\"", "e\":0"))[0]).len() > 1);

    let first = record.lines().find(|line| line.contains("\"created\"")).unwrap();
    let created = |task| first.replace("\"task\":1", &format!("\"task\":{task}")) + "\n";
    let tasks: String = (1..=40).map(created).collect();
    let end = record.lines().last().unwrap();
    let (terminal, svg) = draw(&read(&format!("{{}}\n{tasks}{end}")));
    assert!(terminal.contains("\nand 28 more tasks\n"), "{terminal}");
    assert!(svg.contains(">and 28 more tasks<"), "{svg}");
}

/// What the program of a kept run should print.
fn expected(run: &Run) -> Outcome {
    let case = find(&run.name).unwrap().remove(0);
    let text = match Topic::find(run.name.trim_end_matches("-asyncio")) {
        Ok((topic, _)) => Outcome::expected(&topic.program(Runtime::Tokio)).unwrap().text(),
        Err(_) if case.runtime.is_some() => case.recorded().unwrap().text(),
        Err(_) => read_file(&case.source.with_extension("python.txt")).unwrap(),
    };
    let printed = text.lines().filter(|line| !line.starts_with("! "));
    Outcome::from_text(&printed.collect::<Vec<_>>().join("\n"))
}

#[test]
fn steps_give_the_output_and_point_to_the_lines_that_they_tell_of() {
    for run in KEPT.iter().flat_map(|topic| kept(topic).unwrap()) {
        let (name, moments, expected) = (&run.name, moments(&run), expected(&run));
        assert!(is_current(&run).unwrap(), "{name} has changed: just step --record");
        let printed = moments.iter().filter(|it| it.step.what == "prints");
        let printed = printed.map(|it| it.step.text.clone() + "\n").collect::<String>();
        let is_right = if name.starts_with("lost-task") {
            // Two lines may change places or be missing.
            let expected = expected.text();
            printed.lines().count() > 3 && printed.lines().all(|line| expected.contains(line))
        } else {
            expected.allows(&Outcome::from_text(&printed))
        };
        assert!(is_right, "{name} {printed}");
        let now = &moments.last().unwrap().now;
        assert_eq!(now.listed.is_empty(), run.how.starts_with("exits"), "{name}");
        for it in &moments {
            let (what, text) = (it.step.what.as_str(), it.step.text.as_str());
            assert!(what != "listed" || it.now.listed.iter().eq(&it.step.listed), "{name} {it:?}");
            let parts: &[&str] = match what {
                "created" => &["create_task(", "run("],
                "added" => &["add_done_callback("],
                "listed" => &["all_tasks()"],
                "event set" => &[".set()"],
                "waits" | "awaited" | "event awaited" | "event passed" => &["await"],
                "runs" => &["await", "fn ", "def "],
                "calls" => &["fn callback(", "def callback("],
                "prints" => &[text],
                _ => continue,
            };
            let code = it.line.map(|line| run.text.lines().nth(line - 1).expect("it exists"));
            let is_told = |code: &str| parts.iter().any(|part| code.contains(part));
            // In a callback that blocks, a library awaits the task.
            assert!(code.map_or(what == "awaited", is_told), "{name} {code:?} {it:?}");
        }
    }
    let mut run = kept("stage2").unwrap().remove(0);
    run.text += "\n";
    assert!(!is_current(&run).unwrap());
}

#[test]
fn main_cannot_miss_more_work_in_rust_and_could_in_python() {
    for (run, listed) in kept("stage2").unwrap().iter().zip([&[0][..], &[0, 1], &[0, 1], &[0, 1]]) {
        let moments = moments(run);
        let called = moments.iter().find(|it| it.step.what == "calls").unwrap();
        // `work` is done; `more_work` has not been created.
        let states = [called.now.state(1), called.now.state(2)];
        assert_eq!(states, ["callbacks running", ""], "{}", run.name);
        assert!(called.now.listed.iter().eq(listed), "{} {called:?}", run.name);
    }
    let (_, gap) = pictures().unwrap().pop().unwrap();
    assert_eq!(gap.matches(">only main<").count(), 2, "{gap}");
}

#[test]
fn a_page_has_each_run_as_a_list() {
    let html = html("stage2").unwrap() + &html("stage3").unwrap();
    for (part, count) in [
        ("\n\n", 0),
        ("</details>", 8),
        ("<pre class=\"program\">", 8),
        ("work returns: it stays in all_tasks() until callback() has returned.", 6),
        ("work returns: it leaves all_tasks() before callback() is called.", 2),
        ("more_work sets the event. <small><span class=\"line\">Line ", 4),
        ("continues: the event has been set.", 4),
    ] {
        assert_eq!(html.matches(part).count(), count, "{part} {html}");
    }
}

#[test]
fn what_cannot_be_shown_is_refused_in_one_line() {
    for (arguments, says) in [
        ("timeline", "it takes the name of a program, such as stage2-tokio, and perhaps --svg"),
        ("timeline stage2-tokio --png", "it takes the name of a program, such as stage2-tokio,"),
        ("step --next stage2-tokio", "it takes the name of a program, such as stage2-tokio"),
        ("step stage2", "which runtime? just step stage2-tokio"),
        ("step stage2 no-removes", "there is no program 'stage2-no-removes'"),
        ("step stage2-toki", "there is no program 'stage2-toki'; did you mean 'stage2-tokio'?"),
        ("timeline signal", "signal is without crates/asyncio, which does the recording"),
        ("timeline stage1-smol", "rustc refuses stage1-smol, so it does not run; see: just run st"),
        ("step rc-across-await", "rustc refuses rc-across-await, so it does not run; see: just f"),
        ("step du-tokio", "du-tokio has a task for each folder: too many to show;"),
        ("step lost-signal-smol", "exercises are not recorded; see: just list"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_timeline"));
        let output = command.args(arguments.split_whitespace()).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{output:?}");
        let tool = arguments.split(' ').next().unwrap();
        assert!(stderr.starts_with(&format!("{tool}: {says}")), "{stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}

/// Runs and draws the programs of that name, and compares them with the kept records. How many have one;
/// `None` if they cannot be drawn.
fn record_and_compare(name: &str) -> Option<(Vec<Run>, usize)> {
    if let Err(why) = find(name) {
        let why = why.to_string();
        let reasons = ["rustc refuses", "is without", "too many", "no Python program"];
        assert!(reasons.iter().any(|it| why.contains(it)), "{why}");
        return None;
    }
    let runs = record(name).unwrap().expect("it compiles").0;
    draw(&runs);
    let kept: Vec<_> = KEPT.iter().flat_map(|topic| kept(topic).unwrap()).collect();
    let kept =
        runs.iter().filter_map(|run| Some((run, kept.iter().find(|it| it.name == run.name)?)));
    kept.clone().for_each(|(run, it)| assert_eq!(describe(run), describe(it), "{}", run.name));
    let count = kept.count();
    Some((runs, count))
}

/// What the tasks do is the same on each runtime, and as it was.
#[test]
#[ignore = "takes minutes"]
fn programs_do_what_they_did() {
    let topics: Vec<_> = Topic::all().unwrap().into_iter().map(|topic| topic.name).collect();
    let mut done: Vec<_> = topics.iter().filter_map(|name| record_and_compare(name)).collect();
    for (runs, _) in &done {
        runs.iter().for_each(|run| assert_eq!(describe(run), describe(&runs[0]), "{}", run.name));
    }
    let mut names: Vec<_> = Mistake::all().unwrap().into_iter().map(|it| it.name).collect();
    names.push("stage2-no-remove".to_string());
    let has_python = Python::find().is_some();
    if has_python {
        names.extend(
            topics
                .iter()
                .chain([&names[names.len() - 1]])
                .map(|it| format!("{it}-asyncio"))
                .collect::<Vec<_>>(),
        );
    } else {
        not_checked(NO_PYTHON);
    }
    done.extend(names.iter().filter_map(|name| record_and_compare(name)));
    for how in ["hangs, stopped after ", "exits with code 101 after ", "exits after "] {
        let mut runs = done.iter().flat_map(|it| &it.0);
        assert!(runs.any(|run| run.summary().starts_with(how)), "{how}");
    }
    let with_record = done.iter().map(|it| it.1).sum::<usize>();
    assert_eq!(with_record, if has_python { 19 } else { 15 });
}

/// A program continues if the reader of its record is gone, or the disk is full.
#[test]
#[ignore = "takes minutes"]
fn a_record_that_cannot_be_written_disturbs_nothing() {
    let cases = find("lost-task-smol").unwrap();
    let run = |record: &str, stderr: Stdio| {
        let mut command = commands(&cases).unwrap().expect("it compiles").remove(0);
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
