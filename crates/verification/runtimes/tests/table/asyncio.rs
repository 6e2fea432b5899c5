//! What `docs/runtimes.md` and `docs/asyncio-has.md` say about asyncio.

use std::path::Path;

use classroom::python::{NO_PYTHON, Python};
use lessons::testing::not_checked;

use crate::run_together;

#[test]
fn asyncio_does_what_the_page_says() {
    let Some(python) = Python::find() else { return not_checked(NO_PYTHON) };
    let [output] = run_together([python.command(Path::new("tests/table/asyncio.py"))]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(output.stdout, "all\n", "{output:?}");
}
