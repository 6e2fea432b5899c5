//! The copy of the workspace that is broken.

use std::path::{Path, PathBuf};

use classroom::copy::{update, workspace};
use patches::Patch;

/// Makes a copy of the workspace with the patch applied.
pub(crate) fn make(root: &Path, patch: &Patch) -> Result<PathBuf, String> {
    let copy = workspace(root)?;
    let failed = |error| format!("cannot write to {}: {error}", copy.display());
    for (file, broken) in patch.apply(root)? {
        update(&copy.join(file), broken.as_bytes()).map_err(failed)?;
    }
    Ok(copy)
}
