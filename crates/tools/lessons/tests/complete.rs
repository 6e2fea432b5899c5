//! No lesson lacks a part: all faults are listed at once. And which package may import which.

use cargo_metadata::{DependencyKind, MetadataCommand};
use classroom::programs::root;
use lessons::check::faults;

#[test]
fn every_lesson_has_all_its_parts() {
    let faults = faults().unwrap();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The packages that are compiled first depend on no other package of ours, not even in their tests.
#[test]
fn asyncio_and_classroom_depend_on_no_other_package_of_ours() {
    let mut command = MetadataCommand::new();
    command.manifest_path(root().unwrap().join("Cargo.toml")).no_deps();
    let packages = command.exec().unwrap().packages;
    for name in ["asyncio", "classroom"] {
        let package = packages.iter().find(|package| *package.name == name).unwrap();
        let ours = package.dependencies.iter().filter(|it| it.path.is_some());
        assert_eq!(ours.map(|it| it.name.clone()).collect::<Vec<_>>(), [""; 0], "{name}");
    }
    // The front door is compiled before the first program runs.
    let classroom = packages.iter().find(|package| *package.name == "classroom").unwrap();
    let normal = classroom.dependencies.iter().filter(|it| it.kind == DependencyKind::Normal);
    assert!(normal.count() <= 1);
}
