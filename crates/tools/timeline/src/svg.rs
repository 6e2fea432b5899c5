//! The drawing as an SVG.
//!
//! Times are percentages of its width, and all else is in pixels. So it fits any width, and the text
//! keeps its size: on a phone it is read like on a projector.

use crate::axis::Axis;
use crate::describe::{describe, end, failed_callback};
use crate::rows::{Arrow, Placed, Sign, place, ready, spans};
use crate::run::{Run, Step, What, cut};
use crate::steps::end_of_a_task;

/// The height of a run's name, of a task's row, and of a line of the legend.
const HEAD: f64 = 34.0;
const ROW: f64 = 56.0;
const LINE: f64 = 22.0;

/// How far a task's name, its bar and the signs below it are from the top of its row.
const NAME: f64 = 13.0;
const BAR: f64 = 31.0;
const BELOW: f64 = 46.0;

/// Where the axis begins, and how long it is, in percent. To the right there is room for signs at its end.
const LEFT: f64 = 2.0;
const WIDTH: f64 = 86.0;

/// The width of a sign, and the part of the axis that it takes in a picture of 340 pixels.
const SIGN: f64 = 14.0;
const PART: f64 = SIGN / (340.0 * WIDTH / 100.0);

/// Draws runs under one axis, a row a task. The same runs give the same text. It needs nothing else,
/// is light or dark as the reader's system, and is made for widths from 340 pixels on.
#[must_use]
pub fn svg(title: &str, runs: &[Run]) -> String {
    let axis = Axis::new(runs);
    let (mut content, mut y) = (String::new(), 66.0);
    for run in runs {
        content += &text("2%", y + 16.0, "head", &run.name);
        content += &text("98%", y + 16.0, "small end", &run.summary());
        y += HEAD;
        content += &rows(run, &axis, y);
        y += ROW * run.drawn().count() as f64;
        if let Some(line) = run.rest() {
            content += &text("2%", y + 14.0, "small", &line);
            y += LINE;
        }
    }
    let grid = grid(&axis, y);
    let (legend, height) = legend(runs, y + 14.0);
    let describe = |run: &Run| format!("{}, {}.\n{}", run.name, run.summary(), describe(run));
    let described = runs.iter().map(describe).collect::<Vec<_>>().join("\n");
    let caption = format!("{title}: what each task does, and when");
    picture(&caption, &described, height, &format!("{grid}{content}{legend}"))
}

