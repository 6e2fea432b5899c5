//! The drawing in a terminal: 80 columns, and no letters but those that every terminal has.

use console::{Color, Style};

use crate::axis::Axis;
use crate::run::{End, Run, What};

const NAME: usize = 22;
const PLOT: usize = 56;
/// More tasks than this are counted.
const ROWS: usize = 12;

/// A letter of a row, and the column where it belongs.
struct Glyph {
    column: usize,
    letter: char,
}

/// A row: what stands in its columns, and where its callbacks are.
struct Row {
    cells: [char; PLOT],
    callbacks: Vec<usize>,
}

/// Draws runs under one axis, a row a task. In colour if it goes to a terminal.
#[must_use]
pub fn terminal(runs: &[Run]) -> String {
    let axis = Axis::new(runs.iter().map(|run| run.length));
    let mut text = ruler(&axis);
    for run in runs {
        let head = format!("\n{}, {}\n", run.name, run.summary());
        text += &Style::new().bold().apply_to(head).to_string();
        text += &draw(run, &axis);
    }
    text + &legend(runs)
}

fn ruler(axis: &Axis) -> String {
    let mut labels = format!("{:<NAME$}", format!("time in {}", axis.unit.replace('µ', "u")));
    let mut ruler = [' '; PLOT].map(|_| '.');
    for (place, label) in &axis.ticks {
        let column = column(*place);
        ruler[column] = '|';
        let start = (NAME + column).min(NAME + PLOT - label.len());
        if labels.len() <= start {
            labels = format!("{labels:<start$}{label}");
        }
    }
    format!("{labels}\n{:<NAME$}{}\n", "", ruler.iter().collect::<String>())
}

fn column(place: f64) -> usize {
    // Between 0 and PLOT - 1.
    (place * (PLOT - 1) as f64).round() as usize
}

fn draw(run: &Run, axis: &Axis) -> String {
    let mut rows: Vec<Row> = Vec::new();
    for index in 0..run.tasks.len().min(ROWS) {
        let task = &run.tasks[index];
        let creator = task.by.filter(|by| by.is_callback && by.task < index);
        let arrow = creator.and_then(|by| {
            let time = column(axis.place(task.created));
            let callbacks = &rows[by.task].callbacks;
            callbacks.iter().copied().min_by_key(|callback| callback.abs_diff(time))
        });
        if let (Some(from), Some(creator)) = (arrow, creator) {
            for row in &mut rows[creator.task + 1..] {
                if matches!(row.cells[from], ' ' | '-') {
                    row.cells[from] = '|';
                }
            }
        }
        rows.push(row(run, index, axis, arrow));
    }
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        let line = row.cells.iter().collect::<String>();
        text += &format!("{} {}\n", name(&run.title(index)), coloured(line.trim_end()));
        if !matches!(run.tasks[index].end, Some((_, End::Returned | End::Cancelled)))
            || run.end(index).contains("never")
        {
            text += &format!("{:NAME$}{}\n", "", cut(&run.end(index), PLOT));
        }
    }
    if run.tasks.is_empty() {
        text += "No task was created.\n";
    }
    if run.tasks.len() > ROWS {
        let more = run.tasks.len() - ROWS;
        let returned = (ROWS..run.tasks.len()).filter(|&task| run.end(task) == "returned").count();
        text += &format!("and {more} more tasks, of which {returned} returned\n");
    }
    text
}

fn row(run: &Run, index: usize, axis: &Axis, arrow: Option<usize>) -> Row {
    let task = &run.tasks[index];
    let mut glyphs: Vec<(f64, char)> = Vec::new();
    glyphs.extend(task.pieces.iter().map(|piece| (piece.from, Run::letter(piece.thread))));
    for mark in &task.marks {
        let letter = match mark.what {
            What::Calls(_) => '*',
            What::SetsEvent(_) => '!',
            What::AwaitsEvent(_) => '?',
            What::Ends => match task.end {
                Some((_, End::Returned)) => '=',
                Some((_, End::Cancelled)) => 'x',
                _ => '#',
            },
            _ => continue,
        };
        glyphs.push((mark.time, letter));
    }
    glyphs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut placed: Vec<Glyph> = Vec::new();
    placed.extend(arrow.map(|column| Glyph { column, letter: '+' }));
    placed.extend(arrow.map(|column| Glyph { column: column + 1, letter: '>' }));
    for (time, letter) in glyphs {
        let column = column(axis.place(time));
        let next = placed.last().map_or(0, |last| last.column + 1);
        let is_seen = placed.iter().rev().take(3).any(|last| last.letter == letter);
        // Many short runs in one column are one letter.
        if column < next && is_seen && (letter.is_ascii_uppercase() || letter == '?') {
            continue;
        }
        placed.push(Glyph { column: column.max(next), letter });
    }
    // What has been moved over the right edge is moved back.
    let mut edge = PLOT;
    for glyph in placed.iter_mut().rev() {
        glyph.column = glyph.column.min(edge.saturating_sub(1));
        edge = glyph.column;
    }
    let mut cells = [' '; PLOT];
    let alive = column(axis.place(task.created))
        ..=column(axis.place(task.end.as_ref().map_or(run.length, |end| end.0)));
    for cell in alive {
        cells[cell] = '-';
    }
    for piece in &task.pieces {
        let (from, to) = (column(axis.place(piece.from)), column(axis.place(piece.to)));
        cells[from..=to].fill(Run::letter(piece.thread));
    }
    for glyph in &placed {
        cells[glyph.column] = glyph.letter;
    }
    if task.end.is_none() {
        cells[column(axis.place(run.length))] = '~';
    }
    if let Some(from) = arrow {
        cells[..from].fill(' ');
    }
    let callbacks = placed.iter().filter(|glyph| glyph.letter == '*');
    let callbacks = callbacks.map(|glyph| glyph.column).collect();
    Row { cells, callbacks }
}

fn name(title: &str) -> String {
    let name = cut(title, NAME - 1);
    format!("{name:<width$}", width = NAME - 1)
}

fn cut(text: &str, length: usize) -> String {
    let text = text.replace(|letter: char| letter.is_control(), " ");
    match text.chars().count() > length {
        true => text.chars().take(length - 2).collect::<String>() + "..",
        false => text,
    }
}

/// Each thread's letter in its colour.
fn coloured(line: &str) -> String {
    const COLORS: [Color; 5] =
        [Color::Cyan, Color::Yellow, Color::Green, Color::Magenta, Color::Blue];
    let colour = |letter: char| match letter {
        'A'..='Z' => {
            let color = COLORS[(letter as usize - 'A' as usize) % COLORS.len()];
            Style::new().fg(color).bold().apply_to(letter).to_string()
        }
        '#' | 'x' | '~' => Style::new().fg(Color::Red).bold().apply_to(letter).to_string(),
        letter => letter.to_string(),
    };
    line.chars().map(colour).collect()
}

fn legend(runs: &[Run]) -> String {
    let mut text = String::from("\n");
    text += "A B  runs, on that thread     -  waits           =  returned   x  cancelled\n";
    text += "*    calls a callback         !  sets the event  #  panicked   ~  not done\n";
    text += "+>   created by the callback  ?  waits for the event\n";
    for run in runs {
        if !run.threads.is_empty() {
            text += &format!("{}\n", cut(&format!("{}: {}", run.name, run.letters()), 79));
        }
    }
    text
}
