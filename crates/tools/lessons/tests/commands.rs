//! The commands answer bad input with one clear line and exit code 2. And what they print.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use classroom::programs::{read, root};
use classroom::run::cargo;
use lessons::files::mirror;

/// Runs the tool as the front door does.
fn run(words: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lessons"));
    let output = command.args(words).current_dir(root().unwrap()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn bad_input_gets_one_line_that_says_what_would_be_right() {
    for (words, message) in [
        (
            "fail rc-accross-await",
            "there is no mistake 'rc-accross-await'; did you mean 'rc-across-await'?",
        ),
        ("fail frobnicate", "there is no mistake 'frobnicate'; see: just mistakes"),
        ("repair rc-across-await-tokio", "rc-across-await needs no runtime: leave off '-tokio'"),
        ("fail never-awaited-java", "never-awaited is there for tokio, async-std, smol"),
        ("repair", "it takes the name of a mistake; see: just mistakes"),
        ("compare stage2 tokio java", "there is no runtime 'java'; see: tokio, async-std, smol"),
        ("compare stage2-tokio stage2-smol", "two runtimes: just compare stage2 tokio smol"),
        ("compare stage2 smol smol", "two runtimes: just compare stage2 tokio smol"),
        ("repair stage1-smol", "stage1 is await-in-callback: just repair await-in-callback"),
        ("repair stage2", "stage2 is not a mistake: just run stage2"),
        ("what-if stgae2", "there is no stage 'stgae2'; did you mean 'stage2'?"),
        ("what-if no-remove smol", "no-remove is of stage2: just what-if stage2 no-remove"),
        ("what-if chain", "chain has no what-ifs; stage1, stage2 and stage3 have"),
        (
            "what-if stage2-smol no-remove",
            "the runtime comes last: just what-if stage2 <name> smol",
        ),
        ("what-if stage2 no-remvoe", "there is no what-if 'no-remvoe'; did you mean 'no-remove'?"),
        ("what-if stage2 smol", "there is no what-if 'smol'; see: just what-if stage2"),
        ("compile-fail tokio smol", "it takes one runtime, or --record, or nothing"),
        ("what-if --times many", "it takes a number of times, such as 100: "),
        ("exercise second-calback-smol", "did you mean 'second-callback-smol'?"),
        ("exercise src/bin/Second_Callback-smol.rs", "did you mean 'second-callback-smol'?"),
        ("exercise second-callback", "which runtime? just exercise second-callback-tokio"),
        ("hint lost-signal 4", "lost-signal has hints 1, 2 and 3, not '4'"),
        ("hint 2 lost-signal", "there is no exercise '2'; see: just exercise"),
        ("hint", "it takes an exercise and the number of a hint: just hint lost-signal 2"),
        ("solution", "it takes the name of an exercise, such as second-callback-tokio"),
        ("break pulse-lots", "there is no mutation 'pulse-lots'; did you mean 'pulse-lost'?"),
        ("break pulse", "there is no mutation 'pulse'; did you mean 'pulse-lost'?"),
    ] {
        let (code, stdout, stderr) = run(&words.split(' ').collect::<Vec<_>>());
        assert_eq!(code, Some(2), "{words}: {stderr}");
        assert_eq!((stdout.as_str(), stderr.lines().count()), ("", 1), "{words}: {stderr}");
        assert!(stderr.contains(message), "{words}: {stderr}");
    }
    for (words, what) in [(["hint", ""], "exercise"), (["fail", "-h"], "mistake")] {
        let (code, _, stderr) = run(&words);
        assert_eq!(code, Some(2));
        assert!(stderr.contains(&format!(": which {what}? See: just ")), "{stderr}");
    }
}

/// What the front door says to these words, typed after `cargo classroom` or written as in a recipe of the justfile.
fn front_door(words: &[&str]) -> (Option<i32>, String) {
    let mut command = cargo(&["classroom"]).unwrap();
    command.args(words).env("names", "lost-singal async-std").env("folder", "my \"new\" & class");
    let output = command.output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code(), text.replace("\r\n", "\n"))
}

/// Names get a suggestion, and a program's runtime may be a word of its own. Nothing here needs a tool to be built.
#[test]
fn the_front_door_suggests_names() {
    for (words, message) in [
        ("rnu", "there is no command 'rnu'; did you mean 'run'?"),
        ("frobnicate", "there is no command 'frobnicate'; see: cargo classroom help"),
        ("run", "which program? See: just list"),
        ("run a b", "only a runtime may follow a program: 'a' and 'b'"),
        ("run stage2-tokio smol", "only a runtime may follow a program: 'stage2-tokio' and 'smol'"),
        ("run rc-across-await tokio", "it is a mistake: just fail rc-across-await-tokio"),
        ("run lost-singal async-std", "did you mean 'lost-signal-async-std'?"),
        ("run @*names", "did you mean 'lost-signal-async-std'?"),
        ("run @folder", "there is no program 'my \"new\" & class'; see: just list"),
        ("list gather", "it takes nothing or 'all': just list, or just list all"),
    ] {
        let (code, said) = front_door(&words.split(' ').collect::<Vec<_>>());
        // What cargo says while it builds the tool stands above it.
        let said = said.lines().last().unwrap_or_default();
        assert_eq!(code, Some(2), "{words}: {said}");
        assert!(said.contains(message), "{words}: {said}");
    }
    let help = front_door(&["help"]).1;
    for command in ["run program\n", "watch name\n", "doctor\n    See what this machine lacks"] {
        assert!(help.contains(&format!("\n{command}")), "{command} is not in {help}");
    }
}

/// What a shell would read, in a way that depends on the system and on the version of just.
#[test]
fn no_recipe_hands_an_argument_to_a_shell() {
    let justfile = read(&root().unwrap().join("justfile")).unwrap();
    let mut recipes = justfile.lines().filter(|line| line.starts_with("    cargo classroom "));
    assert!(recipes.clone().count() > 20);
    assert_eq!(recipes.find(|recipe| recipe.contains(['"', '\'', '{', '$'])), None);
}

/// As under a user name with an umlaut on Windows, where Python prints in the encoding of the system.
#[cfg(unix)]
#[test]
fn python_is_found_in_a_folder_with_an_umlaut() {
    use classroom::python::{NO_PYTHON, Python};
    use lessons::testing::not_checked;
    use std::os::unix::fs::symlink;

    let Some(python) = Python::find() else { return not_checked(NO_PYTHON) };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("Jürgen");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for name in ["python3", "python", "py"] {
        let python = python.command("".as_ref());
        symlink(python.get_program(), folder.join(name)).unwrap();
    }
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    for program in ["chain-asyncio", "stage1-asyncio"] {
        let mut command = cargo(&["classroom", "run", program]).unwrap();
        command.env("PATH", &path).env("PYTHONIOENCODING", "latin-1");
        assert!(command.status().unwrap().success(), "{program}"); // Python should refuse stage 1
    }
}

/// A changed stage may not do what is recorded. Line ends that an editor has changed count, too.
#[test]
fn a_reader_who_has_changed_or_deleted_a_stage_is_told() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("changed stage");
    let _ = fs::remove_dir_all(&workspace);
    for group in ["with-asyncio", "runtime-alone/tasks", "runtime-alone/coordination"] {
        fs::create_dir_all(workspace.join("examples").join(group)).unwrap();
    }
    fs::create_dir_all(workspace.join("examples/runtime-alone/threads-and-io")).unwrap();
    let stage = "crates/stage2-all-tasks";
    mirror(&root().unwrap().join(stage), &workspace.join(stage)).unwrap();
    for words in [["init", "--quiet"], ["add", "."]] {
        assert!(
            Command::new("git").args(words).current_dir(&workspace).status().unwrap().success()
        );
    }
    // There is nothing that could be built.
    let says = |command| {
        let mut lessons = Command::new(env!("CARGO_BIN_EXE_lessons"));
        lessons.args(command).env("CARGO_MANIFEST_DIR", &workspace).stdin(Stdio::null());
        String::from_utf8(lessons.output().unwrap().stderr).unwrap()
    };
    let what_if = || says(["what-if", "stage2", "no-remove"]);
    let file = workspace.join(stage).join("src/tokio.rs");
    let text = fs::read_to_string(&file).unwrap();
    for changed in [text.clone() + "// mine", text.replace('\n', "\r\n")] {
        let advice = "You changed crates/stage2-all-tasks/src/tokio.rs; restore it with: \
                      git restore crates/stage2-all-tasks/src/tokio.rs\n";
        fs::write(&file, &text).unwrap();
        assert!(!what_if().contains(advice));
        fs::write(&file, changed).unwrap();
        let said = what_if();
        assert!(said.contains(advice), "{said}");
    }
    // The advice is to restore the whole folder.
    fs::remove_dir_all(workspace.join(stage)).unwrap();
    let advice = "if you deleted it, restore it with: git restore crates/stage2-all-tasks\n";
    let missing = format!("compare: crates/stage2-all-tasks is missing; {advice}");
    assert_eq!(says(["compare", "stage2", "smol"]), missing);
}

