//! What both drawings show of a run: the signs in the tasks' rows, and the arrows between the rows.

use std::iter;

use crate::axis::Axis;
use crate::run::{End, Run, Step, What};

/// How a step is drawn.
#[derive(Clone, Copy)]
pub(crate) struct Sign {
    /// In the terminal.
    pub(crate) letter: char,
    /// In the picture: the class, and the path from the sign's middle.
    pub(crate) class: &'static str,
    pub(crate) path: &'static str,
    /// In the picture's legend.
    pub(crate) meaning: &'static str,
}

impl Sign {
    /// `None` if the step has no sign.
    pub(crate) fn of(step: &Step) -> Option<Sign> {
        let (letter, class, path, meaning) = match (&step.what, &step.callback) {
            (What::Runs(thread), None) => {
                let class = ["a", "b", "c", "d", "e", "f"][thread % 6];
                (Run::letter(*thread), class, BOX, "runs, on thread A")
            }
            (What::Runs(_), _) => ('*', "call", "m0 -5l5 5l-5 5l-5 -5z", "calls a callback"),
            (What::AwaitsEvent(_), None) => ('?', "awaited", TRIANGLE, "waits for the event"),
            (What::SetsEvent(_), _) => ('!', "event", TRIANGLE, "sets the event"),
            (What::Ends(End::Panicked(_)), _) => ('#', "panic", BOX, "panics"),
            (What::Ends(End::Returned), None) => ('=', "good", "m-4 0l3 4l6 -8", "returns"),
            (What::Ends(End::Cancelled), None) => {
                ('x', "bad", "m-4 -4l8 8m0 -8l-8 8", "is cancelled")
            }
            (What::Ends(End::NotDone), None) => ('~', "bad", "m-5 0h3m2 0h3m2 0h3", "is not done"),
            _ => return None,
        };
        Some(Sign { letter, class, path, meaning })
    }
}

const BOX: &str = "m-6.5 -6.5h13v13h-13z";
const TRIANGLE: &str = "m0 -5l5 9h-10z";

/// A sign in a row. Signs that would overlap are put side by side, where the first one's place is.
pub(crate) struct Placed<'a> {
    pub(crate) step: &'a Step,
    pub(crate) sign: Sign,
    /// Between 0 and 1.
    pub(crate) place: f64,
    /// How many signs are between that place and this one.
    pub(crate) nth: usize,
}

/// Places the signs of steps, each of that width. They begin where the sign `first` would be.
pub(crate) fn place<'a>(
    steps: impl Iterator<Item = &'a Step>,
    axis: &Axis,
    width: f64,
    first: (f64, usize),
) -> Vec<Placed<'a>> {
    let (mut place, mut nth) = first;
    let mut placed: Vec<Placed> = Vec::new();
    for (step, sign) in steps.filter_map(|step| Some((step, Sign::of(step)?))) {
        let own_place = axis.place(step.time);
        if own_place >= place + nth as f64 * width {
            (place, nth) = (own_place, 0);
        }
        // Many short runs at one place are one sign.
        let may_repeat = !matches!(sign.letter, 'A'..='Z' | '+' | '?');
        let is_same = |it: &Placed| it.place == place && it.sign.letter == sign.letter;
        if may_repeat || !placed.iter().any(is_same) {
            placed.push(Placed { step, sign, place, nth });
            nth += 1;
        }
    }
    placed
}

/// When the coroutine and its callbacks ran: the step that began it, and the time of its end.
pub(crate) fn spans(run: &Run, task: usize) -> Vec<(&Step, f64)> {
    let steps: Vec<_> = run.steps_of(task).collect();
    let is_end = |step: &&&Step| matches!(step.what, What::Waits | What::Ends(_));
    let runs = steps.iter().enumerate().filter(|it| matches!(it.1.what, What::Runs(_)));
    runs.filter_map(|(at, step)| Some((*step, steps[at..].iter().find(is_end)?.time))).collect()
}

/// When a task was ready but did not run: after it had been created or woken.
pub(crate) fn ready(run: &Run, task: usize) -> Vec<(f64, f64)> {
    let is_own =
        |step: &&Step, is_it: fn(&What) -> bool| step.callback.is_none() && is_it(&step.what);
    let times = |is_it| run.steps_of(task).filter(move |it| is_own(it, is_it)).map(|it| it.time);
    let ends: Vec<_> = times(|it| matches!(it, What::Runs(_) | What::Ends(_))).collect();
    let starts = iter::once(run.tasks[task].created).chain(times(|it| *it == What::Woken));
    let end = |start: f64| ends.iter().copied().find(|end| *end >= start);
    starts.filter_map(|start| Some((start, end(start)?))).collect()
}

/// From a callback to the task that it creates, or from a task that sets an event to one that waits for it.
pub(crate) struct Arrow {
    pub(crate) from: usize,
    /// The letter of the sign at which it begins.
    pub(crate) letter: char,
    pub(crate) to: usize,
    pub(crate) time: f64,
}

impl Arrow {
    /// All arrows between the rows of a run.
    pub(crate) fn all(run: &Run) -> Vec<Arrow> {
        let mut arrows = Vec::new();
        for from in run.drawn() {
            for Step { time, what, callback, .. } in run.steps_of(from) {
                for to in run.drawn().filter(|to| *to != from) {
                    let letter = match *what {
                        What::Creates(task) if task == to && callback.is_some() => '*',
                        What::SetsEvent(event) if awaits(run, to, event, *time) => '!',
                        _ => continue,
                    };
                    arrows.push(Arrow { from, letter, to, time: *time });
                }
            }
        }
        arrows
    }

    /// Where it begins in that row.
    pub(crate) fn start<'a>(&self, row: &'a [Placed]) -> &'a Placed<'a> {
        let is_start = |it: &&Placed| it.sign.letter == self.letter && it.step.time <= self.time;
        row.iter().rfind(is_start).expect("a callback is called before it creates a task")
    }
}

/// Whether the task waits for the event at that time.
fn awaits(run: &Run, task: usize, event: u64, time: f64) -> bool {
    let last = run.acts(task).take_while(|step| step.time <= time).last();
    last.is_some_and(|step| step.what == What::AwaitsEvent(event))
}
