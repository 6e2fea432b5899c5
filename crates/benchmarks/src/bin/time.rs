//! Prints how long each contender takes, in nanoseconds: `time <runtime> <n> <rounds> <contender>...`

use benchmarks::contenders::{self, Contender};
use benchmarks::runtimes::*;
use std::env;

fn main() {
    let a: Vec<String> = env::args().skip(1).collect();
    let n: u64 = a[1].parse().unwrap();
    let rounds: usize = a[2].parse().unwrap();
    let c = |name, run| Contender { name, run, counts: |n| (n, 0) };
    let all = match a[0].as_str() {
        "tokio" => [
            contenders::all::<Tokio>(),
            vec![
                c("JoinSet", contenders::join_set::<Tokio>),
                c("TaskTracker", contenders::task_tracker::<Tokio>),
            ],
        ]
        .concat(),
        "tokio-current-thread" => [
            contenders::all::<TokioCurrentThread>(),
            vec![
                c("JoinSet", contenders::join_set::<TokioCurrentThread>),
                c("TaskTracker", contenders::task_tracker::<TokioCurrentThread>),
            ],
        ]
        .concat(),
        "async-std" => contenders::all::<AsyncStd>(),
        "smol" => [contenders::all::<Smol>(), vec![c("Executor", contenders::executor)]].concat(),
        _ => panic!(),
    };
    let chosen: Vec<_> = all
        .into_iter()
        .filter(|c| a[3..].is_empty() || a[3..].iter().any(|x| x == c.name))
        .collect();
    let mut times = vec![vec![]; chosen.len()];
    let mut snap = vec![];
    for round in 0..rounds {
        for i in 0..chosen.len() {
            let i = (i + round) % chosen.len();
            let t = chosen[i].measure(n).unwrap();
            times[i].push(t.whole.as_nanos() as f64 / n as f64);
            if chosen[i].name == "asyncio" {
                snap.push(t.snapshot.as_nanos() as f64 / n as f64);
            }
        }
    }
    let med = |v: &Vec<f64>| {
        let mut v = v.clone();
        v.sort_by(f64::total_cmp);
        v[v.len() / 2]
    };
    for (c, t) in chosen.iter().zip(&times) {
        println!("{:<20} {:8.0}", c.name, med(t));
    }
    if !snap.is_empty() {
        println!("snapshot {:.0}", med(&snap));
    }
}
