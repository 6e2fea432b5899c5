//! Three programs beside each other.

use classroom::compare::differing;
use classroom::programs::{Runtime, find_topic};

use crate::source::without_header;

/// The programs of a topic as HTML. A line that another one has otherwise is marked.
///
/// # Errors
/// If there is no such topic, or a program cannot be read.
pub fn side_by_side(topic: &str) -> Result<String, String> {
    let topic = find_topic(topic)?;
    let mut texts = Vec::new();
    for runtime in Runtime::ALL {
        let program = topic.program(runtime);
        texts.push((program.name.clone(), program.path()?, without_header(&program.text()?)));
    }
    let mut html = String::from(
        "Marked are the lines that the runtimes have otherwise.\n\n<div class=\"programs\">\n",
    );
    for (name, path, text) in &texts {
        let others = texts.iter().filter(|other| other.0 != *name).map(|other| other.2.as_str());
        let marked = differing(text, &others.collect::<Vec<_>>());
        let lines = text.lines().zip(marked).map(|(line, differs)| shown(line, differs));
        html += &format!(
            "<section aria-label=\"{name}\"><p><a href=\"../{path}\">{name}</a></p>\n\
             <pre><code class=\"language-rust nohighlight\">{}</code></pre></section>\n",
            lines.collect::<String>()
        );
    }
    Ok(html + "</div>\n")
}

/// A line, which knows how far it is indented: where it is broken, the rest goes further to the right.
fn shown(line: &str, differs: bool) -> String {
    let indent = line.len() - line.trim_start().len();
    let text = match differs {
        true => format!("<mark>{}</mark>", escaped(line)),
        false => escaped(line),
    };
    format!("<span class=\"line\" style=\"--indent: {indent}\">{text}\n</span>")
}

/// A text in HTML.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_that_differ_are_marked_and_no_others() {
        let html = side_by_side("stage2").unwrap();
        assert!(html.contains("<mark>    smol::spawn(task).detach();</mark>"));
        assert!(html.contains("<mark>use tokio::time::sleep;</mark>"));
        assert!(html.contains(">async fn more_work() {\n<"));
        let columns = html.split_once("<div").unwrap().1;
        assert!(!columns.contains("\n\n"), "an empty line ends HTML");
    }
}
