//! What has been found, and how it is shown.

use crate::repair::Problem;
use crate::system::System;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Ok,
    Note,
    Missing,
}

/// One line of the answer, and the problem behind it, if there is one.
#[derive(Clone, Debug)]
pub struct Finding {
    level: Level,
    text: String,
    problem: Option<Problem>,
}

impl Finding {
    /// It is as it should be.
    pub fn ok(text: impl Into<String>) -> Finding {
        Finding { level: Level::Ok, text: text.into(), problem: None }
    }

    /// It could be better, but the course can do without.
    pub fn note(text: impl Into<String>, problem: Problem) -> Finding {
        Finding { level: Level::Note, text: text.into(), problem: Some(problem) }
    }

    /// The course cannot do without.
    pub fn missing(text: impl Into<String>, problem: Problem) -> Finding {
        Finding { level: Level::Missing, text: text.into(), problem: Some(problem) }
    }

    /// Whether it is as it should be.
    pub fn is_ok(&self) -> bool {
        self.level == Level::Ok
    }

    /// Whether the course cannot do without it.
    pub fn is_missing(&self) -> bool {
        self.level == Level::Missing
    }

    /// The line, and below it the commands that repair it on that system.
    pub fn shown(&self, system: System) -> String {
        let level = match self.level {
            Level::Ok => "ok",
            Level::Note => "note",
            Level::Missing => "MISSING",
        };
        let mut lines = format!("{:<9}{}\n", level, self.text);
        if let Some(problem) = self.problem {
            for command in problem.repair().on(system) {
                lines += &format!("{:<9}    {}\n", "", command);
            }
        }
        lines
    }
}
