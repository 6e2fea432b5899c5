//! A line of the record: when, on which thread, what, and the rest as `key=value`.

/// `  2.001818064s tokio-rt-worker ThreadId(03) returned run=1 task=2`
#[derive(Debug, PartialEq)]
pub(crate) struct Line {
    /// In seconds.
    pub(crate) time: f64,
    /// `tokio-rt-worker ThreadId(03)`.
    pub(crate) thread: String,
    pub(crate) step: String,
    fields: Vec<(String, String)>,
}

impl Line {
    pub(crate) fn parse(line: &str) -> Option<Line> {
        let (time, rest) = line.trim_start().split_once("s ")?;
        let (name, rest) = rest.split_once("ThreadId(")?;
        let (id, rest) = rest.split_once(") ")?;
        let begin = rest
            .find('=')
            .map_or(rest.len(), |equals| rest[..equals].rfind(' ').map_or(0, |space| space + 1));
        let (step, fields) = rest.split_at(begin);
        Some(Line {
            time: time.parse().ok()?,
            thread: format!("{}ThreadId({id})", name.trim_start()),
            step: step.trim_end().to_string(),
            fields: parse_fields(fields)?,
        })
    }

    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.0 == key).map(|field| field.1.as_str())
    }

    pub(crate) fn number(&self, key: &str) -> Option<usize> {
        self.text(key)?.parse().ok()
    }
}

fn parse_fields(mut rest: &str) -> Option<Vec<(String, String)>> {
    let mut fields = Vec::new();
    while let Some((key, value)) = rest.split_once('=') {
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => unquote(quoted)?,
            None => {
                let (value, after) = value.split_once(' ').unwrap_or((value, ""));
                (value.to_string(), after)
            }
        };
        fields.push((key.trim().to_string(), value));
        rest = after;
    }
    Some(fields)
}

/// What `{:?}` made of a text, up to its closing quote, and what comes after that.
fn unquote(quoted: &str) -> Option<(String, &str)> {
    let (mut text, mut letters) = (String::new(), quoted.char_indices());
    while let Some((index, letter)) = letters.next() {
        text.push(match letter {
            '"' => return Some((text, &quoted[index + 1..])),
            '\\' => match letters.next()?.1 {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                '0' => '\0',
                'u' => {
                    let code = letters.by_ref().map(|it| it.1).skip(1).take_while(|&it| it != '}');
                    char::from_u32(u32::from_str_radix(&code.collect::<String>(), 16).ok()?)?
                }
                itself => itself,
            },
            letter => letter,
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_time_thread_step_and_fields() {
        let line =
            "   0.000104s async-std/runtime ThreadId(12) event awaited event=1 by=\"task 1\"";
        let line = Line::parse(line).unwrap();
        assert_eq!((line.time, line.thread.as_str()), (0.000104, "async-std/runtime ThreadId(12)"));
        assert_eq!((line.step.as_str(), line.number("event")), ("event awaited", Some(1)));
        assert_eq!((line.text("by"), line.text("name")), (Some("task 1"), None));
        let line = Line::parse(" 12.5s ThreadId(01) waits").unwrap();
        assert_eq!((line.time, line.step.as_str()), (12.5, "waits"));
        assert_eq!(Line::parse("Main is starting..."), None);
    }

    #[test]
    fn any_text_comes_through() {
        for text in
            ["", "a = b", "\"quoted\" \\ back", "two\nlines\t\u{7f}\u{1b}é", "name='x' done=1"]
        {
            let line = Line::parse(&format!("1.0s main ThreadId(01) named name={text:?} task=7"));
            let line = line.unwrap();
            assert_eq!((line.text("name"), line.number("task")), (Some(text), Some(7)));
        }
    }
}
