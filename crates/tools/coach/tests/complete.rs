//! No exercise lacks a part. That the parts are right is proved by `proofs`.

use classroom::exercises::Exercise;
use classroom::output::expected;
use classroom::programs::{Runtime, read};
use coach::hints::hints;

#[test]
fn each_starting_file_says_what_is_to_be_done() {
    for exercise in Exercise::all().unwrap() {
        for runtime in Runtime::ALL {
            let start = exercise.start(runtime);
            let text = start.text().unwrap();
            let (header, code) = text.split_once("\n\n").unwrap();
            let command = format!("\n//!     just exercise {}\n", exercise.on(runtime));
            for part in ["Exercise: ", "It goes with ", "Goal: ", "Now: ", "Change: ", &command] {
                assert!(header.contains(part), "{}: its header needs `{part}`", start.name);
            }
            assert!(start.purpose().unwrap().starts_with("Exercise: "), "{}", start.name);
            assert!(header.contains("It is to print"), "{}", start.name);
            assert!(expected(&text).ends_with("Main Done.\n"), "{}", start.name);
            assert_eq!(code.matches("TODO").count(), 1, "{}", start.name);
        }
    }
}

#[test]
fn each_solution_has_a_header() {
    for exercise in Exercise::all().unwrap() {
        for runtime in Runtime::ALL {
            let solution = exercise.solution(runtime);
            let command = format!("\n//!     just solution {}\n\n", exercise.on(runtime));
            assert!(solution.text().unwrap().contains(&command), "{}", solution.name);
            let purpose = solution.purpose().unwrap();
            assert!(purpose.starts_with(&format!("The solution of `{}`: ", exercise.name)));
            assert!(!solution.text().unwrap().contains("TODO"), "{}", solution.name);
        }
    }
}

#[test]
fn each_has_three_hints_and_an_explanation() {
    for exercise in Exercise::all().unwrap() {
        assert_eq!(hints(&exercise).unwrap().len(), 3);
        let explanation = read(&exercise.explanation()).unwrap();
        assert!(explanation.len() > 300, "{}", exercise.name);
        for text in [explanation, read(&exercise.hints()).unwrap()] {
            let long = text.lines().find(|line| line.chars().count() > 80);
            assert_eq!(long, None, "{}: a terminal has 80 columns", exercise.name);
        }
    }
}
