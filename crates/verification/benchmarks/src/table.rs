//! Tables of figures, some of which have a goal.

use std::fmt::Write as _;

/// At most, or at least, so much.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    AtMost(f64),
    AtLeast(f64),
    None,
}

/// A row: a measure, and its figure in each column, `None` where there is none.
#[derive(Clone, Debug)]
pub struct Row {
    pub measure: String,
    pub goal: Goal,
    pub figures: Vec<Option<f64>>,
    /// Behind each figure: ` ns`.
    pub unit: &'static str,
}

/// A table, with what one must know to read it.
#[derive(Clone, Debug)]
pub struct Table {
    pub title: &'static str,
    pub text: String,
    pub columns: Vec<&'static str>,
    pub rows: Vec<Row>,
}

impl Row {
    pub fn new(measure: impl Into<String>, goal: Goal, unit: &'static str) -> Self {
        Row { measure: measure.into(), goal, figures: Vec::new(), unit }
    }

    fn is_missed(&self, figure: f64) -> bool {
        match self.goal {
            Goal::AtMost(most) => figure > most,
            Goal::AtLeast(least) => figure < least,
            Goal::None => false,
        }
    }

    fn cell(&self, figure: Option<f64>) -> String {
        let Some(figure) = figure else { return "–".to_string() };
        let text = format!("{}{}", number(figure), self.unit);
        match self.goal {
            Goal::None => text,
            _ if self.is_missed(figure) => format!("**{text}, missed**"),
            _ => format!("{text}, met"),
        }
    }

    fn goal(&self) -> String {
        match self.goal {
            Goal::AtMost(most) => format!("at most {}{}", number(most), self.unit),
            Goal::AtLeast(least) => format!("at least {}{}", number(least), self.unit),
            Goal::None => String::new(),
        }
    }
}

/// Three digits, which is more than a figure is worth.
fn number(figure: f64) -> String {
    match figure {
        figure if figure.abs() < 10.0 && figure.fract() != 0.0 => format!("{figure:.2}"),
        figure if figure.abs() < 100.0 && figure.fract() != 0.0 => format!("{figure:.1}"),
        figure => with_commas(&format!("{figure:.0}")),
    }
}

fn with_commas(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl Table {
    /// How many figures have a goal, and how many miss it.
    pub fn judged(&self) -> (usize, usize) {
        let with_goal = self.rows.iter().filter(|row| !matches!(row.goal, Goal::None));
        let figures = |row: &Row| row.figures.iter().flatten().copied().collect::<Vec<_>>();
        let judged: Vec<_> = with_goal
            .flat_map(|row| figures(row).into_iter().map(|figure| row.is_missed(figure)))
            .collect();
        (judged.len(), judged.iter().filter(|&&missed| missed).count())
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let has_goals = self.rows.iter().any(|row| !matches!(row.goal, Goal::None));
        let goal = if has_goals { "| goal " } else { "" };
        let mut text = format!("### {}\n\n{}\n\n", self.title, self.text);
        let _ = writeln!(text, "| {goal}| {} |", self.columns.join(" | "));
        let right = " ---: |".repeat(self.columns.len());
        let _ = writeln!(text, "| --- |{}{right}", if has_goals { " --- |" } else { "" });
        for row in &self.rows {
            let cells: Vec<_> = row.figures.iter().map(|&figure| row.cell(figure)).collect();
            let goal = if has_goals { format!("| {} ", row.goal()) } else { String::new() };
            let _ = writeln!(text, "| {} {goal}| {} |", row.measure, cells.join(" | "));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_goal_is_shown_as_such() {
        let figures = vec![Some(1.96), Some(2.04), None];
        let times = Row { figures, ..Row::new("a task", Goal::AtMost(2.0), " times") };
        let rate = Row {
            figures: vec![Some(9.9), Some(12.0), Some(1234.0)],
            ..Row::new("rate", Goal::AtLeast(10.0), "")
        };
        let table = Table {
            title: "Title",
            text: "Text.".to_string(),
            columns: vec!["a", "b", "c"],
            rows: vec![times, rate],
        };
        assert_eq!(table.judged(), (5, 2));
        assert_eq!(
            table.markdown(),
            "### Title\n\nText.\n\n\
             | | goal | a | b | c |\n\
             | --- | --- | ---: | ---: | ---: |\n\
             | a task | at most 2 times | 1.96 times, met | **2.04 times, missed** | – |\n\
             | rate | at least 10 | **9.90, missed** | 12, met | 1,234, met |\n"
        );
    }
}
