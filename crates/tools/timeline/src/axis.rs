//! The time axis, in round steps.

use crate::run::Run;

pub(crate) struct Axis {
    /// In seconds.
    length: f64,
    /// `s` or `ms`.
    pub(crate) unit: &'static str,
    /// Where the ticks are, between 0 and 1, and their labels.
    pub(crate) ticks: Vec<(f64, String)>,
}

const STEPS: [f64; 10] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];

impl Axis {
    /// An axis for the longest of some runs.
    pub(crate) fn new(runs: &[Run]) -> Axis {
        let length = runs.iter().map(|run| run.length).fold(0.001, f64::max);
        let (unit, units) = if length < 0.5 { ("ms", length * 1000.0) } else { ("s", length) };
        let step = STEPS.into_iter().find(|step| step * 5.0 >= units).unwrap_or(units);
        let decimals = usize::from(step < 1.0);
        let values = (0..).map(|number| f64::from(number) * step).take_while(|it| *it <= units);
        let ticks = values.map(|value| (value / units, format!("{value:.decimals$}"))).collect();
        Axis { length, unit, ticks }
    }

    /// A time's place, between 0 and 1.
    pub(crate) fn place(&self, time: f64) -> f64 {
        (time / self.length).clamp(0.0, 1.0)
    }
}
