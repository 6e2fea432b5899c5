//! Each what-if is built and run on each runtime, and does what is recorded of it.

use classroom::python::{NO_PYTHON, Python, not_checked};
use compile_fail::compiler::Toolchain;
use what_ifs::WhatIf;
use what_ifs::build::{build, clean};
use what_ifs::record::{cases, difference};
use what_ifs::run::{Patience, all};

#[test]
fn every_answer_holds_on_every_runtime() {
    let what_ifs = WhatIf::all().unwrap();
    let cases = cases(&what_ifs);
    assert!(cases.len() >= 18, "only {} cases", cases.len());
    let python = Python::find();
    if python.is_none() {
        not_checked(NO_PYTHON);
    }
    let toolchain = Toolchain::find().unwrap();
    let built = build(&cases).unwrap();
    let all = all(&cases, &built, python.as_ref(), |what_if, runtime| {
        let recorded = runtime.map_or(what_if.recorded_of_python(), |it| what_if.recorded(it));
        Patience::with(recorded.ok().as_ref())
    });
    let all = all.unwrap();
    assert!(all.len() >= cases.len(), "{all:?}");
    clean().unwrap();
    let wrong = all.iter().filter_map(|did| difference(did, &toolchain).unwrap());
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
