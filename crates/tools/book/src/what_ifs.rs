//! The what-ifs of a stage, to be predicted.

use classroom::programs::{Runtime, list};
use what_ifs::WhatIf;

use crate::expand::block;

/// All of a stage, with the answers folded away.
///
/// # Errors
/// If there are none, or something of one is missing.
pub fn what_ifs(stage: &str) -> Result<String, String> {
    let mut text = String::from("## What if …?\n\nPredict, then open the answer, or run it.\n");
    for what_if in WhatIf::of_stage(stage)? {
        let name = &what_if.name;
        text += &format!("\n### {name}\n\n{}\n", what_if.purpose);
        text += &format!("\n{}", block("diff", &change(&what_if.diff(Runtime::Tokio)?)));
        text += &format!("\n**{}** `just what-if {stage} {name} smol`\n", what_if.question);
        text += "\n<details><summary>The answer</summary>\n\n";
        for (runtimes, answer, outcome) in answers(&what_if)? {
            let of =
                if runtimes.len() == 3 { String::new() } else { format!("{}: ", list(&runtimes)) };
            text += &format!("{of}{answer}\n\n{}\n", block("text", &outcome));
        }
        text += &format!("{}\n\n</details>\n", what_if.reason);
    }
    Ok(text)
}

/// Without the names of the files.
fn change(diff: &str) -> String {
    let is_name = |line: &&str| ["--- ", "+++ ", "@@ "].iter().any(|begin| line.starts_with(begin));
    diff.lines().filter(|line| !is_name(line)).map(|line| format!("{line}\n")).collect()
}

/// What it does, and on which runtimes.
fn answers(what_if: &WhatIf) -> Result<Vec<(Vec<Runtime>, String, String)>, String> {
    let mut answers: Vec<(Vec<Runtime>, String, String)> = Vec::new();
    for runtime in Runtime::ALL {
        let (answer, outcome) = (what_if.answer(runtime)?, what_if.recorded(runtime)?.text());
        match answers.iter_mut().find(|it| it.1 == answer && it.2 == outcome) {
            Some(same) => same.0.push(runtime),
            None => answers.push((vec![runtime], answer, outcome)),
        }
    }
    Ok(answers)
}
