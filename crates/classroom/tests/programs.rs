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

/// What a runtime forces to differ: its name, how it sleeps, and how it is started.
const RUNTIMES_WORDS: [&str; 8] =
    ["tokio", "async-std", "async_std", "smol", "sleep(", "Timer::", "fn main()", "().await;"];

#[test]
fn twins_differ_only_in_the_runtimes_lines() {
    for topic in Topic::all().unwrap() {
        for left in Runtime::ALL {
            for right in Runtime::ALL.into_iter().filter(|right| *right != left) {
                let lines = differing_lines(&topic, left, right).unwrap();
                for line in &lines {
                    let forced = RUNTIMES_WORDS.iter().any(|word| line.contains(word));
                    let run = line.contains("asyncio::run(");
                    let twins = format!("{} and {}", topic.program(left), topic.program(right));
                    assert!(forced || run, "{twins} differ in more than the runtime: {line}");
                }
                if topic.name.starts_with("stage") {
                    assert!(lines.len() <= 9, "{}: {lines:#?}", topic.program(left));
                }
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
