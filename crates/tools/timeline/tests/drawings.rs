//! Drawings and descriptions of runs that were recorded.

mod samples;

use timeline::{End, Run, describe, svg, terminal};

fn sample(name: &str) -> Run {
    let mut samples = samples::all().into_iter();
    samples.find(|run| run.name == name).unwrap_or_else(|| panic!("there is no sample {name}"))
}

const STAGE2: &str = "\
Task-1 async_main: creates Task-2 work; waits for Task-2; waits for Task-3; returned.
Task-2 work, created by Task-1: returned; callback() is called; callback() creates Task-3 more_work.
Task-3 more_work, created by a callback of Task-2: returned.
";

const STAGE3: &str = "\
Task-1 async_main: creates Task-2 work; waits for event 1; goes on: event 1 is set; returned.
Task-2 work, created by Task-1: returned; callback() is called; callback() creates Task-3 more_work.
Task-3 more_work, created by a callback of Task-2: sets event 1; returned, or cancelled by main's end.
";

const LOST_TASK: &str = "\
Task-1 async_main: creates Task-2 work; waits for Task-2; returned.
Task-2 work, created by Task-1: returned; callback() is called; callback() creates Task-3 more_work.
Task-3 more_work, created by a callback of Task-2: cancelled.
";

const BLOCKED: &str = "\
Task-1 async_main: creates Task-2 work; waits for Task-2; still waits for Task-2.
Task-2 work, created by Task-1: returned; callback() is called, which does not return; \
callback() creates Task-3 more_work; callback() waits for Task-3.
Task-3 more_work, created by a callback of Task-2: never started.
";

#[test]
fn each_runtime_does_the_same() {
    for runtime in ["tokio", "async-std", "smol"] {
        assert_eq!(describe(&sample(&format!("stage2-{runtime}"))), STAGE2, "{runtime}");
        assert_eq!(describe(&sample(&format!("stage3-{runtime}"))), STAGE3, "{runtime}");
    }
    assert_eq!(describe(&sample("lost-task-smol")), LOST_TASK);
    assert_eq!(describe(&sample("block-on-in-callback-smol")), BLOCKED);
}

#[test]
fn what_panics_and_what_hangs_is_told() {
    let run = sample("self-await-tokio");
    assert!(run.summary().starts_with("ended with exit code 101 after "), "{}", run.summary());
    let message = "a task cannot await itself; all_tasks() has the current one, too";
    assert_eq!(run.tasks[0].end.as_ref().unwrap().1, End::Panicked(message.to_string()));
    let run = sample("block-on-in-callback-smol");
    assert!(run.summary().starts_with("hangs, stopped after "), "{}", run.summary());
    assert_eq!(run.tasks[1].callbacks[0].end, None);
}

#[test]
fn drawings_fit_and_are_the_same_each_time() {
    for run in samples::all() {
        let runs = [run.clone()];
        let (terminal, svg) = (terminal(&runs), svg(&run.name, &runs));
        samples::check(&terminal, &svg);
        assert_eq!(svg, timeline::svg(&run.name, &runs));
        for index in 0..run.tasks.len() {
            assert!(terminal.contains(&run.title(index)), "{terminal}");
            assert!(svg.contains(&run.title(index)), "{svg}");
        }
    }
}

#[test]
fn the_callback_points_at_the_task_that_it_creates() {
    let text = terminal(&[sample("stage2-smol")]);
    let row = |name: &str| text.lines().find(|line| line.starts_with(name)).unwrap();
    let (work, more_work) = (row("Task-2 work"), row("Task-3 more_work"));
    assert_eq!(work.find('*'), more_work.find("+>"), "{text}");
    assert!(work.ends_with("=*") && more_work.ends_with('='), "{text}");
}

#[test]
fn many_tasks_are_counted() {
    let mut record = String::new();
    for task in 1..=40 {
        let by = if task == 1 { "" } else { " by=\"task 1\"" };
        record +=
            &format!(" 0.1s main ThreadId(01) created run=1 task={task} name=\"Task-{task}\"");
        record += &format!(
            " coroutine=\"work\"{by}\n 0.2s main ThreadId(01) returned run=1 task={task}\n"
        );
    }
    let runs = [Run::read("many", &record)];
    let described = "39 x work, created by work: returned.\n1 x work: returned.\n";
    assert_eq!(describe(&runs[0]), described);
    let (terminal, svg) = (terminal(&runs), svg("many", &runs));
    samples::check(&terminal, &svg);
    assert!(terminal.contains("\nand 28 more tasks, of which 28 returned\n"), "{terminal}");
    assert!(svg.contains("and 28 more tasks, of which 28 returned"), "{svg}");
}

#[test]
fn without_a_task_there_is_a_drawing_too() {
    let runs = [Run::read("none", "# ended after 0.01 s: exit code 101\n")];
    let (terminal, svg) = (terminal(&runs), svg("none", &runs));
    samples::check(&terminal, &svg);
    assert!(terminal.contains("none, ended with exit code 101 after 0.01 s\nNo task was created."));
    assert!(svg.contains("No task was created."));
}
