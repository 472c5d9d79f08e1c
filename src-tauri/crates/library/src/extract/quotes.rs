//! Parting a mail into its author's own words and the words of others that it quotes.

use super::attribution::{self, Before};
use super::indented::{self, Indent};
use super::{header_block, pasted, tidy};

/// The two parts.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Split {
    /// The author's words, a run for every stretch between quotes.
    pub(super) own: Vec<String>,
    /// What is quoted, without marks.
    pub(super) quoted: String,
}

/// Marks of old mail programs that count only right after an attribution.
const OTHER_MARKS: [char; 7] = ['|', ':', '}', ']', '%', '#', '+'];

/// Parts `text`. Lines of the author are kept as they are.
pub(super) fn split(text: &str) -> Split {
    let lines: Vec<&str> = text.lines().collect();
    let habit = indented::habit(&lines);
    let mut parts = Parts::default();
    let mut at = 0;
    while at < lines.len() {
        at = match habit.and_then(|habit| set_in(&lines, at, habit, &mut parts)) {
            Some(end) => end,
            None => step(&lines, at, &mut parts),
        };
    }
    parts.flush();
    parts.done
}

/// Parts a text that is no mail of its own: letters are kept as plain texts and documents, too. Essays are as well, so only
/// what no person sets above their own words begins a quote: an attribution with marked lines below it, or the divider of a
/// mail program with headers.
pub(super) fn surely(text: &str) -> Split {
    let lines: Vec<&str> = text.lines().collect();
    let mut parts = Parts::default();
    let mut answers = false;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if answers && is_marked(line) {
            parts.quote(unmarked(line).unwrap_or(line));
            at += 1;
        } else if answers && is_torn_off(&lines, at) {
            parts.quote(line);
            at += 1;
        } else if let Some(after) = attributed_marks(&lines, at) {
            answers = true;
            parts.end_run();
            at = after;
        } else if let Some(after) = header_block::divided(&lines, at) {
            parts.end_run();
            let end = header_block::end(&lines, after);
            let last = end.map_or(lines.len(), |end| end - 1);
            lines[after..last]
                .iter()
                .for_each(|line| parts.quote(unmarked(line).unwrap_or(line)));
            at = end.unwrap_or(lines.len());
        } else {
            parts.own(line);
            at += 1;
        }
    }
    parts.flush();
    parts.done
}

/// Where the attribution at line `at` ends, if marked lines follow it.
fn attributed_marks(lines: &[&str], at: usize) -> Option<usize> {
    if lines[at].trim().is_empty() {
        return None;
    }
    let after = at + attribution::at(&lines[at..])?.lines;
    let next = next_words(lines, after)?;
    (next - after <= 1 && is_marked(lines[next])).then_some(after)
}

