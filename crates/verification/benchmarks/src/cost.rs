//! The tables of what a callback costs.

use classroom::output::say;
use classroom::python::{NO_PYTHON, Python};

use crate::samples::{Sample, Samples, asyncio, bytes, median};
use crate::table::{Goal, Row, Table};

/// As `bench-time` and `bench-memory` call them.
const RUNTIMES: [&str; 4] = ["tokio", "tokio-current-thread", "async-std", "smol"];
const COLUMNS: [&str; 4] = ["tokio", "tokio, one thread", "async-std", "smol"];

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub tasks: u64,
    pub chain: u64,
    pub waiters: u64,
    /// From few tasks to many.
    pub growth: &'static [u64],
    pub rounds: usize,
}

impl Size {
    pub const FULL: Size = Size {
        tasks: 100_000,
        chain: 1_000_000,
        waiters: 100_000,
        growth: &[1_000, 10_000, 100_000, 1_000_000],
        rounds: 15,
    };

    /// For less than a minute.
    pub const QUICK: Size = Size {
        tasks: 20_000,
        chain: 100_000,
        waiters: 20_000,
        growth: &[1_000, 10_000, 100_000],
        rounds: 9,
    };
}

/// Measures all of it.
pub fn tables(size: Size) -> Result<Vec<Table>, String> {
    Ok(vec![
        against_the_floor(size)?,
        against_the_runtime(size)?,
        growth(size)?,
        shapes(size)?,
        event(size)?,
        against_asyncio(size)?,
    ])
}

/// For each runtime.
fn on_each(samples: &[Samples], figure: impl Fn(&Samples) -> f64) -> Vec<Option<f64>> {
    samples.iter().map(|samples| Some(figure(samples))).collect()
}

fn take(rounds: usize, contenders: &[String]) -> Result<Vec<Samples>, String> {
    let contenders: Vec<_> = contenders.iter().map(String::as_str).collect();
    say(&format!("measuring {}", contenders.join(", ")));
    RUNTIMES.iter().map(|runtime| Samples::take(runtime, rounds, &contenders)).collect()
}

fn against_the_floor(size: Size) -> Result<Table, String> {
    let n = size.tasks;
    let [port, floor] = [format!("asyncio@{n}"), format!("floor@{n}")];
    let samples = take(size.rounds, &[port.clone(), floor.clone()])?;
    let row = |measure: &str, goal, unit, figure: &dyn Fn(&Samples) -> f64| Row {
        figures: on_each(&samples, figure),
        ..Row::new(measure, goal, unit)
    };
    Ok(Table {
        title: "A task with a done callback, and the wait",
        text: format!(
            "Main creates {n} tasks, each with a done callback, and waits by stage 2's loop. The floor is the least \
             that does the same without results, cancelling, names and caught panics: \
             [by hand](../crates/verification/benchmarks/src/floor.rs), with a boxed future, a boxed callback and a slab under a lock."
        ),
        columns: COLUMNS.to_vec(),
        rows: vec![
            row(
                "crates/asyncio without `all_tasks()`, against the floor",
                Goal::AtMost(2.0),
                " times",
                &|samples| samples.ratio(&port, &floor, Sample::without_snapshot),
            ),
            row("crates/asyncio, a task", Goal::None, " ns", &|samples| {
                samples.median(&port, |sample| sample.whole)
            }),
            row("of which `all_tasks()`", Goal::None, " ns", &|samples| {
                samples.median(&port, |sample| sample.snapshot)
            }),
            row("the floor, a task", Goal::None, " ns", &|samples| {
                samples.median(&floor, |sample| sample.whole)
            }),
        ],
    })
}

