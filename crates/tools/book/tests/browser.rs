//! Builds the book, opens its pages in Chromium, and makes a folder for a class: `just check-all` does it.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use book::kit;
use classroom::programs::root;
use lessons::process::{Show, run_until};
use lessons::testing::not_checked;

const TOOL: &str = env!("CARGO_BIN_EXE_book");

/// On a page with this, all pages of the book stand in frames. It says how far each scrolls sideways.
const SCRIPT: &str =
    "<script>onload = () => document.querySelectorAll('iframe').forEach((frame) => {
  const parts = [...frame.contentDocument.querySelectorAll('html, .page-wrapper, .content, main')];
  const widths = parts.map((part) => part.scrollWidth - part.clientWidth);
  console.log(frame.name + ': ' + Math.max(...widths) + ' pixels too wide');
})</script>";

#[test]
fn each_page_opens_without_an_error_and_fits_a_phone_and_a_laptop() {
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    let is_there = |name: &&str| Command::new(name).arg("--version").output().is_ok();
    let Some(chromium) = names.into_iter().find(is_there) else {
        return not_checked("there is no Chromium");
    };
    let root = root().unwrap();
    assert!(kit::book(&root, TOOL.as_ref()).unwrap(), "the book cannot be built");

    let (mut expected, mut frames) = (Vec::new(), SCRIPT.to_string());
    for entry in fs::read_dir(root.join("book")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        for width in [360, 1366].into_iter().filter(|_| name.ends_with(".html")) {
            let size = format!("width='{width}' height='740'");
            frames +=
                &format!("<iframe name='{name} {width}' src='../book/{name}' {size}></iframe>");
            expected.push(format!("{name} {width}: 0 pixels too wide"));
        }
    }
    let page = root.join("target").join("pages.html");
    fs::write(&page, frames).unwrap();
    let mut command = Command::new(chromium);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"]);
    command.args(["--allow-file-access-from-files", "--dump-dom"]).arg(&page);
    let output = run_until(command, Show::No, Duration::from_secs(300)).unwrap();
    // What a page writes to its console is there, too: an error, or what it cannot load.
    let said =
        output.stderr.lines().filter_map(|line| line.split_once(":CONSOLE")?.1.split('"').nth(1));
    let mut said: Vec<_> = said.collect();
    said.sort();
    expected.sort();
    assert_eq!(said, expected, "{output:?}");
}

/// Windows cannot replace a program that runs, so nothing that `just offline` does may build its own program anew.
#[test]
fn a_folder_for_a_class_is_made_by_a_tool_that_stays_as_it_is() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("a teacher's & class");
    let _ = fs::remove_dir_all(&folder);
    let built = || fs::metadata(TOOL).unwrap().modified().unwrap();
    let before = built();
    assert!(Command::new(TOOL).arg("offline").arg(&folder).status().unwrap().success());
    let clone = folder.join(root().unwrap().file_name().unwrap());
    assert!(clone.join("book/index.html").is_file() && folder.join("vendor/tokio").is_dir());
    assert_eq!(built(), before, "the tool has been built anew");
    fs::remove_dir_all(folder).unwrap();
}
