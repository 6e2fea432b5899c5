//! The answer in a line. It is made from what was recorded, so it cannot say anything else.

use classroom::outcome::Outcome;

pub(crate) fn answer(outcome: &Outcome, usual: &[&str]) -> String {
    let prints = outcome.prints();
    let perhaps = outcome.prints_perhaps();
    let missing: Vec<_> = usual.iter().copied().filter(|line| !prints.contains(line)).collect();
    let never: Vec<_> = missing.iter().copied().filter(|line| !perhaps.contains(line)).collect();
    let panics = outcome.panics().next().is_some();
    if let Some(code) = outcome.refused() {
        format!("rustc refuses it with {code}.")
    } else if outcome.hangs() && panics {
        "A task panics, and the program hangs.".to_string()
    } else if outcome.hangs() {
        "It hangs.".to_string()
    } else if panics {
        "It panics.".to_string()
    } else if usual.is_empty() {
        format!("It compiles, prints {}, and ends.", quoted(&prints))
    } else if !never.is_empty() {
        format!("It ends, and has not printed {}.", quoted(&never))
    } else if !missing.is_empty() {
        format!("It ends, and only by chance it has printed {}.", quoted(&missing))
    } else if prints == usual {
        "Nothing changes: it prints what it has always printed.".to_string()
    } else {
        "It prints the same lines in another order, or more.".to_string()
    }
}

fn quoted(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("\"{line}\"")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_made_from_what_happened() {
        let usual = ["one", "two"];
        for (did, expected) in [
            ("one\ntwo\n", "Nothing changes: it prints what it has always printed."),
            ("two\none\n", "It prints the same lines in another order, or more."),
            ("one\n", "It ends, and has not printed \"two\"."),
            ("one\n? two\n", "It ends, and only by chance it has printed \"two\"."),
            ("? one\n", "It ends, and has not printed \"two\"."),
            ("one\n! hangs\n", "It hangs."),
            ("! panics: bad\n! hangs\n", "A task panics, and the program hangs."),
            ("one\n! panics: bad\n! exit code 101\n", "It panics."),
            ("! rustc refuses it with E0271: bad\n", "rustc refuses it with E0271."),
        ] {
            assert_eq!(answer(&Outcome::from_text(did), &usual), expected);
        }
        let alone = answer(&Outcome::from_text("one\n"), &[]);
        assert_eq!(alone, "It compiles, prints \"one\", and ends.");
    }
}
