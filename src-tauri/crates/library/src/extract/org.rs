//! A text of Emacs' Org mode: its words, without what is noted beside them, and without code, tables and quotes.

use std::path::Path;

use jiff::Timestamp;

use super::Extracted;
use super::facts::Facts;
use super::tidy::{clean, tidy};

/// A block has no more lines.
const MOST_LINES: usize = 1_000;
/// Blocks whose words are the author's.
const OWN: [&str; 2] = ["verse", "center"];
/// How lines begin that say when something is to be done or was, in lower case.
const PLANS: [&str; 4] = ["scheduled:", "deadline:", "closed:", "clock:"];
/// What may stand before the words of a heading.
const STATES: [&str; 6] = ["TODO", "DONE", "NEXT", "WAITING", "CANCELED", "CANCELLED"];

/// The document in the text of an Org file.
pub(super) fn read(text: &str, path: &Path, modified: Option<Timestamp>) -> Extracted {
    let text = clean(text);
    let lines: Vec<&str> = text.lines().collect();
    let mut facts = Facts::default();
    let (mut own, mut quoted) = (String::new(), String::new());
    let mut at = 0;
    while let Some(line) = lines.get(at).copied() {
        at += 1;
        let lower = line.trim().to_lowercase();
        if let Some((end, is_quote)) = block(&lines, at, &lower) {
            if is_quote {
                quoted.push_str(&lines[at..end].join("\n"));
                quoted.push('\n');
            }
            at = end + 1;
        } else if let Some((key, value)) = lower.strip_prefix("#+").and_then(|_| fact(line)) {
            facts.set(key, value);
        } else if let Some(heading) = heading(line) {
            own.push_str(&format!("\n\n{}\n\n", linked(heading)));
        } else if !is_left_out(&lower) {
            own.push_str(&linked(line));
            own.push('\n');
        }
    }
    let mut document = facts.document(tidy(&own), path, modified);
    document.quoted = Some(tidy(&quoted)).filter(|quoted| !quoted.is_empty());
    document
}

/// Where the block ends that the line before line `from` begins, `first` in lower case, and whether it is a quote; none if its
/// words are the author's, or it does not end.
fn block(lines: &[&str], from: usize, first: &str) -> Option<(usize, bool)> {
    let name = first.strip_prefix("#+begin_");
    let name = name.map(|name| name.split_whitespace().next().unwrap_or_default());
    let last = match name {
        Some(name) if OWN.contains(&name) => return None,
        Some(name) => format!("#+end_{name}"),
        None if is_drawer(first) => ":end:".to_owned(),
        None => return None,
    };
    let ends = |at: &usize| lines[*at].trim().eq_ignore_ascii_case(&last);
    let end = (from..lines.len().min(from + MOST_LINES)).find(ends)?;
    Some((end, name == Some("quote")))
}

/// ":PROPERTIES:"
fn is_drawer(line: &str) -> bool {
    let name = line
        .strip_prefix(':')
        .and_then(|rest| rest.strip_suffix(':'));
    name.is_some_and(|name| !name.is_empty() && !name.contains([' ', ':']))
}

/// What a line such as "#+DATE: <2024-03-05 Tue>" says.
fn fact(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().get(2..)?.split_once(':')?;
    let value = value.trim();
    let day = value.trim_matches(['<', '>', '[', ']']);
    Some(match key.to_lowercase().as_str() {
        "date" => (key, day.split_whitespace().next().unwrap_or_default()),
        _ => (key, value),
    })
}

/// The words of a heading: "** TODO [#A] Paint the boat :spring:".
fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('*');
    if words.len() == line.len() || !words.starts_with(' ') {
        return None;
    }
    let mut words = words.trim();
    if let Some((first, rest)) = words.split_once(' ')
        && STATES.contains(&first)
    {
        words = rest.trim_start();
    }
    if let Some((_, rest)) = words
        .strip_prefix("[#")
        .and_then(|rest| rest.split_once(']'))
    {
        words = rest.trim_start();
    }
    Some(match words.rsplit_once(' ') {
        Some((before, tags)) if tags.len() > 2 && tags.starts_with(':') && tags.ends_with(':') => {
            before.trim_end()
        }
        _ => words,
    })
}

/// Whether a line, in lower case, is a remark, a setting, a plan or a row of a table.
fn is_left_out(lower: &str) -> bool {
    lower.starts_with("#+")
        || lower == "#"
        || lower.starts_with("# ")
        || lower.starts_with('|')
        || PLANS.iter().any(|plan| lower.starts_with(plan))
}

/// `line` with the words of its links: "[[https://example.org][the boat]]".
fn linked(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, (link, after))) = rest
        .split_once("[[")
        .and_then(|(before, inside)| Some((before, inside.split_once("]]")?)))
    {
        words.push_str(before);
        words.push_str(link.rsplit_once("][").map_or(link, |(_, shown)| shown));
        rest = after;
    }
    words + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Extracted {
        read(text, Path::new("boat.org"), None)
    }

    #[test]
    fn words_stay_and_what_is_noted_beside_them_goes() {
        let found = of(
            "#+TITLE: The boat\n#+DATE: <2024-03-05 Tue>\n#+STARTUP: overview\n# a remark\n* TODO [#A] Paint it :spring:\n\
             SCHEDULED: <2024-03-06 Wed>\n:PROPERTIES:\n:ID: 12\n:END:\nIt is [[https://example.org][in the water]], see \
             [[Quay]].\n\n- one\n#+BEGIN_SRC sh\nls\n#+END_SRC\n#+begin_quote\nHers.\n#+end_quote\n| a | b |\n\
             #+BEGIN_VERSE\nMine.\n#+END_VERSE\n",
        );
        assert_eq!(found.title, "The boat");
        assert!(
            found
                .date
                .is_some_and(|date| date.to_string().starts_with("2024-03-05"))
        );
        assert_eq!(
            found.text,
            "Paint it\n\nIt is in the water, see Quay.\n\n- one\nMine."
        );
        assert_eq!(found.quoted.as_deref(), Some("Hers."));
    }

    #[test]
    fn what_does_not_end_is_words() {
        for text in [
            ":smile:\nMine.",
            "*bold* is mine.",
            "See [[the map.",
            "#hashtag",
        ] {
            assert_eq!(of(text).text, text);
        }
        assert_eq!(of("#+BEGIN_SRC\nMine.").text, "Mine.");
    }

    #[test]
    fn hostile_texts() {
        for part in ["#+begin_a\n", ":a:\n", "[[", "* * ", "#+:", "é[[]]"] {
            let _ = of(&part.repeat(5_000));
        }
    }
}
