//! The header of a lesson: of a program, in lines that begin with `//!`; of a patch, above the change.

/// What the programs of stages 2 and 3 print: the tutorial's messages.
pub const STAGE: &str = "\
Main is starting...
Work is starting...
Work is done
More work is starting...
More work is done
Main Done.
";

/// A header: what it shows, paragraphs that begin with a word, such as `Goal: `, and the rest.
#[derive(Clone, Debug)]
pub struct Header {
    lines: Vec<String>,
}

impl Header {
    /// The header of a program.
    #[must_use]
    pub fn of_program(text: &str) -> Header {
        let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
        let lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(line).to_string());
        Header { lines: lines.collect() }
    }

    /// What stands above the change in a patch.
    #[must_use]
    pub fn of_patch(head: &str) -> Header {
        // git puts two more lines before a change.
        let lines =
            head.lines().filter(|line| !line.starts_with("diff ") && !line.starts_with("index "));
        Header { lines: lines.map(ToString::to_string).collect() }
    }

    /// The first line.
    #[must_use]
    pub fn purpose(&self) -> &str {
        self.lines.first().map_or("", String::as_str)
    }

    /// What follows a word at the beginning of a line, such as `Caught by: `.
    pub fn notes(&self, word: &str) -> impl Iterator<Item = &str> {
        self.lines.iter().filter_map(move |line| line.strip_prefix(word))
    }

    /// Whether it has this line.
    #[must_use]
    pub fn has_line(&self, line: &str) -> bool {
        self.lines.iter().any(|it| it == line)
    }

    /// All but the first line, the commands, the messages, and the notes that begin with one of these words.
    #[must_use]
    pub fn prose(&self, without: &[&str]) -> String {
        let is_left_out = |line: &str| {
            line.starts_with("    ")
                || line.starts_with("error")
                || without.iter().any(|word| line.starts_with(word))
        };
        let lines = self.lines.iter().skip(1).map(String::as_str);
        let mut lines: Vec<_> = lines.filter(|line| !is_left_out(line)).collect();
        lines.dedup(); // what stood between two empty lines is gone
        lines.join("\n").trim().to_string()
    }

    /// What the program prints: the first block of text. A line that begins with `? ` depends on chance.
    #[must_use]
    pub fn output(&self) -> Option<String> {
        let mut lines = self.lines.iter().skip_while(|line| *line != "```text").skip(1);
        let block: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        (!block.is_empty()).then(|| block.into_iter().map(|line| format!("{line}\n")).collect())
    }
}

/// A program without its header.
#[must_use]
pub fn code(text: &str) -> String {
    let lines = text.lines().skip_while(|line| line.starts_with("//!") || line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}
