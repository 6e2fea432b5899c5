# All commands of this workspace. Each is also there without just: `cargo classroom help`, and `cargo doctor`.

# A shell that every Windows has; elsewhere just uses sh.
set windows-shell := ["cmd.exe", "/c"]

[private]
@default:
    just --list --unsorted

# See what this machine lacks for all of this, and how to get it
[group('set up')]
[no-exit-message]
@doctor:
    cargo doctor

# Run a program, such as stage2-tokio, or a topic on all runtimes, such as stage2
[group('read')]
[no-exit-message]
@run program:
    cargo classroom run {{ program }}

# Show all programs, with a line on each
[group('read')]
[no-exit-message]
@list:
    cargo classroom list

# Show two runtimes' programs of a topic as one, the differing lines marked
[group('read')]
[no-exit-message]
@compare topic left="tokio" right="smol":
    cargo classroom compare {{ topic }} {{ left }} {{ right }}

# Predict what a changed line does, and see it, such as stage2 no-remove smol; without a name: list
[group('read')]
[no-exit-message]
@what-if *name:
    cargo classroom what-if {{ name }}

# Run a program or a topic, and draw its tasks, callbacks and events; with --svg as a picture
[group('read')]
[no-exit-message]
@timeline program *svg:
    cargo classroom timeline {{ program }} {{ svg }}

# Show all mistakes, with a line on each
[group('teach')]
[no-exit-message]
@mistakes:
    cargo classroom mistakes

# See a mistake fail, such as rc-across-await, or never-awaited-tokio, and read why
[group('teach')]
[no-exit-message]
@fail mistake:
    cargo classroom fail {{ mistake }}

# See a mistake and its repair as one text, and run the repair
[group('teach')]
[no-exit-message]
@repair mistake:
    cargo classroom repair {{ mistake }}

# Build the book and open it
[group('read')]
[no-exit-message]
@book:
    cargo classroom book

# Check your answer to an exercise, such as second-callback-smol; without a name: list, and how far you are
[group('practise')]
[no-exit-message]
@exercise *name:
    cargo classroom exercise {{ name }}

# Check your answer at every save
[group('practise')]
[no-exit-message]
@watch name:
    cargo classroom watch {{ name }}

# Show the first of an exercise's three hints; with 2 or 3 behind it that one
[group('practise')]
[no-exit-message]
@hint exercise number="1":
    cargo classroom hint {{ exercise }} {{ number }}

# Show the solution of an exercise, such as second-callback-smol, and run it
[group('practise')]
[no-exit-message]
@solution name:
    cargo classroom solution {{ name }}

# Begin an exercise anew; your answer is kept aside
[group('practise')]
[no-exit-message]
@reset name:
    cargo classroom reset {{ name }}

# Break the port in a copy, such as callbacks-after-leaving, and see what fails; without a name: list
[group('teach')]
[no-exit-message]
@break *name:
    cargo classroom break {{ name }}

# Make a folder, such as ../class, from which a class works without a network
[group('teach')]
[no-exit-message]
[no-cd]
@offline folder:
    cargo classroom offline "{{ folder }}"

# Run the tests
[group('check')]
[no-exit-message]
@test:
    cargo classroom test

# Check that each mistake fails as it is meant to, or only those of one runtime; with --record: record anew
[group('check')]
[no-exit-message]
@compile-fail *runtime:
    cargo classroom compile-fail {{ runtime }}

# Run the port in every order in which its threads are interrupted at most twice
[group('check')]
[no-exit-message]
@models:
    cargo classroom models

# Compare the port's transcripts with Python's; with --record make Python's anew
[group('check')]
[no-exit-message]
@conformance *pairs:
    cargo classroom conformance {{ pairs }}

# Measure what a callback costs and how long a class waits, in ten minutes; with --quick less, in one
[group('check')]
[no-exit-message]
@bench *quick:
    cargo classroom bench {{ quick }}

# Check format and lints, and run the tests
[group('check')]
[no-exit-message]
@check:
    cargo classroom check

# Check everything: also the slow tests and the documentation
[group('check')]
[no-exit-message]
@check-all:
    cargo classroom check-all
