//! The drawing as an SVG.
//!
//! Times are percentages of its width, and all else is in pixels. So it fits any width, and the text
//! keeps its size: on a phone it is read like on a projector.

mod legend;
mod marks;
mod row;

use svg::Document;
use svg::node::element::{Group, Line, Rectangle, SVG, Style, Text, Title};

use crate::axis::Axis;
use crate::describe::describe;
use crate::run::Run;

/// The axis begins and ends at these percentages. Marks at its end need room.
const LEFT: f64 = 2.0;
const RIGHT: f64 = 88.0;
/// More tasks than this are counted.
const ROWS: usize = 12;
const ROW: f64 = 56.0;
const HEAD: f64 = 34.0;

/// Draws runs under one axis, a row a task. The same runs give the same text. It needs nothing else,
/// is light or dark as the reader's system, and is made for widths from 340 pixels on.
#[must_use]
pub fn svg(title: &str, runs: &[Run]) -> String {
    let axis = Axis::new(runs.iter().map(|run| run.length));
    let mut content = Group::new();
    let mut y = 66.0;
    for run in runs {
        content = content.add(text("2%", y + 16.0, "head", &run.name));
        content = content.add(end("98%", y + 16.0, "small", &run.summary()));
        y += HEAD;
        content = content.add(row::rows(run, &axis, y));
        y += ROW * run.tasks.len().min(ROWS) as f64;
        if let Some(line) = row::rest(run) {
            content = content.add(text("2%", y + 14.0, "small", &line));
            y += 22.0;
        }
    }
    let bottom = y;
    let (legend, y) = legend::legend(runs, y + 14.0);
    let description: Vec<_> = runs
        .iter()
        .map(|run| format!("{}, {}.\n{}", run.name, run.summary(), describe(run)))
        .collect();
    let caption = format!("What happens in {title}");
    let document = Document::new()
        .set("width", "100%")
        .set("height", y)
        .set("role", "img")
        .set("aria-label", caption.clone())
        .add(Title::new(caption.clone()))
        .add(
            svg::node::element::Description::new()
                .add(svg::node::Text::new(description.join("\n"))),
        )
        .add(Style::new(include_str!("svg/style.css")))
        .add(Rectangle::new().set("class", "back").set("width", "100%").set("height", "100%"))
        .add(grid(&axis, bottom))
        .add(text("2%", 20.0, "head", &caption))
        .add(content)
        .add(legend);
    format!("{document}\n")
}

/// The place of a time, in percent of the width.
fn percent(axis: &Axis, time: f64) -> f64 {
    LEFT + axis.place(time) * (RIGHT - LEFT)
}

fn grid(axis: &Axis, bottom: f64) -> Group {
    let mut group = Group::new();
    let last = axis.ticks.len() - 1;
    for (index, (place, label)) in axis.ticks.iter().enumerate() {
        let x = format!("{:.2}%", LEFT + place * (RIGHT - LEFT));
        let line = Line::new().set("class", "grid").set("x1", x.clone()).set("x2", x.clone());
        group = group.add(line.set("y1", 52).set("y2", bottom));
        let label = if index == last { format!("{label} {}", axis.unit) } else { label.clone() };
        group = group.add(text(&x, 46.0, "small", &label));
    }
    group
}

fn text(x: &str, y: f64, class: &str, content: &str) -> Text {
    let content: String = content.chars().filter(|letter| !letter.is_control()).collect();
    Text::new(content).set("x", x).set("y", y).set("class", class)
}

/// A text that ends there.
fn end(x: &str, y: f64, class: &str, content: &str) -> Text {
    text(x, y, class, content).set("text-anchor", "end")
}

/// What is drawn in pixels to the right of a time.
fn at(percent: f64, y: f64) -> SVG {
    SVG::new().set("x", format!("{percent:.2}%")).set("y", y).set("overflow", "visible")
}
