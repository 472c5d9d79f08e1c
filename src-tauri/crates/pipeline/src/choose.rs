//! Which of several drafts to take: the one that makes the user's points, and of those the one of their usual length.

use std::collections::HashSet;

use domain::{Brief, Candidate, Shell};
use voice::{is_stop_word, stem, words};

/// Looks at each of `texts` (never none); returns them with what was found, and the number of the one to take.
pub(crate) fn choose(brief: &Brief, shell: &Shell, texts: Vec<String>) -> (Vec<Candidate>, usize) {
    let candidates: Vec<Candidate> = texts
        .into_iter()
        .map(|text| Candidate {
            points_kept: points_kept(brief, &text),
            words: text.split_whitespace().count(),
            text,
        })
        .collect();
    let away = |candidate: &Candidate| candidate.words.abs_diff(shell.words_median);
    let best = (0..candidates.len()).min_by(|a, b| {
        let (a, b) = (&candidates[*a], &candidates[*b]);
        let by_points = b.points_kept.total_cmp(&a.points_kept);
        by_points.then_with(|| away(a).cmp(&away(b)))
    });
    (candidates, best.unwrap_or(0))
}

/// The share of the points of which at least half of the content words stand in `text`, by stem; 1 without points.
fn points_kept(brief: &Brief, text: &str) -> f64 {
    let stems = |text: &str| -> HashSet<String> {
        let content = words(text).filter(|word| !is_stop_word(&word.to_lowercase()));
        content.map(stem).collect()
    };
    let said = stems(text);
    let kept = brief.points.iter().filter(|point| {
        let wanted = stems(point);
        let found = wanted.iter().filter(|stem| said.contains(*stem)).count();
        found * 2 >= wanted.len()
    });
    if brief.points.is_empty() {
        return 1.0;
    }
    kept.count() as f64 / brief.points.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_points_count_first_and_the_length_after_them() {
        let brief = Brief {
            points: vec!["who has the key".into(), "the tap drips".into()],
            ..Brief::default()
        };
        let shell = Shell {
            words_median: 8,
            ..Shell::default()
        };
        let texts = [
            "Nothing of that is in here at all.",
            "The key is gone and the tap is dripping, and so it goes on and on.",
            "Where is the key? The tap drips.",
        ];
        let (candidates, chosen) = choose(&brief, &shell, texts.map(str::to_owned).to_vec());
        assert_eq!(chosen, 2);
        let kept: Vec<f64> = candidates.iter().map(|c| c.points_kept).collect();
        assert_eq!(kept, [0.0, 1.0, 1.0]);
    }
}
