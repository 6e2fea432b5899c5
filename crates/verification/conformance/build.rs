//! Lists the pairs: a module for each Rust program in `pairs`, and `PAIRS`, which has all of them.

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=pairs");
    let folder = env::current_dir().expect("cargo sets it").join("pairs");
    let files =
        fs::read_dir(&folder).expect("the pairs are there").map(|file| file.unwrap().path());
    let mut programs: Vec<_> =
        files.filter(|file| file.extension().is_some_and(|extension| extension == "rs")).collect();
    programs.sort();
    let (mut modules, mut pairs) = (String::new(), String::new());
    for program in programs {
        let name = program.file_stem().unwrap().to_str().expect("a name is ASCII");
        modules += &format!("#[path = {program:?}]\nmod {name};\n");
        // Most programs are a main function. The others call `run` themselves.
        let calls_run = fs::read_to_string(&program).unwrap().contains("pub fn program(");
        let main = format!("|executor| executor.run({name}::main())");
        let run = if calls_run { format!("{name}::program") } else { main };
        pairs += &format!("    Pair {{ name: {name:?}, run: {run} }},\n");
    }
    let list = format!("{modules}\nconst PAIRS: &[Pair] = &[\n{pairs}];\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join("pairs.rs"), list).unwrap();
}
