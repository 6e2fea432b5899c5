//! The row of a task.

use svg::node::element::{Group, Line, Rectangle, Title};

use super::marks::{self, Kind, Lane};
use super::{ROW, ROWS, at, end, percent, text};
use crate::axis::Axis;
use crate::run::{Run, What};

/// Where things are, from a row's top.
const NAME: f64 = 13.0;
const BAR: f64 = 31.0;
const MARKS: f64 = 46.0;
/// The least width that this is made for, in pixels.
const NARROWEST: f64 = 340.0;

/// All rows of a run. The arrows between them are below everything else.
pub(super) fn rows(run: &Run, axis: &Axis, top: f64) -> Group {
    let count = run.tasks.len().min(ROWS);
    let lanes: Vec<Lane> = (0..count).map(|task| lane(run, task, axis)).collect();
    let y = |task: usize| top + ROW * task as f64;
    let mut arrows = Group::new();
    for (index, task) in run.tasks.iter().enumerate().take(count) {
        let Some(by) = task.by.filter(|by| by.is_callback && by.task < count) else { continue };
        let x = percent(axis, task.created);
        let offset = lanes[by.task].offset(Kind::Call, x);
        arrows = arrows.add(marks::arrow(x, offset, y(by.task) + MARKS, y(index) + BAR - 8.0));
    }
    for (setter, task) in run.tasks.iter().enumerate().take(count) {
        for mark in &task.marks {
            let What::SetsEvent(event) = mark.what else { continue };
            let x = percent(axis, mark.time);
            for waiter in
                (0..count).filter(|&it| it != setter && is_woken(run, it, event, mark.time))
            {
                let offset = lanes[setter].offset(Kind::Set, x);
                let to = y(waiter) + BAR + if waiter < setter { 8.0 } else { -8.0 };
                arrows = arrows.add(marks::woken(x, offset, y(setter) + MARKS, to));
            }
        }
    }
    let rows = (0..count).map(|task| row(run, task, axis, &lanes[task], y(task)));
    rows.fold(Group::new().add(arrows), Group::add)
}

/// Whether the task waits for the event at that time.
fn is_woken(run: &Run, task: usize, event: usize, time: f64) -> bool {
    let marks = run.tasks[task].marks.iter().filter(|mark| mark.time <= time);
    let mut marks = marks.rev().filter(|mark| !mark.is_callback);
    marks.next().is_some_and(|mark| mark.what == What::AwaitsEvent(event))
}

fn lane(run: &Run, index: usize, axis: &Axis) -> Lane {
    let mut lane = Lane::default();
    for mark in &run.tasks[index].marks {
        let kind = match mark.what {
            What::Calls(_) => Kind::Call,
            What::SetsEvent(_) => Kind::Set,
            What::AwaitsEvent(_) => Kind::Await,
            _ => continue,
        };
        lane.add(kind, percent(axis, mark.time));
    }
    lane
}

fn row(run: &Run, index: usize, axis: &Axis, lane: &Lane, top: f64) -> Group {
    let task = &run.tasks[index];
    let (how, bar) = (run.end(index), top + BAR);
    let over = task.end.as_ref().map_or(run.length, |end| end.0);
    let tooltip = format!("{}: {how}", run.title(index));
    let mut group = Group::new().add(Title::new(tooltip));
    group = group.add(text("2%", top + NAME, "name", &cut(&run.title(index), 22)));
    if how != "returned" {
        group = group.add(end("98%", top + NAME, "small bad", &cut(&how, 28)));
    }
    group = group.add(line("wait", percent(axis, task.created), percent(axis, over), bar));
    for callback in &task.callbacks {
        let (from, to) = (percent(axis, callback.piece.from), percent(axis, callback.piece.to));
        group = group.add(line("called", from, to, top + MARKS));
    }
    for piece in &task.pieces {
        let (from, to) = (percent(axis, piece.from), percent(axis, piece.to));
        group = group.add(line(&format!("run {}", class_of(piece.thread)), from, to, bar));
    }
    let (mut last, mut after) = (f64::NEG_INFINITY, 0.0);
    for (x, threads) in chips(run, index, axis) {
        let width = width(&threads);
        let letters: String = threads.iter().map(|&thread| Run::letter(thread)).collect();
        let chip = Rectangle::new().set("class", format!("chip {}", class_of(threads[0])));
        let chip = chip.set("y", -7).set("width", width).set("height", 14).set("rx", 3);
        let label = text("0", 4.0, "letter", &letters).set("text-anchor", "middle");
        group = group.add(at(x, bar).add(chip).add(label.set("x", width / 2.0)));
        (last, after) = (x, width);
    }
    let x = percent(axis, over);
    // Right of the last label, also where a percent is least.
    let offset = ((last - x) * NARROWEST / 100.0 + after + 8.0).max(6.0);
    group = group.add(marks::end(task.end.as_ref().map(|end| &end.1), x, offset, bar));
    group.add(lane.draw(top + MARKS))
}

/// Where the pieces begin, and on which threads they are. Those that would overlap are one.
fn chips(run: &Run, index: usize, axis: &Axis) -> Vec<(f64, Vec<usize>)> {
    let mut chips: Vec<(f64, Vec<usize>)> = Vec::new();
    for piece in &run.tasks[index].pieces {
        let x = percent(axis, piece.from);
        match chips.last_mut() {
            Some((last, threads)) if (x - *last) * NARROWEST / 100.0 < width(threads) => {
                if threads.len() < 3 && threads.last() != Some(&piece.thread) {
                    threads.push(piece.thread);
                }
            }
            _ => chips.push((x, vec![piece.thread])),
        }
    }
    chips
}

/// In pixels: a letter takes eight.
fn width(threads: &[usize]) -> f64 {
    6.0 + 8.0 * threads.len() as f64
}

fn class_of(thread: usize) -> &'static str {
    ["a", "b", "c", "d", "e", "f"][thread % 6]
}

fn line(class: &str, from: f64, to: f64, y: f64) -> Line {
    let line = Line::new().set("class", class).set("y1", y).set("y2", y);
    line.set("x1", format!("{from:.2}%")).set("x2", format!("{to:.2}%"))
}

pub(super) fn cut(text: &str, length: usize) -> String {
    match text.chars().count() > length {
        true => text.chars().take(length - 1).collect::<String>() + "…",
        false => text.to_string(),
    }
}

/// What is said of the tasks that have no row.
pub(super) fn rest(run: &Run) -> Option<String> {
    let count = run.tasks.len();
    let returned = (ROWS..count).filter(|&task| run.end(task) == "returned").count();
    match count {
        0 => Some("No task was created.".to_string()),
        count if count > ROWS => {
            Some(format!("and {} more tasks, of which {returned} returned", count - ROWS))
        }
        _ => None,
    }
}
