//! The time axis, in round steps.

pub(crate) struct Axis {
    /// In seconds.
    length: f64,
    /// `s`, `ms` or `µs`.
    pub(crate) unit: &'static str,
    /// Where the ticks are, between 0 and 1, and their labels.
    pub(crate) ticks: Vec<(f64, String)>,
}

impl Axis {
    /// An axis for the longest of some runs.
    pub(crate) fn new(lengths: impl Iterator<Item = f64>) -> Axis {
        let length = lengths.fold(1e-6, f64::max);
        let (unit, scale) = match length {
            0.5.. => ("s", 1.0),
            0.0005.. => ("ms", 1e3),
            _ => ("µs", 1e6),
        };
        let step = round_step(length * scale / 5.0);
        let decimals = usize::from(step < 0.99);
        let tick = |number: u32| {
            let value = f64::from(number) * step;
            (value / (length * scale), format!("{value:.decimals$}"))
        };
        let ticks = (0..).map(tick).take_while(|tick| tick.0 <= 1.0).collect();
        Axis { length, unit, ticks }
    }

    /// A time's place, between 0 and 1.
    pub(crate) fn place(&self, time: f64) -> f64 {
        (time / self.length).clamp(0.0, 1.0)
    }
}

/// The next of 1, 2, 5, 10, 20, 50, ...; at least a tenth.
fn round_step(least: f64) -> f64 {
    let mut power = 0.1;
    loop {
        for step in [1.0, 2.0, 5.0] {
            if step * power >= least {
                return step * power;
            }
        }
        power *= 10.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_are_round() {
        for (length, unit, labels) in [
            (4.01, "s", "0 1 2 3 4"),
            (1.1, "s", "0.0 0.5 1.0"),
            (0.412, "ms", "0 100 200 300 400"),
            (0.0001, "µs", "0 20 40 60 80 100"),
            (0.0, "µs", "0.0 0.2 0.4 0.6 0.8 1.0"),
            (60.0, "s", "0 20 40 60"),
        ] {
            let axis = Axis::new([length].into_iter());
            let ticks: Vec<_> = axis.ticks.iter().map(|tick| tick.1.as_str()).collect();
            assert_eq!((axis.unit, ticks.join(" ").as_str()), (unit, labels), "{length}");
        }
    }
}
