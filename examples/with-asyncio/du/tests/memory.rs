//! A folder of a hundred thousand files takes hardly more memory than one of a hundred: no entry is kept.

#[cfg(target_os = "linux")]
mod trees;

#[cfg(target_os = "linux")]
#[test]
fn a_flat_folder_is_not_kept() {
    use std::fs;
    use std::process::{Command, Stdio};
    use std::thread;
    use std::time::{Duration, Instant};

    use classroom::output::TIME_LIMIT;

    use trees::{PROGRAMS, Tree};

    /// The most memory that it ever had, in KiB, as the system tells until it ends.
    fn peak(program: &str, tree: &Tree) -> u64 {
        let mut command = Command::new(program);
        let mut child = command.arg(&tree.root).stdout(Stdio::null()).spawn().unwrap();
        let status = format!("/proc/{}/status", child.id());
        let (start, mut peak) = (Instant::now(), 0);
        while child.try_wait().unwrap().is_none() {
            assert!(start.elapsed() < TIME_LIMIT, "{program} hangs");
            let status = fs::read_to_string(&status).unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
            peak = kib.and_then(|kib| kib.parse().ok()).unwrap_or(peak);
            thread::sleep(Duration::from_millis(1));
        }
        peak
    }

    let (mut few, mut many) = (Tree::new("few"), Tree::new("many"));
    for number in 0..100_000 {
        let long_name = format!("{number:0>200}");
        if number < 100 {
            few.file(&long_name, 1);
        }
        many.file(&long_name, 1);
    }
    for program in PROGRAMS {
        let (few, many) = (peak(program, &few), peak(program, &many));
        // The names alone are 20,000 KiB.
        assert!(few > 0 && many < few + 10_000, "{program}: {few} and {many} KiB");
        println!("{program}: {few} and {many} KiB");
    }
}
