//! A text in reStructuredText: its words, without what is said beside them, and without code, tables and quotes.

use std::path::Path;

use jiff::Timestamp;

use super::Extracted;
use super::facts::Facts;
use super::markdown::LARGEST;
use super::tidy::{clean, tidy};

mod inline;

/// Directives whose words are the author's, ...
const OWN: &str = " note tip hint warning caution attention danger error important admonition topic sidebar rubric \
    versionadded versionchanged deprecated seealso centered container compound only glossary todo ";
/// Those of them behind which no words stand in the same line, but a class or a version.
const BARE: &str = " container versionadded versionchanged deprecated compound only ";
/// ... and those that hold somebody else's.
const QUOTES: &str = " epigraph highlights pull-quote ";
/// How the last line of a quotation begins, which names its author.
const BY: [&str; 3] = ["-- ", "--- ", "— "];
/// A quotation and a table have no more lines.
const MOST_LINES: usize = 500;
/// A line below a heading has no fewer letters.
const SHORTEST_LINE: usize = 3;
/// The name of a field has no more bytes.
const LONGEST_NAME: usize = 60;

/// The document in the text of such a file.
pub(super) fn read(text: &str, path: &Path, modified: Option<Timestamp>) -> Extracted {
    let text = clean(text);
    if text.len() > LARGEST {
        return Facts::default().document(tidy(&text), path, modified);
    }
    let mut words = Words {
        lines: text.lines().collect(),
        at: 0,
        apart: true,
        facts: Facts::default(),
        own: String::new(),
        quoted: String::new(),
    };
    while words.at < words.lines.len() {
        words.step();
    }
    let own: Vec<String> = words.own.split("\n\n").map(inline::plain).collect();
    let mut document = words
        .facts
        .document(tidy(&own.join("\n\n")), path, modified);
    document.quoted = Some(tidy(&words.quoted)).filter(|quoted| !quoted.is_empty());
    document
}

/// The words so far, and where in the text we are.
struct Words<'a> {
    lines: Vec<&'a str>,
    at: usize,
    /// What is marked may stand here though no blank line is above.
    apart: bool,
    facts: Facts,
    own: String,
    quoted: String,
}

impl<'a> Words<'a> {
    /// Takes in what begins at this line.
    fn step(&mut self) {
        let line = self.line(self.at);
        let (bare, indent) = (line.trim(), indent(line));
        let apart = self.apart || self.is_below_blank();
        if let Some(marked) = explicit(bare).filter(|_| apart) {
            self.explicit(marked, indent);
        } else if let Some((name, value)) = field(bare).filter(|_| apart) {
            if self.own.trim().is_empty() {
                self.facts.set(name, value);
            }
            self.skip_to(self.end_of_block(self.at + 1, indent));
        } else if let Some(end) = self.table(bare) {
            self.skip_to(end);
        } else if let Some((heading, lines)) = self.heading(bare, indent) {
            self.take_heading(heading);
            self.skip_to(self.at + lines);
        } else if line_of(bare).is_some() && self.is_below_blank() && self.is_blank(self.at + 1) {
            self.skip_to(self.at + 1);
        } else if let Some(end) = self.quotation(indent) {
            self.quote(self.at, end);
        } else {
            self.take_words(bare, indent);
        }
    }

