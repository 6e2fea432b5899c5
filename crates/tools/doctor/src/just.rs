//! just: which is a comfort, since `cargo classroom` does the same.

use std::path::Path;

use crate::ask::{numbers, program, version};
use crate::finding::Finding;
use crate::repair::Problem;

/// The oldest just that reads our justfile. Found by trying: 1.26.0 says "Unknown attribute `group`",
/// 1.27.0 reads all recipes, as do 1.35.0, 1.40.0 and 1.59.0. A justfile with newer words: try again.
const OLDEST: &str = "1.27.0";

/// Looks for just.
pub fn check(root: &Path) -> Vec<Finding> {
    // Where npm installs programs on Windows, they end so.
    let names: &[&str] = if cfg!(windows) { &["just", "just.cmd"] } else { &["just"] };
    let found = names.iter().find_map(|name| version(program(name, &["--version"], root)));
    vec![judge(found.as_deref())]
}

fn judge(version: Option<&str>) -> Finding {
    let instead = "`cargo classroom` does the same without it";
    match version {
        Some(version) if numbers(version) >= numbers(OLDEST) => {
            Finding::ok(format!("just {version}"))
        }
        Some(version) => Finding::note(
            format!("just {version} is too old, it must be {OLDEST}; {instead}"),
            Problem::NoJust,
        ),
        None => Finding::note(format!("just is not there; {instead}"), Problem::NoJust),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::System;

    #[test]
    fn an_old_one_is_no_worse_than_none() {
        let shown = |version| judge(version).shown(System::Debian);
        assert!(shown(Some("1.27.0")).starts_with("ok"));
        assert!(shown(Some("1.100.0")).starts_with("ok"));
        assert!(shown(Some("1.26.0")).starts_with("note     just 1.26.0 is too old"));
        assert!(shown(None).starts_with("note     just is not there"));
    }
}
