//! Programs of a small language, at random.
//!
//! Tasks are `t0`, `t1`, … and callbacks `c0`, `c1`, … in the order in which the program's lines make
//! them. A line that names a task or a callback that does not exist yet does nothing.

use std::fmt;

use proptest::collection;
use proptest::prelude::*;
use proptest::sample::select;

#[derive(Clone)]
pub struct Program(pub Vec<Line>);

#[derive(Clone, Debug)]
pub enum Line {
    Create(Body),
    AddCallback(usize, Then),
    RemoveCallback(usize),
    Cancel(usize),
    SetName(usize, &'static str),
    Set(usize),
    Clear(usize),
    /// Lets the tasks run until each has ended or waits.
    Pause,
}

/// What a coroutine does.
#[derive(Clone, Debug)]
pub struct Body {
    pub steps: Vec<Step>,
    pub end: End,
}

#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// For an event.
    Wait(usize),
    /// A task.
    Await(usize),
}

#[derive(Clone, Copy, Debug)]
pub enum End {
    Returns,
    Panics,
    CancelsItself,
}

/// What a callback does.
#[derive(Clone, Debug)]
pub enum Then {
    Nothing,
    Panics,
    Sets(usize),
    Creates(Body),
    /// To its own task.
    AddsCallback,
}

pub const EVENTS: usize = 2;

pub fn programs() -> impl Strategy<Value = Program> {
    collection::vec(lines(), 0..40).prop_map(Program)
}

fn lines() -> impl Strategy<Value = Line> {
    prop_oneof![
        4 => Just(Line::Pause),
        6 => bodies().prop_map(Line::Create),
        8 => (tasks(), thens()).prop_map(|(task, then)| Line::AddCallback(task, then)),
        4 => (0..6usize).prop_map(Line::RemoveCallback),
        2 => tasks().prop_map(Line::Cancel),
        2 => (tasks(), select(vec!["Ann", "Bob"])).prop_map(|(task, name)| Line::SetName(task, name)),
        4 => events().prop_map(Line::Set),
        4 => events().prop_map(Line::Clear),
    ]
}

fn bodies() -> impl Strategy<Value = Body> {
    let step = prop_oneof![2 => events().prop_map(Step::Wait), 3 => tasks().prop_map(Step::Await)];
    let end = prop_oneof![
        4 => Just(End::Returns),
        1 => Just(End::Panics),
        1 => Just(End::CancelsItself),
    ];
    (collection::vec(step, 0..4), end).prop_map(|(steps, end)| Body { steps, end })
}

fn thens() -> impl Strategy<Value = Then> {
    prop_oneof![
        Just(Then::Nothing),
        Just(Then::Panics),
        events().prop_map(Then::Sets),
        Just(Then::AddsCallback),
        bodies().prop_map(Then::Creates),
    ]
}

fn tasks() -> impl Strategy<Value = usize> {
    0..3usize
}

fn events() -> impl Strategy<Value = usize> {
    0..EVENTS
}

/// Makes a counterexample readable: numbers its lines, and names the tasks and callbacks that they make.
impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut tasks, mut callbacks) = (0.., 0..);
        for (index, line) in self.0.iter().enumerate() {
            let name = match line {
                Line::Create(_) => format!("t{} = ", tasks.next().unwrap()),
                Line::AddCallback(..) => format!("c{} = ", callbacks.next().unwrap()),
                _ => String::new(),
            };
            write!(f, "\n{:>4}  {name}{line:?}", index + 1)?;
        }
        Ok(())
    }
}
