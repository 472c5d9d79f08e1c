//! What was pasted between two drawn rules: "I found the following:" and below it a text of others.

use super::{indented, tidy};

/// A rule is so long; three dashes are much used for other things.
const LEAST: usize = 5;
/// So many lines may be pasted.
const MOST_LINES: usize = 120;
/// The author's remarks in between are short.
const MOST_REMARKED: usize = 10;

/// The number of lines, rules included, of a pasted text that begins with a rule at line `at`.
pub(super) fn block(lines: &[&str], at: usize) -> Option<usize> {
    if !is_rule(lines[at]) {
        return None;
    }
    let above = (0..at)
        .rev()
        .take(3)
        .find(|n| !lines[*n].trim().is_empty())?;
    indented::announcement(lines, above)?;
    let end = (at + 1..lines.len().min(at + MOST_LINES)).find(|n| is_rule(lines[*n]))?;
    (end > at + 1).then_some(end + 1 - at)
}

/// How many lines at line `at` of a pasted text are a remark by who pasted it: "[My words: ...]".
pub(super) fn remark(lines: &[&str], at: usize) -> Option<usize> {
    let line = lines[at].trim_start();
    let says = line.starts_with('[') && line.split_whitespace().count() >= 3;
    let end = |n: &usize| lines[*n].trim_end().ends_with(']');
    says.then(|| (at..lines.len().min(at + MOST_REMARKED)).find(end))
        .flatten()
        .map(|end| end + 1 - at)
}

fn is_rule(line: &str) -> bool {
    tidy::is_rule(line) && line.trim().len() >= LEAST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_rules_and_announced() {
        let lines: Vec<&str> =
            "I found the following:\n\n------\nTheirs.\n[My words: no,\nnot so.]\n------\nMine."
                .lines()
                .collect();
        assert_eq!(block(&lines, 2), Some(5));
        assert_eq!((remark(&lines, 3), remark(&lines, 4)), (None, Some(2)));
        for own in [
            "Here it is.\n------\nMine.\n------",
            "I found the following:\n------\nMine.",
            "Tim said:\n---\nx\n---",
        ] {
            let lines: Vec<&str> = own.lines().collect();
            assert_eq!(block(&lines, 1), None, "{own}");
        }
    }

    #[test]
    fn hostile_rules() {
        let text = "Tim said:\n-----\n".repeat(20_000);
        let lines: Vec<&str> = text.lines().collect();
        assert!((0..lines.len()).filter_map(|at| block(&lines, at)).count() > 0);
    }
}
