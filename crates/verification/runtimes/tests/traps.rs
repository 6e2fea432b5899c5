//! What goes wrong on the way, for the topics of examples/runtime-alone: one binary, since each would link all runtimes.

#[path = "../../../../examples/runtime-alone/tasks/callback/traps.rs"]
mod callback;
#[path = "../../../../examples/runtime-alone/coordination/signal/traps.rs"]
mod signal;
#[path = "../../../../examples/runtime-alone/coordination/timeout/traps.rs"]
mod timeout;
#[path = "../../../../examples/runtime-alone/tasks/wait-all/traps.rs"]
mod wait_all;
