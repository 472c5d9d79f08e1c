//! What is counted in a text: shapes of words and points, letters in threes and fours, words and pairs of words.

use std::collections::HashMap;

/// The families of features. The choice was made on one half of the authors (see `examples/authorship.rs`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// Letters reduced to their case, with points and spaces between them, two to five in a row.
    Shapes,
    /// Three letters in a row.
    Threes,
    /// Four letters in a row.
    Fours,
    /// Words and points, single and in pairs.
    Words,
}

impl Family {
    pub(crate) const ALL: [Family; 4] =
        [Family::Shapes, Family::Threes, Family::Fours, Family::Words];

    /// How much everybody's habits count beside a writer's own, in parts of what the writer wrote.
    pub(crate) fn smoothing(self) -> f64 {
        match self {
            Family::Shapes => 0.5,
            Family::Threes => 2.0,
            Family::Fours => 3.0,
            Family::Words => 1.0,
        }
    }

    /// What a feature that occurs so often weighs: a name that is said ten times is no tenfold habit.
    fn damped(self, count: u32) -> f64 {
        let count = f64::from(count);
        match self {
            Family::Shapes | Family::Words => count,
            Family::Threes | Family::Fours => count.sqrt(),
        }
    }

    /// The features of a plain text with their weights.
    pub(crate) fn count(self, plain: &str) -> HashMap<u32, f64> {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        let mut add = |feature: u32| *counts.entry(feature).or_default() += 1;
        match self {
            Family::Shapes => {
                let shape = shape(plain);
                (2..=5).for_each(|n| grams(&shape, n, &mut add));
            }
            Family::Threes => grams(&plain.chars().collect::<Vec<_>>(), 3, &mut add),
            Family::Fours => grams(&plain.chars().collect::<Vec<_>>(), 4, &mut add),
            Family::Words => {
                let tokens = tokens(plain);
                for (at, token) in tokens.iter().enumerate() {
                    add(hash(token.chars()));
                    if let Some(next) = tokens.get(at + 1) {
                        add(hash(token.chars().chain([' ']).chain(next.chars())));
                    }
                }
            }
        }
        let damped = |(feature, count)| (feature, self.damped(count));
        counts.into_iter().map(damped).collect()
    }
}

fn grams(chars: &[char], n: usize, add: &mut impl FnMut(u32)) {
    chars
        .windows(n)
        .for_each(|gram| add(hash(gram.iter().copied())));
}

/// Small letters in a row become one, capitals stay capitals, all else stays.
fn shape(plain: &str) -> Vec<char> {
    let mut shape: Vec<char> = Vec::with_capacity(plain.len() / 2);
    for c in plain.chars() {
        match c {
            c if c.is_uppercase() => shape.push('A'),
            c if c.is_alphabetic() => {
                if shape.last() != Some(&'a') {
                    shape.push('a');
                }
            }
            c => shape.push(c),
        }
    }
    shape
}

/// Words in lower case with their apostrophes, numbers, points, and two spaces where they stand.
fn tokens(plain: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let chars: Vec<char> = plain.chars().collect();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let from = at;
        at += 1;
        if c.is_alphabetic() {
            let inside = |at: usize| {
                let letter = |at: usize| chars.get(at).is_some_and(|c| c.is_alphabetic());
                letter(at) || (matches!(chars.get(at), Some('\'' | '’')) && letter(at + 1))
            };
            while inside(at) {
                at += 1;
            }
        } else if c == ' ' {
            if chars.get(at) != Some(&' ') {
                continue;
            }
            at += 1;
        }
        tokens.push(
            chars[from..at]
                .iter()
                .flat_map(|c| c.to_lowercase())
                .collect(),
        );
    }
    tokens
}

/// FNV-1a over code points, folded to 32 bits. It is kept in a file, so it must never change.
fn hash(chars: impl Iterator<Item = char>) -> u32 {
    let hash = chars.fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_shapes_are_what_they_look_like() {
        assert_eq!(
            tokens("Don't  go, 0!¶Tom's"),
            ["don't", "  ", "go", ",", "0", "!", "¶", "tom's"]
        );
        assert_eq!(shape("Don't GO").iter().collect::<String>(), "Aa'a AA");
    }

    #[test]
    fn often_is_not_in_proportion_for_letters() {
        let threes = Family::Threes.count("aaaaaa");
        assert_eq!(threes.values().copied().collect::<Vec<_>>(), [2.0]);
        assert_eq!(Family::Words.count("no no no").len(), 2);
    }
}
