//! When is a slot released?

/// With `_slot`, it is when the task ends, however it ends.
#[tokio::test]
async fn a_name_keeps_the_slot_and_an_underscore_does_not() {
    let slots = tokio::sync::Semaphore::new(2);
    let _slot = slots.acquire().await.unwrap();
    assert_eq!(slots.available_permits(), 1);
    let _ = slots.acquire().await.unwrap();
    assert_eq!(slots.available_permits(), 1);
}

#[test]
fn the_same_on_smol_and_async_std() {
    smol::block_on(async {
        let slots = smol::lock::Semaphore::new(2);
        let _slot = slots.acquire().await;
        let _ = slots.acquire().await;
        let last = slots.try_acquire();
        assert!(last.is_some() && slots.try_acquire().is_none());
    });
}

#[tokio::test]
async fn a_task_that_panics_or_is_cancelled_releases_its_slot() {
    let slots = std::sync::Arc::new(tokio::sync::Semaphore::new(1));
    let slot = slots.clone().acquire_owned().await.unwrap();
    let panics = tokio::spawn(async move {
        let _slot = slot;
        panic!("on purpose");
    });
    assert!(panics.await.unwrap_err().is_panic());
    let slot = slots.clone().acquire_owned().await.unwrap();
    let waits = tokio::spawn(async move {
        let _slot = slot;
        std::future::pending::<()>().await;
    });
    waits.abort();
    assert!(waits.await.unwrap_err().is_cancelled());
    assert_eq!(slots.available_permits(), 1);
}
