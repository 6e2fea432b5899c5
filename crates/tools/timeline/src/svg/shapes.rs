//! What the drawing is made of: texts, and marks, which are drawn in pixels to the right of a time.

use crate::run::{End, Run};

/// The axis begins and ends at these percentages. Marks at its end need room.
pub(super) const LEFT: f64 = 2.0;
pub(super) const RIGHT: f64 = 88.0;

pub(super) fn escaped(text: &str) -> String {
    let text = text.replace(|letter: char| letter.is_control() && letter != '\n', "");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

pub(super) fn text(x: &str, y: f64, class: &str, content: &str) -> String {
    let content = escaped(content);
    format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{content}</text>\n")
}

/// A text that ends there.
pub(super) fn end_text(x: &str, y: f64, class: &str, content: &str) -> String {
    text(x, y, &format!("{class} end"), content)
}

/// What is drawn in pixels to the right of a time.
pub(super) fn at(percent: f64, y: f64, content: &str) -> String {
    format!("<svg overflow=\"visible\" x=\"{percent:.2}%\" y=\"{y}\">{content}</svg>\n")
}

/// A mark below a task's bar, whose class says what it is for.
pub(super) fn mark(class: &str, offset: f64) -> String {
    let d = if ["call", "bad"].contains(&class) { "l5 5l-5 5l-5 -5z" } else { "l5 9h-10z" };
    shape(class, &format!("M{offset} -5{d}"))
}

/// From a callback to the task that it creates.
pub(super) fn arrow(offset: f64, from: f64, to: f64) -> String {
    shape("arrow", &format!("M{offset} {from}V{to}m-4 -5l4 5l4 -5"))
}

/// From a task that sets an event to one that waits for it, so many pixels below.
pub(super) fn woken(offset: f64, to: f64, height: f64) -> String {
    let back = if height > 0.0 { -5 } else { 5 };
    let head = format!("M{to} {height}l-4 {back}h8z");
    shape("set", &format!("M{offset} 0L{to} {height}")) + &shape("event", &head)
}

/// How a task ended: a tick, a cross, an exclamation mark; dots if it did not.
pub(super) fn end(end: Option<&End>, offset: f64) -> String {
    let (class, d) = match end {
        Some(End::Returned) => ("returned", "m-4 0l3 4l6 -8"),
        Some(End::Cancelled) => ("cancelled", "m-4 -4l8 8m0 -8l-8 8"),
        Some(End::Panicked(_)) => ("panicked", "m0 -7v8m0 3v3"),
        None => ("not-done", "m-5 0h3m2 0h3m2 0h3"),
    };
    shape(class, &format!("M{offset} 0{d}"))
}

fn shape(class: &str, d: &str) -> String {
    format!("<path class=\"{class}\" d=\"{d}\"/>")
}

/// The letters of threads, in the colour of the first.
pub(super) fn chip(threads: &[usize]) -> String {
    let (width, class) = (chip_width(threads), class_of(threads[0]));
    let letters: String = threads.iter().map(|&thread| Run::letter(thread)).collect();
    let label = text(&(width / 2.0).to_string(), 4.0, "letter", &letters);
    format!(
        "<rect class=\"chip {class}\" y=\"-7\" width=\"{width}\" height=\"14\" rx=\"3\"/>{label}"
    )
}

/// In pixels: a letter takes eight.
pub(super) fn chip_width(threads: &[usize]) -> f64 {
    6.0 + 8.0 * threads.len() as f64
}

/// The class that has a thread's colour.
pub(super) fn class_of(thread: usize) -> &'static str {
    ["a", "b", "c", "d", "e", "f"][thread % 6]
}
