//! The drawing in a terminal: 80 columns, and no letters but those that every terminal has.

use console::style;

use crate::run::{Run, cut};
use crate::steps::columns;
use crate::words::end;

const NAME: usize = 22;

const LEGEND: &str = "
The numbers count steps; `just step stage2-smol` goes through such a run.
o    not yet run               -  waiting     .  ready     *  callbacks running
A B  running, on that thread   =  done        x  cancelled #  panicked
";

/// Draws runs in steps, a row a task: what the task is doing after each step.
pub fn terminal(runs: &[Run]) -> String {
    let mut text = String::new();
    for run in runs {
        text += &style(format!("{}, {}\n", run.name, run.summary())).bold().to_string();
        let columns = columns(run);
        let numbers = columns.iter().step_by(5).map(|it| format!("{:<5}", it.0));
        text += format!("{:NAME$}{}", "", numbers.collect::<String>()).trim_end();
        text += "\n";
        for task in run.drawn() {
            let row = columns.iter().map(|it| letter(it.1.now.look(task)));
            let title = cut(&run.title(task), NAME - 1);
            text += &format!("{title:NAME$}{}\n", row.collect::<String>());
            let end = end(run, task);
            if end != "returns" && end != "is cancelled" {
                text += &format!("{:NAME$}{}\n", "", cut(&end, 80 - NAME));
            }
        }
        text += &run.rest().map(|line| line + "\n").unwrap_or_default();
        text += "\n";
    }
    text + LEGEND.trim_start()
}

fn letter((state, thread): (&str, usize)) -> char {
    match state {
        "not yet run" => 'o',
        "running" => Run::letter(thread),
        "waiting" => '-',
        "ready" => '.',
        "callbacks running" => '*',
        "done" => '=',
        "cancelled" => 'x',
        "panicked" => '#',
        _ => ' ',
    }
}
