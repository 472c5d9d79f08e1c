//! A text that is like another one and yet not the same: one word of six is another word of the same corpus.

use serde::Deserialize;

use crate::stats::Chance;

/// A real text.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Text {
    #[serde(default)]
    pub(crate) title: Option<String>,
    pub(crate) text: String,
}

/// Makes as many texts as one likes out of those there are.
#[derive(Debug)]
pub(crate) struct Changed<'a> {
    texts: &'a [Text],
    /// Words to put in, as often as they occur.
    words: Vec<&'a str>,
}

impl<'a> Changed<'a> {
    pub(crate) fn new(texts: &'a [Text]) -> Self {
        let words = texts.iter().flat_map(|text| text.text.split_whitespace());
        let words = words.filter(|word| is_word(word)).step_by(3).collect();
        Self { texts, words }
    }

    /// Title and text number `number`. The first of each text is as it was.
    pub(crate) fn text(&self, number: usize) -> (String, String) {
        let original = &self.texts[number % self.texts.len()];
        let title = original.title.as_deref().unwrap_or_default().trim();
        let title = title.replace(['\n', '\r'], " ");
        if number < self.texts.len() {
            return (title, original.text.clone());
        }
        let mut chance = Chance::new(number as u64);
        (
            self.change(&title, &mut chance),
            self.change(&original.text, &mut chance),
        )
    }

    fn change(&self, text: &str, chance: &mut Chance) -> String {
        let mut changed = String::with_capacity(text.len() + 16);
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            if is_word(word) && chance.below(6) == 0 && !self.words.is_empty() {
                changed.push_str(self.words[chance.below(self.words.len())]);
                changed.push_str(&piece[word.len()..]);
            } else {
                changed.push_str(piece);
            }
        }
        changed
    }
}

/// A plain word of some length.
fn is_word(word: &str) -> bool {
    word.len() >= 4 && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_texts_differ_from_the_first_and_from_each_other() {
        let text = "the harbour master said that nobody could have known about those missing boats before morning ";
        let texts = [Text {
            title: Some("Boats".into()),
            text: text.repeat(3),
        }];
        let changed = Changed::new(&texts);
        let all: Vec<String> = (0..5).map(|number| changed.text(number).1).collect();
        assert_eq!(all[0], texts[0].text);
        for (at, one) in all.iter().enumerate() {
            assert!(all[..at].iter().all(|other| other != one));
            assert_eq!(
                one.split_whitespace().count(),
                all[0].split_whitespace().count()
            );
        }
        assert_eq!(changed.text(3), changed.text(3));
    }
}
