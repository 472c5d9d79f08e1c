//! What a finished draft should be checked for: names, numbers, dates and addresses that nobody gave it, and whole
//! sentences taken over from past pieces (method 3.9).

use std::collections::HashSet;

use domain::{Brief, Mark};
use voice::{is_stop_word, stem};

mod copied;
mod given;
mod lists;
#[cfg(test)]
mod marked;
mod place;
#[cfg(test)]
mod tests;

pub(crate) use copied::copied;
use given::Support;
pub(crate) use lists::is_number_or_date;

/// What the user's own pieces say of words: which of them are ordinary, whatever letter they begin with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ordinary {
    words: HashSet<String>,
    stems: HashSet<String>,
    /// The user writes nouns with a capital, as in German: it makes no name.
    nouns: bool,
}

/// With fewer words than this it cannot be told what a capital means.
const ENOUGH_WORDS: usize = 300;
/// In a language that sets capitals for names alone fewer of the words within sentences have one.
const MANY_CAPITALS: f64 = 0.15;
/// Whoever writes English has capitals for titles, and more of these words than any other language has of what looks like them.
const ENGLISH: f64 = 0.25;

impl Ordinary {
    /// Words that stand in `texts` with a small letter.
    pub(crate) fn count<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut small = HashSet::new();
        let (mut all, mut capitals, mut english) = (0_usize, 0_usize, 0_usize);
        for text in texts {
            let mut begins = true;
            for word in Word::all(text) {
                let is_small = word.text.starts_with(char::is_lowercase);
                let is_large = word.text.starts_with(char::is_uppercase) && word.text.len() > 1;
                if !begins {
                    all += usize::from(is_small || is_large);
                    capitals += usize::from(is_large);
                    english += usize::from(is_small && is_stop_word(word.text));
                }
                begins = text[word.to()..].starts_with(['.', '!', '?', ':', '\n']);
                if is_small {
                    small.insert(bare(word.text));
                }
            }
        }
        let stems = small.iter().map(|word| stem(word)).collect();
        Self {
            words: small,
            stems,
            nouns: all >= ENOUGH_WORDS
                && capitals as f64 > MANY_CAPITALS * all as f64
                && (english as f64) < ENGLISH * all as f64,
        }
    }

    fn holds(&self, word: &str) -> bool {
        let base = |word: &str| self.words.contains(word) || is_stop_word(word);
        base(word) || word.strip_suffix('s').is_some_and(base) || word.split('-').all(base)
    }

    /// Whether another form of `word` is among them, which says little but where any word would have a capital.
    fn has_form_of(&self, word: &str) -> bool {
        self.stems.contains(&stem(word))
    }
}

/// A word with where it stands, in bytes.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    from: usize,
}

impl<'a> Word<'a> {
    fn all(text: &'a str) -> impl Iterator<Item = Word<'a>> {
        // What is numbered with a `#` often stands without a space before it.
        let pieces = text.split(|c: char| c.is_whitespace() || c == '#');
        pieces.filter_map(move |raw| {
            let cut = |c: char| !c.is_alphanumeric();
            let kept = raw.trim_matches(cut);
            // Both are parts of `text`, so the difference of their addresses is where it stands.
            let from = kept.as_ptr() as usize - text.as_ptr() as usize;
            (!kept.is_empty()).then_some(Word { text: kept, from })
        })
    }

    fn to(self) -> usize {
        self.from + self.text.len()
    }
}

/// In lower case, with a plain apostrophe and without the `'s` of somebody's.
fn bare(word: &str) -> String {
    let plain = word.to_lowercase().replace('’', "'");
    plain.strip_suffix("'s").unwrap_or(&plain).to_owned()
}

/// Marks in `text` the names, numbers, dates and addresses that stand neither in the brief nor in `standing`, the facts
/// that are always given: greeting, sign-off, the recipient's name.
pub(crate) fn unsupported(
    text: &str,
    brief: &Brief,
    standing: &[&str],
    ordinary: &Ordinary,
) -> Vec<Mark> {
    let given: Vec<&str> = brief.said().chain(standing.iter().copied()).collect();
    let support = Support::of(&given.join("\n"));
    let in_draft = Ordinary::count([text]);
    let words: Vec<Word<'_>> = Word::all(text).collect();
    let mut found: Vec<(usize, usize, &'static str)> = Vec::new();
    let mut end_of_last_word = 0;
    // A word that the user has begun is theirs, however it ends.
    let begun = match text.starts_with(&brief.start) {
        true => brief.start.len(),
        false => 0,
    };
    for (word, place) in words.iter().zip(place::places(text, &words)) {
        let joins = text[end_of_last_word..word.from].chars().all(|c| c == ' ');
        if word.from < begun {
            end_of_last_word = word.to();
            continue;
        }
        if let Some(why) = support.missing(word.text, place, &[ordinary, &in_draft]) {
            match found.last_mut() {
                // A first name and a last one are one name.
                Some((_, to, before)) if joins && *before == why && *to == end_of_last_word => {
                    *to = word.to();
                }
                _ => found.push((word.from, word.to(), why)),
            }
        }
        end_of_last_word = word.to();
    }
    found
        .into_iter()
        .map(|(from, to, why)| mark(text, from, to, why))
        .collect()
}

/// A mark over bytes `from..to`.
fn mark(text: &str, from: usize, to: usize, why: &str) -> Mark {
    let units = |end: usize| text[..end].encode_utf16().count();
    Mark {
        from: units(from),
        to: units(to),
        text: text[from..to].to_owned(),
        why: why.to_owned(),
    }
}