/// Draws the end of the first task, enlarged: after each step, which tasks are in `all_tasks()`.
#[must_use]
pub fn gap(title: &str, runs: &[Run]) -> String {
    let (mut content, mut described, mut y) = (String::new(), String::new(), 30.0);
    let x = |task: usize| format!("{}%", 64 + 12 * task);
    for run in runs {
        y += HEAD;
        content += &text("2%", y - 6.0, "head", &run.name);
        for task in run.drawn() {
            content += &text(&x(task), y - 6.0, "small", &run.tasks[task].name);
        }
        described += &format!("{}\n", run.name);
        for (number, moment) in end_of_a_task(run) {
            let sentence = moment.sentence.split([':', ',']).next().unwrap_or_default();
            let names = moment.now.listed.iter().map(|task| run.tasks[*task].name.as_str());
            let names = names.collect::<Vec<_>>().join(", ");
            described += &format!("{number}. {sentence}: all_tasks() has {names}.\n");
            for task in &moment.now.listed {
                content += &at(&x(*task), y, &path("listed", &format!("M20 0V{LINE}")));
            }
            content += &text("2%", y + 16.0, "small", &format!("{number}. {sentence}"));
            if moment.now.listed.len() == 1 {
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
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{height}" role="img" aria-label="{name}">
<title>{name}</title>
<desc>{described}</desc>
<style>{style}</style>
<rect class="back" width="100%" height="100%"/>
{head}{content}</svg>
"#
    )
}

fn grid(axis: &Axis, bottom: f64) -> String {
    let mut grid = text("98%", 46.0, "small end", axis.unit);
    for (place, label) in &axis.ticks {
        let x = percent(*place);
        grid += &at(&x, 0.0, &path("grid", &format!("M0 52V{bottom}")));
        grid += &text(&x, 46.0, "small", label);
    }
    grid
}

/// All rows of a run. The arrows between them are below everything else.
fn rows(run: &Run, axis: &Axis, top: f64) -> String {
    let is_on_bar = |step: &&Step| {
        step.callback.is_none() && matches!(step.what, What::Runs(_) | What::Ends(_))
    };
    let place = |steps: Vec<_>| place(steps.into_iter(), axis, PART, (0.0, 0));
    let mut placed = Vec::new();
    for task in run.drawn() {
        let (on_bar, below) = run.steps_of(task).partition(is_on_bar);
        placed.push([place(on_bar), place(below)]);
    }
    let y = |row: usize| top + ROW * row as f64;
    let mut rows = String::new();
    for it in Arrow::all(run) {
        let (from, bar) = (y(it.from) + BELOW, y(it.to) + BAR);
        let to = if bar > from { bar - 8.0 } else { bar + 8.0 };
        let arrow = arrow(it.letter, it.start(&placed[it.from][1]).nth, to - from);
        rows += &at(&percent(axis.place(it.time)), from, &arrow);
    }
    for (task, placed) in run.drawn().zip(&placed) {
        rows += &row(run, task, axis, placed, y(task));
    }
    rows
}

fn row(run: &Run, task: usize, axis: &Axis, placed: &[Vec<Placed>; 2], top: f64) -> String {
    let (title, how, bar) = (cut(&run.title(task), 22), end(run, task), top + BAR);
    let has_failed = failed_callback(run, task).is_some();
    let mut row = text("2%", top + NAME, "name", &title);
    if how != "returns" {
        row += &text("98%", top + NAME, "small failed end", &cut(&how, 28));
    }
    row += &line("wait", axis, run.tasks[task].created, run.end(task).time, bar);
    for (from, to) in ready(run, task) {
        row += &line("ready", axis, from, to, bar);
    }
    for (step, end) in spans(run, task) {
        row += &match (Sign::of(step), &step.callback) {
            (Some(sign), None) => line(sign.class, axis, step.time, end, bar),
            _ => line("called", axis, step.time, end, top + BELOW),
        };
    }
    for (placed, y) in placed.iter().zip([bar, top + BELOW]) {
        for it in placed {
            // The tick of a task whose callback failed is not green.
            let class =
                if has_failed && it.sign.class == "good" { "neutral" } else { it.sign.class };
            row += &at(&percent(it.place), y, &drawn(&Sign { class, ..it.sign }, it.nth));
        }
    }
    row
}

/// What the signs mean that are drawn, in two columns, from there on. And where it ends.
fn legend<'a>(runs: &'a [Run], top: f64) -> (String, f64) {
    let mut entries = vec![
        (path("wait", "M0 0h14"), "waits"),
        (path("wait", "M0 0h14") + &path("ready", "M1.5 0h11"), "is ready, but does not run yet"),
    ];
    let steps = |run: &'a Run| run.drawn().flat_map(|task| run.steps_of(task));
    for step in runs.iter().flat_map(steps) {
        let creates = matches!(step.what, What::Creates(_)) && step.callback.is_some();
        let arrow = || (at("0", -7.0, &arrow('*', 0, 14.0)), "a callback creates a task");
        let sign = Sign::of(step).map(|sign| (drawn(&sign, 0), sign.meaning));
        let entry = sign.or_else(|| creates.then(arrow));
        entries.extend(entry.filter(|new| entries.iter().all(|known| known.1 != new.1)));
    }
    let (mut legend, mut y) = (String::new(), top);
    for pair in entries.chunks(2) {
        for ((sign, meaning), x) in pair.iter().zip(["2%", "50%"]) {
            legend += &at(x, y, &format!("{sign}{}", text("20", 4.0, "small", meaning)));
        }
        y += LINE;
    }
    for letters in runs.iter().filter_map(Run::letters) {
        legend += &text("2%", y + 4.0, "small", &cut(&letters, 52));
        y += LINE;
    }
    (legend, y)
}

/// A place on the axis, which is between 0 and 1, in the picture.
fn percent(place: f64) -> String {
    format!("{:.2}%", LEFT + place * WIDTH)
}

pub(crate) fn escaped(text: &str) -> String {
    let text = text.replace(|letter: char| letter.is_control() && letter != '\n', "");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn text(x: &str, y: f64, class: &str, content: &str) -> String {
    format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>\n", escaped(content))
}

fn line(class: &str, axis: &Axis, from: f64, to: f64, y: f64) -> String {
    let (from, to) = (percent(axis.place(from)), percent(axis.place(to)));
    format!("<line class=\"{class}\" x1=\"{from}\" x2=\"{to}\" y1=\"{y}\" y2=\"{y}\"/>\n")
}

/// Moves something that is drawn in pixels to a time.
fn at(x: &str, y: f64, content: &str) -> String {
    format!("<svg overflow=\"visible\" x=\"{x}\" y=\"{y}\">{content}</svg>\n")
}

fn path(class: &str, path: &str) -> String {
    format!("<path class=\"{class}\" d=\"{path}\"/>")
}

/// How far the middle of a sign is to the right of its place.
fn middle(nth: usize) -> f64 {
    SIGN * (nth as f64 + 0.5)
}

fn drawn(sign: &Sign, nth: usize) -> String {
    let x = middle(nth);
    let letter = match sign.letter {
        'A'..='Z' => sign.letter.to_string(),
        '#' => "!".to_string(),
        _ => String::new(),
    };
    path(sign.class, &format!("M{x} 0{}", sign.path))
        + &text(&x.to_string(), 4.0, "letter", &letter)
}

/// An arrow to a place that is so many pixels below.
fn arrow(letter: char, nth: usize, height: f64) -> String {
    let (x, back) = (middle(nth), if height > 0.0 { -5 } else { 5 });
    let class = if letter == '*' { "arrow" } else { "set" };
    path(class, &format!("M{x} 0V{height}m-4 {back}L{x} {height}l4 {back}"))
}
