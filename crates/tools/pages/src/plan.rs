//! Plans for a class of 60, 90 or 180 minutes, from the notes for teachers in the pages. A note begins with
//! `<details class="teacher"><summary>For teachers: 5, 10, – minutes</summary>`: the minutes of this step in each
//! class, where `–` leaves it out. Its first code is the step's command.

use classroom::programs::{read, root};
use classroom::{Context, Error, Result};

use crate::check::slug;
use crate::fill::rewrite;

/// How many minutes each class has.
const CLASSES: [u32; 3] = [60, 90, 180];

/// The minutes of a step in each class, a link to its section, and its command.
type Step = ([u32; 3], String, String);

/// A table for each class.
pub fn plan() -> Result<String> {
    let (steps, mut text) = (steps()?, String::new());
    for (class, length) in CLASSES.iter().enumerate() {
        text += &format!("### {length} minutes\n\n| minutes | section | command |\n");
        text += "| ---: | --- | --- |\n";
        let mut begin = 0;
        for (minutes, section, command) in steps.iter().filter(|step| step.0[class] > 0) {
            let end = begin + minutes[class];
            text += &format!("| {begin}–{end} | {section} | `{command}` |\n");
            begin = end;
        }
        if begin != *length {
            return Err(Error::new(format!("the notes of a class of {length} add up to {begin}")));
        }
        text += "\n";
    }
    Ok(text)
}

/// The steps of all pages, in the book's order.
fn steps() -> Result<Vec<Step>> {
    let (docs, mut steps) = (root()?.join("docs"), Vec::new());
    for link in read(&docs.join("SUMMARY.md"))?.split("](").skip(1) {
        let page = link.split(')').next().unwrap_or_default();
        steps.extend(steps_of(page, &read(&docs.join(page))?).context(page)?);
    }
    Ok(steps)
}

fn steps_of(page: &str, text: &str) -> Result<Vec<Step>> {
    let text = format!("\n{}", rewrite(text, |_, _| Ok(String::new()))?);
    let title = text.split(['#', ':', '\n']).find(|part| !part.is_empty()).unwrap_or_default();
    let mut steps = Vec::new();
    for section in text.split("\n#").skip(1) {
        let heading = section.lines().next().unwrap_or_default();
        let name = heading.trim_start_matches('#').trim();
        let link = match heading.strip_prefix('#') {
            Some(_) => format!("{}: [{name}]({page}#{})", title.trim(), slug(heading)),
            None => format!("[{name}]({page})"),
        };
        let notes = section.split("<details class=\"teacher\"><summary>For teachers: ").skip(1);
        for note in notes.filter_map(|note| note.split("</details>").next()) {
            let (numbers, rest) = note.split_once(" minutes<").unwrap_or((note, ""));
            let number = |it: &str| if it == "–" { Some(0) } else { it.parse().ok() };
            let minutes: Vec<_> = numbers.split(", ").map(number).collect();
            let command = rest.split('`').nth(1).filter(|code| code.starts_with("just "));
            let (&[Some(one), Some(two), Some(three)], Some(command)) = (&minutes[..], command)
            else {
                let advice = "needs three numbers of minutes and a command";
                return Err(Error::new(format!("the note '{numbers}' of '{name}' {advice}")));
            };
            steps.push(([one, two, three], link.clone(), command.to_string()));
        }
    }
    Ok(steps)
}

#[test]
fn a_note_needs_minutes_and_a_command() {
    let note = "<details class=\"teacher\"><summary>For teachers: 5, –, 15 minutes</summary>\n\n\
                Say: `just list`.\n`x`\n\n</details>\n";
    let steps = steps_of("a.md", &format!("# A: b\n\n## See it\n\n{note}")).unwrap();
    assert_eq!(steps, [([5, 0, 15], "A: [See it](a.md#see-it)".into(), "just list".into())]);
    for (right, wrong) in [("5, –", "5"), ("15", "many"), ("just ", "")] {
        assert!(steps_of("a.md", &format!("# A\n\n{}", note.replace(right, wrong))).is_err());
    }
}
