//! The traps of the topics in examples/runtime-alone. They are one binary, because each would link all runtimes.

#[path = "../../../../examples/runtime-alone/tasks/as-completed/traps.rs"]
mod as_completed;
#[path = "../../../../examples/runtime-alone/tasks/background/traps.rs"]
mod background;
#[path = "../../../../examples/runtime-alone/tasks/callback/traps.rs"]
mod callback;
#[path = "../../../../examples/runtime-alone/coordination/clean-up/traps.rs"]
mod clean_up;
#[path = "../../../../examples/runtime-alone/threads-and-io/from-a-thread/traps.rs"]
mod from_a_thread;
#[path = "../../../../examples/runtime-alone/tasks/gather/traps.rs"]
mod gather;
#[path = "../../../../examples/runtime-alone/coordination/limit/traps.rs"]
mod limit;
#[path = "../../../../examples/runtime-alone/threads-and-io/one-thread/traps.rs"]
mod one_thread;
#[path = "../../../../examples/runtime-alone/threads-and-io/paused-time/traps.rs"]
mod paused_time;
#[path = "../../../../examples/runtime-alone/coordination/queue/traps.rs"]
mod queue;
#[path = "../../../../examples/runtime-alone/coordination/signal/traps.rs"]
mod signal;
#[path = "../../../../examples/runtime-alone/tasks/task-group/traps.rs"]
mod task_group;
#[path = "../../../../examples/runtime-alone/threads-and-io/tcp/traps.rs"]
mod tcp;
#[path = "../../../../examples/runtime-alone/coordination/timeout/traps.rs"]
mod timeout;
#[path = "../../../../examples/runtime-alone/threads-and-io/to-thread/traps.rs"]
mod to_thread;
#[path = "../../../../examples/runtime-alone/tasks/wait-all/traps.rs"]
mod wait_all;