    fn line(&self, at: usize) -> &'a str {
        self.lines.get(at).copied().unwrap_or_default()
    }

    fn is_blank(&self, at: usize) -> bool {
        self.line(at).trim().is_empty()
    }

    fn is_below_blank(&self) -> bool {
        self.at
            .checked_sub(1)
            .is_none_or(|above| self.is_blank(above))
    }

    /// The first line at or behind `from` that is set in no further than the line above, by `indent_above`.
    fn end_of_block(&self, from: usize, indent_above: usize) -> usize {
        let ends = |at: &usize| !self.is_blank(*at) && indent(self.line(*at)) <= indent_above;
        let all = self.lines.len();
        (from..all).find(ends).unwrap_or(all)
    }

    fn skip_to(&mut self, at: usize) {
        self.own.push_str("\n\n");
        self.at = at;
        self.apart = true;
    }

    /// What follows two dots: a directive, whose words may be the author's, or a remark, a place, a footnote.
    fn explicit(&mut self, marked: &str, indent: usize) {
        let (name, argument) = directive(marked).unwrap_or_default();
        let named = |names: &str| names.contains(&format!(" {} ", name.to_lowercase()));
        if named(OWN) {
            self.skip_to(self.at + 1);
            if !named(BARE) {
                self.own.push_str(argument);
                self.own.push('\n');
            }
        } else {
            let end = self.end_of_block(self.at + 1, indent);
            match named(QUOTES) {
                true => self.quote(self.at + 1, end),
                false => self.skip_to(end),
            }
        }
    }

    fn quote(&mut self, from: usize, end: usize) {
        let lines = self.lines.get(from..end).unwrap_or_default();
        for line in lines {
            self.quoted.push_str(line.trim());
            self.quoted.push('\n');
        }
        self.skip_to(end);
    }

    /// Where the table, or what was said to Python, ends that begins here.
    fn table(&self, bare: &str) -> Option<usize> {
        let all = self.lines.len();
        if is_frame(bare) || bare.starts_with(">>> ") {
            let end = (self.at..all).find(|at| self.is_blank(*at));
            return Some(end.unwrap_or(all));
        }
        if !is_border(bare) {
            return None;
        }
        let closes = |at: &usize| is_border(self.line(*at)) && self.is_blank(at + 1);
        let mut within = self.at + 1..all.min(self.at + MOST_LINES);
        within.find(closes).map(|end| end + 1)
    }

    /// The heading that begins here, and how many lines it takes.
    fn heading(&self, bare: &str, indent: usize) -> Option<(&'a str, usize)> {
        let below = line_of(self.line(self.at + 1));
        let fits = |title: &str, (_, length): (char, usize)| {
            !title.is_empty() && title.chars().count() <= length
        };
        if let Some(above) = line_of(bare) {
            let title = self.line(self.at + 1).trim();
            let closed = line_of(self.line(self.at + 2)) == Some(above);
            return (closed && fits(title, above)).then_some((title, 3));
        }
        let title = self.line(self.at).trim();
        let stands = indent == 0 && self.is_below_blank();
        let below = below.filter(|below| stands && fits(title, *below));
        below.map(|_| (title, 2))
    }

    fn take_heading(&mut self, heading: &str) {
        if self.facts.title.is_none() {
            self.facts.title = Some(inline::plain(heading));
        } else {
            self.own.push_str("\n\n");
            self.own.push_str(heading);
        }
    }

    /// Where the quotation ends that begins here: it is set in, and its last line says whose it is.
    fn quotation(&self, indent_here: usize) -> Option<usize> {
        if indent_here == 0 || !self.is_below_blank() {
            return None;
        }
        let within = self.at..self.lines.len().min(self.at + MOST_LINES);
        let inside = |at: &usize| self.is_blank(*at) || indent(self.line(*at)) >= indent_here;
        let end = self.at + within.take_while(inside).count();
        let last = (self.at..end).rev().find(|at| !self.is_blank(*at))?;
        let last = self.line(last).trim();
        BY.iter().any(|by| last.starts_with(by)).then_some(end)
    }

    /// Takes in a line of the author's, and passes over the code that it announces.
    fn take_words(&mut self, bare: &str, indent_here: usize) {
        self.apart = false;
        let words = bare.strip_prefix("| ").unwrap_or(bare);
        let words = if words == "|" { "" } else { words };
        self.at += 1;
        let Some(announced) = words.strip_suffix("::") else {
            self.own.push_str(words);
            self.own.push('\n');
            return;
        };
        let before = announced.trim_end();
        self.own.push_str(before);
        if !before.is_empty() && before.len() == announced.len() {
            self.own.push(':');
        }
        self.own.push('\n');
        let words_at = indent_here + point(bare);
        let code = (self.at..self.lines.len()).find(|at| !self.is_blank(*at));
        let code =
            code.filter(|code| self.is_blank(self.at) && indent(self.line(*code)) > words_at);
        if let Some(code) = code {
            self.skip_to(self.end_of_block(code, words_at));
        }
    }
}

/// How far `line` is set in.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// How long the point of a list is with which `bare` begins: "- " or "12. ".
fn point(bare: &str) -> usize {
    let number = bare.trim_start_matches(|c: char| c.is_ascii_digit() || c == '#');
    let behind = match number.len() < bare.len() {
        true => number.strip_prefix(['.', ')']),
        false => bare.strip_prefix(['-', '*', '+']),
    };
    let words = behind.filter(|rest| rest.starts_with(' '));
    words.map_or(0, |words| bare.len() - words.trim_start().len())
}

/// What follows the two dots with which `bare` begins.
fn explicit(bare: &str) -> Option<&str> {
    let rest = bare.strip_prefix("..")?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim())
}

/// The name of a directive, and what stands behind it in its line: "note:: It leaks."
fn directive(marked: &str) -> Option<(&str, &str)> {
    let (name, argument) = marked.split_once("::")?;
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+');
    name.chars().all(inner).then(|| (name, argument.trim()))
}

/// The name and the value of a field: ":Author: Anna Bell".
fn field(bare: &str) -> Option<(&str, &str)> {
    let (name, value) = bare.strip_prefix(':')?.split_once(':')?;
    let named = name.starts_with(char::is_alphanumeric)
        && name.len() <= LONGEST_NAME
        && name == name.trim();
    let parted = value.is_empty() || value.starts_with(' ');
    (named && parted && !name.contains('`')).then(|| (name, value.trim()))
}

