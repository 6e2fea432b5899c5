//! The what-ifs of a stage: a question for each, and its answer from recorded outcomes.

use classroom::Result;
use classroom::names::Named;
use classroom::programs::Runtime;
use lessons::outcome::MARKS;
use lessons::what_if::WhatIf;

use crate::fill::block;

/// A stage's what-ifs as questions, without the answers.
pub fn questions(stage: &str) -> Result<String> {
    let mut text = String::new();
    for what_if in WhatIf::of_stage(stage)? {
        let (name, purpose, question) = (what_if.name(), what_if.purpose(), what_if.question()?);
        // Without the names of the files, and with a mark between the places.
        let is_name = |line: &&str| line.starts_with("--- ") || line.starts_with("+++ ");
        let diff = what_if.diff(Runtime::Tokio)?;
        let lines = diff.lines().filter(|line| !is_name(line));
        let lines = lines.map(|line| if line.starts_with("@@ ") { "…" } else { line });
        let change: Vec<_> = lines.skip_while(|line| ["…", " "].contains(line)).collect();
        let place = if outcomes(&what_if)?.len() > 1 { "On tokio: " } else { "" };
        let choices = what_if.choices(Runtime::Tokio)?.into_iter().map(|(choice, ..)| choice);
        text += &format!(
            "### {name}\n\n{purpose}\n\n{}\n\
             <div class=\"question\" id=\"question-{name}\">\n\n**{place}{question}**\n\n{}\n\
             [Answer](#answer-{name})\n\n</div>\n\n",
            block("diff", change.join("\n")),
            list(choices)
        );
    }
    Ok(text)
}

/// Their answers: what happens on each runtime, and why each choice is right or wrong.
pub fn answers(stage: &str) -> Result<String> {
    let mut text = String::new();
    for what_if in WhatIf::of_stage(stage)? {
        let (name, choices) = (what_if.name(), what_if.choices(Runtime::Tokio)?);
        let right = choices.iter().take_while(|(_, is_right, _)| !is_right).count() + 1;
        let why = choices.into_iter().map(|(_, is_right, why)| {
            let right = if is_right { "Right: " } else { "" };
            format!("{right}{why}").replace('\n', "\n   ").replace("\n   \n", "\n\n")
        });
        text += &format!(
            "<div class=\"answer\" id=\"answer-{name}\">\n\n\
             **{name}: {right}.** `just what-if {stage} {name}` shows it: {}\n{}\n</div>\n\n",
            outcomes(&what_if)?.join("\n"),
            list(why)
        );
    }
    Ok(text)
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.zip(1..).map(|(item, number)| format!("{number}. {item}\n")).collect()
}

/// What happens, as a part of a sentence, and what it prints: once if it is the same on all runtimes.
fn outcomes(what_if: &WhatIf) -> Result<Vec<String>> {
    let mut outcomes = Vec::new();
    for runtime in Runtime::ALL {
        let outcome = what_if.on(runtime)?.recorded()?.text();
        let has_marks = outcome.contains("\n! ") || outcome.starts_with(['!', '?']);
        let marks = if has_marks { format!("\n{MARKS}\n") } else { String::new() };
        let answer = what_if.answer(runtime)?;
        let answer = answer[..1].to_lowercase() + &answer[1..]; // after a colon
        outcomes.push(format!("{answer}\n\n{}{marks}", block("", &outcome)));
    }
    if outcomes.iter().all(|other| *other == outcomes[0]) {
        outcomes.truncate(1);
        return Ok(outcomes);
    }
    let each = Runtime::ALL.into_iter().zip(outcomes);
    Ok(each.map(|(runtime, outcome)| format!("{runtime}: {outcome}")).collect())
}
