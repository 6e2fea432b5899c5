//! Records of real runs, in `tests/records`. To make one anew: `just timeline stage2-tokio`, and copy its log.

use std::fs;
use std::path::Path;

use timeline::Run;

/// All samples, in the order of their names.
pub fn all() -> Vec<Run> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/records");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    let read = |path: &Path| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        Run::read(name, &fs::read_to_string(path).unwrap())
    };
    paths.iter().map(|path| read(path)).collect()
}

/// What holds for all drawings.
pub fn check(terminal: &str, svg: &str) {
    for line in terminal.lines() {
        assert!(line.len() <= 80 && line.is_ascii(), "{line}");
    }
    assert!(svg.contains("<title>What happens in ") && svg.contains("<desc>"), "{svg}");
    assert!(!svg.contains("NaN") && !svg.contains("inf%"), "{svg}");
    for percent in svg.split('"').filter_map(|it| it.strip_suffix('%')) {
        let percent: f64 = percent.parse().unwrap();
        assert!((0.0..=100.0).contains(&percent), "{percent}%");
    }
}
