//! Favourite words: those that somebody writes more often than everybody does.

use std::collections::{HashMap, HashSet};

use domain::{Favourite, Kind};

use crate::hand::Background;
use crate::words::{is_stop_word, words};

/// In fewer pieces a word is no favourite.
const LEAST: usize = 3;
/// Whoever writes it so many times as often as everybody likes it.
const OFTEN: f64 = 2.5;
/// The same of the commonest words, which hardly say anything.
const VERY_OFTEN: f64 = 5.0;
/// With fewer pieces nothing is compared.
const LEAST_PIECES: usize = 5;

/// The words of `texts`, all by one writer and of `kind`, that tell them apart most, by G squared (Dunning 1993); none
/// where there are too few texts. Words that hardly anybody else has are topics and names, and left out.
pub(crate) fn favourites(
    background: &Background,
    kind: Kind,
    texts: &[&str],
    most: usize,
) -> Vec<Favourite> {
    if texts.len() < LEAST_PIECES {
        return Vec::new();
    }
    let everybody = background.words(kind);
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    let mut all = 0;
    for text in texts {
        all += everybody.tokens(text);
        let mut seen = HashSet::new();
        for word in words(text).filter(|word| is_ordinary(word)) {
            let word = word.replace('’', "'");
            let (pieces, times) = counts.entry(word.clone()).or_default();
            *pieces += usize::from(seen.insert(word));
            *times += 1;
        }
    }
    let favourite = |(text, (count, times)): (String, (usize, usize))| {
        let own = times as f64 / all.max(1) as f64;
        let ratio = own / everybody.frequency(&text)?;
        let weight = times as f64 * ratio.ln();
        let often = if is_stop_word(&text) {
            VERY_OFTEN
        } else {
            OFTEN
        };
        (count >= LEAST && ratio >= often).then_some((
            weight,
            Favourite {
                text,
                count,
                times: Some((ratio * 10.0).round() / 10.0),
            },
        ))
    };
    let mut found: Vec<(f64, Favourite)> = counts.into_iter().filter_map(favourite).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.text.cmp(&b.1.text)));
    found.truncate(most);
    found.into_iter().map(|(_, favourite)| favourite).collect()
}

/// Names begin with a capital, and letters alone are no words.
fn is_ordinary(word: &str) -> bool {
    word.chars().count() > 2
        && word
            .chars()
            .all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '’'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_everybody_writes_as_often_is_no_favourite() {
        let background = Background::shipped().unwrap();
        let text =
            "It is rather late, and the light in the room is rather poor; we should rather go.";
        let texts = vec![text; 8];
        let found = favourites(background, Kind::Email, &texts, 5);
        let words: Vec<&str> = found.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(words.first(), Some(&"rather"), "{found:?}");
        assert!(!words.contains(&"the") && found[0].times > Some(5.0));
        assert_eq!(found[0].count, 8);
        assert!(favourites(background, Kind::Email, &texts[..4], 5).is_empty());
    }
}
