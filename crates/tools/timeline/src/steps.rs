//! A run step by step: what happens in each step, and how things stand then.

use std::collections::{BTreeMap, BTreeSet};

use classroom::{Error, Result};
use lessons::header::wrapped;

use crate::lines::{lines_of, only_line};
use crate::record::{is_current, kept};
use crate::run::{Run, Step};
use crate::svg::escaped;
use crate::words::{event, names, words};

/// What a reader sees as a step. Some steps of the record belong to the one before.
#[derive(Clone, Debug)]
pub struct Moment {
    /// What happens.
    pub sentence: String,
    /// The program's line that does it, if it is known.
    pub line: Option<usize>,
    /// What the record has; nothing for the end of the process.
    pub step: Step,
    /// How things stand then.
    pub now: Now,
}

/// How things stand.
#[derive(Clone, Debug, Default)]
pub struct Now {
    /// What each task is doing: `not yet run`, `ready`, `running`, `waiting`, `done`, `cancelled` or `panicked`.
    pub states: Vec<&'static str>,
    /// What `all_tasks()` would return.
    pub listed: BTreeSet<usize>,
    /// The tasks with a callback that is running.
    pub calling: BTreeSet<usize>,
    /// The thread on which each task has run last.
    pub threads: BTreeMap<usize, usize>,
    /// Whether each event is set.
    pub events: BTreeMap<u64, bool>,
}

/// Of a longer run, only this many steps are shown.
const MOST_MOMENTS: usize = 300;

/// The steps of a run.
pub fn moments(run: &Run) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    let mut now = Now::default();
    now.events.extend(run.events().into_iter().map(|event| (event, false)));
    for (at, step) in run.steps.iter().enumerate() {
        let sentence = sentence(run, at, &now);
        now.apply(step);
        if let Some(sentence) = sentence {
            let (line, step, now) = (line(run, at), step.clone(), now.clone());
            moments.push(Moment { sentence, line, step, now });
            if moments.len() == MOST_MOMENTS {
                break;
            }
        } else if let Some(last) = moments.last_mut()
            && !last.step.is_pause()
            && !step.is_run()
        {
            last.now = now.clone(); // after a pause something else has woken the task, such as a timer
        }
    }
    let end = run.how.split(',').next().unwrap_or_default();
    let is_whole = moments.len() < MOST_MOMENTS;
    let left_out = if is_whole { "" } else { "After more steps, which are not shown: " };
    let sentence = format!("{left_out}The program {end}");
    let step = Step { time: run.length, ..Step::default() };
    moments.push(Moment { sentence, line: None, step, now });
    moments
}

impl Now {
    /// What a task is doing, and the thread on which it has run last.
    pub(crate) fn look(&self, task: usize) -> (&'static str, usize) {
        (self.state(task), self.threads.get(&task).copied().unwrap_or_default())
    }

    /// What a task is doing.
    pub fn state(&self, task: usize) -> &'static str {
        let state = self.states.get(task).copied().unwrap_or_default();
        if self.calling.contains(&task) { "callbacks running" } else { state }
    }

    fn apply(&mut self, step: &Step) {
        let (what, task) = (step.what.as_str(), step.task.unwrap_or_default());
        if step.callback.is_some() {
            match what {
                "calls" => _ = self.calling.insert(task),
                "returned" | "panicked" => _ = self.calling.remove(&task),
                _ => {}
            }
        } else if let Some(state) = self.states.get_mut(task).filter(|_| step.task.is_some()) {
            *state = match (what, *state) {
                (_, "done" | "cancelled" | "panicked") | ("unfinished", _) => *state,
                ("returned", _) => "done",
                ("cancelled", _) => "cancelled",
                ("panicked", _) => "panicked",
                ("awaited" | "event awaited", _) | ("waits", "running") => "waiting",
                ("woken", "running" | "waiting") => "ready",
                ("woken" | "waits", _) => *state,
                _ => "running",
            };
            if what == "runs" {
                self.threads.insert(task, step.thread);
            }
        }
        match (what, step.other, step.event) {
            ("created", Some(other), _) => {
                self.states.push("not yet run");
                self.listed.insert(other);
            }
            ("left", ..) => _ = self.listed.remove(&task),
            ("event set", _, Some(event)) => _ = self.events.insert(event, true),
            ("event cleared", _, Some(event)) => _ = self.events.insert(event, false),
            _ => {}
        }
    }
}

