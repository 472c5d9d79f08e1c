//! How well names and numbers that nobody gave are found, in drafts that were marked by hand.
//!
//! The marks are `marked/marks.txt`, with what counts as one; the drafts are made of texts that are not ours to pass on,
//! so they are in a file that `marked/recipe.py` gathers and `LONGHAND_MARKED_DRAFTS` names. Without it there is nothing
//! to measure. A mark of the check is right where it touches one made by hand, and that one is then found.

use std::collections::HashMap;

use domain::{Brief, Method};

use crate::findings::unsupported;
use crate::standing::Standing;
use crate::testing::{Letters, document};

const MARKS: &str = include_str!("marked/marks.txt");
const PRECISION: f64 = 0.9;
const RECALL: f64 = 0.8;

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    drafts: usize,
    /// By hand, and those of them that were found.
    marked: usize,
    found: usize,
    /// By the check, and those of them that are right.
    called: usize,
    right: usize,
}

impl Count {
    fn precision(self) -> f64 {
        self.right as f64 / self.called.max(1) as f64
    }

    fn recall(self) -> f64 {
        self.found as f64 / self.marked.max(1) as f64
    }
}

#[test]
fn names_and_numbers_that_nobody_gave_are_found() {
    let Ok(file) = std::env::var("LONGHAND_MARKED_DRAFTS") else {
        eprintln!("skipped: LONGHAND_MARKED_DRAFTS does not name the drafts that were marked");
        return;
    };
    let drafts = std::fs::read_to_string(file).unwrap();
    let drafts: HashMap<&str, Vec<&str>> = drafts
        .split_terminator('\u{1e}')
        .map(|record| record.split('\u{1f}').collect::<Vec<_>>())
        .map(|fields| (fields[0], fields))
        .collect();
    let mut halves = [Count::default(); 2];
    for line in MARKS.lines().filter(|line| !line.starts_with('#')) {
        let parts: Vec<&str> = line.split(' ').collect();
        let [id, row, sum, half, marks] = parts[..] else {
            panic!("{line}");
        };
        let fields = drafts
            .get(sum)
            .unwrap_or_else(|| panic!("{id} {row} {sum} is not among the drafts"));
        let kept_back = half == "kept";
        let by_hand = spans(marks);
        let by_check = called(fields);
        let touch =
            |a: &(usize, usize), b: &[(usize, usize)]| b.iter().any(|b| a.0 < b.1 && b.0 < a.1);
        let right = |span: &(usize, usize)| touch(span, &by_hand);
        let count = &mut halves[usize::from(kept_back)];
        count.drafts += 1;
        count.marked += by_hand.len();
        count.found += by_hand.iter().filter(|span| touch(span, &by_check)).count();
        count.called += by_check.len();
        count.right += by_check.iter().filter(|span| right(span)).count();
        if !kept_back {
            let say = |what: &str, span: &(usize, usize)| {
                eprintln!("{id} {row}: {what} {:?}", part(fields[9], *span));
            };
            for span in by_check.iter().filter(|span| !right(span)) {
                say("marked wrongly", span);
            }
            for span in by_hand.iter().filter(|span| !touch(span, &by_check)) {
                say("missed", span);
            }
        }
    }
    for (half, count) in ["looked at", "kept back"].iter().zip(halves) {
        eprintln!(
            "{half}: precision {:.3}, recall {:.3}; {count:?}",
            count.precision(),
            count.recall()
        );
    }
    for half in halves {
        assert!(
            half.precision() >= PRECISION && half.recall() >= RECALL,
            "{half:?}"
        );
    }
}

/// What the product marks in a draft, in units of the draft without its start. The user is who wrote the text it stands
/// for, with all that they had written before.
fn called(fields: &[&str]) -> Vec<(usize, usize)> {
    let text = |at: usize| fields[at].to_owned();
    let brief = Brief {
        kind: fields[1].parse().unwrap(),
        title: text(2),
        to: text(3),
        about: text(4),
        rating: text(5),
        points: fields[6].lines().map(str::to_owned).collect(),
        reply_to: text(7),
        start: text(8),
        ..Brief::default()
    };
    let past = fields[10..].iter().zip(1..);
    let past = Letters(past.map(|(text, id)| document(id, text)).collect());
    let standing =
        Standing::gather(Method::default(), brief.kind, &brief.to, &|_| None, &past).unwrap();
    let space = if brief.start.is_empty() { "" } else { " " };
    let before = format!("{}{space}", brief.start);
    let units = before.encode_utf16().count();
    let marks = unsupported(&brief, &standing, &format!("{before}{}", fields[9]));
    let from = |at: usize| at.saturating_sub(units);
    marks
        .iter()
        .map(|mark| (from(mark.from), from(mark.to)))
        .collect()
}

/// `3-9,12-20`, or a dash.
fn spans(marks: &str) -> Vec<(usize, usize)> {
    let all = marks.split(',').filter(|mark| *mark != "-");
    all.map(|mark| {
        let (from, to) = mark.split_once('-').unwrap();
        (from.parse().unwrap(), to.parse().unwrap())
    })
    .collect()
}

fn part(text: &str, (from, to): (usize, usize)) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16_lossy(&units[from..to])
}
