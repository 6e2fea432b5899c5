# All commands of this workspace. Without just, `cargo classroom` does the same, or the cargo commands below.
#
# Recipes export their arguments and pass `@name`; `classroom` reads the variable. So no shell, neither sh nor cmd.exe,
# ever reads what you type.

# A shell that every Windows has; elsewhere just uses sh.
set windows-shell := ["cmd.exe", "/c"]

without_target := "--manifest-path crates/tools/doctor/Cargo.toml"
doctor := without_target + " --target-dir target"

[private]
@default:
    just --list --unsorted

# Run a program, such as stage2-tokio, or a topic on all runtimes, such as stage2
[group('run and read')]
[no-exit-message]
@run +$program:
    cargo classroom run @*program

# Show all programs; `all` gives each topic a line
[group('run and read')]
[no-exit-message]
@list *$what:
    cargo classroom list @*what

# Show two runtimes' programs of a topic as one text, with the differing lines marked
[group('run and read')]
[no-exit-message]
@compare $topic *$runtimes:
    cargo classroom compare @topic @*runtimes

# Predict what a changed line does, and see it, such as stage2 no-remove smol; without a name: list
[group('run and read')]
[no-exit-message]
@what-if *$names:
    cargo classroom what-if @*names

# Run a program or a topic, and draw its tasks, callbacks and events; with --svg as a picture
[group('run and read')]
[no-exit-message]
@timeline +$program:
    cargo classroom timeline @*program

# Show a run step by step, such as stage2-smol or stage2 no-remove smol: Enter shows the next step
[group('run and read')]
[no-exit-message]
@step +$program:
    cargo classroom step @*program

# Build the book and open it
[group('run and read')]
[no-exit-message]
@book:
    cargo classroom book

# Check your answer to an exercise, such as second-callback-smol; without a name: list, and how far you are
[group('practise')]
[no-exit-message]
@exercise *$name:
    cargo classroom exercise @*name

# Check your answer at every save
[group('practise')]
[no-exit-message]
@watch +$name:
    cargo classroom watch @*name

# Show the first of an exercise's three hints, or the one whose number follows
[group('practise')]
[no-exit-message]
@hint $exercise *$number:
    cargo classroom hint @exercise @*number

# Show the solution of an exercise, such as second-callback-smol, and run it
[group('practise')]
[no-exit-message]
@solution +$name:
    cargo classroom solution @*name

# Start an exercise again; your answer is kept aside
[group('practise')]
[no-exit-message]
@reset +$name:
    cargo classroom reset @*name

# Show all mistakes, a line each
[group('learn from mistakes')]
[no-exit-message]
@mistakes:
    cargo classroom mistakes

# See a mistake fail, such as rc-across-await or never-awaited-tokio, and read why
[group('learn from mistakes')]
[no-exit-message]
@fail +$mistake:
    cargo classroom fail @*mistake

# See a mistake and its repair as one text, and run the repair
[group('learn from mistakes')]
[no-exit-message]
@repair +$mistake:
    cargo classroom repair @*mistake

# Break a line of crates/asyncio in a copy, and see which test fails; without a name: list
[group('learn from mistakes')]
[no-exit-message]
@break *$name:
    cargo classroom break @*name

# See what this machine lacks, and how to get it
[group('set up')]
[no-exit-message]
@doctor:
    cargo doctor

# Make a folder, such as ../class, from which a class works without a network
[group('set up')]
[no-exit-message]
[no-cd]
@offline $folder:
    cargo classroom offline @folder

# Run the tests
[group('maintain')]
[no-exit-message]
test:
    cargo test

# Check format and lints, and run the tests: before each commit
[group('maintain')]
[no-exit-message]
check: format lint
    cargo test
    cargo test {{ doctor }}

# Run crates/asyncio in every interleaving with at most two preemptions
[group('maintain')]
[no-exit-message]
models:
    cargo test --package models --test models

# Write the generated parts of docs again, such as programs, outputs and pictures, and check all pages
[group('maintain')]
[no-exit-message]
@pages:
    cargo classroom pages

# Check everything else as well, in half an hour: what is slow, or needs Python or a browser
[group('maintain')]
[no-exit-message]
check-all: check documentation compile-fail models slow conformance
    cargo classroom break --all

[private]
format:
    cargo fmt --check
    cargo fmt {{ without_target }} --check

# `--all-targets` leaves out tests that a bare `cargo test` leaves out: they are named.
[private]
lint:
    cargo clippy --all-targets -- --deny warnings
    cargo clippy --test slow --test stress -- --deny warnings
    cargo clippy --package models --lib --test models -- --deny warnings
    cargo clippy --package asyncio --features record -- --deny warnings
    cargo clippy {{ doctor }} --all-targets -- --deny warnings

[private]
documentation:
    cargo doc --no-deps --workspace --exclude exercises

[private]
slow:
    cargo test --package stage1-await-in-callback --features async-std,smol
    cargo test --package lessons --test slow
    cargo test --package timeline --test drawings -- --ignored
    cargo clippy --package book --all-targets -- --deny warnings
    cargo test --package book --test browser --lib
    cargo test --package du -- --ignored --skip speed
    cargo test --package conformance -- --ignored
    cargo test --package asyncio --features record
    cargo test --package from-nothing -- --ignored
    cargo test --release --package asyncio --test guarantees -- --ignored
    cargo test --release --package asyncio --test stress

# Check that each mistake fails as it should, or only those of one runtime; with --record, record them again
[group('maintain')]
[no-exit-message]
@compile-fail *$runtime:
    cargo classroom compile-fail @*runtime

# Compare crates/asyncio with Python, pair by pair; with --record, record Python again
[group('maintain')]
[no-exit-message]
@conformance *$pairs:
    cargo classroom conformance @*pairs

# Measure what a callback costs, in two minutes
[group('maintain')]
[no-exit-message]
@bench:
    cargo classroom bench
