//! The hints of an exercise, from a nudge to nearly the solution.

use classroom::exercises::Exercise;
use classroom::programs::read;

/// All of them, in order. Each begins with a line `## 1`, `## 2`, …
///
/// # Errors
/// If there is no file, or not three of them.
pub fn hints(exercise: &Exercise) -> Result<Vec<String>, String> {
    let file = exercise.hints();
    let text = format!("\n{}", read(&file)?);
    let hints: Vec<_> = text.split("\n## ").skip(1).collect();
    let hints = hints.iter().enumerate().map(|(index, hint)| {
        let hint =
            hint.strip_prefix(&format!("{}\n", index + 1)).map(|hint| hint.trim().to_string());
        hint.filter(|hint| hint.len() > 20)
    });
    let hints: Option<Vec<_>> = hints.collect();
    let wrong =
        format!("{} must have three hints, below `## 1`, `## 2` and `## 3`", file.display());
    hints.filter(|hints| hints.len() == 3).ok_or(wrong)
}
