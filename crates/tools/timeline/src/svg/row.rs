//! The row of a task.

use super::shapes::{self, LEFT, RIGHT, at, chip, chip_width, class_of, end_text, escaped, text};
use crate::axis::Axis;
use crate::run::{ROWS, Run, Task, What, cut, panicked};

/// In pixels, as where things are from a row's top.
pub(super) const HEIGHT: f64 = 56.0;
const NAME: f64 = 13.0;
const BAR: f64 = 31.0;
const MARKS: f64 = 46.0;
/// The least width that this is made for, in pixels.
const NARROWEST: f64 = 340.0;

/// All rows of a run. The arrows between them are below everything else.
pub(super) fn rows(run: &Run, axis: &Axis, top: f64) -> String {
    let tasks = &run.tasks[..run.tasks.len().min(ROWS)];
    let lanes: Vec<Lane> = tasks.iter().map(|task| lane(task, axis)).collect();
    let y = |task: usize| top + HEIGHT * task as f64;
    let mut rows = String::new();
    for (index, task) in tasks.iter().enumerate() {
        if let Some(by) = task.by.filter(|by| by.is_callback && by.task < tasks.len()) {
            let (x, from) = (percent(axis, task.created), y(by.task) + MARKS);
            let offset = offset(&lanes[by.task], &["call", "bad"], x);
            rows += &at(x, from, &shapes::arrow(offset, 0.0, y(index) + BAR - 8.0 - from));
        }
        for mark in &task.marks {
            let What::SetsEvent(event) = mark.what else { continue };
            let (x, from) = (percent(axis, mark.time), y(index) + MARKS);
            for (waiter, other) in tasks.iter().enumerate().filter(|&(it, _)| it != index) {
                if awaits(other, event, mark.time) {
                    let to = y(waiter) + BAR + if waiter < index { 8.0 } else { -8.0 };
                    let offset = offset(&lanes[index], &["event"], x);
                    rows += &at(x, from, &shapes::woken(offset, FIRST, to - from));
                }
            }
        }
    }
    rows + &(0..tasks.len()).map(|it| row(run, it, axis, &lanes[it], y(it))).collect::<String>()
}

/// Whether the task waits for the event at that time.
fn awaits(task: &Task, event: usize, time: f64) -> bool {
    let mut own = task.marks.iter().filter(|mark| mark.time <= time && !mark.is_callback);
    own.next_back().is_some_and(|mark| mark.what == What::AwaitsEvent(event))
}

fn row(run: &Run, index: usize, axis: &Axis, lane: &Lane, top: f64) -> String {
    let task = &run.tasks[index];
    let (title, how, bar) = (run.title(index), run.end(index), top + BAR);
    let mut row = format!("<g><title>{}</title>\n", escaped(&format!("{title}: {how}")));
    row += &text("2%", top + NAME, "name", &cut(&title, 22));
    if how != "returned" {
        row += &end_text("98%", top + NAME, "small bad", &cut(&how, 28));
    }
    let line = |class: &str, from, to, y: f64| {
        let (from, to) = (percent(axis, from), percent(axis, to));
        let x = format!("x1=\"{from:.2}%\" x2=\"{to:.2}%\"");
        format!("<line class=\"{class}\" {x} y1=\"{y}\" y2=\"{y}\"/>\n")
    };
    let end = task.end.as_ref().map_or(run.length, |end| end.0);
    row += &line("wait", task.created, end, bar);
    for callback in &task.callbacks {
        row += &line("called", callback.piece.from, callback.piece.to, top + MARKS);
    }
    for piece in &task.pieces {
        row += &line(&format!("run {}", class_of(piece.thread)), piece.from, piece.to, bar);
    }
    let (mut last, mut after) = (f64::NEG_INFINITY, 0.0);
    for (x, threads) in chips(task, axis) {
        row += &at(x, bar, &chip(&threads));
        (last, after) = (x, chip_width(&threads));
    }
    let x = percent(axis, end);
    // Right of the last label, also where a percent is least.
    let offset = ((last - x) * NARROWEST / 100.0 + after + 8.0).max(6.0);
    row += &at(x, bar, &shapes::end(task.end.as_ref().map(|end| &end.1), offset));
    let mark = |&(class, _, base, offset): &_| at(base, top + MARKS, &shapes::mark(class, offset));
    row + &lane.iter().map(mark).collect::<String>() + "</g>\n"
}

/// The place of a time, in percent of the width.
fn percent(axis: &Axis, time: f64) -> f64 {
    LEFT + axis.place(time) * (RIGHT - LEFT)
}

/// Where the pieces begin, and on which threads they are. Those that would overlap are one.
fn chips(task: &Task, axis: &Axis) -> Vec<(f64, Vec<usize>)> {
    let mut chips: Vec<(f64, Vec<usize>)> = Vec::new();
    for piece in &task.pieces {
        let x = percent(axis, piece.from);
        match chips.last_mut() {
            Some((last, threads)) if (x - *last) * NARROWEST / 100.0 < chip_width(threads) => {
                if threads.len() < 3 && threads.last() != Some(&piece.thread) {
                    threads.push(piece.thread);
                }
            }
            _ => chips.push((x, vec![piece.thread])),
        }
    }
    chips
}

/// The marks below a task's bar, side by side where those at nearly the same time would lie upon each
/// other: the class, the time's place in percent, that of the first neighbour, and the pixels from there.
type Lane = Vec<(&'static str, f64, f64, f64)>;

/// Marks that are nearer than so many percent of the width are put side by side.
const NEAR: f64 = 5.0;
/// In pixels: the first one's middle is below the label of the piece.
const FIRST: f64 = 7.0;
const NEXT: f64 = 14.0;
/// The last place. Further marks are drawn upon each other.
const MOST: f64 = FIRST + 3.0 * NEXT;

fn lane(task: &Task, axis: &Axis) -> Lane {
    let mut lane = Lane::new();
    for mark in &task.marks {
        let class = match mark.what {
            What::Calls(callback) if panicked(task.callbacks[callback].end.as_ref()) => "bad",
            What::Calls(_) => "call",
            What::SetsEvent(_) => "event",
            What::AwaitsEvent(_) => "awaited",
            _ => continue,
        };
        let x = percent(axis, mark.time);
        match lane.last().copied().filter(|last| x - last.2 < NEAR) {
            // The same twice, such as looking at the event once more.
            Some(last) if last.0 == class => {}
            Some((_, _, base, offset)) => lane.push((class, x, base, (offset + NEXT).min(MOST))),
            None => lane.push((class, x, x, FIRST)),
        }
    }
    lane
}

/// How many pixels to the right of its time a mark is, for an arrow that begins there.
fn offset(lane: &Lane, classes: &[&str], x: f64) -> f64 {
    let marks = lane.iter().filter(|mark| classes.contains(&mark.0));
    let nearest = marks.min_by(|a, b| (a.1 - x).abs().total_cmp(&(b.1 - x).abs()));
    nearest.map_or(FIRST, |mark| mark.3)
}
