//! Rust source reduced to the code that counts: without comments, without what strings say, without its tests.

/// `source` with comments and the insides of strings blanked, and every item under `#[cfg(test)]` cut out.
pub(crate) fn code(source: &str) -> String {
    without_tests(&blanked(source))
}

/// The modules that `source` declares for its tests only: `#[cfg(test)] mod name;`.
pub(crate) fn test_modules(source: &str) -> Vec<String> {
    let text = blanked(source);
    text.split("#[cfg(test)]")
        .skip(1)
        .filter_map(|rest| {
            let name = rest.trim_start().trim_start_matches("pub(crate) ");
            let (name, _) = name.strip_prefix("mod ")?.split_once(';')?;
            name.chars().all(is_word).then(|| name.to_owned())
        })
        .collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn blanked(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let word_before = out.chars().next_back().is_some_and(is_word);
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment(rest)
        } else if let Some(length) = raw_string(rest).filter(|_| !word_before) {
            out.push_str("\"\"");
            length
        } else if c == '"' {
            out.push_str("\"\"");
            string(rest)
        } else if let Some(length) = character(rest) {
            out.push_str("' '");
            length
        } else {
            out.push(c);
            c.len_utf8()
        };
        rest = &rest[skip..];
    }
    out
}

/// Length of the comment that `text` begins with; comments may stand within comments.
fn comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Length of the raw string (`r"…"`, `br#"…"#`) that `text` begins with, if it does.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix('b').unwrap_or(text).strip_prefix('r')?;
    let hashes = after.chars().take_while(|c| *c == '#').count();
    let inside = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let before = text.len() - inside.len();
    Some(
        inside
            .find(&end)
            .map_or(text.len(), |at| before + at + end.len()),
    )
}

/// Length of the character literal that `text` begins with; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let mut inside = text.strip_prefix('\'')?.char_indices();
    let (_, first) = inside.next()?;
    if first == '\\' {
        let (_, _) = inside.next()?;
        let (at, _) = inside.find(|(_, c)| *c == '\'')?;
        return Some(at + 2);
    }
    let (at, next) = inside.next()?;
    (next == '\'').then_some(at + 2)
}

fn without_tests(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("#[cfg(test)]") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[item(rest)..];
    }
    out + rest
}

/// Length of the item at the beginning of `text`: up to its `;`, or to the end of its braces.
fn item(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_left() {
        let source = "fn a<'a>(x: &'a str) { /* unsafe /* b */ */ let c = '\"'; } // unsafe\n\
            const R: &str = r#\"unsafe \" { \"#; const S: &str = \"unsafe \\\" {\";\n\
            #[cfg(test)]\nmod tests { fn t() { unsafe {} } }\nfn after() {}";
        let left = code(source);
        assert!(!left.contains("unsafe"), "{left}");
        assert!(
            left.contains("fn after()") && left.contains("fn a<'a>(x: &'a str)"),
            "{left}"
        );
    }

    #[test]
    fn modules_for_tests_are_known() {
        assert_eq!(
            test_modules("mod a;\n#[cfg(test)]\nmod b;\n#[cfg(test)]\nmod c { }"),
            ["b"]
        );
    }
}
