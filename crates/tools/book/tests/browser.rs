//! Builds the book, opens its pages in Chromium, and makes a folder for a class: `just check-all` does it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use book::kit;
use classroom::programs::root;
use lessons::files::write;
use lessons::testing::not_checked;

const TOOL: &str = env!("CARGO_BIN_EXE_book");

/// The first of these programs that is in `PATH`.
fn program(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<_> = env::split_paths(&env::var_os("PATH")?).collect();
    let files = names.iter().flat_map(|name| folders.iter().map(move |it| it.join(name)));
    files.into_iter().find(|file| file.is_file())
}

/// `browser.mjs` has the checks.
#[test]
fn each_page_holds_what_it_promises_in_each_size_and_theme() {
    let chromium = program(&["chromium", "chromium-browser", "google-chrome", "chrome"]);
    let (Some(chromium), Some(node), Some(npm)) = (chromium, program(&["node"]), program(&["npm"]))
    else {
        return not_checked("Chromium, Node.js or npm is missing");
    };
    let root = root().unwrap();
    assert!(kit::book(&root).unwrap(), "the book cannot be built");

    // npm writes into this folder, so it is not the one with the sources.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    for name in ["package.json", "package-lock.json", "browser.mjs"] {
        let text = fs::read(root.join("crates/tools/book/tests/browser").join(name)).unwrap();
        write(&folder.join(name), text).unwrap();
    }
    let install = ["ci", "--no-audit", "--no-fund", "--prefer-offline"];
    let installed = Command::new(npm).args(install).current_dir(&folder).status();
    assert!(installed.unwrap().success());
    let script = folder.join("browser.mjs");
    assert!(Command::new(node).arg(script).arg(chromium).arg(root).status().unwrap().success());
}

/// Windows cannot replace a program that runs, so `just offline` must not rebuild its own program.
#[test]
fn a_folder_for_a_class_is_made_by_a_tool_that_stays_as_it_is() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("a teacher's & class");
    let _ = fs::remove_dir_all(&folder);
    let built = || fs::metadata(TOOL).unwrap().modified().unwrap();
    let before = built();
    assert!(Command::new(TOOL).arg("offline").arg(&folder).status().unwrap().success());
    let clone = folder.join(root().unwrap().file_name().unwrap());
    assert!(clone.join("book/index.html").is_file() && folder.join("vendor/tokio").is_dir());
    assert_eq!(built(), before, "the tool has been rebuilt");
    fs::remove_dir_all(folder).unwrap();
}
