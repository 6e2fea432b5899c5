//! A program's text as Rust tokens. Comments and strings do not count.

use classroom::{Context, Result};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

#[derive(Clone, Debug)]
pub struct Code {
    functions: Vec<Function>,
    /// The names behind `static`, outside of functions.
    pub statics: Vec<String>,
    words: Vec<String>,
}

/// A function that is outside of all others.
#[derive(Clone, Debug)]
struct Function {
    name: String,
    is_async: bool,
    parameters: TokenStream,
    body: TokenStream,
}

impl Code {
    pub fn of(text: &str) -> Result<Code> {
        let tokens: TokenStream = text.parse().context("it is not Rust")?;
        let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let text_at = |place: usize| all.get(place).map_or(String::new(), ToString::to_string);
        let (mut functions, mut statics) = (Vec::new(), Vec::new());
        for place in 0..all.len() {
            let (before, name) = (text_at(place.wrapping_sub(1)), text_at(place + 1));
            if text_at(place) == "static" && before != "'" {
                statics.push(name);
            } else if text_at(place) == "fn" {
                let group = |delimiter| {
                    let group = all[place..].iter().find_map(|token| match token {
                        TokenTree::Group(it) if it.delimiter() == delimiter => Some(it.stream()),
                        _ => None,
                    });
                    group.unwrap_or_default()
                };
                let (parameters, body) = (group(Delimiter::Parenthesis), group(Delimiter::Brace));
                functions.push(Function { name, is_async: before == "async", parameters, body });
            }
        }
        Ok(Code { functions, statics, words: words(tokens) })
    }

    fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// Whether there is a plain function of that name, outside of all others.
    pub fn has_plain(&self, function: &str) -> bool {
        self.function(function).is_some_and(|function| !function.is_async)
    }

    /// The names, numbers and strings of a function's body, in order. None if there is no such function.
    pub fn body(&self, function: &str) -> Vec<String> {
        self.function(function).map_or(Vec::new(), |function| words(function.body.clone()))
    }

    pub fn uses(&self, function: &str, word: &str) -> bool {
        self.body(function).iter().any(|it| it == word)
    }

    /// Whether a function itself uses a word, and not a closure that it gives to `add_done_callback`.
    pub fn itself_uses(&self, function: &str, word: &str) -> bool {
        let body = self.function(function).map(|it| without_callbacks(it.body.clone()));
        body.is_some_and(|body| words(body).iter().any(|it| it == word))
    }

    /// How often these words follow each other anywhere.
    pub fn count<const N: usize>(&self, words: [&str; N]) -> usize {
        self.words.windows(N).filter(|window| *window == words).count()
    }

    pub fn uses_its_parameter(&self, function: &str) -> bool {
        let parameters = self.function(function).map(|it| words(it.parameters.clone()));
        parameters.is_some_and(|all| all.first().is_some_and(|first| self.uses(function, first)))
    }

    /// The first of this program's own functions that a function calls, and that sets something.
    pub fn setter_in(&self, function: &str) -> Option<&str> {
        let mut others = self.functions.iter().map(|other| other.name.as_str());
        others.find(|it| *it != function && self.uses(it, "set") && self.uses(function, it))
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
    let words = tokens.into_iter().flat_map(|token| match token {
        TokenTree::Group(group) => words(group.stream()),
        TokenTree::Punct(_) => Vec::new(),
        word => vec![word.to_string()],
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_do_not_count() {
        let code = Code::of(
            "/// sets EVENT\nstatic EVENT: Event = Event::new();\n\
             async fn work() -> &'static str { sleep(300).await; /* EVENT */ print(\"EVENT\"); }\n\
             fn callback(_task: &Task<()>) { work() }",
        );
        let code = code.unwrap();
        assert_eq!(code.body("work"), ["sleep", "300", "await", "print", "\"EVENT\""]);
        assert!(!code.uses_its_parameter("callback"));
        assert_eq!(code.setter_in("callback"), None);
        assert_eq!(code.statics, ["EVENT"]);
        assert!(code.has_plain("callback") && !code.has_plain("work") && !code.has_plain("other"));
        assert!(Code::of("fn callback( {").is_err());
    }

    #[test]
    fn a_function_does_not_do_what_its_callbacks_do() {
        let code =
            Code::of("fn main() { work_task.add_done_callback(|_| { more_work() }); work() }");
        let code = code.unwrap();
        assert!(code.uses("main", "more_work") && !code.itself_uses("main", "more_work"));
        assert!(code.itself_uses("main", "work"));
    }
}
