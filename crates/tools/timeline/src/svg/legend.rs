//! What the marks mean, in two columns; only those that are there.

use svg::node::element::{Group, Line, Rectangle, SVG};

use super::marks::{self, Kind};
use super::row::cut;
use super::{at, text};
use crate::run::{End, Run, What};

const LINE: f64 = 22.0;

/// The legend from there on, and where it ends.
pub(super) fn legend(runs: &[Run], top: f64) -> (Group, f64) {
    let tasks = || runs.iter().flat_map(|run| &run.tasks);
    let has =
        |test: fn(&What) -> bool| tasks().flat_map(|task| &task.marks).any(|it| test(&it.what));
    let ends = |test: fn(Option<&End>) -> bool| {
        tasks().any(|task| test(task.end.as_ref().map(|end| &end.1)))
    };
    let mut group = Group::new();
    let mut count = 0;
    let mut add = |is_there: bool, mark: &dyn Fn(f64, f64) -> SVG, meaning: &str| {
        if is_there {
            let (x, y) = if count % 2 == 0 { (LEFT, top) } else { (MIDDLE, top) };
            let y = y + LINE * f64::from(count / 2);
            let words = text("20", 4.0, "small", meaning);
            group = std::mem::take(&mut group).add(mark(x, y)).add(at(x, y).add(words));
            count += 1;
        }
    };
    add(!runs.is_empty(), &running, "runs, on thread A");
    add(!runs.is_empty(), &waiting, "waits");
    let mark = |kind| move |x, y| marks::mark(kind, x, 7.0, y);
    add(has(|what| matches!(what, What::Calls(_))), &mark(Kind::Call), "calls a callback");
    let arrow = |x, y| marks::arrow(x, 7.0, y - 7.0, y + 7.0);
    add(
        tasks().any(|task| task.by.is_some_and(|by| by.is_callback)),
        &arrow,
        "which creates a task",
    );
    add(
        has(|what| matches!(what, What::AwaitsEvent(_))),
        &mark(Kind::Await),
        "waits for the event",
    );
    add(has(|what| matches!(what, What::SetsEvent(_))), &mark(Kind::Set), "sets the event");
    let end = |end: Option<End>| move |x, y| marks::end(end.as_ref(), x, 7.0, y);
    add(ends(|it| it == Some(&End::Returned)), &end(Some(End::Returned)), "returned");
    add(ends(|it| it == Some(&End::Cancelled)), &end(Some(End::Cancelled)), "cancelled");
    let panicked = End::Panicked(String::new());
    add(ends(|it| matches!(it, Some(End::Panicked(_)))), &end(Some(panicked)), "panicked");
    add(ends(|it| it.is_none()), &end(None), "not done");
    let mut y = top + LINE * f64::from((count + 1) / 2);
    for run in runs.iter().filter(|run| !run.threads.is_empty()) {
        let words = format!("{}: {}", run.name, run.letters());
        group = group.add(text("2%", y + 4.0, "small", &cut(&words, 52)));
        y += LINE;
    }
    (group, y)
}

const LEFT: f64 = 2.0;
const MIDDLE: f64 = 50.0;

fn running(x: f64, y: f64) -> SVG {
    let chip = Rectangle::new().set("class", "chip a").set("y", -7).set("width", 14);
    let letter = text("7", 4.0, "letter", "A").set("text-anchor", "middle");
    at(x, y).add(chip.set("height", 14).set("rx", 3)).add(letter)
}

fn waiting(x: f64, y: f64) -> SVG {
    at(x, y).add(Line::new().set("class", "wait").set("x1", 0).set("x2", 14))
}
