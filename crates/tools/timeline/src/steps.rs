//! A run step by step: what happens in each step, and how things stand then.

use std::collections::{BTreeMap, BTreeSet};

use classroom::{Error, Result};

use crate::describe::{event, events, words};
use crate::listing::{lines_of, only_line};
use crate::record::{is_current, kept};
use crate::run::{End, Run, Step, What, cut};
use crate::svg::escaped;

/// A step, and how things stand after it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// What happens.
    pub sentence: String,
    /// The program's line that does it, if it is known.
    pub line: Option<usize>,
    /// Its place in the run's steps; `None` for the end of the process.
    pub at: Option<usize>,
    /// How things stand then.
    pub now: Now,
}

/// How things stand.
#[derive(Clone, Debug, Default)]
pub struct Now {
    /// Of each task that has been created.
    pub states: Vec<State>,
    /// What `all_tasks()` would return.
    pub listed: BTreeSet<usize>,
    /// The tasks with a callback that is running.
    pub calling: BTreeSet<usize>,
    /// Whether each event is set.
    pub events: BTreeMap<u64, bool>,
}

/// What a task's coroutine is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was created.
    NotYetRun,
    /// It has been woken, and will run again.
    Ready,
    /// It runs.
    Running,
    /// It waits to be woken.
    Waiting,
    /// It has returned.
    Done,
    /// It was cancelled.
    Cancelled,
    /// It panicked.
    Panicked,
}

const STATES: [&str; 7] =
    ["not yet run", "ready", "running", "waiting", "done", "cancelled", "panicked"];

/// All steps of a run.
#[must_use]
pub fn moments(run: &Run) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    let (mut now, mut wakes) = (Now::default(), false);
    now.events.extend(events(run).into_iter().map(|event| (event, false)));
    for (at, step) in run.steps.iter().enumerate() {
        let sentence = sentence(run, at, &now);
        now.apply(step);
        match (sentence, moments.last_mut()) {
            (Some(sentence), _) => {
                let (line, now) = (line(run, at), now.clone());
                moments.push(Moment { sentence, line, at: Some(at), now });
                wakes = !is_pause(step);
            }
            // It belongs to the step before, unless a timer or another program has woken the task.
            (None, Some(last)) if wakes && !is_run(step) => last.now = now.clone(),
            (None, _) => {}
        }
    }
    let end = run.how.split(',').next().unwrap_or_default();
    let sentence = format!("The program {end}");
    moments.push(Moment { sentence, line: None, at: None, now });
    moments
}

impl Now {
    fn apply(&mut self, step: &Step) {
        if let (Some(task), None) = (step.task, &step.callback) {
            use State::{Cancelled, Done, Panicked, Ready, Running, Waiting};
            let state = &mut self.states[task];
            *state = match (&step.what, *state) {
                (_, Done | Cancelled | Panicked) | (What::Ends(End::NotDone), _) => *state,
                (What::Ends(End::Returned), _) => Done,
                (What::Ends(End::Cancelled), _) => Cancelled,
                (What::Ends(End::Panicked(_)), _) => Panicked,
                (What::Awaits(_) | What::AwaitsEvent(_), _) | (What::Waits, Running) => Waiting,
                (What::Woken, Running | Waiting) => Ready,
                (What::Woken | What::Waits, _) => *state,
                _ => Running,
            };
        }
        let (task, is_callback) = (step.task.unwrap_or_default(), step.callback.is_some());
        match &step.what {
            What::Creates(other) => {
                self.states.push(State::NotYetRun);
                self.listed.insert(*other);
            }
            What::Leaves => _ = self.listed.remove(&task),
            What::Runs(_) if is_callback => _ = self.calling.insert(task),
            What::Ends(end) if is_callback && *end != End::NotDone => {
                _ = self.calling.remove(&task)
            }
            What::SetsEvent(event) => _ = self.events.insert(*event, true),
            What::ClearsEvent(event) => _ = self.events.insert(*event, false),
            _ => {}
        }
    }

    /// What a task is doing, in words.
    #[must_use]
    pub fn state(&self, task: usize) -> &'static str {
        if self.calling.contains(&task) {
            "callbacks running"
        } else {
            STATES[self.states[task] as usize]
        }
    }
}