#[test]
fn compare_marks_the_lines_that_differ() {
    let (code, stdout, _) = run(&["compare", "stage2", "smol"]); // with tokio
    assert_eq!(code, Some(0));
    for line in [
        "    tokio |     tokio::spawn(task);",
        "     smol |     smol::spawn(task).detach();",
        "          | async fn async_main() {",
    ] {
        assert!(stdout.lines().any(|it| it == line), "{line} is not in {stdout}");
    }
}

/// The lists show each lesson with what it is about.
#[test]
fn lists_show_each_lesson_with_its_purpose() {
    for (list, name) in [
        ("mistakes", "  rc-across-await "),
        ("mistakes", "  await-in-callback "),
        ("what-if", "stage2 no-remove "),
        ("exercise", "without-asyncio "),
        ("break", "pulse-lost "),
    ] {
        let (code, stdout, _) = run(&[list]);
        assert_eq!(code, Some(0));
        let line = stdout.lines().find(|line| line.starts_with(name));
        assert!(line.is_some_and(|line| line.len() > 50), "{name} is not in {stdout}");
    }
}

/// A hint leads to the next one.
#[test]
fn hints_follow_each_other() {
    let hints = ["1", "2", "3"].map(|number| run(&["hint", "lost-signal", number]).1);
    assert_eq!(hints[0], run(&["hint", "lost-signal-smol"]).1);
    assert!(hints[0].ends_with(": just hint lost-signal 2\n"));
    assert!(hints[1].ends_with(": just hint lost-signal 3\n"));
    assert!(!hints[2].contains("just hint"));
}

/// As in `just run chain-tokio | head -1`: the program ends, and does not panic.
#[test]
fn a_program_may_lose_its_reader() {
    let mut command = cargo(&["classroom", "run", "chain-tokio"]).unwrap();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_is_an_error() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut lessons = Command::new(env!("CARGO_BIN_EXE_lessons"));
    let command = lessons.arg("mistakes").current_dir(root().unwrap());
    assert_eq!(command.stdout(full).stderr(Stdio::null()).status().unwrap().code(), Some(2));
}