/// What happens in a step. `None` if it belongs to the step before, or the next one says it.
fn sentence(run: &Run, at: usize, before: &Now) -> Option<String> {
    let (step, next) = (&run.steps[at], run.steps.get(at + 1));
    let title = step.task.map(|task| run.title(task));
    let leaves = next.is_some_and(|next| next.task == step.task && next.what == "left");
    let last = run.steps[..at].last();
    let own_next = || run.steps[at + 1..].iter().find(|it| it.task == step.task);
    let after = match (step.what.as_str(), &step.callback, &title) {
        ("woken" | "unfinished", ..) => return None,
        ("waits", ..) if before.states.get(step.task?) != Some(&"running") => return None,
        ("left", ..) if last.is_some_and(|it| it.task == step.task && it.is_end()) => return None,
        ("runs", ..) if own_next().is_some_and(|next| next.what == "event passed") => return None,
        ("waits", ..) => " until it is woken".to_string(),
        ("calls", _, Some(title)) => format!(": {title} is done"),
        ("cancel requested", _, None) => ", because main has ended".to_string(),
        (_, None, Some(_)) if step.is_end() => {
            let mark = if step.what == "panicked" { ';' } else { ':' };
            let added =
                run.steps[..at].iter().filter(|it| it.what == "added" && it.other == step.task);
            let callbacks: Vec<_> = added.map(|it| format!("{}()", it.text)).collect();
            let callbacks = callbacks.join(" and ");
            let then = match (leaves, callbacks.is_empty()) {
                (true, true) => "is done and leaves all_tasks()".to_string(),
                (true, false) => format!("leaves all_tasks() before {callbacks} is called"),
                (false, true) => "is done".to_string(),
                (false, false) => format!("stays in all_tasks() until {callbacks} has returned"),
            };
            format!("{mark} it {then}")
        }
        (_, _, Some(title)) if leaves => format!(", and {title} leaves all_tasks()"),
        _ => String::new(),
    };
    let who = match (&step.callback, title) {
        (Some(_), _) => String::new(),
        (None, Some(title)) => format!("{title} "),
        (None, None) if !step.is(&["created", "cancel requested"]) => "The program ".to_string(),
        (None, None) if run.name.ends_with("-asyncio") => "asyncio.run ".to_string(),
        (None, None) => "asyncio::run ".to_string(),
    };
    Some(format!("{who}{}{after}", words(run, step)))
}

/// The line of a step: the recorded one, or else the only one that can be meant.
fn line(run: &Run, at: usize) -> Option<usize> {
    let step = &run.steps[at];
    if step.line.is_some() {
        return step.line;
    }
    let (first, last) = lines_of(&run.text, function(run, step)?)?;
    let lines = || run.text.lines().skip(first - 1);
    let own = || run.steps[..at].iter().rev().filter(|it| it.task == step.task);
    let has_run = own().any(Step::is_run);
    match step.what.as_str() {
        "returned" => lines().nth(last + 1 - first)?.ends_with('}').then_some(last + 1),
        "calls" => Some(first),
        "runs" if !has_run => Some(first),
        // Where it waited before, or else the function's only `.await`.
        "runs" | "waits" | "cancelled" if has_run => {
            let pause = own().take_while(|it| !it.is_run()).filter(|it| it.is_pause());
            let body: Vec<_> = lines().take(last + 1 - first).collect();
            let only_await = || Some(first - 1 + only_line(&body.join("\n"), &[".await"])?);
            pause.filter_map(|it| it.line).next().or_else(only_await)
        }
        _ => None,
    }
}

/// The function that takes a step.
fn function<'a>(run: &'a Run, step: &'a Step) -> Option<&'a str> {
    let coroutine = step.task.map(|task| run.tasks[task].coroutine.as_str());
    step.callback.as_deref().or(coroutine.filter(|_| step.what != "left"))
}

/// The first end of a task, what its callbacks then do, and the next call of `all_tasks()`: the numbers of the
/// steps, and the steps.
pub(crate) fn end_of_a_task(run: &Run) -> Vec<(usize, Moment)> {
    let is_first = |it: &Moment| it.step.is_end() && it.step.callback.is_none();
    let rest: Vec<_> = (1..).zip(moments(run)).skip_while(|it| !is_first(&it.1)).collect();
    let task = rest.first().and_then(|it| it.1.step.task);
    let next = rest.iter().position(|it| it.1.step.what == "listed").unwrap_or(rest.len());
    let rest = rest.into_iter().take(next + 1);
    rest.filter(|it| it.1.step.task == task || it.1.step.what == "listed").collect()
}

