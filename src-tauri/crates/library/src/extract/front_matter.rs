//! The block between two `---` lines at the top of a Markdown file: facts about the text, not words of it.

use super::facts::Facts;

/// A block without an end after so many lines is a rule and a text.
const MOST_LINES: usize = 200;

/// The lines of the block, and what follows it. None if `text` begins with no such block.
pub(super) fn split(text: &str) -> Option<(Vec<&str>, &str)> {
    let mut rest = text;
    let mut inside = Vec::new();
    let mut mark = None;
    for _ in 0..MOST_LINES {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let line = line.trim_end();
        match mark {
            None if matches!(line, "---" | "+++") => mark = Some(line),
            None => return None,
            Some(open) if line == open || (open == "---" && line == "...") => {
                let facts = inside.iter().any(|l: &&str| l.contains([':', '=']));
                return facts.then_some((inside, after));
            }
            Some(_) => inside.push(line),
        }
        if after.is_empty() {
            return None;
        }
        rest = after;
    }
    None
}

/// The facts in the lines of a block: `key: value`, and what stands below its key.
pub(super) fn facts(lines: &[&str]) -> Facts {
    let mut facts = Facts::default();
    let mut key = "";
    for line in lines {
        let item = line.trim_start().strip_prefix("- ");
        if item.is_some() || line.starts_with([' ', '\t']) {
            below(key, item.unwrap_or(line).trim(), &mut facts);
            continue;
        }
        // A part of its own, about something that nobody here asks for.
        if line.starts_with('[') {
            break;
        }
        let Some(at) = line.find([':', '=']).filter(|_| !line.starts_with('#')) else {
            continue;
        };
        key = match line[..at].trim() {
            "authors" => "author",
            key => key,
        };
        let value = said(&line[at + 1..]);
        // Where it is only said how lines are joined, they follow.
        if !value.is_empty() && !value.starts_with(['|', '>']) {
            facts.set(key, value);
        }
    }
    facts
}

/// Takes in a line that stands below `key`.
fn below(key: &str, line: &str, facts: &mut Facts) {
    let line = said(line);
    let name = said(line.strip_prefix("name:").unwrap_or(line));
    match (key, facts.title.take()) {
        ("title", Some(title)) => facts.title = Some(format!("{title} {line}")),
        ("title", None) => facts.title = Some(line.to_owned()),
        (_, title) => facts.title = title,
    }
    // Further authors, and what else is said of one.
    let author = key == "author" && facts.author.is_none() && !name.contains(':');
    if author || key == "to" {
        facts.set(key, name);
    }
}

/// A value without the remark behind it.
fn said(value: &str) -> &str {
    let value = value.trim();
    match value.starts_with(['"', '\'']) {
        true => value,
        false => value.split(" #").next().unwrap_or(value).trim_end(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_stand_between_two_marks() {
        let text = "---\ntitle: \"A day: out\"\nto:\n  - Anna <a@b.c>\n  - Ben\ntags:\n  - x\nrating: 4\n---\n\nWords.";
        let (lines, rest) = split(text).unwrap();
        let facts = facts(&lines);
        assert_eq!(facts.title.as_deref(), Some("A day: out"));
        assert_eq!(facts.rating.as_deref(), Some("4/5"));
        assert_eq!(facts.recipients.len(), 2);
        assert_eq!(rest, "\nWords.");
    }

    #[test]
    fn what_stands_below_its_key_belongs_to_it() {
        let of = |block: &str| {
            let facts = facts(&block.lines().collect::<Vec<_>>());
            (
                facts.title.unwrap_or_default(),
                facts.author.unwrap_or_default().name,
            )
        };
        for (block, title, author) in [
            (
                "title: >-\n  A day\n  out\nauthor: Tom # me",
                "A day out",
                "Tom",
            ),
            (
                "title: A # b\nauthor:\n  - name: Tom\n    affiliation: X\n  - Ben",
                "A",
                "Tom",
            ),
            ("authors:\n- Tom\n- Ben\ntitle: \"A #1\"", "A #1", "Tom"),
            ("author:\n  email: a@b.c\n  name: \"Tom\"", "", "Tom"),
            ("title = \"A\"\n[extra]\nauthor = \"Ben\"", "A", ""),
            ("menu:\n  title: x\n# author: y", "", ""),
        ] {
            assert_eq!(of(block), (title.to_owned(), author.to_owned()), "{block}");
        }
    }

    #[test]
    fn other_marks_and_line_ends() {
        let (lines, rest) = split("+++\r\ntitle = \"A\"\r\n+++\r\nWords").unwrap();
        assert_eq!((facts(&lines).title.as_deref(), rest), (Some("A"), "Words"));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert!(split("---\n\nWords\n\n---\nMore").is_none());
        assert!(split("---\ntitle: no end").is_none());
        assert!(split(&format!("---\n{}", "a: b\n".repeat(10_000))).is_none());
        assert!(split("Words").is_none() && split("").is_none());
    }
}
