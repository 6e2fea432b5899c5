//! What a program's text says, seen as Rust's tokens: comments and strings do not count.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

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
    /// Names, numbers and strings of its body, in order.
    words: Vec<String>,
}

impl Code {
    /// Reads a program's text.
    ///
    /// # Errors
    /// If Rust could not read it either.
    pub fn of(text: &str) -> Result<Code, String> {
        let tokens: TokenStream =
            text.parse().map_err(|error| format!("it is no Rust: {error}"))?;
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let (mut functions, mut statics) = (Vec::new(), Vec::new());
        let text_at = |place: usize| tokens.get(place).map_or(String::new(), ToString::to_string);
        for place in 0..tokens.len() {
            let (before, name) = (text_at(place.wrapping_sub(1)), text_at(place + 1));
            match text_at(place).as_str() {
                "fn" => {
                    let is_async = before == "async";
                    let body = tokens[place..].iter().find_map(body).unwrap_or_default();
                    functions.push(Function { name, is_async, words: words(body) });
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

    /// The names, numbers and strings of a function's body, in order. None if there is no such function.
    #[must_use]
    pub fn body(&self, function: &str) -> &[String] {
        self.function(function).map_or(&[], |function| &function.words)
    }

    /// Whether a function's body has a word.
    #[must_use]
    pub fn uses(&self, function: &str, word: &str) -> bool {
        self.body(function).iter().any(|it| it == word)
    }

    /// How often these words follow each other anywhere.
    #[must_use]
    pub fn count<const N: usize>(&self, words: [&str; N]) -> usize {
        self.words.windows(N).filter(|window| *window == words).count()
    }

    /// The names of all statics.
    #[must_use]
    pub fn statics(&self) -> &[String] {
        &self.statics
    }

    /// The first of this program's own functions and statics that a function uses.
    #[must_use]
    pub fn own_name_in(&self, function: &str) -> Option<&str> {
        let functions = self.functions.iter().map(|function| &function.name);
        let mut own = functions.chain(&self.statics).filter(|name| *name != function);
        own.find(|name| self.uses(function, name)).map(String::as_str)
    }
}

fn body(token: &TokenTree) -> Option<TokenStream> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    }
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
        assert_eq!(code.own_name_in("work"), None);
        assert_eq!(code.own_name_in("callback"), Some("work"));
        assert_eq!(code.statics(), ["EVENT"]);
        assert!(code.has_plain("callback") && !code.has_plain("work") && !code.has_plain("other"));
        assert!(Code::of("fn callback( {").is_err());
    }
}
