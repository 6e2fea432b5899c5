//! The what-ifs of a stage: a question for each, and its answer from recorded outcomes.

use classroom::Result;
use classroom::names::Named;
use classroom::programs::Runtime;
use lessons::outcome::MARKS;
use lessons::what_if::WhatIf;

use crate::fill::block;

/// All of a stage, to be predicted.
pub fn questions(stage: &str) -> Result<String> {
    let mut text = String::new();
    for what_if in WhatIf::of_stage(stage)? {
        let (name, purpose, question) = (what_if.name(), what_if.purpose(), what_if.question()?);
        // Without the names of the files.
        let is_name = |line: &&str| ["--- ", "+++ ", "@@ "].iter().any(|it| line.starts_with(it));
        let diff = what_if.diff(Runtime::Tokio)?;
        let change: Vec<_> = diff.lines().filter(|line| !is_name(line)).collect();
        text += &format!(
            "### {name}\n\n{purpose}\n\n{}\n\
             <div class=\"question\" id=\"question-{name}\">\n\n**{question}**\n\n\
             [Answer](#answer-{name})\n\n</div>\n\n",
            block("diff", change.join("\n"))
        );
    }
    Ok(text)
}

/// What happens on each runtime, and why.
pub fn answers(stage: &str) -> Result<String> {
    let mut text = String::new();
    for what_if in WhatIf::of_stage(stage)? {
        let name = what_if.name();
        let answer = |runtime| {
            let outcome = what_if.on(runtime)?.recorded()?.text();
            let has_marks = outcome.contains("\n! ") || outcome.starts_with(['!', '?']);
            let marks = if has_marks { MARKS } else { "" };
            Ok(format!("{}\n\n{}\n{marks}", what_if.answer(runtime)?, block("", &outcome)))
        };
        let answers = Runtime::ALL.into_iter().map(answer).collect::<Result<Vec<_>>>()?;
        let each = if answers.iter().all(|other| *other == answers[0]) {
            answers[0].clone()
        } else {
            let each = Runtime::ALL.iter().zip(&answers);
            each.map(|(runtime, answer)| format!("{runtime}: {answer}\n\n")).collect()
        };
        text += &format!(
            "<div class=\"answer\" id=\"answer-{name}\">\n\n\
             **{name}.** `just what-if {stage} {name}` shows it: {}\n\n{}\n\n</div>\n\n",
            each.trim_end(),
            what_if.reason()
        );
    }
    Ok(text)
}