/// Whether a line begins with the mark of a quote, without initials.
fn is_marked(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// Takes in the quote that begins at line `at` if it is one that stands in, and says where it ends.
fn set_in(lines: &[&str], at: usize, habit: Indent, parts: &mut Parts) -> Option<usize> {
    let block = indented::block(lines, at, habit)?;
    if block.bare {
        parts.take_back();
    }
    parts.end_run();
    let end = at + block.lines;
    lines[at..end].iter().for_each(|line| {
        let line = line.trim_start();
        parts.quote(unmarked(line).unwrap_or(line));
    });
    Some(end)
}

/// Deals with what begins at line `at`, and says where to go on.
fn step(lines: &[&str], at: usize, parts: &mut Parts) -> usize {
    if lines[at].trim().is_empty() {
        parts.own(lines[at]);
        return at + 1;
    }
    if let Some(quoted) = unmarked(lines[at]).filter(|_| !header_block::is_bracketed(lines[at])) {
        parts.quote(quoted);
        return at + 1;
    }
    if is_torn_off(lines, at) {
        parts.quote(lines[at]);
        return at + 1;
    }
    if is_elision(lines, at) {
        return at + 1;
    }
    if let Some(count) = pasted::block(lines, at) {
        parts.end_run();
        let end = at + count - 1;
        let mut inside = at + 1;
        while inside < end {
            let remarked = pasted::remark(&lines[..end], inside).unwrap_or(0);
            (inside..inside + remarked).for_each(|n| parts.own(lines[n]));
            inside += remarked;
            if remarked == 0 {
                parts.quote(lines[inside]);
                inside += 1;
            }
        }
        parts.flush();
        return end + 1;
    }
    if let Some(count) = header_block::at(lines, at) {
        let after = at + count;
        parts.end_run();
        // Marks follow: then only the marked lines are the other's. Proton sets an attribution in the place of headers.
        let marked = |from| next_words(lines, from).is_some_and(|at| unmarked(lines[at]).is_some());
        let headed = || {
            count == 1
                && attribution::at(&lines[after..]).is_some_and(|found| marked(after + found.lines))
        };
        if marked(after) || headed() {
            return after;
        }
        let end = header_block::end(lines, after);
        let last = end.map_or(lines.len(), |end| end - 1);
        lines[after..last]
            .iter()
            .for_each(|line| parts.quote(unmarked(line).unwrap_or(line)));
        return end.unwrap_or(lines.len());
    }
    if let Some(found) = attribution::at(&lines[at..])
        && let Some(end) = attributed(lines, at, found, parts)
    {
        return end;
    }
    parts.own(lines[at]);
    at + 1
}

/// Takes in the quote that an attribution announces, if it does announce one, and says where it ends.
fn attributed(
    lines: &[&str],
    at: usize,
    found: attribution::Attribution,
    parts: &mut Parts,
) -> Option<usize> {
    let after = at + found.lines;
    let Some(next) = next_words(lines, after) else {
        // A quote that somebody deleted.
        return (found.before == Before::Anything && after >= lines.len().saturating_sub(2)).then(
            || {
                parts.end_run();
                lines.len()
            },
        );
    };
    let line = lines[next];
    if unmarked(line).is_some() {
        let near = next - after <= 1 || found.before == Before::Anything;
        return near.then(|| {
            parts.end_run();
            after
        });
    }
    if let Some(mark) = line
        .trim_start()
        .chars()
        .next()
        .filter(|c| OTHER_MARKS.contains(c))
    {
        let marked = |line: &str| line.trim_start().starts_with(mark);
        let run = (next..lines.len())
            .take_while(|n| marked(lines[*n]))
            .count();
        parts.end_run();
        lines[next..next + run]
            .iter()
            .for_each(|line| parts.quote(line.trim_start().trim_start_matches(mark).trim_start()));
        return Some(next + run);
    }
    if found.before != Before::Marks && (line.starts_with('\t') || line.starts_with("  ")) {
        let inside = |n: &usize| lines[*n].trim().is_empty() || lines[*n].starts_with([' ', '\t']);
        let run = (next..lines.len()).take_while(inside).count();
        parts.end_run();
        lines[next..next + run]
            .iter()
            .for_each(|line| parts.quote(line.trim_start()));
        return Some(next + run);
    }
    if found.before != Before::Anything {
        return None;
    }
    // The whole rest is the mail that is answered: without marks nobody can say where it would end.
    parts.end_run();
    lines[after..]
        .iter()
        .for_each(|line| parts.quote(unmarked(line).unwrap_or(line)));
    Some(lines.len())
}

fn next_words(lines: &[&str], from: usize) -> Option<usize> {
    (from..lines.len()).find(|at| !lines[*at].trim().is_empty())
}

/// A marked line without its marks: `> `, `>> `, `> > ` or with initials, `AB> `. None if it has no mark.
fn unmarked(line: &str) -> Option<&str> {
    let mut rest = one_mark(line)?;
    while let Some(inner) = one_mark(rest) {
        rest = inner;
    }
    Some(rest)
}

fn one_mark(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let initials = line.len()
        - line
            .trim_start_matches(|c: char| c.is_ascii_alphanumeric())
            .len();
    let rest = line[initials..].strip_prefix('>')?;
    // "x>y" is algebra; initials are capitals and a space follows their mark.
    let capitals = line[..initials].bytes().all(|b| b.is_ascii_uppercase());
    let name = line.starts_with(|c: char| c.is_ascii_uppercase()) && (capitals || initials <= 3);
    let good = initials == 0
        || (initials <= 4 && name && (rest.is_empty() || rest.starts_with([' ', '>'])));
    good.then(|| rest.strip_prefix(' ').unwrap_or(rest))
}

/// The end of a long quoted line that a mail program broke and left without a mark.
fn is_torn_off(lines: &[&str], at: usize) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).map(|b| lines[b]), lines.get(at + 1))
    else {
        return false;
    };
    let line = lines[at];
    unmarked(before)
        .is_some_and(|b| b.len() >= 60 && !b.trim_end().ends_with(['.', '!', '?', ':', '"']))
        && unmarked(after).is_some()
        && line.len() < 60
        && line.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
}

/// "[...]" beside a quote: a part of it was left out.
fn is_elision(lines: &[&str], at: usize) -> bool {
    let marked = |line: Option<&&str>| line.is_some_and(|l| unmarked(l).is_some());
    let beside = |step: usize| {
        let after = marked(lines.get(at + step));
        after
            || at
                .checked_sub(step)
                .is_some_and(|before| marked(lines.get(before)))
    };
    let line = lines[at].trim();
    let dots = matches!(line, "[...]" | "[…]" | "..." | "(...)");
    says_cut(line) || dots && (beside(1) || beside(2))
}

/// "<snip>", "[rest deleted]": a note in brackets that something was left out.
fn says_cut(line: &str) -> bool {
    let inside = [('<', '>'), ('[', ']')]
        .iter()
        .find_map(|(open, close)| line.strip_prefix(*open)?.strip_suffix(*close));
    inside.is_some_and(|inside| {
        let lower = inside.to_lowercase();
        lower.split_whitespace().count() <= 6
            && ["snip", "deleted", "omitted", "elided", "gekürzt", "coupé"]
                .iter()
                .any(|word| lower.contains(word))
    })
}

/// What was parted so far.
#[derive(Default)]
struct Parts {
    done: Split,
    run: String,
}

impl Parts {
    fn own(&mut self, line: &str) {
        self.run.push_str(line);
        self.run.push('\n');
    }

    /// The last line with words was no word of the author's.
    fn take_back(&mut self) {
        let end = self.run.trim_end().len();
        let start = self.run[..end].rfind('\n').map_or(0, |at| at + 1);
        self.run.truncate(start);
    }

    fn quote(&mut self, line: &str) {
        self.end_run();
        self.done.quoted.push_str(line);
        self.done.quoted.push('\n');
    }

    /// A quote begins: rules drawn above it are not words.
    fn end_run(&mut self) {
        while let Some(last) = self
            .run
            .trim_end()
            .lines()
            .next_back()
            .filter(|last| tidy::is_rule(last))
        {
            let end = self.run.trim_end().len() - last.len();
            self.run.truncate(end);
        }
        self.flush();
    }

    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        if !run.trim().is_empty() {
            self.done.own.push(run);
        }
    }
}

#[cfg(test)]
mod tests;
