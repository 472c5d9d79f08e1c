//! Where each millisecond of a draft goes, up to its first word and after it.

use domain::Stage;

use crate::capture::Noted;
use crate::drafts::Seen;
use crate::naive::Naive;
use crate::report::{Report, short};
use crate::stats::median;

/// The parts of a draft, in milliseconds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Split {
    retrieve: f64,
    rank: f64,
    summarize: f64,
    synthesize: f64,
    restore: f64,
    prefill: f64,
    /// Prefill in tokens.
    read_tokens: f64,
    /// From the last token read to the first words, choosing them and noticing the greeting.
    first_word: f64,
    /// From the first word as the pipeline has it to the one who looks on.
    told: f64,
    /// What is left of the time to the first word: the record, the thread, asking the worker.
    other: f64,
    to_first_word: f64,
    decode: f64,
    tokens: f64,
}

/// The parts of one of our drafts.
pub(crate) fn of_ours(seen: &Seen, noted: &Noted) -> Split {
    let first_text = seen.first_text_ms.unwrap_or(f64::NAN);
    let first_word = seen.first_word_ms.unwrap_or(first_text);
    let begun = seen.begun_ms.unwrap_or(f64::NAN);
    let stage = |stage| seen.stage_ms(stage);
    let (retrieve, rank) = (stage(Stage::Retrieve), stage(Stage::Rank));
    let (summarize, synthesize) = (stage(Stage::Summarize), stage(Stage::Synthesize));
    let stages = retrieve + rank + summarize + synthesize;
    Split {
        retrieve,
        rank,
        summarize,
        synthesize,
        restore: noted.restore_ms,
        prefill: noted.prefill_ms,
        read_tokens: noted.read_tokens,
        first_word: first_word - begun - noted.prefill_ms,
        told: first_text - first_word,
        other: begun - noted.restore_ms - stages,
        to_first_word: first_text,
        decode: noted.decode_ms,
        tokens: noted.tokens,
    }
}

/// The parts of the naive loop.
pub(crate) fn of_naive(naive: &Naive) -> Split {
    let draft = &naive.draft;
    let to_first_word = naive.first_word_ms();
    let first = draft.first_text_ms.unwrap_or(draft.total_ms);
    Split {
        summarize: naive.summary.total_ms,
        synthesize: naive.words.total_ms,
        prefill: draft.written.prefill_ms,
        read_tokens: f64::from(draft.written.read_tokens),
        first_word: first - draft.written.prefill_ms,
        to_first_word,
        ..Split::default()
    }
}

/// A part of a draft.
type Part = fn(&Split) -> f64;

/// Each part, and what bounds it.
const ROWS: [(&str, &str, Part); 11] = [
    ("retrieve", "index on disk, in the page cache", |s| {
        s.retrieve
    }),
    ("rank", "arithmetic, one thread", |s| s.rank),
    (
        "summarize",
        "ours: arithmetic; naive: prefill + 80 tokens",
        |s| s.summarize,
    ),
    (
        "synthesize",
        "ours: counting; naive: prefill + 30 tokens",
        |s| s.synthesize,
    ),
    ("restore", "disk or page cache, checksum", |s| s.restore),
    ("prefill", "arithmetic (FLOP/s)", |s| s.prefill),
    ("  of so many tokens", "", |s| s.read_tokens),
    (
        "first word chosen",
        "memory bandwidth, tokens until a word",
        |s| s.first_word,
    ),
    ("told", "one channel", |s| s.told),
    ("record, thread, pipe", "disk (one row), scheduling", |s| {
        s.other
    }),
    ("click to first word", "", |s| s.to_first_word),
];

/// Tells the medians of ours beside those of the naive loop.
pub(crate) fn tell(model: &str, how: &str, ours: &[Split], naive: &[Split], report: &mut Report) {
    let middle = |splits: &[Split], part: fn(&Split) -> f64| {
        let values: Vec<f64> = splits.iter().map(part).collect();
        let value = median(&values);
        if value.is_finite() {
            short(value)
        } else {
            "-".to_owned()
        }
    };
    let mut rows: Vec<Vec<String>> = ROWS
        .iter()
        .map(|(name, bound, part)| {
            vec![
                (*name).to_owned(),
                middle(ours, *part),
                middle(naive, *part),
                (*bound).to_owned(),
            ]
        })
        .collect();
    let decode = middle(ours, |split| split.decode / split.tokens);
    rows.push(vec![
        "each token after it".to_owned(),
        decode,
        "the same".to_owned(),
        "memory bandwidth: all weights once".to_owned(),
    ]);
    report.table(
        &format!("Where the milliseconds go, {how} ({model}; medians)"),
        &["part", "ours", "naive loop", "bound by"],
        &rows,
    );
}
