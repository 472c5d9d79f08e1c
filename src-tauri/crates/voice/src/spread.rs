//! How long pieces and sentences are, in steps that make a picture.

use domain::Lengths;

use crate::points::sentences;
use crate::words::length;

/// How many steps a spread has at most; the last one holds all that is longer.
const STEPS: usize = 24;
/// Widths that are easily read off.
const WIDTHS: [usize; 9] = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/// How often each length occurs. The longest twentieth makes no steps of its own.
pub(crate) fn spread(mut lengths: Vec<usize>) -> Lengths {
    lengths.sort_unstable();
    let quantile = |part: f64| {
        let at = lengths.len().saturating_sub(1) as f64 * part;
        lengths.get(at.round() as usize).copied().unwrap_or(0)
    };
    let reach = quantile(0.95);
    let fits = |width: &usize| reach / width < STEPS;
    let step = WIDTHS.into_iter().find(fits).unwrap_or(1_000);
    let steps = (reach / step + 1).min(STEPS);
    let mut counts = vec![0; if lengths.is_empty() { 0 } else { steps }];
    for length in &lengths {
        counts[(length / step).min(steps - 1)] += 1;
    }
    Lengths {
        step,
        counts,
        low: quantile(0.25),
        high: quantile(0.75),
    }
}

/// The lengths of the sentences of `text`, in words; lines without a word are none.
pub(crate) fn sentence_lengths(text: &str) -> Vec<usize> {
    let paragraphs = text.split("\n\n");
    let lengths = paragraphs.flat_map(|paragraph| {
        let sentences = sentences(paragraph).into_iter();
        sentences.map(|place| length(&paragraph[place]))
    });
    lengths.filter(|count| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_is_in_a_step_and_one_giant_makes_no_picture_of_its_own() {
        let mut lengths: Vec<usize> = (0..99).map(|n| 60 + n).collect();
        lengths.push(5_000);
        let spread = spread(lengths);
        assert_eq!(
            (spread.step, spread.counts.iter().sum::<usize>()),
            (10, 100)
        );
        assert!(spread.counts.len() <= STEPS && spread.counts[0] == 0);
        assert_eq!((spread.low, spread.high), (85, 134));
        assert_eq!(super::spread(Vec::new()).counts, Vec::<usize>::new());
    }

    #[test]
    fn sentences_end_with_their_stops_and_paragraphs() {
        assert_eq!(
            sentence_lengths("One two. Three!\n\nYours in haste,\nTom"),
            [2, 1, 4]
        );
        assert_eq!(
            sentence_lengths("今天我们走到港口。看到了苍鹭！"),
            [5, 4],
            "each sentence by itself"
        );
    }
}
