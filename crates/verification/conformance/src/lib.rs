#![doc = include_str!("../README.md")]

#[path = "../../../asyncio/tests/executors/mod.rs"]
pub mod executors;
pub mod transcripts;

use executors::Executor;

/// A pair: `pairs/<name>.py` and `pairs/<name>.rs`.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// Says what the two programs show.
    pub name: &'static str,
    /// Runs the Rust program.
    pub program: fn(Executor),
}

/// Those with a `main` are run by `asyncio::run`, those with a `program` call it themselves.
macro_rules! pairs {
    (main { $($main:ident)* } program { $($program:ident)* }) => {
        #[path = "../pairs"]
        mod programs {
            $(pub(crate) mod $main;)*
            $(pub(crate) mod $program;)*
        }

        /// All pairs.
        pub const PAIRS: &[Pair] = &[
            $(Pair {
                name: stringify!($main),
                program: |executor| executor.run(programs::$main::main()),
            },)*
            $(Pair { name: stringify!($program), program: programs::$program::program },)*
        ];
    };
}

pairs! {
    main {
        callbacks_in_order
        callbacks_before_waiters
        callback_added_twice
        callback_added_by_callback
        callback_removed
        callback_removed_by_another
        callback_of_each_end
        callback_on_finished_task
        callback_on_failed_task
        callback_on_cancelled_task
        callback_that_fails
        callback_creates_task
        callback_of_main

        chain_passes_results
        chain_of_a_thousand
        diamond
        fan

        cancel_before_start
        cancel_during_wait
        cancel_in_last_step
        cancel_twice
        cancel_finished_task
        cancel_by_callback_of_another
        cancel_reaches_all_waiters
        cancelled_task_creates_task

        event_set_before_wait
        event_set_by_callback
        event_set_twice
        event_pulse
        event_cleared
        event_by_turns
        event_several_waiters
        event_cancelled_waiter

        await_twice
        await_by_two
        await_failed_task
        exception_of_each_end
        result_of_pending_task
        failure_retrieved
        failure_never_retrieved

        names_by_default
        name_set
        current_task_of_each
        all_tasks_has_main
        all_tasks_but_main
        all_tasks_during_callback
        task_outlives_its_creator

        main_ends_early
        main_ends_with_late_callback
    }
    program {
        main_fails
        main_is_cancelled
        task_created_while_run_ends
        two_runs
    }
}

/// What Python's `finally` is in the programs: calls its function when it is dropped.
struct Finally(fn());

impl Drop for Finally {
    fn drop(&mut self) {
        self.0();
    }
}
