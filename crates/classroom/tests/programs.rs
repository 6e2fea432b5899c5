//! Every program is there, says what it is, is found, and differs from its twins only where it must.

use std::collections::BTreeMap;
use std::path::PathBuf;

use cargo_metadata::MetadataCommand;
use classroom::compare::differing_lines;
use classroom::programs::{Runtime, Topic, read, root};

fn all_programs() -> impl Iterator<Item = (Topic, Runtime)> {
    let topics = Topic::all().unwrap();
    assert!(topics.len() >= 4, "no programs found: {topics:?}");
    topics.into_iter().flat_map(|topic| Runtime::ALL.map(|runtime| (topic.clone(), runtime)))
}

#[test]
fn each_has_a_header_with_its_purpose_and_its_command() {
    for (topic, runtime) in all_programs() {
        let program = topic.program(runtime);
        let purpose = topic.purpose(runtime).unwrap();
        assert!(purpose.ends_with('.') && purpose.len() > 20, "{program}: {purpose}");
        let source = read(&topic.source(runtime)).unwrap();
        let command = format!("\n//!\n//!     just run {program}\n//!\n");
        assert!(source.contains(&command), "{program}: its header must contain {command}");
    }
}

/// cargo's list of programs, which the manifests make, and ours, which the folders make.
#[test]
fn cargo_knows_the_same_ones() {
    let ours: BTreeMap<String, (String, PathBuf, Vec<String>)> = all_programs()
        .map(|(topic, runtime)| {
            let mut features = vec![runtime.name().to_string()];
            if topic.compile_error(runtime).is_some() {
                features.push("does-not-compile".to_string());
            }
            let source = topic.source(runtime).canonicalize().unwrap();
            (topic.program(runtime), (topic.package, source, features))
        })
        .collect();

    let metadata = MetadataCommand::new()
        .manifest_path(root().unwrap().join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_string()])
        .exec()
        .unwrap();
    let mut theirs = BTreeMap::new();
    for package in metadata.packages {
        for target in package.targets {
            let is_program =
                Runtime::ALL.iter().any(|runtime| target.name.ends_with(runtime.name()));
            if target.is_bin() && is_program {
                let source = target.src_path.canonicalize().unwrap();
                let package = package.name.to_string();
                theirs.insert(target.name, (package, source, target.required_features));
            }
        }
    }
    assert_eq!(ours, theirs);
}

/// A program in no runtime's words. Of these, and of nothing else, twins may differ.
fn neutral(source: &str, runtime: Runtime) -> String {
    let (import, sleep, spawn, entry) = match runtime {
        Runtime::Tokio => {
            ("use tokio::time::sleep;", "sleep(", "tokio::spawn(task);", "#[tokio::main]\nasync ")
        }
        Runtime::AsyncStd => (
            "use async_std::task::sleep;",
            "sleep(",
            "async_std::task::spawn(task);",
            "#[async_std::main]\nasync ",
        ),
        Runtime::Smol => ("use smol::Timer;", "Timer::after(", "smol::spawn(task).detach();", ""),
    };
    let dropped = match runtime {
        Runtime::Tokio | Runtime::AsyncStd => "lets it go on when its handle is dropped, as here",
        Runtime::Smol => "cancels it when its handle is dropped, so it is detached",
    };
    let dropped = format!("{runtime} {dropped}");
    let command = format!("-{runtime}\n");
    let entry = format!("{entry}fn main() {{");
    let words = [&command, import, &format!("    {sleep}"), spawn, &entry, &dropped];
    let neutral = ["-RUNTIME\n", "IMPORT", "    SLEEP(", "SPAWN", "MAIN", "DROPPED"];
    let mut text = source.to_string();
    for (word, neutral) in words.into_iter().zip(neutral) {
        text = text.replace(word, neutral);
    }
    // In tokio's and async-std's `main` one can await; smol's blocks.
    let lines = text.lines().map(|line| {
        let awaited = line.strip_prefix("    smol::block_on(").and_then(|x| x.strip_suffix(");"));
        awaited.map_or(line.to_string(), |future| format!("    {future}.await;"))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn twins_differ_only_where_the_runtime_forces_them_to() {
    for topic in Topic::all().unwrap() {
        let source = |runtime| neutral(&read(&topic.source(runtime)).unwrap(), runtime);
        for twin in [Runtime::AsyncStd, Runtime::Smol] {
            assert_eq!(source(Runtime::Tokio), source(twin), "{} and tokio", topic.program(twin));
        }
    }
}

#[test]
fn twins_of_a_stage_differ_in_at_most_nine_lines() {
    let topics = Topic::all().unwrap();
    for topic in topics.iter().filter(|topic| topic.name.starts_with("stage")) {
        for left in Runtime::ALL {
            for right in Runtime::ALL {
                let lines = differing_lines(topic, left, right).unwrap();
                assert!(lines.len() <= 9, "{} and {right}: {lines:#?}", topic.program(left));
                assert_eq!(lines.is_empty(), left == right);
            }
        }
    }
}

#[test]
fn a_stage_fits_on_a_page() {
    for (topic, runtime) in all_programs() {
        let length = read(&topic.source(runtime)).unwrap().lines().count();
        let limit = if topic.name.starts_with("stage") { 60 } else { 90 };
        assert!(length <= limit, "{} has {length} lines", topic.program(runtime));
    }
}

/// `just run` must not compile a runtime that the program does not need.
#[test]
fn a_program_needs_one_runtime() {
    for (topic, runtime) in all_programs() {
        let mut tree = classroom::run::cargo(&["tree", "--offline", "--edges", "normal"]).unwrap();
        tree.args(["--package", &topic.package, "--no-default-features", "--prefix", "none"]);
        let output = tree.args(["--features", runtime.name()]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let tree = String::from_utf8(output.stdout).unwrap();
        for other in Runtime::ALL {
            let needed = tree.lines().any(|line| line.starts_with(&format!("{other} v")));
            assert_eq!(needed, other == runtime, "{} and {other}", topic.program(runtime));
        }
    }
}

/// `crates/asyncio` is to be read in one sitting. Its comments are not counted: they are for that.
#[test]
fn the_port_is_short() {
    let folder = root().unwrap().join("crates/asyncio/src");
    let mut code = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let source = read(&path).unwrap();
        assert!(source.lines().count() <= 200, "{} is too long", path.display());
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
        code += source.lines().filter(is_code).count();
    }
    assert!((100..=700).contains(&code), "crates/asyncio has {code} lines of code");
}
