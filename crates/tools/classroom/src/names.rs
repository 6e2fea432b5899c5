//! Finds things by name, and suggests the nearest names.

use std::path::Path;

use strsim::damerau_levenshtein as edits;

use crate::error::{Error, Result};
use crate::runtime::Runtime;

/// Something that a reader asks for by name.
pub trait Named {
    /// `stage2`.
    fn name(&self) -> &str;
}

impl Named for String {
    fn name(&self) -> &str {
        self
    }
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
    let mut names: Vec<_> = all.iter().map(|it| it.name().to_string()).collect();
    names.extend(all.iter().flat_map(on_each));
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
    let names = Runtime::ALL.into_iter().map(|runtime| runtime.name().to_string());
    found.ok_or_else(|| unknown("runtime", name, names, "tokio, async-std, smol"))
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
    let near = nearest(name, names).map(|near| format!("did you mean {near}?"));
    let advice = near.unwrap_or(format!("see: {list}"));
    Error::new(format!("there is no {kind} '{name}'; {advice}"))
}

/// Up to three names that begin with `name` or resemble it. A path stands for the name of its file, and case and
/// `_` do not count.
fn nearest(name: &str, names: impl Iterator<Item = String>) -> Option<String> {
    let stem = Path::new(name).file_stem()?.to_string_lossy();
    let typed = stem.to_lowercase().replace('_', "-");
    let distance = |name: &str| if name.starts_with(&typed) { 0 } else { edits(&typed, name) };
    let mut near: Vec<_> = names.map(|name| (distance(&name), name)).collect();
    near.sort();
    let least = near.first()?.0;
    near.retain(|(distance, _)| *distance == least);
    near.dedup_by(|(_, next), (_, name)| next.starts_with(&*name)); // `stage2-smol` after `stage2`
    let near: Vec<_> = near.iter().map(|(_, name)| format!("'{name}'")).collect();
    (least <= 2.min(typed.len() / 3) && near.len() <= 3).then(|| near.join(" or "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(name: &str) -> String {
        let all = ["stage2", "chain", "lost-task"].map(String::from);
        match find_on("program", name, &all, "just list") {
            Ok((found, runtime)) => format!("{found} {runtime:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_name_is_found_or_gets_the_nearest_or_the_list() {
        assert_eq!(on("lost-task-async-std"), "lost-task Some(AsyncStd)");
        for (name, advice) in [
            ("stgae2-tokio", "did you mean 'stage2-tokio'?"),
            ("STAGE2-async_std", "did you mean 'stage2-async-std'?"),
            ("exercises/lost-task-smol.rs", "did you mean 'lost-task-smol'?"),
            ("lost-task-tokyo", "did you mean 'lost-task-tokio'?"),
            ("lost", "did you mean 'lost-task'?"),
            ("stage2-monoio", "stage2 is there for tokio, async-std, smol"),
            ("frobnicate", "see: just list"),
        ] {
            assert_eq!(on(name), format!("there is no program '{name}'; {advice}"));
        }
    }
}
