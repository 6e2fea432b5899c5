//! Finds lines and functions in a program's text. Lines are counted from 1.

/// The only line of code with all these parts.
pub(crate) fn only_line(text: &str, parts: &[&str]) -> Option<usize> {
    let is_it = |line: &str| {
        !line.trim_start().starts_with("//") && parts.iter().all(|part| line.contains(part))
    };
    let mut lines = (1..).zip(text.lines()).filter(|it| is_it(it.1)).map(|it| it.0);
    lines.next().filter(|_| lines.next().is_none())
}

/// The function in which a line stands.
pub(crate) fn function_at(text: &str, line: usize) -> Option<&str> {
    let mut above = text.lines().take(line).collect::<Vec<_>>().into_iter().rev();
    let indented = indent(above.next()?);
    above.filter(|line| indent(line) < indented).find_map(|line| {
        let name = line.split_once("fn ").or_else(|| line.split_once("def "))?.1;
        name.split(['(', '<']).next()
    })
}

/// The first line of a function, and the last one that is indented more.
pub(crate) fn lines_of(text: &str, function: &str) -> Option<(usize, usize)> {
    let head = |word| only_line(text, &[&format!("{word} {function}(")]);
    let first = head("fn").or_else(|| head("def"))?;
    let mut lines = (first..).zip(text.lines().skip(first - 1));
    let indented = indent(lines.next()?.1);
    let body = lines.take_while(|(_, line)| line.is_empty() || indent(line) > indented);
    Some((first, body.filter(|it| !it.1.is_empty()).last()?.0))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
