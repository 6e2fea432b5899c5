//! The marks below a task's bar, and the arrows from them.

use svg::node::element::{Group, Path, SVG};

use super::at;
use crate::run::End;

/// What a mark is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Call,
    Set,
    Await,
}

/// Marks side by side. Those at nearly the same time would lie upon each other.
#[derive(Default)]
pub(super) struct Lane {
    /// The kind, the time's place in percent, that of the first of the neighbours, and the pixels from there.
    marks: Vec<(Kind, f64, f64, f64)>,
}

/// Marks that are nearer than so many percent of the width are put side by side.
const NEAR: f64 = 5.0;
/// In pixels: the first one's middle is below the label of the piece.
const FIRST: f64 = 7.0;
const NEXT: f64 = 14.0;
/// So many are put side by side; what comes then is on top of the last.
const MOST: f64 = 3.0;

impl Lane {
    pub(super) fn add(&mut self, kind: Kind, x: f64) {
        let last = self.marks.last().copied().filter(|last| x - last.2 < NEAR);
        match last {
            // The same twice, such as looking at the event once more.
            Some(last) if last.0 == kind => {}
            Some((_, _, base, offset)) => {
                self.marks.push((kind, x, base, (offset + NEXT).min(FIRST + NEXT * MOST)));
            }
            None => self.marks.push((kind, x, x, FIRST)),
        }
    }

    /// How many pixels to the right of its time the mark is, for what begins there.
    pub(super) fn offset(&self, kind: Kind, x: f64) -> f64 {
        let same = self.marks.iter().filter(|mark| mark.0 == kind);
        let nearest = same.min_by(|a, b| (a.1 - x).abs().total_cmp(&(b.1 - x).abs()));
        nearest.map_or(FIRST, |mark| mark.3)
    }

    pub(super) fn draw(&self, y: f64) -> Group {
        let marks = self.marks.iter().map(|&(kind, _, base, offset)| mark(kind, base, offset, y));
        marks.fold(Group::new(), Group::add)
    }
}

pub(super) fn mark(kind: Kind, x: f64, offset: f64, y: f64) -> SVG {
    let (class, shape) = match kind {
        Kind::Call => ("call", "l5 5l-5 5l-5 -5z"),
        Kind::Set => ("event", "l5 9h-10z"),
        Kind::Await => ("awaited", "l5 9h-10z"),
    };
    shape_at(class, &format!("M{offset} -5{shape}"), x, y)
}

/// From the callback to the task that it creates.
pub(super) fn arrow(x: f64, offset: f64, from: f64, to: f64) -> SVG {
    let d = format!("M{offset} 0V{height}m-4 -5l4 5l4 -5", height = to - from);
    shape_at("arrow", &d, x, from)
}

/// From who sets an event to who waits for it, whose label is at the same time.
pub(super) fn woken(x: f64, offset: f64, from: f64, to: f64) -> SVG {
    let (height, back) = (to - from, if to > from { -5 } else { 5 });
    let line = Path::new().set("class", "set").set("d", format!("M{offset} 0L{FIRST} {height}"));
    let head = format!("M{FIRST} {height}l-4 {back}h8z");
    at(x, from).add(line).add(Path::new().set("class", "event").set("d", head))
}

/// How a task ended: a tick, a cross, an exclamation mark; dots if it did not.
pub(super) fn end(end: Option<&End>, x: f64, offset: f64, y: f64) -> SVG {
    let (class, shape) = match end {
        Some(End::Returned) => ("returned", "m-4 0l3 4l6 -8"),
        Some(End::Cancelled) => ("failed", "m-4 -4l8 8m0 -8l-8 8"),
        Some(End::Panicked(_)) => ("failed", "m0 -7v8m0 3v3"),
        None => ("failed", "m-5 0h3m2 0h3m2 0h3"),
    };
    shape_at(class, &format!("M{offset} 0{shape}"), x, y)
}

fn shape_at(class: &str, d: &str, x: f64, y: f64) -> SVG {
    at(x, y).add(Path::new().set("class", class).set("d", d))
}
