//! tokio's paused clock jumps to the next timer when no task can run, also while another thread works.

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test(start_paused = true)]
async fn a_timeout_for_another_thread_expires_at_once() {
    let (end, is_ended) = channel::<()>();
    let (answer, is_answered) = oneshot::channel();
    let thread = thread::spawn(move || {
        is_ended.recv_timeout(Duration::from_secs(5)).unwrap_err();
        answer.send(42)
    });
    timeout(HOUR, is_answered).await.unwrap_err();
    drop(end);
    assert_eq!(thread.join().unwrap(), Err(42));
}

#[tokio::test(start_paused = true)]
async fn spawn_blocking_holds_the_clock() {
    let answer = spawn_blocking(|| thread::sleep(Duration::from_millis(50)));
    timeout(HOUR, answer).await.unwrap().unwrap();
}
