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

/// The facts in the lines of a block: `key: value`, and lists over several lines.
pub(super) fn facts(lines: &[&str]) -> Facts {
    let mut facts = Facts::default();
    let mut key = "";
    for line in lines {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if key == "to" {
                facts.set(key, item);
            }
            continue;
        }
        // What is indented belongs to something that nobody here asks for.
        if line.starts_with([' ', '\t', '#']) {
            continue;
        }
        let Some(at) = line.find([':', '=']) else {
            continue;
        };
        key = line[..at].trim();
        let value = line[at + 1..].trim();
        if !value.is_empty() {
            facts.set(key, value);
        }
    }
    facts
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
