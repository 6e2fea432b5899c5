//! Builds the book and opens each page in Chromium: `just check-all` does it. It needs node and npm, and downloads
//! what `browser/package-lock.json` names.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use classroom::copy::update;
use classroom::kit;
use classroom::output::{Output, Show, run_until};
use classroom::programs::root;
use classroom::python::not_checked;

/// The names under which Chromium is found, unless the variable `CHROMIUM` has another.
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// `npm`'s name, which is a script on Windows.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

fn run(mut command: Command, folder: &Path) -> Option<Output> {
    command.current_dir(folder);
    let output = run_until(command, Show::No, |_, time| time > Duration::from_secs(600)).ok()?;
    assert!(!output.stopped, "{output:?}");
    Some(output)
}

fn tells_its_version(name: &str) -> bool {
    let mut command = Command::new(name);
    command.arg("--version");
    run(command, Path::new(".")).is_some_and(|output| output.status.success())
}

#[test]
fn each_page_is_well_at_two_sizes_light_and_dark() {
    let chromium = env::var("CHROMIUM").ok();
    let chromium =
        chromium.or(CHROMIUM.map(String::from).into_iter().find(|it| tells_its_version(it)));
    let Some(chromium) = chromium else { return not_checked("there is no Chromium") };
    if !tells_its_version("node") || !tells_its_version(NPM) {
        return not_checked("there is no node, or no npm");
    }
    let root = root().unwrap();
    assert!(kit::book(&root).unwrap(), "the book cannot be built");

    // Outside of crates, which is copied when the port is broken on purpose.
    let (source, folder) = (root.join("crates/tools/book/browser"), root.join("target/browser"));
    for name in ["check.mjs", "package.json", "package-lock.json"] {
        update(&folder.join(name), &fs::read(source.join(name)).unwrap()).unwrap();
    }
    let pictures = folder.join("pictures");
    fs::create_dir_all(&pictures).unwrap();
    let mut npm = Command::new(NPM);
    npm.args(["ci", "--no-audit", "--no-fund"]);
    let installed = run(npm, &folder).unwrap();
    assert!(installed.status.success(), "{installed:?}");
    let mut node = Command::new("node");
    node.arg("check.mjs").arg(root.join("book")).arg(chromium).arg(&pictures);
    let checked = run(node, &folder).unwrap();
    let said = format!("{}{}", checked.stdout, checked.stderr);
    assert!(checked.status.success(), "{said}\nThe pictures are in {}", pictures.display());
    assert!(checked.stdout.ends_with(" pages, 0 faults\n"), "{said}");
}
