//! What must hold for every page: links lead somewhere, code is tested, commands exist, and each choice of a question
//! has its explanation.

use std::path::Path;

use classroom::programs::{Topic, entries, read, root};
use classroom::{Context, Result, say};

use crate::fill::rewrite;

/// Shows all that is wrong with the pages in a checkout, a line each. True if nothing is.
pub fn no_faults(checkout: &Path) -> Result<bool> {
    let faults = faults(&checkout.join("docs"))?;
    faults.iter().for_each(|fault| say(&format!("pages: {fault}")));
    Ok(faults.is_empty())
}

/// What a code host shows elsewhere.
const OTHERS: &str = "README.md CONTRIBUTING.md crates/README.md crates/asyncio/README.md \
                      examples/README.md examples/mistakes/README.md";

fn faults(docs: &Path) -> Result<Vec<String>> {
    let (summary, justfile) = (read(&docs.join("SUMMARY.md"))?, read(&docs.join("../justfile"))?);
    let mut faults = Vec::new();
    for name in OTHERS.split(' ') {
        let (file, text) = (docs.join("..").join(name), read(&docs.join("..").join(name))?);
        let links = links(&text).filter(|link| leads_nowhere(&file, link));
        faults.extend(links.map(|link| format!("{name}: '{link}' leads nowhere")));
    }
    for page in entries(docs)?.into_iter().filter(|it| it.extension().is_some_and(|it| it == "md"))
    {
        let (name, text) = (page.file_name().unwrap_or_default().to_string_lossy(), read(&page)?);
        let links = links(&text).filter(|link| leads_nowhere(&page, link));
        let mut found: Vec<_> = links.map(|link| format!("'{link}' leads nowhere")).collect();
        let written = rewrite(&text, |_, _| Ok(String::new())).context(&name)?;
        found.extend(untested(&written, &justfile));
        found.extend(unanswered(&text));
        if name != "SUMMARY.md" && !summary.contains(&format!("({name})")) {
            found.push("SUMMARY.md does not have it".to_string());
        }
        faults.extend(found.iter().map(|fault| format!("{name}: {fault}")));
    }
    Ok(faults)
}

/// Where the links of a page lead, and where its pictures are. Code has none.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let rests = text.split("```").step_by(2);
    let rests = rests.flat_map(|it| ["](", " href=\""].map(|begin| it.split(begin).skip(1)));
    rests.flatten().filter_map(|rest| Some(rest.split_once([')', '"'])?.0))
}

/// Links to the web are not followed.
fn leads_nowhere(page: &Path, link: &str) -> bool {
    let (file, place) = link.split_once('#').unwrap_or((link, ""));
    if link.contains("://") {
        return false;
    }
    let path = if file.is_empty() { page.to_path_buf() } else { page.with_file_name(file) };
    // A code host shows a folder's README below the folder.
    let text = read(&path).or_else(|_| read(&path.join("README.md"))).unwrap_or_default();
    let is_heading = |line: &str| line.starts_with('#') && slug(line) == place;
    match path.extension().and_then(|extension| extension.to_str()) {
        // mdBook would make it a link to `.html`.
        Some("md") if file.starts_with("..") && page.with_file_name("SUMMARY.md").is_file() => true,
        _ if place.is_empty() => !path.exists(),
        Some("md") | None => {
            !text.contains(&format!("id=\"{place}\"")) && !text.lines().any(is_heading)
        }
        _ => !["(", "<"].iter().any(|end| text.contains(&format!("fn {place}{end}"))),
    }
}

/// The name of a heading, as mdBook and GitHub have it: `## What a model sees` is `what-a-model-sees`.
pub fn slug(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = heading.chars().filter(|&letter| letter.is_alphanumeric() || " -_".contains(letter));
    kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}

/// Lines that nothing tests: pasted blocks, which belong between comments, and unknown commands.
fn untested(page: &str, justfile: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for line in page.lines() {
        if line.starts_with("```") || line.starts_with("<pre") || line.contains("{{") {
            faults.push(format!("a block is pasted: {line}"));
        }
        let inside = line.split('`').skip(1).step_by(2).filter(|code| code.starts_with("just "));
        let commands = inside.chain(line.strip_prefix("    "));
        let unknown = commands.filter(|command| !is_command(command, justfile));
        faults.extend(unknown.map(|it| format!("'{it}' is no command of this workspace")));
    }
    faults
}

/// Questions whose answers do not fit, and quoted texts that are not in their file.
fn unanswered(page: &str) -> Vec<String> {
    let all = |begin: &str, end| {
        let rests = page.split(begin).skip(1);
        rests.map(|rest| rest.split(end).next().unwrap_or_default()).collect::<Vec<_>>()
    };
    let number = |text: &str| (1..).take_while(|it| text.contains(&format!("\n{it}. "))).count();
    let (questions, mut faults) = (all(" id=\"question-", "</div>"), Vec::new());
    for question in &questions {
        let (name, count) = (question.split('"').next().unwrap_or_default(), number(question));
        let is_right = |it: &str| {
            (1..=count).any(|n| {
                it.contains(&format!("**{name}: {n}.**")) && it.contains(&format!("\n{n}. Right"))
            })
        };
        let answers = all(&format!(" id=\"answer-{name}\""), "</div>");
        if !matches!(answers[..], [it] if number(it) == count && is_right(it) && it.matches(". Right").count() == 1)
        {
            let choices = format!("each of {count} choices, one of them Right, as its number says");
            faults.push(format!("question {name} needs an answer with a reason for {choices}"));
        }
    }
    if page.matches(" id=\"answer-").count() != questions.len() {
        faults.push("it has an answer without a question".to_string());
    }
    for shown in all("\n<!-- shown by ", " -->") {
        let (file, text) = shown.split_once(": ").unwrap_or_default();
        let recorded = root().and_then(|root| read(&root.join(file)));
        if !recorded.is_ok_and(|recorded| recorded.contains(text)) {
            faults.push(format!("'{shown}': the file does not have this text"));
        }
    }
    faults
}

fn is_command(line: &str, justfile: &str) -> bool {
    match line.split_whitespace().collect::<Vec<_>>()[..] {
        ["just", "run", name, ..] => Topic::find(name.trim_end_matches("-asyncio")).is_ok(),
        ["just", recipe, ..] | ["cargo", "classroom", recipe, ..] => justfile
            .lines()
            .any(|line| line.trim_start_matches('@').split([' ', ':']).next() == Some(recipe)),
        ["just"] | ["cargo", ..] => true,
        _ => false,
    }
}

#[test]
fn nothing_is_wrong_with_the_pages() {
    assert_eq!(faults(&root().unwrap().join("docs")).unwrap(), [""; 0]);
}