/// What happens in a step. `None` if it belongs to the step before, or the next one says it.
fn sentence(run: &Run, at: usize, before: &Now) -> Option<String> {
    let (step, next) = (&run.steps[at], run.steps.get(at + 1));
    let title = step.task.map(|task| run.title(task));
    let leaves = next.is_some_and(|next| next.task == step.task && next.what == What::Leaves);
    let after = match &step.what {
        What::Woken | What::Ends(End::NotDone) => return None,
        What::Waits if before.states[step.task?] != State::Running => return None,
        What::Waits => " until it is woken".to_string(),
        What::Leaves
            if matches!(run.steps[at - 1].what, What::Ends(_))
                && run.steps[at - 1].task == step.task =>
        {
            return None;
        }
        What::Runs(_) => {
            let own = |it: &&Step| it.task == step.task;
            let next = run.steps[at + 1..].iter().find(own);
            if next.is_some_and(|next| matches!(next.what, What::PassesEvent(_))) {
                return None;
            }
            let is_callback = step.callback.as_ref().and(title.as_ref());
            is_callback.map(|title| format!(": {title} is done")).unwrap_or_default()
        }
        What::Ends(end) if step.callback.is_none() => {
            let mark = if matches!(end, End::Panicked(_)) { "; " } else { ": " };
            format!("{mark}{}", means(run, at, leaves))
        }
        What::Ends(_) if leaves => format!(", and {} leaves all_tasks()", title.as_deref()?),
        What::Cancels(_) if step.task.is_none() => ", because main has ended".to_string(),
        _ => String::new(),
    };
    let who = match (&step.what, title) {
        (_, Some(_)) if step.callback.is_some() => String::new(),
        (_, Some(title)) => format!("{title} "),
        (What::Creates(_) | What::Cancels(_), None) if run.name.ends_with("-asyncio") => {
            "asyncio.run ".to_string()
        }
        (What::Creates(_) | What::Cancels(_), None) => "asyncio::run ".to_string(),
        _ => "The program ".to_string(),
    };
    Some(format!("{who}{}{after}", words(run, step)))
}

/// What the end of a coroutine means for the list of tasks.
fn means(run: &Run, at: usize, leaves: bool) -> String {
    let task = run.steps[at].task;
    let added = run.steps[..at].iter().filter_map(|step| match &step.what {
        What::AddsCallback(callback, to) if Some(*to) == task => Some(format!("{callback}()")),
        _ => None,
    });
    let callbacks = added.collect::<Vec<_>>().join(" and ");
    match (leaves, callbacks.is_empty()) {
        (true, true) => "it is done and leaves all_tasks()".to_string(),
        (true, false) => format!("it is done and leaves all_tasks() before {callbacks} is called"),
        (false, true) => "it is done".to_string(),
        (false, false) => {
            format!("it is done, but stays in all_tasks() until {callbacks} has returned")
        }
    }
}

