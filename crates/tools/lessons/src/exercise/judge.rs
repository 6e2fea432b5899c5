//! Decides whether an answer is right, and what is wrong with it: each exercise has a check in its folder.

use super::attempt::{Attempt, Fault, Run};

#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// `second-callback`.
    pub name: &'static str,
    /// The runs that it needs, all at the same time.
    pub runs: fn() -> Vec<Run>,
    pub judge: fn(&Attempt) -> Result<(), Fault>,
}

macro_rules! exercises {
    ($($name:literal: $module:ident in $file:literal;)*) => {
        $(#[path = $file] mod $module;)*
        /// The exercises, in the order in which a class meets them.
        pub const CHECKS: &[Check] =
            &[$(Check { name: $name, runs: $module::runs, judge: $module::judge }),*];
    };
}

exercises! {
    "second-callback": second_callback in "../../../../../examples/exercises/second-callback/check.rs";
    "pass-the-result": pass_the_result in "../../../../../examples/exercises/pass-the-result/check.rs";
    "two-pipelines": two_pipelines in "../../../../../examples/exercises/two-pipelines/check.rs";
    "lost-signal": lost_signal in "../../../../../examples/exercises/lost-signal/check.rs";
    "without-asyncio": without_asyncio in "../../../../../examples/exercises/without-asyncio/check.rs";
}
