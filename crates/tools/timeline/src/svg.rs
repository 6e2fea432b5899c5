//! The drawings as SVG.
//!
//! Horizontally, a step's place is a percentage of the width; everything else is in pixels. A drawing is narrow enough
//! to be read on a phone.

use std::iter;

use crate::run::{Run, Step, cut};
use crate::steps::{Moment, columns, end_of_a_task, moments};
use crate::words::{end, failed_callback, names};

/// The width of a drawing.
const WIDTH: f64 = 480.0;

/// The height of a run's name, of a task's row, and of a line of text.
const HEAD: f64 = 34.0;
const ROW: f64 = 44.0;
const LINE: f64 = 22.0;

/// How a state is drawn, and what it means.
const STATES: [(&str, &str); 4] = [
    ("ready", "ready, but not running"),
    ("wait", "waiting"),
    ("a", "running, on that thread"),
    ("call", "callbacks running"),
];

const ARROW: &str = "m-4 -5l4 5l4 -5";
const TRIANGLE: &str = "m0 -5l5 9h-10z";

/// How a step is drawn: the class, the path, and what it means.
fn sign(step: &Step) -> Option<(&'static str, &'static str, &'static str)> {
    Some(match (step.what.as_str(), &step.callback) {
        ("created", Some(_)) => ("arrow", ARROW, "creates a task"),
        ("event awaited", None) => ("awaited", TRIANGLE, "waits for the event"),
        ("event set", _) => ("event", TRIANGLE, "sets the event"),
        ("returned", None) => ("good", "m-4 0l3 4l6 -8", "returns"),
        ("cancelled", _) => ("bad", "m-4 -4l8 8m0 -8l-8 8", "is cancelled"),
        ("panicked", _) => ("panic", "m-6.5 -6.5h13v13h-13z", "panics"),
        ("unfinished", None) => ("cut", "m-5 0h3m2 0h3m2 0h3", "never ends"),
        _ => return None,
    })
}

/// Draws runs, a row a task: what the task is doing after each step. The same runs give the same text. It
/// needs nothing else, and is light or dark as the reader's system.
pub fn svg(title: &str, runs: &[Run]) -> String {
    let (mut content, mut y) = (String::new(), 40.0);
    for run in runs {
        content += &text("2%", y + 16.0, "head", &run.name);
        content += &text("98%", y + 16.0, "small end", &run.summary());
        content += &rows(run, y + HEAD);
        y += HEAD + ROW * run.drawn().count() as f64 + 2.0 * LINE;
        if let Some(line) = run.rest() {
            content += &text("2%", y, "small", &line);
            y += LINE;
        }
    }
    let is_used = |class: &str| content.contains(&format!("class=\"{class}\""));
    let states = STATES.iter().filter(|it| is_used(it.0));
    let mut entries: Vec<_> = states.map(|it| (rect(it.0, "0", -7.0, "14"), it.1)).collect();
    for (class, shape, meaning) in runs.iter().flat_map(|run| &run.steps).filter_map(sign) {
        if entries.iter().all(|entry| entry.1 != meaning) {
            entries.push((at("7", 0.0, &symbol(class, shape)), meaning));
        }
    }
    y += 10.0;
    for pair in entries.chunks(2) {
        for ((drawn, meaning), x) in pair.iter().zip(["2%", "50%"]) {
            content += &at(x, y, &format!("{drawn}{}", text("20", 4.0, "small", meaning)));
        }
        y += LINE;
    }
    let described = runs.iter().flat_map(|run| {
        let sentences = moments(run).into_iter().map(|moment| moment.sentence + ".\n");
        iter::once(format!("{}, {}.\n", run.name, run.summary())).chain(sentences)
    });
    let caption = format!("{title}: the tasks, step by step");
    picture(&caption, &described.collect::<String>(), y, &content)
}

