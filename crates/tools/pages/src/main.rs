//! Writes what is generated in the pages and draws their pictures: `just pages`.

use std::fs;
use std::process::ExitCode;

use classroom::programs::shown;
use classroom::{Context, Result, exit_code, say};
use pages::check::{faults_of_docs, no_faults};

fn main() -> ExitCode {
    exit_code("pages", write_all())
}

fn write_all() -> Result<bool> {
    for (file, text) in pages::files()? {
        if fs::read_to_string(&file).ok().as_ref() != Some(&text) {
            fs::write(&file, text).context(format_args!("cannot write {}", shown(&file)))?;
            say(&format!("Written: {}", shown(&file)));
        }
    }
    Ok(no_faults(&faults_of_docs()?))
}