/// The sign of which a line is drawn, and how long it is.
fn line_of(text: &str) -> Option<(char, usize)> {
    let text = text.trim_end();
    let first = text.chars().next().filter(char::is_ascii_punctuation)?;
    let drawn = text.len() >= SHORTEST_LINE && text.chars().all(|c| c == first);
    drawn.then_some((first, text.len()))
}

/// Whether it is a line of the frame of a table: "+-----+-----+".
fn is_frame(text: &str) -> bool {
    let drawn = text.chars().all(|c| matches!(c, '+' | '-' | '='));
    text.len() >= SHORTEST_LINE
        && text.starts_with('+')
        && text.ends_with('+')
        && text.contains(['-', '='])
        && drawn
}

/// Whether it is the line above or below a table without a frame: "=====  =====".
fn is_border(text: &str) -> bool {
    let text = text.trim();
    text.contains("= ") && text.chars().all(|c| matches!(c, '=' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Extracted {
        read(text, Path::new("boat.rst"), None)
    }

    #[test]
    fn a_smile_a_row_of_plus_signs_and_a_class_are_no_marks() {
        for own in [
            "We won.\n\n:) I was so glad: he came.",
            "We rowed +++++ and swam.",
        ] {
            assert_eq!(of(own).text, own);
        }
        let headed = of("+++++\nBoats\n+++++\n\nWe rowed.\n");
        assert_eq!(
            (headed.title.as_str(), headed.text.as_str()),
            ("Boats", "We rowed.")
        );
        let set_off =
            of(".. container:: wide\n\n   It leaks.\n\n.. versionadded:: 2.0\n\nWe rowed.\n");
        assert_eq!(set_off.text, "It leaks.\n\nWe rowed.");
    }

    #[test]
    fn words_stay_and_what_is_noted_beside_them_goes() {
        let found = of(
            ".. _boat:\n\n========\nThe boat\n========\n\n:Author: Anna Bell\n:Date: 2024-03-05\n:Tags: boat,\n   spring\n\n\
             .. contents::\n   :depth: 2\n\nIt is *in* the `water <https://example.org>`_, see :ref:`quay`.\n\n\
             .. a remark\n   in two lines\n\nIt has **two** ``oars`` [1]_.\n\n.. [1] From Tom.\n\n\
             .. image:: boat.jpg\n   :alt: The boat\n\nThen\n----\n\n- We rowed.\n- We swam::\n\n      swim --far\n\n  And dived.\n\n\
             .. code-block:: sh\n\n   ls\n\n   ls -l\n\n.. note:: It leaks.\n   Still.\n\n----\n\nHome.\n",
        );
        assert_eq!(found.title, "The boat");
        assert_eq!(found.author.unwrap().name, "Anna Bell");
        assert!(
            found
                .date
                .is_some_and(|date| date.to_string().starts_with("2024-03-05"))
        );
        assert_eq!(
            found.text,
            "It is in the water, see quay.\n\nIt has two oars.\n\nThen\n\n- We rowed.\n- We swam:\n\nAnd dived.\n\nIt leaks.\nStill.\n\nHome."
        );
    }

    #[test]
    fn tables_and_what_others_said_are_no_words() {
        let found = of(
            "Mine.\n\n+---+---+\n| a | b |\n+---+---+\n\n=====  =====\nA      B\n=====  =====\n1      2\n=====  =====\n\n\
             >>> 1 + 1\n2\n\nShe said:\n\n   Go home.\n\n   -- Ruth\n\n.. epigraph::\n\n   Home is far.\n\n\
             | A line of mine\n| and another.\n\n   Set in, and mine.\n",
        );
        assert_eq!(
            found.text,
            "Mine.\n\nShe said:\n\nA line of mine\nand another.\n\nSet in, and mine."
        );
        assert_eq!(
            found.quoted.as_deref(),
            Some("Go home.\n\n-- Ruth\n\nHome is far.")
        );
    }

    #[test]
    fn what_only_looks_like_a_mark_is_words() {
        for text in [
            "We rowed.\n:smile: is what he wrote.",
            "So it was ... and so it is.",
            "...and then we rowed.",
            "It was late\n.. and so we went\n.. note:: home",
            "+- 5 degrees",
            "A ratio of 2::3 and no code",
            "== == is no table",
            "It was 5 * 3 * 2.",
            "She has a snake_case name.",
            "-- Tom",
        ] {
            assert_eq!(of(text).text, text);
        }
        assert_eq!(of("We rowed::\n\nHome.").text, "We rowed:\n\nHome.");
        assert_eq!(of("Words").title, "boat");
    }

    #[test]
    fn hostile_texts() {
        for part in [
            ".. a::\n",
            "..\n\n ",
            " x\n\n",
            "== ==\n",
            "====\n",
            ":a: b\n",
            "+-\n",
            "a::\n\n",
            "é\n===\n",
            "\t\n",
            "`",
            "*a ",
        ] {
            let _ = of(&part.repeat(5_000));
        }
    }
}
