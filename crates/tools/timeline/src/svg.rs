//! The drawing as an SVG.
//!
//! Times are percentages of its width, and all else is in pixels. So it fits any width, and the text
//! keeps its size: on a phone it is read like on a projector.

mod row;
mod shapes;

use self::shapes::{LEFT, RIGHT, at, end_text, escaped, text};
use crate::axis::Axis;
use crate::describe::describe;
use crate::run::{End, ROWS, Run, cut};

/// The height of a run's name, and of a line of the legend.
const HEAD: f64 = 34.0;
const LINE: f64 = 22.0;

/// Draws runs under one axis, a row a task. The same runs give the same text. It needs nothing else,
/// is light or dark as the reader's system, and is made for widths from 340 pixels on.
#[must_use]
pub fn svg(title: &str, runs: &[Run]) -> String {
    let axis = Axis::new(runs.iter().map(|run| run.length));
    let (mut content, mut y) = (String::new(), 66.0);
    for run in runs {
        content += &text("2%", y + 16.0, "head", &run.name);
        content += &end_text("98%", y + 16.0, "small", &run.summary());
        content += &row::rows(run, &axis, y + HEAD);
        y += HEAD + row::HEIGHT * run.tasks.len().min(ROWS) as f64;
        if let Some(line) = run.rest() {
            content += &text("2%", y + 14.0, "small", &line);
            y += LINE;
        }
    }
    let grid = grid(&axis, y);
    let (legend, height) = legend(runs, &content, y + 14.0);
    let describe = |run: &Run| format!("{}, {}.\n{}", run.name, run.summary(), describe(run));
    let described = escaped(&runs.iter().map(describe).collect::<Vec<_>>().join("\n"));
    let caption = format!("What happens in {title}");
    let (name, head) = (escaped(&caption), text("2%", 20.0, "head", &caption));
    let style = include_str!("svg/style.css");
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{height}" role="img" aria-label="{name}">
<title>{name}</title>
<desc>{described}</desc>
<style>{style}</style>
<rect class="back" width="100%" height="100%"/>
{grid}{head}{content}{legend}</svg>
"#
    )
}

fn grid(axis: &Axis, bottom: f64) -> String {
    let mut grid = String::new();
    for (place, label) in &axis.ticks {
        let x = format!("{:.2}%", LEFT + place * (RIGHT - LEFT));
        grid +=
            &format!("<line class=\"grid\" x1=\"{x}\" x2=\"{x}\" y1=\"52\" y2=\"{bottom}\"/>\n");
        grid += &text(&x, 46.0, "small", label);
    }
    grid + &end_text("98%", 46.0, "small", axis.unit)
}

/// What the marks mean, in two columns, from there on; only those that are drawn. And where it ends.
fn legend(runs: &[Run], drawn: &str, top: f64) -> (String, f64) {
    let panicked = End::Panicked(String::new());
    let mut entries = vec![
        (shapes::chip(&[0]), "runs, on thread A"),
        ("<line class=\"wait\" x1=\"0\" x2=\"14\"/>".to_string(), "waits or is ready"),
        (shapes::mark("call", 7.0), "calls a callback"),
        (shapes::mark("bad", 7.0), "calls one that panics"),
        (shapes::arrow(7.0, -7.0, 7.0), "which creates a task"),
        (shapes::mark("awaited", 7.0), "waits for the event"),
        (shapes::mark("event", 7.0), "sets the event"),
        (shapes::end(Some(&End::Returned), 7.0), "returned"),
        (shapes::end(Some(&End::Cancelled), 7.0), "cancelled"),
        (shapes::end(Some(&panicked), 7.0), "panicked"),
        (shapes::end(None, 7.0), "not done"),
    ];
    let name = |mark: &str| mark.split(' ').take(2).collect::<Vec<_>>().join(" ");
    entries.retain(|(mark, _)| drawn.contains(&name(mark)));
    let (mut legend, mut y) = (String::new(), top);
    for pair in entries.chunks(2) {
        for ((mark, meaning), x) in pair.iter().zip([2.0, 50.0]) {
            legend += &at(x, y, &format!("{mark}{}", text("20", 4.0, "small", meaning)));
        }
        y += LINE;
    }
    for run in runs.iter().filter(|run| !run.threads.is_empty()) {
        let threads = cut(&format!("{}: {}", run.name, run.letters()), 52);
        legend += &text("2%", y + 4.0, "small", &threads);
        y += LINE;
    }
    (legend, y)
}
