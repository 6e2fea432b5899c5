//! In a copy of the workspace something is broken, and the check must say what, and what to do.

use std::fs;
use std::path::Path;
use std::time::Duration;

use classroom::copy::{cargo_in, workspace};
use classroom::output::{Show, run_until};
use classroom::programs::root;

/// What is done to a file of the copy.
enum Edit {
    Replace(&'static str, &'static str),
    Remove,
    Write(&'static str),
}

use Edit::{Remove, Replace, Write};

impl Edit {
    fn apply(&self, file: &Path) {
        match self {
            Replace(old, new) => {
                let text = fs::read_to_string(file).unwrap().replace("\r\n", "\n");
                assert!(text.contains(old), "{} does not contain {old}", file.display());
                fs::write(file, text.replace(old, new)).unwrap();
            }
            Remove => fs::remove_file(file).unwrap(),
            Write(text) => fs::write(file, text).unwrap(),
        }
    }
}

/// The check fails, and says this, on a copy in which that was done.
fn check(edits: &[(&str, Edit)], says: &[&str]) {
    let copy = workspace(&root().unwrap()).unwrap();
    for (file, edit) in edits {
        edit.apply(&copy.join(file));
    }
    let arguments = ["run", "--quiet", "--package", "compile-fail", "--", "tokio"];
    let command = cargo_in(&copy, &arguments).unwrap();
    // Time enough to compile the copy on a slow machine.
    let output = run_until(command, Show::No, |_, time| time > Duration::from_secs(600)).unwrap();
    assert!(!output.stopped, "{output:?}");
    assert_eq!(output.status.code(), Some(1), "{}{}", output.stdout, output.stderr);
    for part in says {
        assert!(output.stdout.contains(part), "'{part}' is not in:\n{}", output.stdout);
    }
}

const RC: &str = "examples/mistakes/refused-by-rustc/rc-across-await/mistake.rs";
const RC_REPAIR: &str = "examples/mistakes/refused-by-rustc/rc-across-await/repair.rs";
const RC_STDERR: &str = "examples/mistakes/refused-by-rustc/rc-across-await/mistake.stderr";
const RECORD: &str = "just compile-fail --record";

/// One after the other, since there is one copy.
#[test]
fn is_seen() {
    a_file_is_missing();
    a_file_is_too_much();
    an_explanation_is_missing();
    a_message_quotes_another_machine();
    something_else_does_not_compile();
    a_mistake_is_repaired();
    a_message_is_another_one();
    a_repair_fails();
    python_does_something_else();
}

fn a_file_is_missing() {
    for (file, advice) in [
        (RC, "write it, or take its name out of crates/tools/classroom/src/mistakes.rs"),
        (RC_REPAIR, "each mistake needs its repair beside it"),
        (RC_STDERR, RECORD),
        (
            "examples/mistakes/refused-by-rustc/rc-across-await/python.py",
            "each mistake is shown in Python",
        ),
        ("examples/mistakes/refused-by-rustc/rc-across-await/repair.txt", RECORD),
        ("examples/mistakes/failing-when-run/self-await/smol.rs", "write it, or take its name out"),
        ("examples/mistakes/failing-when-run/self-await/smol.txt", RECORD),
        ("examples/mistakes/failing-when-run/self-await/repair/smol.rs", "needs its repair"),
        ("crates/stage1-await-in-callback/src/smol.stderr", "smol.stderr"),
        ("crates/stage1-await-in-callback/repair/smol.rs", "needs its repair"),
    ] {
        check(&[(file, Remove)], &[&format!("{file} is missing: "), advice]);
    }
}

fn a_file_is_too_much() {
    let file = "examples/mistakes/refused-by-rustc/rc-across-await/second.rs";
    let says = format!("{file} belongs to no mistake: a new mistake must be named in");
    check(&[(file, Write("fn main() {}\n"))], &[&says]);
    let test = "examples/mistakes/tests/does_not_compile.rs";
    let line = "        \"refused-by-rustc/rc-across-await/mistake.rs\",\n";
    let says = format!("{test} does not name refused-by-rustc/rc-across-await/mistake.rs: add it");
    check(&[(test, Replace(line, ""))], &[&says]);
    let commented_out = format!("// {line}").leak();
    check(&[(test, Replace(line, commented_out))], &[&says]);
    let manifest = "examples/mistakes/Cargo.toml";
    let edit = Replace("name = \"rc-across-await-repair\"", "name = \"another\"");
    let says = "does not name rc-across-await-repair: add a [[bin]]";
    check(&[(manifest, edit)], &[says]);
    let file = "crates/stage1-await-in-callback/repair/lost.rs";
    check(&[(file, Write("fn main() {}\n"))], &[&format!("{file} belongs to no mistake")]);
}

fn an_explanation_is_missing() {
    let header = format!("{RC}: its header must have ");
    for (old, new, missing) in [
        ("//! Way out: ", "//! ", "`//! Way out: …`"),
        ("//! Goal: ", "//! ", "`//! Goal: …`"),
        ("//! asyncio: allows it. All tasks", "//! asyncio:\n//! All tasks", "`//! asyncio: …`"),
        ("just fail rc-across-await", "just fail it", "`//!     just fail rc-across-await`"),
        ("error: future", "error: a future", "`//!     error: future cannot be sent"),
    ] {
        check(&[(RC, Replace(old, new))], &[&format!("{header}{missing}")]);
    }
    let file = "examples/mistakes/failing-when-run/self-await/smol.rs";
    let says = format!("{file}: its header must have `//! When it runs: …`");
    check(&[(file, Replace("//! When it runs: ", "//! "))], &[&says]);
}

fn a_message_quotes_another_machine() {
    for place in ["$RUST/core/src/marker.rs:1:2", "$CARGO/tokio-1.54.1/src/lib.rs", "/home/me/a.rs"]
    {
        let text = fs::read_to_string(root().unwrap().join(RC_STDERR)).unwrap();
        let text: &str = format!("{text}note: here\n  --> {place}\n").leak();
        let says = format!("{RC_STDERR} quotes {place}, which is not in this repository");
        check(&[(RC_STDERR, Write(text))], &[&says]);
    }
    let line = "= note: the full name for the type has been written to '/home/me/a.txt'";
    let text = fs::read_to_string(root().unwrap().join(RC_STDERR)).unwrap() + line;
    let says = format!("{RC_STDERR} quotes {line}, which is not in this repository");
    check(&[(RC_STDERR, Write(text.leak()))], &[&says]);
}

/// What is no mistake does not compile, or an old binary could be taken for a new one.
fn something_else_does_not_compile() {
    let edit = || Replace("mod task;", "mod task;\nfn broken() -> u32 {}");
    let says = ["cargo could not build ", "error[E0308]: mismatched types"];
    check(&[("crates/asyncio/src/lib.rs", edit())], &says);
    let edit = Replace("async fn", "mod lost;\n\nasync fn");
    check(&[(RC_REPAIR, edit)], &["rc-across-await-repair must compile:\nerror[E0583]"]);
}

fn a_mistake_is_repaired() {
    let edits = [
        (RC, Replace("use std::rc::Rc;", "use std::sync::Arc as Rc;")),
        (
            "examples/mistakes/failing-when-run/never-awaited/tokio.rs",
            Replace("    };", "    }.await;"),
        ),
        (
            "examples/mistakes/refused-by-rustc/self-spawn/mistake.rs",
            Replace("if left > 0", "if (left > 0)"),
        ),
        (
            "examples/mistakes/failing-when-run/set-is-not-done/tokio.rs",
            Replace(
                "    EVENT.wait().await;",
                "    work_task.await.unwrap();\n    EVENT.wait().await;\n    sleep(Duration::from_secs(2)).await;",
            ),
        ),
    ];
    check(
        &edits,
        &[
            "rc-across-await          WRONG\n",
            "rc-across-await compiles, but must be refused with error: future cannot be sent",
            "never-awaited-tokio must compile:\nerror[E0728]",
            "set-is-not-done-tokio does not do what is recorded. If that is intended: just compile-fail",
            "+More work is done\n",
            "self-spawn must be refused without a warning; there is: unnecessary parentheses",
            "borrowed-local           ok",
        ],
    );
}

fn a_message_is_another_one() {
    let says =
        ["rustc's text on rc-across-await has changed.", RECORD, "+= help: within `impl Future"];
    check(&[(RC_STDERR, Replace("= help: within", "= help: inside"))], &says);
    let says = ["self-spawn must be refused with error[E0282]", "error[E0283]", RECORD];
    let folder = "examples/mistakes/refused-by-rustc/self-spawn/mistake";
    let edit = || Replace("error[E0283]", "error[E0282]");
    check(&[(&format!("{folder}.rs"), edit()), (&format!("{folder}.stderr"), edit())], &says);
}

fn a_repair_fails() {
    let file = "examples/mistakes/failing-when-run/self-await/repair/tokio.rs";
    check(
        &[
            (RC_REPAIR, Replace("use std::sync::Arc;", "use std::rc::Rc as Arc;")),
            (
                "examples/mistakes/refused-by-rustc/self-spawn/repair.rs",
                Replace("    left\n", "    eprintln!(\"more\");\n    left\n"),
            ),
            (file, Replace("Main Done.", "Main Done!")),
        ],
        &[
            "rc-across-await-repair must compile:\nerror: future cannot be sent",
            "self-await-repair-tokio does not do what is recorded.",
            "-Main Done.\n+Main Done!\n",
            "+! on stderr: more\n",
        ],
    );
}

/// Seen with any Python 3, since another exception catches it.
fn python_does_something_else() {
    let file = "examples/mistakes/failing-when-run/never-awaited/python.py";
    let edit = Replace("    more_work()\n", "    raise ValueError\n");
    check(&[(file, edit)], &["never-awaited in Python does not do what is recorded."]);
}
