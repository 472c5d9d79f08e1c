//! Long runs that a draft has word for word from a past piece.

use std::collections::HashSet;
use std::ops::Range;

use domain::{Brief, Mark, WORD, links, weight};

use super::{Word, mark};

/// Runs of more words than this in a past piece are copied, and of letters without gaps of as many as are more.
const LONGEST_RUN: usize = 12;

/// Marks in `text` the runs of more than twelve words that stand in one of `passages` too and were not given.
pub(crate) fn copied(text: &str, brief: &Brief, passages: &[&str]) -> Vec<Mark> {
    let words = linked(text);
    let own = small(&words);
    let runs_of = |text: &str| -> HashSet<Vec<String>> {
        let words = small(&linked(text));
        runs(&words).map(|run| words[run].to_vec()).collect()
    };
    let given = runs_of(&[brief.reply_to.as_str(), brief.start.as_str()].join("\n"));
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for passage in passages {
        let theirs = runs_of(passage);
        for run in runs(&own) {
            let window = &own[run.clone()];
            if theirs.contains(window) && !given.contains(window) {
                spans.push((run.start, run.end));
            }
        }
    }
    // Where one run goes over into another, of this piece or of another one, it is one.
    spans.sort_unstable();
    let mut whole: Vec<(usize, usize)> = Vec::new();
    for (from, to) in spans {
        match whole.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => whole.push((from, to)),
        }
    }
    let marks = whole.into_iter();
    marks.map(|span| copied_mark(text, &words, span)).collect()
}

/// The words of `text`, and its letters where it has no gaps between words.
fn linked(text: &str) -> Vec<Word<'_>> {
    Word::all(text).flat_map(cut).collect()
}

fn cut(word: Word<'_>) -> impl Iterator<Item = Word<'_>> {
    links(word.text).map(move |link| Word {
        text: link,
        from: word.from + (link.as_ptr() as usize - word.text.as_ptr() as usize),
    })
}

fn small(words: &[Word<'_>]) -> Vec<String> {
    words.iter().map(|word| word.text.to_lowercase()).collect()
}

/// From each of `words` as few as are a run that is copied.
fn runs(words: &[String]) -> impl Iterator<Item = Range<usize>> {
    let weights: Vec<usize> = words.iter().map(|word| weight(word)).collect();
    (0..words.len()).filter_map(move |from| {
        let mut sum = 0;
        let last = weights[from..].iter().position(|weight| {
            sum += weight;
            sum > LONGEST_RUN * WORD
        })?;
        Some(from..from + last + 1)
    })
}

fn copied_mark(text: &str, words: &[Word<'_>], (from, to): (usize, usize)) -> Mark {
    let why = "word for word as in one of your past pieces";
    mark(text, words[from].from, words[to - 1].to(), why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_copied_in_scripts_without_gaps_too() {
        // What stands in a past piece, and as much of it as may be said again.
        for (past, few) in [
            (
                "昨天我把侧门的钥匙弄丢了，到处找都没找到，只好请人来开锁。",
                "昨天我把侧门的钥匙弄丢了，到处找都没",
            ),
            (
                "昨日、横のドアの鍵をどこかでなくしてしまいました。",
                "昨日、横のドアの鍵をどこかでなくして",
            ),
            (
                "เมื่อวานฉันทำกุญแจของประตูข้างหาย หาทั้งวันก็ไม่เจอเลยสักดอก",
                "เมื่อวานฉันทำกุญแจของประตูข้างหาย หาทั้งวัน",
            ),
        ] {
            let found = copied(&format!("12，{past}好吧"), &Brief::default(), &[past]);
            let end = past.trim_end_matches('。');
            assert_eq!(found.len(), 1, "{past}");
            assert_eq!(found[0].text, end);
            assert_eq!(
                (found[0].from, found[0].to),
                (3, 3 + end.encode_utf16().count())
            );
            let found = copied(&format!("{few}好吧"), &Brief::default(), &[past]);
            assert!(found.is_empty(), "{found:?}");
        }
    }
}
