//! All figures of one text.

use std::collections::BTreeMap;

use likeness::{
    Hands, bleu, copied_run, points_kept, repeats, rouge_1_beyond, rouge_l, rouge_n, unsupported,
};

use crate::kept::Line;

/// A longer verbatim run is copying.
const LONG_RUN: usize = 12;

/// The figures of `line` by name.
pub(crate) fn of(line: &Line, hands: &Hands) -> BTreeMap<&'static str, f64> {
    let (text, target, brief) = (&line.text, &line.target, &line.brief);
    let given = brief.said().collect::<Vec<_>>().join("\n");
    let (own, gap) = hands.style(text);
    let run = copied_run(text, &line.passages);
    let words = |text: &str| text.split_whitespace().count() as f64;
    let mut scores = BTreeMap::from([
        ("bleu", bleu(text, target)),
        ("rouge1", rouge_n(text, target, 1)),
        ("rouge2", rouge_n(text, target, 2)),
        ("rougeL", rouge_l(text, target)),
        ("style_own", own),
        ("copied_run", run as f64),
        ("copied_above_12", if run > LONG_RUN { 100.0 } else { 0.0 }),
        ("repeats", repeats(text)),
        ("unsupported", unsupported(text, &given)),
        ("length_ratio", words(text) / words(target).max(1.0)),
    ]);
    scores.extend(gap.map(|gap| ("style_gap", gap)));
    scores.extend(hands.delta(text).map(|delta| ("delta", delta)));
    if let Some(kept) = points_kept(&brief.points, text) {
        scores.insert("points_kept", kept);
        scores.insert("rouge1_beyond", rouge_1_beyond(text, target, &given));
    }
    scores
}
