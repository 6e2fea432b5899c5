//! The drawing in a terminal: 80 columns, and no letters but those that every terminal has.

use console::{Color, Style};

use crate::axis::Axis;
use crate::run::{End, ROWS, Run, Task, What, cut, panicked};

const NAME: usize = 22;
const PLOT: usize = 56;

const LEGEND: &str = "
A B  runs, on that thread     -  waits or is ready  =  returned   x  cancelled
*    calls a callback         !  sets the event     #  panicked   ~  not done
+>   created by the callback  ?  waits for the event
";

/// Draws runs under one axis, a row a task. In colour if it goes to a terminal.
#[must_use]
pub fn terminal(runs: &[Run]) -> String {
    let axis = Axis::new(runs.iter().map(|run| run.length));
    let mut text = ruler(&axis);
    for run in runs {
        let head = format!("\n{}, {}\n", run.name, run.summary());
        text += &format!("{}{}", Style::new().bold().apply_to(head), draw(run, &axis));
    }
    text += LEGEND;
    for run in runs.iter().filter(|run| !run.threads.is_empty()) {
        text += &format!("{}\n", cut(&format!("{}: {}", run.name, run.letters()), 79));
    }
    text
}

fn ruler(axis: &Axis) -> String {
    let mut labels = format!("{:<NAME$}", format!("time in {}", axis.unit));
    let mut ruler = ['.'; PLOT];
    for (place, label) in &axis.ticks {
        ruler[column(*place)] = '|';
        let start = (NAME + column(*place)).min(NAME + PLOT - label.len());
        if labels.len() <= start {
            labels = format!("{labels:<start$}{label}");
        }
    }
    format!("{labels}\n{:<NAME$}{}\n", "", ruler.iter().collect::<String>())
}

/// To the right of the last column there is room for letters that come at the end.
fn column(place: f64) -> usize {
    (place * (PLOT - 4) as f64).round() as usize
}

fn draw(run: &Run, axis: &Axis) -> String {
    let mut rows: Vec<[char; PLOT]> = Vec::new();
    for (index, task) in run.tasks.iter().enumerate().take(ROWS) {
        let creator = task.by.filter(|by| by.is_callback && by.task < index).map(|by| by.task);
        let arrow = creator.and_then(|creator| {
            let time = column(axis.place(task.created));
            let calls = (0..PLOT).filter(|&column| rows[creator][column] == '*');
            calls.min_by_key(|column| column.abs_diff(time))
        });
        if let (Some(from), Some(creator)) = (arrow, creator) {
            let between = rows[creator + 1..].iter_mut().map(|row| &mut row[from]);
            between.filter(|cell| matches!(cell, ' ' | '-')).for_each(|cell| *cell = '|');
        }
        rows.push(row(run, task, axis, arrow));
    }
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        let (name, end) = (cut(&run.title(index), NAME - 1), run.end(index));
        let line = row.iter().collect::<String>();
        text += &format!("{name:<width$} {}\n", coloured(line.trim_end()), width = NAME - 1);
        if end != "returned" && end != "cancelled" {
            text += &format!("{:NAME$}{}\n", "", cut(&end, PLOT));
        }
    }
    text + &run.rest().map(|line| line + "\n").unwrap_or_default()
}

fn row(run: &Run, task: &Task, axis: &Axis, arrow: Option<usize>) -> [char; PLOT] {
    let place = |time| column(axis.place(time));
    let end = task.end.as_ref().map_or(run.length, |end| end.0);
    let mut cells = [' '; PLOT];
    cells[place(task.created)..=place(end)].fill('-');
    for piece in &task.pieces {
        cells[place(piece.from)..=place(piece.to)].fill(Run::letter(piece.thread));
    }
    cells[..arrow.unwrap_or(0)].fill(' ');
    // Letters that would lie upon each other are put side by side.
    let mut placed = arrow.map_or(Vec::new(), |column| vec![(column, '+'), (column + 1, '>')]);
    for (time, letter) in letters(run, task) {
        let (column, next) = (place(time), placed.last().map_or(0, |last| last.0 + 1));
        let is_seen = placed.iter().rev().take(3).any(|last| last.1 == letter);
        // Many short runs in one column are one letter.
        if column >= next || !is_seen || !(letter.is_ascii_uppercase() || letter == '?') {
            placed.push((column.max(next).min(PLOT - 1), letter));
        }
    }
    placed.into_iter().for_each(|(column, letter)| cells[column] = letter);
    cells
}

/// What is marked in a task's row, in the order of time.
fn letters(run: &Run, task: &Task) -> Vec<(f64, char)> {
    let pieces = task.pieces.iter().map(|piece| (piece.from, Run::letter(piece.thread)));
    let mut letters: Vec<(f64, char)> = pieces.collect();
    letters.extend(task.marks.iter().filter_map(|mark| match mark.what {
        What::Calls(_) => Some((mark.time, '*')),
        What::SetsEvent(_) => Some((mark.time, '!')),
        What::AwaitsEvent(_) => Some((mark.time, '?')),
        _ => None,
    }));
    let callbacks = task.callbacks.iter().filter(|callback| panicked(callback.end.as_ref()));
    letters.extend(callbacks.map(|callback| (callback.piece.to, '#')));
    letters.push(match &task.end {
        Some((time, End::Returned)) => (*time, '='),
        Some((time, End::Cancelled)) => (*time, 'x'),
        Some((time, End::Panicked(_))) => (*time, '#'),
        None => (run.length, '~'),
    });
    letters.sort_by(|a, b| a.0.total_cmp(&b.0));
    letters
}

/// Each thread's letter in its colour.
fn coloured(line: &str) -> String {
    const COLORS: [Color; 5] =
        [Color::Cyan, Color::Yellow, Color::Green, Color::Magenta, Color::Blue];
    let colour = |letter: char| {
        let color = match letter {
            'A'..='Z' => COLORS[(letter as usize - 'A' as usize) % COLORS.len()],
            '#' | 'x' | '~' => Color::Red,
            letter => return letter.to_string(),
        };
        Style::new().fg(color).bold().apply_to(letter).to_string()
    };
    line.chars().map(colour).collect()
}
