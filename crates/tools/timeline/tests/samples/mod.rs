//! Records of real runs, which the book's pictures are drawn from, too.

use timeline::Run;
use timeline::record::kept;

/// All samples, in the order of their names.
pub fn all() -> Vec<Run> {
    kept("").unwrap()
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
