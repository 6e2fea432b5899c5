//! When is a slot released?

#[tokio::test]
async fn a_name_keeps_the_slot_and_an_underscore_does_not() {
    let slots = tokio::sync::Semaphore::new(2);
    let _slot = slots.acquire().await.unwrap();
    let _ = slots.acquire().await.unwrap();
    assert_eq!(slots.available_permits(), 1);
}
