//! Finding what has a name, and suggesting the nearest one.

use std::path::Path;

use crate::error::{Error, Result};
use crate::runtime::Runtime;

/// Something that a reader asks for by name.
pub trait Named {
    /// `stage2`.
    fn name(&self) -> &str;
}

/// The one of that name.
pub fn find<'a, T: Named>(kind: &str, name: &str, all: &'a [T], list: &str) -> Result<&'a T> {
    let names = || all.iter().map(|it| it.name().to_string());
    all.iter().find(|it| it.name() == name).ok_or_else(|| unknown(kind, name, names(), list))
}

/// The one of that name, and the runtime if the name ends with one: `stage2`, `stage2-smol`.
pub fn find_on<'a, T: Named>(
    kind: &str,
    name: &str,
    all: &'a [T],
    list: &str,
) -> Result<(&'a T, Option<Runtime>)> {
    let (base, runtime) = split(name);
    if let Some(found) = all.iter().find(|it| it.name() == base) {
        return Ok((found, runtime));
    }
    let on_each = |it: &T| Runtime::ALL.map(|runtime| format!("{}-{runtime}", it.name()));
    let names = all.iter().flat_map(|it| on_each(it).into_iter().chain([it.name().to_string()]));
    let names: Vec<_> = names.collect();
    let is_prefix = |it: &&T| name.starts_with(&format!("{}-", it.name()));
    if let (None, Some(it)) = (nearest(name, names.iter().cloned()), all.iter().find(is_prefix)) {
        let advice = format!("{} is there for tokio, async-std, smol", it.name());
        return Err(Error::new(format!("there is no {kind} '{name}'; {advice}")));
    }
    Err(unknown(kind, name, names.into_iter(), list))
}

/// The runtime of that name.
pub fn find_runtime(name: &str) -> Result<Runtime> {
    let found = Runtime::ALL.into_iter().find(|runtime| runtime.name() == name);
    let names = || Runtime::ALL.map(|runtime| runtime.name().to_string()).into_iter();
    found.ok_or_else(|| unknown("runtime", name, names(), "tokio, async-std, smol"))
}

/// `stage2-smol` is `stage2` on smol.
pub fn split(name: &str) -> (&str, Option<Runtime>) {
    let ends = |runtime: Runtime| name.strip_suffix(runtime.name())?.strip_suffix('-');
    let found = Runtime::ALL.into_iter().find_map(|runtime| Some((ends(runtime)?, runtime)));
    found.map_or((name, None), |(base, runtime)| (base, Some(runtime)))
}

/// The error for a name that does not exist.
pub fn unknown(kind: &str, name: &str, names: impl Iterator<Item = String>, list: &str) -> Error {
    if name.is_empty() || name.starts_with('-') {
        return Error::new(format!("which {kind}? See: {list}"));
    }
    let advice = match nearest(name, names) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("see: {list}"),
    };
    Error::new(format!("there is no {kind} '{name}'; {advice}"))
}

/// The name that was probably meant. A path is taken for the name of its file, and case and `_` do not count.
fn nearest(name: &str, names: impl Iterator<Item = String>) -> Option<String> {
    let stem = Path::new(name).file_stem()?.to_string_lossy();
    let typed = stem.to_lowercase().replace('_', "-");
    let distance = |other: &String| strsim::damerau_levenshtein(&typed, other);
    let mut near: Vec<_> = names.map(|other| (distance(&other), other)).collect();
    near.sort();
    near.dedup();
    let (distance, other) = near.first()?;
    let is_only_one = near.get(1).is_none_or(|(next, _)| distance < next);
    (*distance <= 3.min(typed.len() / 2) && is_only_one).then(|| other.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Named for &str {
        fn name(&self) -> &str {
            self
        }
    }

    const ALL: [&str; 3] = ["stage2", "chain", "lost-task"];

    fn on(name: &str) -> String {
        match find_on("program", name, &ALL, "just list") {
            Ok((found, runtime)) => format!("{found} {runtime:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_name_is_found_with_and_without_a_runtime() {
        assert_eq!(on("chain"), "chain None");
        assert_eq!(on("lost-task-async-std"), "lost-task Some(AsyncStd)");
    }

    #[test]
    fn a_mistyped_name_gets_the_nearest_and_any_other_the_list() {
        for (name, advice) in [
            ("stgae2-tokio", "did you mean 'stage2-tokio'?"),
            ("STAGE2-Tokio", "did you mean 'stage2-tokio'?"),
            ("stage2-async_std", "did you mean 'stage2-async-std'?"),
            ("examples/mine/lost-task-smol.rs", "did you mean 'lost-task-smol'?"),
            ("stage2-java", "stage2 is there for tokio, async-std, smol"),
            ("frobnicate", "see: just list"),
            ("x", "see: just list"),
        ] {
            assert_eq!(on(name), format!("there is no program '{name}'; {advice}"));
        }
        for name in ["", "-h"] {
            assert_eq!(on(name), "which program? See: just list");
        }
    }
}