/// The line of a step: the recorded one, or else the only one that can be meant.
fn line(run: &Run, at: usize) -> Option<usize> {
    let step = &run.steps[at];
    let own = || run.steps[..at].iter().rev().filter(|it| it.task == step.task);
    let has_run = own().any(is_run);
    if step.line.is_some() {
        return step.line;
    }
    let (first, last) = lines_of(&run.text, function(run, step)?)?;
    let lines = || run.text.lines().skip(first - 1);
    match &step.what {
        What::Ends(End::Returned) => {
            lines().nth(last + 1 - first)?.ends_with('}').then_some(last + 1)
        }
        What::Runs(_) if step.callback.is_some() || !has_run => Some(first),
        // Where it waited before, or else the function's only `.await`.
        What::Runs(_) | What::Waits | What::Ends(End::Cancelled) if has_run => {
            let pause = own().take_while(|it| !is_run(it)).filter(|it| is_pause(it));
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
    step.callback.as_deref().or(coroutine.filter(|_| step.what != What::Leaves))
}

fn is_run(step: &Step) -> bool {
    step.callback.is_none() && matches!(step.what, What::Runs(_))
}

fn is_pause(step: &Step) -> bool {
    matches!(step.what, What::Awaits(_) | What::AwaitsEvent(_) | What::Waits)
}

/// The first end of a task, what its callbacks then do, and the next call of `all_tasks()`: the numbers of the
/// steps, and the steps.
pub(crate) fn end_of_a_task(run: &Run) -> Vec<(usize, Moment)> {
    let step = |it: &Moment| it.at.map(|at| &run.steps[at]);
    let moments = (1..).zip(moments(run));
    let is_end = |it: &Step| it.callback.is_none() && matches!(it.what, What::Ends(_));
    let mut rest = moments.skip_while(|it| !step(&it.1).is_some_and(is_end)).peekable();
    let task = rest.peek().and_then(|it| step(&it.1)?.task);
    let mut shown = Vec::new();
    for it in rest {
        let lists = step(&it.1).is_some_and(|it| matches!(it.what, What::Lists(_)));
        if lists || step(&it.1).is_some_and(|it| it.task == task) {
            shown.push(it);
        }
        if lists {
            break;
        }
    }
    shown
}

/// The kept runs of a topic or a what-if (`stage2 no-remove`), step by step, for a page.
pub fn html(topic: &str) -> Result<String> {
    kept(&topic.replace(' ', "-"))?.iter().map(|run| list(run, topic.contains(' '))).collect()
}

/// A run as a list. Markdown ends it at an empty line, so it has none.
fn list(run: &Run, with_program: bool) -> Result<String> {
    let name = &run.name;
    if !is_current(run)? {
        return Err(Error::new(format!("{name} has changed; record it anew: just step --record")));
    }
    let mut html = format!(
        "<details class=\"run\" data-program=\"{name}\"><summary>A run of {name}, step by step</summary>\n<ol>\n"
    );
    for moment in moments(run) {
        let number = moment.line.map(|line| format!(" data-line=\"{line}\"")).unwrap_or_default();
        let facts = moment
            .facts(run)
            .into_iter()
            .map(|(class, fact)| format!("<span class=\"{class}\">{}</span>.", escaped(&fact)));
        let facts = facts.collect::<Vec<_>>().join(" ");
        let sentence = escaped(&moment.sentence);
        let printed =
            moment.printed(run).map(|it| format!("<pre><samp>{}</samp></pre>", escaped(it)));
        let printed = printed.unwrap_or_default();
        html += &format!("<li{number}>{sentence}. <small>{facts}</small>{printed}</li>\n");
    }
    html += "</ol>\n";
    if with_program {
        let text = escaped(&run.text).replace("\n\n", "\n&#10;");
        html += &format!("<pre class=\"program\"><code>{text}</code></pre>\n");
    }
    Ok(html + "</details>\n")
}

/// The last of some moments in a terminal: 80 columns, with what has been printed so far.
#[must_use]
pub fn text(run: &Run, moments: &[Moment]) -> String {
    let Some(moment) = moments.last() else { return String::new() };
    let mut text = wrapped(&format!("{}. {}.", moments.len(), moment.sentence));
    let code = moment.line.and_then(|line| run.text.lines().nth(line - 1));
    for (class, fact) in moment.facts(run) {
        let code = code.filter(|_| class == "line").map(|code| format!(": {}", code.trim()));
        text += &wrapped(&format!("   {fact}{}", code.unwrap_or_default()));
    }
    let printed = moments.iter().filter_map(|it| it.printed(run));
    text + &printed.map(|line| format!("   > {}\n", cut(line, 75))).collect::<String>()
}

/// A text in lines of 80 columns.
fn wrapped(text: &str) -> String {
    let (mut wrapped, mut width) = (String::new(), 0);
    for word in text.split(' ') {
        width += word.len() + 1;
        if width > 80 {
            (wrapped, width) = (wrapped.trim_end().to_string() + "\n     ", word.len() + 6);
        }
        wrapped += &format!("{word} ");
    }
    wrapped.trim_end().to_string() + "\n"
}

impl Moment {
    /// The line that is printed.
    #[must_use]
    pub fn printed<'a>(&self, run: &'a Run) -> Option<&'a str> {
        match &run.steps[self.at?].what {
            What::Prints(text) => Some(text),
            _ => None,
        }
    }

    /// What is told beside the sentence, each with the class that it has in a page.
    fn facts(&self, run: &Run) -> Vec<(&'static str, String)> {
        let line = self.line.map(|line| format!("Line {line}"));
        let function = self.at.and_then(|at| function(run, &run.steps[at]));
        let place = line.or(function.map(|name| format!("In {name}()")));
        let mut facts: Vec<_> = place.map(|place| ("line", place)).into_iter().collect();
        let tasks = 0..self.now.states.len();
        let tasks = tasks.map(|task| format!("{}: {}", run.title(task), self.now.state(task)));
        facts.push(("tasks", tasks.collect::<Vec<_>>().join("; ")));
        let names = self.now.listed.iter().map(|task| run.tasks[*task].name.as_str());
        let names = names.collect::<Vec<_>>().join(", ");
        let names = if names.is_empty() { "none" } else { &names };
        facts.push(("listed", format!("all_tasks(): {names}")));
        facts.extend(self.now.events.iter().map(|(number, is_set)| {
            let (event, is) = (event(run, *number), if *is_set { "is set" } else { "is not set" });
            ("event", format!("{}{} {is}", event[..1].to_uppercase(), &event[1..]))
        }));
        facts
    }
}