/// All rows of a run. Below are the steps' numbers, and the time of each step that comes long after the one before.
fn rows(run: &Run, top: f64) -> String {
    let columns = columns(run);
    let width = 96.0 / columns.len() as f64;
    let x = |column: usize, part: f64| format!("{:.2}%", 2.0 + width * (column as f64 + part));
    let bar = |task: usize| top + ROW * task as f64 + 20.0;
    let (mut rows, mut last) = (String::new(), 0.0);
    for task in run.drawn() {
        let how = end(run, task);
        rows += &text("2%", bar(task) - 7.0, "name", &cut(&run.title(task), 22));
        if how != "returns" {
            rows += &text("98%", bar(task) - 7.0, "small failed end", &cut(&how, 28));
        }
        let look = |column: &usize| columns[*column].1.now.look(task);
        let all: Vec<_> = (0..columns.len()).collect();
        for same in all.chunk_by(|one, next| look(one) == look(next)) {
            let (state, thread) = look(&same[0]);
            let class = match state {
                "not yet run" | "ready" => "ready",
                "waiting" => "wait",
                "running" => ["a", "b", "c", "d", "e", "f"][thread % 6],
                "callbacks running" => "call",
                _ => continue,
            };
            let wide = format!("{:.2}%", width * same.len() as f64);
            rows += &rect(class, &x(same[0], 0.0), bar(task), &wide);
            let letter = Run::letter(thread).to_string();
            let letter = if state == "running" { &letter } else { "" };
            rows += &text(&x(same[0], 0.5), bar(task) + 11.0, "letter", letter);
        }
    }
    let below = bar(run.drawn().count()) - 4.0;
    for (column, (number, Moment { step, .. })) in columns.iter().enumerate() {
        if number % 5 == 1 {
            rows += &text(&x(column, 0.0), below, "small", &number.to_string());
        }
        if step.time - last > run.length / 10.0 {
            rows += &text(&x(column, 0.0), below + 16.0, "small", &format!("{:.2} s", step.time));
        }
        last = step.time;
    }
    let steps = columns.iter().map(|column| &column.1.step).enumerate();
    let unfinished = run.steps.iter().filter(|step| step.what == "unfinished");
    for (column, step) in steps.chain(unfinished.map(|step| (columns.len() - 1, step))) {
        let task = run.drawn().find(|task| step.task == Some(*task));
        let (Some(task), Some((class, shape, _))) = (task, sign(step)) else { continue };
        let to = step.other.filter(|to| class == "arrow" && run.drawn().any(|it| it == *to));
        let to = to.map(|to| bar(to) - bar(task) - 7.0);
        let shape = to.map(|to| format!("V{to}")).unwrap_or_default() + shape;
        // The tick of a task whose callback failed is not green.
        let has_failed = class == "good" && failed_callback(run, task).is_some();
        let class = if has_failed { "neutral" } else { class };
        rows += &at(&x(column, 0.5), bar(task) + 7.0, &symbol(class, &shape));
    }
    rows
}

/// Draws the end of the first task, enlarged: after each step, which tasks are in `all_tasks()`.
pub fn gap(title: &str, runs: &[&Run]) -> String {
    let (mut content, mut described, mut y) = (String::new(), String::new(), 30.0);
    let x = |task: usize| format!("{}%", 64 + 12 * task);
    for run in runs {
        y += HEAD;
        content += &text("2%", y - 6.0, "head", &run.name);
        described += &format!("{}\n", run.name);
        for task in run.drawn() {
            content += &text(&x(task), y - 6.0, "small", &run.tasks[task].name);
        }
        for (number, Moment { sentence, now, .. }) in end_of_a_task(run) {
            let sentence = sentence.split([':', ',']).next().unwrap_or_default();
            let sentence = format!("{number}. {sentence}");
            described += &format!("{sentence}: all_tasks() has {}.\n", names(run, &now.listed));
            for task in &now.listed {
                content += &at(&x(*task), y, &path("listed", &format!("M20 0V{LINE}")));
            }
            content += &text("2%", y + 16.0, "small", &sentence);
            if now.listed.len() == 1 {
                content += &text(&x(1), y + 16.0, "failed", "only main");
            }
            y += LINE;
        }
    }
    let caption = format!("{title}, enlarged: the tasks in all_tasks()");
    picture(&caption, &described, y + 14.0, &content)
}

fn picture(caption: &str, described: &str, height: f64, content: &str) -> String {
    let (name, described) = (escaped(caption), escaped(described));
    let (head, style) = (text("2%", 20.0, "head", caption), include_str!("style.css"));
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{name}">
<title>{name}</title>
<desc>{described}</desc>
<style>{style}</style>
<rect class="back" width="100%" height="100%"/>
{head}{content}</svg>
"#
    )
}

pub(crate) fn escaped(text: &str) -> String {
    let text = text.replace(|letter: char| letter.is_control() && letter != '\n', "");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn text(x: &str, y: f64, class: &str, content: &str) -> String {
    if content.is_empty() {
        return String::new();
    }
    format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>\n", escaped(content))
}

fn rect(class: &str, x: &str, y: f64, width: &str) -> String {
    format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"14\"/>\n")
}

fn symbol(class: &str, shape: &str) -> String {
    let letter = if class == "panic" { "!" } else { "" };
    path(class, &format!("M0 0{shape}")) + &text("0", 4.0, "letter", letter)
}

/// Moves something that is drawn in pixels to a step.
fn at(x: &str, y: f64, content: &str) -> String {
    format!("<svg overflow=\"visible\" x=\"{x}\" y=\"{y}\">{content}</svg>\n")
}

fn path(class: &str, path: &str) -> String {
    format!("<path class=\"{class}\" d=\"{path}\"/>")
}
