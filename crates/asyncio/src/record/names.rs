//! What the programmer calls a coroutine or a callback.

use std::any::type_name_of_val;

/// An `async fn work` gives `stage2_tokio::work::{{closure}}`, and an `async` block in it has one more
/// `{{closure}}`.
pub(super) fn coroutine<F>(future: &F) -> String {
    short(type_name_of_val(future), 1, "async block")
}

/// A function is `stage2_tokio::callback`, and a closure in it `stage2_tokio::callback::{{closure}}`.
pub(super) fn function<F>(function: &F) -> String {
    short(type_name_of_val(function), 0, "closure")
}

/// The last part of a path, without what is in angle brackets.
fn short(path: &str, closures_of_function: usize, inner: &str) -> String {
    let mut depth = 0;
    let is_outside = |&letter: &char| {
        depth += i32::from(letter == '<') - i32::from(letter == '>');
        depth == 0 && letter != '>'
    };
    let path: String = path.chars().filter(is_outside).collect();
    let closures = path.matches("::{{closure}}").count();
    let path = path.replace("::{{closure}}", "");
    let name = path.rsplit("::").find(|part| !part.is_empty()).unwrap_or(&path);
    if closures > closures_of_function { format!("{inner} in {name}") } else { name.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn work() {}

    fn callback() {}

    struct Worker;

    impl Worker {
        async fn work<T>(_: T) {}
    }

    #[test]
    fn names_are_those_of_the_source() {
        assert_eq!(coroutine(&work()), "work");
        assert_eq!(coroutine(&Worker::work(Some(1))), "work");
        assert_eq!(function(&callback), "callback");
        assert_eq!(function(&|| ()), "closure in names_are_those_of_the_source");
        let block = async {};
        assert_eq!(coroutine(&block), "names_are_those_of_the_source");
        let boxed: Box<dyn Future<Output = ()>> = Box::new(work());
        assert_eq!(coroutine(&Box::into_pin(boxed)), "Pin");
        assert_eq!(short("<a::Worker as b::Work>::work::{{closure}}", 1, "async block"), "work");
        let inner = "a::work::{{closure}}::{{closure}}";
        assert_eq!(short(inner, 1, "async block"), "async block in work");
    }
}
