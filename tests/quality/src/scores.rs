//! All figures of one text.

use std::collections::BTreeMap;

use domain::words_in;
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
        ("length_ratio", length_ratio(text, target)),
    ]);
    scores.extend(gap.map(|gap| ("style_gap", gap)));
    scores.extend(hands.delta(text).map(|delta| ("delta", delta)));
    if let Some(kept) = points_kept(&brief.points, text) {
        scores.insert("points_kept", kept);
        scores.insert("rouge1_beyond", rouge_1_beyond(text, target, &given));
    }
    scores
}

/// How long `text` is against `target`, in words.
fn length_ratio(text: &str, target: &str) -> f64 {
    words_in(text) as f64 / words_in(target).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_held_against_each_other_in_scripts_without_gaps_too() {
        assert_eq!(length_ratio("The gull is gone.", "It left."), 2.0);
        assert_eq!(length_ratio("A gull.", ""), 2.0);
        let said = "海鸥飞走了。今天风。";
        assert_eq!(length_ratio(said, &said.repeat(4)), 0.25);
    }
}
