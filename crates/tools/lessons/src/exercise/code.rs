//! What a program's text says, seen as Rust's tokens: comments and strings do not count.

use classroom::{Error, Result};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A program's text.
#[derive(Clone, Debug)]
pub struct Code {
    functions: Vec<Function>,
    /// The names behind `static`.
    statics: Vec<String>,
    words: Vec<String>,
}

#[derive(Clone, Debug)]
struct Function {
    name: String,
    is_async: bool,
    /// The name of its first parameter.
    parameter: Option<String>,
    /// Names, numbers and strings of its body, in order.
    words: Vec<String>,
    /// The same without what is given to `add_done_callback`, which somebody else calls.
    own_words: Vec<String>,
}

impl Code {
    /// Reads a program's text.
    pub fn of(text: &str) -> Result<Code> {
        let tokens: TokenStream =
            text.parse().map_err(|error| Error::new(format!("it is not Rust: {error}")))?;
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let (mut functions, mut statics) = (Vec::new(), Vec::new());
        let text_at = |place: usize| tokens.get(place).map_or(String::new(), ToString::to_string);
        for place in 0..tokens.len() {
            let (before, name) = (text_at(place.wrapping_sub(1)), text_at(place + 1));
            match text_at(place).as_str() {
                "fn" => {
                    let is_async = before == "async";
                    let parameter = tokens[place..].iter().find_map(parameter);
                    let body = tokens[place..].iter().find_map(body).unwrap_or_default();
                    let own_words = words(without_callbacks(body.clone()));
                    functions.push(Function {
                        name,
                        is_async,
                        parameter,
                        words: words(body),
                        own_words,
                    });
                }
                "static" if before != "'" => statics.push(name),
                _ => {}
            }
        }
        Ok(Code { functions, statics, words: words(tokens.into_iter().collect()) })
    }

    fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// Whether there is a plain function of that name, outside of all others.
    #[must_use]
    pub fn has_plain(&self, function: &str) -> bool {
        self.function(function).is_some_and(|function| !function.is_async)
    }

    /// The names, numbers and strings of a function's body, in order. Empty if there is no such function.
    #[must_use]
    pub fn body(&self, function: &str) -> &[String] {
        self.function(function).map_or(&[], |function| &function.words)
    }

    /// Whether a function's body has a word.
    #[must_use]
    pub fn uses(&self, function: &str, word: &str) -> bool {
        self.body(function).iter().any(|it| it == word)
    }

    /// Whether a function itself uses a word, and not a closure that it gives to `add_done_callback`.
    #[must_use]
    pub fn itself_uses(&self, function: &str, word: &str) -> bool {
        self.function(function).is_some_and(|it| it.own_words.iter().any(|own| own == word))
    }

    /// How often these words follow each other anywhere.
    #[must_use]
    pub fn count<const N: usize>(&self, words: [&str; N]) -> usize {
        self.words.windows(N).filter(|window| *window == words).count()
    }

    /// The names of all statics outside of functions.
    #[must_use]
    pub fn statics(&self) -> &[String] {
        &self.statics
    }

    /// Whether a function uses its first parameter.
    #[must_use]
    pub fn uses_its_parameter(&self, function: &str) -> bool {
        let parameter = self.function(function).and_then(|it| it.parameter.as_deref());
        parameter.is_some_and(|parameter| self.uses(function, parameter))
    }

    /// The first of this program's own functions that a function calls, and that sets something.
    #[must_use]
    pub fn setter_in(&self, function: &str) -> Option<&str> {
        let others = self.functions.iter().filter(|other| other.name != function);
        let mut setters = others.filter(|other| other.words.iter().any(|word| word == "set"));
        setters.find(|other| self.uses(function, &other.name)).map(|other| other.name.as_str())
    }
}

fn parameter(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            group.stream().into_iter().next().map(|first| first.to_string())
        }
        _ => None,
    }
}

fn body(token: &TokenTree) -> Option<TokenStream> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    }
}

fn without_callbacks(tokens: TokenStream) -> TokenStream {
    let mut before = String::new();
    let mut kept = Vec::new();
    for token in tokens {
        let is_argument = before == "add_done_callback";
        before = token.to_string();
        kept.push(match token {
            TokenTree::Group(_) if is_argument => continue,
            TokenTree::Group(group) => {
                let inside = without_callbacks(group.stream());
                TokenTree::Group(Group::new(group.delimiter(), inside))
            }
            token => token,
        });
    }
    kept.into_iter().collect()
}

/// All names, numbers and strings, in order.
fn words(tokens: TokenStream) -> Vec<String> {
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Group(group) => words(group.stream()),
            TokenTree::Punct(_) => Vec::new(),
            word => vec![word.to_string()],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_no_names() {
        let code = Code::of(
            "/// sets EVENT\nstatic EVENT: Event = Event::new();\n\
             async fn work() -> &'static str { sleep(300).await; /* EVENT */ print(\"EVENT\"); }\n\
             fn callback(_task: &Task<()>) { work() }",
        );
        let code = code.unwrap();
        assert_eq!(code.body("work"), ["sleep", "300", "await", "print", "\"EVENT\""]);
        assert!(!code.uses_its_parameter("callback"));
        assert_eq!(code.setter_in("callback"), None);
        assert_eq!(code.statics(), ["EVENT"]);
        assert!(code.has_plain("callback") && !code.has_plain("work") && !code.has_plain("other"));
        assert!(Code::of("fn callback( {").is_err());
    }

    #[test]
    fn what_a_closure_does_as_a_callback_the_function_does_not() {
        let code =
            Code::of("fn main() { work_task.add_done_callback(|_| { more_work() }); work() }");
        let code = code.unwrap();
        assert!(code.uses("main", "more_work") && !code.itself_uses("main", "more_work"));
        assert!(code.itself_uses("main", "work"));
    }
}
