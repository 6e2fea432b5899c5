//! The drawing in a terminal: 80 columns, and no letters but those that every terminal has.

use console::{Color, style};

use crate::axis::Axis;
use crate::describe::end;
use crate::rows::{Arrow, Placed, place, ready, spans};
use crate::run::{Run, What, cut};

const NAME: usize = 22;
const PLOT: usize = 56;
/// To the right of the axis there is room for signs at its end.
const AXIS: f64 = (PLOT - 4) as f64;

const LEGEND: &str = "
A B  runs, on that thread     -  waits              =  returns    x  is cancelled
*    calls a callback         .  is ready to run    #  panics     ~  is not done
+>   created by the callback  ?  waits for the event          !  sets the event
";

/// Draws runs under one axis, a row a task. In colour if it goes to a terminal.
#[must_use]
pub fn terminal(runs: &[Run]) -> String {
    let axis = Axis::new(runs);
    let mut text = ruler(&axis);
    for run in runs {
        let head = format!("\n{}, {}\n", run.name, run.summary());
        text += &format!("{}{}", style(head).bold(), draw(run, &axis));
    }
    text += LEGEND;
    for letters in runs.iter().filter_map(Run::letters) {
        text += &format!("{}\n", cut(&letters, 79));
    }
    text
}

fn ruler(axis: &Axis) -> String {
    let mut labels = format!("{:<NAME$}", format!("time in {}", axis.unit));
    let mut ruler = ['.'; PLOT];
    for (place, label) in &axis.ticks {
        ruler[column(*place)] = '|';
        labels = format!("{labels:<start$}{label}", start = NAME + column(*place));
    }
    format!("{labels}\n{:<NAME$}{}\n", "", ruler.iter().collect::<String>())
}

fn column(place: f64) -> usize {
    (place * AXIS).round() as usize
}

fn draw(run: &Run, axis: &Axis) -> String {
    // Signs for which there is no room are in the last columns.
    let column_of = |it: &Placed| (column(it.place) + it.nth).min(PLOT - 2);
    let arrows = Arrow::all(run);
    let mut rows: Vec<([char; PLOT], Vec<Placed>)> = Vec::new();
    for task in run.drawn() {
        let mut row = [' '; PLOT];
        let mut line = |from, to, letter| {
            row[column(axis.place(from))..=column(axis.place(to))].fill(letter);
        };
        line(run.tasks[task].created, run.end(task).time, '-');
        ready(run, task).into_iter().for_each(|(from, to)| line(from, to, '.'));
        for (step, to) in spans(run, task) {
            if let (What::Runs(thread), None) = (&step.what, &step.callback) {
                line(step.time, to, Run::letter(*thread));
            }
        }
        let mut first = (0.0, 0);
        if let Some(arrow) = arrows.iter().find(|it| it.to == task && it.letter == '*') {
            let start = arrow.start(&rows[arrow.from].1);
            let column = column_of(start);
            first = (start.place, start.nth + 2);
            row[..column].fill(' ');
            (row[column], row[column + 1]) = ('+', '>');
            let between = rows[arrow.from + 1..].iter_mut().map(|row| &mut row.0[column]);
            between.filter(|cell| matches!(cell, ' ' | '-' | '.')).for_each(|cell| *cell = '|');
        }
        let placed = place(run.steps_of(task), axis, 1.0 / AXIS, first);
        placed.iter().for_each(|it| row[column_of(it)] = it.sign.letter);
        rows.push((row, placed));
    }
    let mut text = String::new();
    for (task, (row, _)) in run.drawn().zip(rows) {
        let (title, end) = (cut(&run.title(task), NAME - 1), end(run, task));
        let line = row.iter().collect::<String>();
        text += &format!("{title:<width$} {}\n", coloured(line.trim_end()), width = NAME - 1);
        if end != "returns" && end != "is cancelled" {
            text += &format!("{:NAME$}{}\n", "", cut(&end, PLOT));
        }
    }
    text + &run.rest().map(|line| line + "\n").unwrap_or_default()
}

/// Each thread's letter in its colour.
fn coloured(line: &str) -> String {
    const COLORS: [Color; 4] = [Color::Cyan, Color::Yellow, Color::Green, Color::Magenta];
    let colour = |letter: char| {
        let color = match letter {
            'A'..='Z' => COLORS[(letter as usize - 'A' as usize) % COLORS.len()],
            '#' | 'x' | '~' => Color::Red,
            letter => return letter.to_string(),
        };
        style(letter).fg(color).bold().to_string()
    };
    line.chars().map(colour).collect()
}