fn against_the_runtime(size: Size) -> Result<Table, String> {
    let n = size.tasks;
    let ways = [
        ("asyncio", "crates/asyncio: a callback each, and `all_tasks()`"),
        ("floor", "the floor: a callback each, and a count"),
        ("handles", "the runtime alone: spawn, and await each handle"),
        ("JoinSet", "tokio's `JoinSet`"),
        ("TaskTracker", "tokio-util's `TaskTracker`"),
        ("Executor", "a `smol::Executor`: tick until it is empty"),
        ("FuturesUnordered", "`FuturesUnordered` over the handles"),
        ("unconstrained", "the same in `tokio::task::unconstrained`"),
    ];
    let mut rows: Vec<_> = ways.iter().map(|(_, way)| Row::new(*way, Goal::None, " ns")).collect();
    say("measuring other ways to wait for all");
    for runtime in RUNTIMES {
        for (row, (contender, _)) in rows.iter_mut().zip(ways) {
            let is_there = match contender {
                "JoinSet" | "TaskTracker" | "unconstrained" => runtime.starts_with("tokio"),
                "Executor" => runtime == "smol",
                _ => true,
            };
            let name = format!("{contender}@{n}");
            // It takes seconds on tokio.
            let rounds = if contender == "FuturesUnordered" { 3 } else { size.rounds };
            row.figures.push(match is_there {
                true => Some(
                    Samples::take(runtime, rounds, &[&name])?.median(&name, |sample| sample.whole),
                ),
                false => None,
            });
        }
    }
    Ok(Table {
        title: "Beside what there is without callbacks",
        text: format!(
            "{n} tasks, time for each. Only the first two call anything when a task is done."
        ),
        columns: COLUMNS.to_vec(),
        rows,
    })
}

fn growth(size: Size) -> Result<Table, String> {
    say("measuring few tasks and many");
    let mut rows: Vec<_> = size
        .growth
        .iter()
        .map(|n| Row::new(format!("{n} tasks: a task"), Goal::None, " ns"))
        .collect();
    let last = *size.growth.last().expect("there are some");
    let mut growth = Row::new(format!("{last} tasks against 10000"), Goal::AtMost(1.5), " times");
    for runtime in RUNTIMES {
        let mut times = vec![Vec::new(); size.growth.len()];
        for _ in 0..size.rounds.div_ceil(5) {
            for (n, times) in size.growth.iter().zip(&mut times) {
                times.push(of_a_process(runtime, *n)?);
            }
        }
        let few = size.growth.iter().position(|&n| n == 10_000).expect("it is there");
        let ratios = times[times.len() - 1].iter().zip(&times[few]).map(|(many, few)| many / few);
        growth.figures.push(Some(median(ratios)));
        for (row, times) in rows.iter_mut().zip(times) {
            row.figures.push(Some(median(times)));
        }
    }
    rows.push(growth);
    say("measuring memory");
    for &n in size.growth {
        let mut above = Row::new(
            format!("{n} tasks: memory of a live one above the runtime's own"),
            Goal::AtMost(256.0),
            " bytes",
        );
        let mut own = Row::new(format!("{n} tasks: the runtime's own"), Goal::None, " bytes");
        for runtime in RUNTIMES {
            let of_runtime = bytes(runtime, "own", n)?;
            above.figures.push(Some(bytes(runtime, "asyncio", n)? - of_runtime));
            own.figures.push(Some(of_runtime));
        }
        rows.extend([above, own]);
    }
    Ok(Table {
        title: "From few tasks to many",
        text: "Tasks with a callback and the wait, as above. A live task has a callback and waits; its memory is what \
               has been asked of the allocator."
            .to_string(),
        columns: COLUMNS.to_vec(),
        rows,
    })
}

/// Each number in a process of its own: a million tasks leave the allocator's memory in disorder.
fn of_a_process(runtime: &str, n: u64) -> Result<f64, String> {
    let name = format!("asyncio@{n}");
    Ok(Samples::take(runtime, 3, &[&name])?.median(&name, |sample| sample.whole))
}