/// As many moments as a drawing has columns, with their numbers.
pub(crate) fn columns(run: &Run) -> Vec<(usize, Moment)> {
    let moments = moments(run);
    let (all, count) = (moments.len(), moments.len().min(56));
    let places = (0..count).map(|column| column * all / count);
    places.map(|place| (place + 1, moments[place].clone())).collect()
}

/// The kept runs of a topic or a what-if (`stage2 no-remove`), step by step, for a page.
pub fn html(topic: &str) -> Result<String> {
    kept(&topic.replace(' ', "-"))?.iter().map(list).collect()
}

/// A run as a list. Markdown ends it at an empty line, so it has none.
fn list(run: &Run) -> Result<String> {
    let name = &run.name;
    if !is_current(run)? {
        return Err(Error::new(format!("{name} has changed; record it again: just step --record")));
    }
    let mut html = format!(
        "<details class=\"run\" data-program=\"{name}\">\
        <summary>A run of {name}, step by step</summary>\n<ol>\n"
    );
    for Moment { sentence, line, step, now } in moments(run) {
        let number = line.map(|line| format!(" data-line=\"{line}\"")).unwrap_or_default();
        let facts = facts(run, line, &step, &now).into_iter();
        let facts = facts.map(|it| format!("<span class=\"{}\">{}</span>.", it.0, escaped(&it.1)));
        let facts = facts.collect::<Vec<_>>().join(" ");
        html += &format!("<li{number}>{}. <small>{facts}</small>", escaped(&sentence));
        if step.what == "prints" {
            html += &format!("<pre><samp>{}</samp></pre>", escaped(&step.text));
        }
        html += "</li>\n";
    }
    // The program as it was recorded, whose lines the steps name.
    let text = escaped(&run.text).replace("\n\n", "\n&#10;");
    let language = if name.ends_with("-asyncio") { "python" } else { "rust ignore" };
    let program = format!("<pre class=\"program\"><code class=\"language-{language}\">{text}");
    Ok(format!("{html}</ol>\n{program}</code></pre>\n</details>\n"))
}

/// The last of these moments, for a terminal of 80 columns, with what has been printed so far.
pub fn text(run: &Run, moments: &[Moment], number: &str) -> String {
    let Some(Moment { sentence, line, step, now }) = moments.last() else { return String::new() };
    let mut lines = Vec::new();
    let code = line.and_then(|line| run.text.lines().nth(line - 1)).map(str::trim);
    for (class, fact) in facts(run, *line, step, now) {
        let code = code.filter(|_| class == "line").map(|code| format!(": {code}"));
        let fact = fact + &code.unwrap_or_default();
        lines.extend(fact.split("; ").map(String::from));
    }
    let printed = moments.iter().filter(|it| it.step.what == "prints");
    lines.extend(printed.map(|it| format!("> {}", it.step.text)));
    let indented = |line: &String| wrapped(line, 75).replace('\n', "\n     ");
    let lines = lines.iter().map(|line| format!("   {}\n", indented(line)));
    format!("{}\n{}", wrapped(&format!("{number}. {sentence}."), 80), lines.collect::<String>())
}

/// What a step shows besides its sentence, each part with its class in a page.
fn facts(run: &Run, line: Option<usize>, step: &Step, now: &Now) -> Vec<(&'static str, String)> {
    let function = function(run, step).filter(|_| step.what != "cancelled");
    let function = function.map(|name| format!("In {name}()"));
    let place = line.map(|line| format!("Line {line}")).or(function);
    let mut facts: Vec<_> = place.map(|place| ("line", place)).into_iter().collect();
    let tasks =
        (0..now.states.len()).map(|task| format!("{}: {}", run.title(task), now.state(task)));
    facts.push(("tasks", tasks.collect::<Vec<_>>().join("; ")));
    facts.push(("listed", format!("all_tasks(): {}", names(run, &now.listed))));
    facts.extend(now.events.iter().map(|(number, is_set)| {
        let (event, is) = (event(run, *number), if *is_set { "is set" } else { "is not set" });
        ("event", format!("{}{} {is}", event[..1].to_uppercase(), &event[1..]))
    }));
    facts
}
