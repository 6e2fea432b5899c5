//! The header of a lesson: of a program, in lines that begin with `//!`; of a patch, above the change.

/// A header: what it shows, paragraphs that begin with a word, such as `Goal: `, and the rest.
#[derive(Clone, Debug)]
pub struct Header {
    lines: Vec<String>,
}

impl Header {
    /// The header of a program.
    pub fn of_program(text: &str) -> Header {
        let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
        let lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(line).to_string());
        Header { lines: lines.collect() }
    }

    /// What stands above the change in a patch.
    pub fn of_patch(head: &str) -> Header {
        // git puts two more lines before a change.
        let lines =
            head.lines().filter(|line| !line.starts_with("diff ") && !line.starts_with("index "));
        Header { lines: lines.map(ToString::to_string).collect() }
    }

    /// The first line.
    pub fn purpose(&self) -> &str {
        self.lines.first().map_or("", String::as_str)
    }

    /// What follows a word at the beginning of a line, such as `Caught by: `.
    pub fn notes(&self, word: &str) -> impl Iterator<Item = &str> {
        self.lines.iter().filter_map(move |line| line.strip_prefix(word))
    }

    /// Whether it has this line.
    pub fn has_line(&self, line: &str) -> bool {
        self.lines.iter().any(|it| it == line)
    }

    /// All but the first line, the commands, the messages, and the notes that begin with one of these words.
    pub fn prose(&self, without: &[&str]) -> String {
        let is_left_out = |line: &String| {
            let left_out = [without, &["    ", "error"]].concat();
            left_out.iter().any(|word| line.starts_with(word))
        };
        let lines = self.lines.iter().skip(1).filter(|line| !is_left_out(line));
        let mut lines: Vec<_> = lines.map(String::as_str).collect();
        lines.dedup(); // what stood between two empty lines is gone
        lines.join("\n").trim().to_string()
    }

    /// What the program prints: the first block of text. A line that begins with `? ` depends on chance.
    pub fn output(&self) -> Option<String> {
        let lines = self.lines.iter().skip_while(|line| *line != "```text").skip(1);
        let block = lines.take_while(|line| *line != "```").map(|line| format!("{line}\n"));
        Some(block.collect::<String>()).filter(|block| !block.is_empty())
    }
}

/// A program without its header.
pub fn code(text: &str) -> String {
    let lines = text.lines().skip_while(|line| line.starts_with("//!") || line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

/// A text in lines of at most that width.
pub fn wrapped(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is one");
        if line.len() + word.len() >= width {
            lines.push(word.to_string());
        } else {
            *line += if line.is_empty() { "" } else { " " };
            *line += word;
        }
    }
    lines.join("\n")
}