fn shapes(size: Size) -> Result<Table, String> {
    let (n, links) = (size.tasks, size.chain);
    let [chain, own_chain] = [format!("chain@{links}"), format!("own-chain@{links}")];
    let chains = take(size.rounds.div_ceil(3), &[chain.clone(), own_chain.clone()])?;
    let [fan, own_fan] = [format!("fan@{n}"), format!("own-fan@{n}")];
    let [callbacks, own_callbacks] = [format!("callbacks@{n}"), format!("own-callbacks@{n}")];
    let others = take(
        size.rounds,
        &[fan.clone(), own_fan.clone(), callbacks.clone(), own_callbacks.clone()],
    )?;
    let ratio = |measure: &str, goal, samples: &[Samples], left: &str, right: &str| Row {
        figures: on_each(samples, |samples| samples.ratio(left, right, |sample| sample.whole)),
        ..Row::new(measure, goal, " times")
    };
    let time = |measure: &str, samples: &[Samples], name: &str| Row {
        figures: on_each(samples, |samples| samples.median(name, |sample| sample.whole)),
        ..Row::new(measure, Goal::None, " ns")
    };
    let mut rows = vec![
        ratio(
            "chain, against the runtime's own spawns",
            Goal::AtMost(2.0),
            &chains,
            &chain,
            &own_chain,
        ),
        time("chain: a link", &chains, &chain),
        time("chain: a link of the runtime's own", &chains, &own_chain),
    ];
    for links in [links / 100, links] {
        let mut peak =
            Row::new(format!("chain of {links}: memory at its peak"), Goal::None, " bytes");
        for runtime in RUNTIMES {
            peak.figures.push(Some(bytes(runtime, "chain", links)?));
        }
        rows.push(peak);
    }
    rows.extend([
        ratio("fan, against the runtime's own spawns", Goal::None, &others, &fan, &own_fan),
        time("fan: a task", &others, &fan),
        ratio(
            "callbacks, against a list of boxed closures under a lock",
            Goal::None,
            &others,
            &callbacks,
            &own_callbacks,
        ),
        time("callbacks: each", &others, &callbacks),
    ]);
    Ok(Table {
        title: "Other shapes",
        text: format!(
            "A chain: {links} tasks, each created by the callback of the one before, and an event at the end. A fan: one \
             callback creates {n} tasks. Callbacks: one task has {n}."
        ),
        columns: COLUMNS.to_vec(),
        rows,
    })
}

fn event(size: Size) -> Result<Table, String> {
    let n = size.waiters;
    let [port, own] = [format!("waiters@{n}"), format!("event-listener@{n}")];
    let samples = take(size.rounds, &[port.clone(), own.clone()])?;
    let time = |measure: &str, name: &str| Row {
        figures: on_each(&samples, |samples| samples.median(name, |sample| sample.whole)),
        ..Row::new(measure, Goal::None, " ns")
    };
    Ok(Table {
        title: "One event, many waiters",
        text: format!(
            "{n} of the runtime's own tasks wait for one event. From `set` until all have gone on; event-listener with a \
             flag beside it, as in its documentation."
        ),
        columns: COLUMNS.to_vec(),
        rows: vec![
            Row {
                figures: on_each(&samples, |samples| {
                    samples.ratio(&port, &own, |sample| sample.whole)
                }),
                ..Row::new("`asyncio::Event`, against event-listener", Goal::AtMost(1.2), " times")
            },
            time("`asyncio::Event`, a waiter", &port),
            time("event-listener, a waiter", &own),
        ],
    })
}

fn against_asyncio(size: Size) -> Result<Table, String> {
    let n = size.tasks;
    let mut rows = Vec::new();
    let mut text = format!(
        "{n} tasks, each with a callback, and the loop over `all_tasks()`, in both languages."
    );
    let python = Python::find();
    for (with_uvloop, by, goal) in [(false, "asyncio", 10.0), (true, "asyncio with uvloop", 7.0)] {
        let missing = match &python {
            None => Some(NO_PYTHON.to_string()),
            Some(python) if with_uvloop && !python.has("uvloop") => {
                Some(format!("{} has no uvloop", python.name))
            }
            Some(_) => None,
        };
        if let Some(missing) = missing {
            text += &format!(" **Not measured with {by}: {missing}.**");
            continue;
        }
        let python = python.as_ref().expect("it is there");
        say(&format!("measuring {by}"));
        let mut times = Vec::new();
        let mut ratios = vec![Vec::new(); RUNTIMES.len()];
        for _ in 0..size.rounds.div_ceil(3) {
            let theirs = asyncio(python, with_uvloop, n)?;
            times.push(theirs);
            for (runtime, ratios) in RUNTIMES.iter().zip(&mut ratios) {
                ratios.push(theirs / of_a_process(runtime, n)?);
            }
        }
        rows.push(Row {
            figures: ratios.into_iter().map(|ratios| Some(median(ratios))).collect(),
            ..Row::new(format!("tasks a second, against {by}"), Goal::AtLeast(goal), " times")
        });
        text += &format!(" {by} takes {:.0} ns a task", median(times));
        text += &format!(" (Python {}).", python.version);
    }
    Ok(Table { title: "Beside asyncio itself", text, columns: COLUMNS.to_vec(), rows })
}
