//! Text cut into the words by which it is found, for the index and for a query alike.
//!
//! A word is a run of letters and digits, with the accents that some programs write behind their letters. Chinese, Japanese, Thai and some other scripts set no gaps between words: there
//! each letter is a word, and each two that stand side by side are one, which is how search does without a dictionary (Nie,
//! Gao, Zhang and Zhou 2000). A query asks for the pairs alone, for single letters are in every text.

use domain::has_no_gaps;
use tantivy::tokenizer::{
    Language, LowerCaser, RawTokenizer, Stemmer, TextAnalyzer, Token, TokenFilter, TokenStream,
    Tokenizer,
};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A word of so many characters is no word: a line of base64, a link.
const TOO_LONG: usize = 40;

/// The words of a text, as they stand there.
#[derive(Debug, Clone)]
pub(crate) struct Words<'a> {
    /// What is still to be cut.
    rest: &'a str,
    /// Letters without gaps between words, of which words are still to be given.
    run: &'a str,
    /// Whether the first of them was given by itself.
    single: bool,
    /// Whether single letters are given where they have a neighbour.
    singles: bool,
}

/// The words of `text` that the index keeps.
pub(crate) fn words(text: &str) -> Words<'_> {
    Words {
        rest: text,
        run: "",
        single: false,
        singles: true,
    }
}

/// The words of `text` that are looked for.
pub(crate) fn sought(text: &str) -> Words<'_> {
    Words {
        singles: false,
        ..words(text)
    }
}

impl<'a> Words<'a> {
    /// The next word of a run without gaps.
    fn next_of_run(&mut self) -> Option<&'a str> {
        let mut letters = self.run.char_indices().map(|(at, _)| at).skip(1);
        let (second, third) = (letters.next(), letters.next());
        let first = &self.run[..second.unwrap_or(self.run.len())];
        if !self.single {
            self.single = true;
            return Some(first);
        }
        let pair = second.map(|_| &self.run[..third.unwrap_or(self.run.len())]);
        // The last letter of a run has been in a pair by now.
        let done = third.is_none() && !self.singles;
        self.run = if done { "" } else { &self.run[first.len()..] };
        self.single = !self.singles;
        pair
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        loop {
            while !self.run.is_empty() {
                if let Some(word) = self.next_of_run() {
                    return Some(word);
                }
            }
            let start = self.rest.find(char::is_alphanumeric)?;
            let rest = &self.rest[start..];
            let gapless = rest.starts_with(has_no_gaps);
            let goes_on = |c: char| c.is_alphanumeric() || (!gapless && is_combining_mark(c));
            let ends = |c: char| !goes_on(c) || has_no_gaps(c) != gapless;
            let (word, rest) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
            self.rest = rest;
            if gapless {
                let alone = word.chars().nth(1).is_none();
                (self.run, self.single) = (word, !(self.singles || alone));
            } else if word.chars().nth(TOO_LONG - 1).is_none() {
                return Some(word);
            }
        }
    }
}

/// Words in the form in which they are compared: each letter one with its accents, in lower case and without their English
/// ending. That does little harm to other languages.
pub(crate) fn stems() -> TextAnalyzer {
    plain(RawTokenizer::default())
}

/// Cuts a text for the index.
pub(crate) fn analyzer() -> TextAnalyzer {
    plain(Cutter::default())
}

fn plain(tokenizer: impl Tokenizer) -> TextAnalyzer {
    TextAnalyzer::builder(tokenizer)
        .filter(Composer)
        .filter(LowerCaser)
        .filter(Stemmer::new(Language::English))
        .build()
}

/// Makes one of a letter and the accents behind it, as the same word is written either way.
#[derive(Debug, Clone)]
struct Composer;

#[derive(Debug, Clone)]
struct Composed<T>(T);

impl TokenFilter for Composer {
    type Tokenizer<T: Tokenizer> = Composed<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> Composed<T> {
        Composed(tokenizer)
    }
}

impl<T: Tokenizer> Tokenizer for Composed<T> {
    type TokenStream<'a> = Composed<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        Composed(self.0.token_stream(text))
    }
}

impl<T: TokenStream> TokenStream for Composed<T> {
    fn advance(&mut self) -> bool {
        let another = self.0.advance();
        if another {
            let text = &mut self.0.token_mut().text;
            if !text.is_ascii() && is_nfc_quick(text.chars()) != IsNormalized::Yes {
                *text = text.nfc().collect();
            }
        }
        another
    }

    fn token(&self) -> &Token {
        self.0.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.0.token_mut()
    }
}

/// `words` as tantivy wants them.
#[derive(Debug, Clone, Default)]
struct Cutter {
    token: Token,
}

struct Cut<'a> {
    text: &'a str,
    words: Words<'a>,
    token: &'a mut Token,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Cut<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Cut<'a> {
        self.token.reset();
        Cut {
            text,
            words: words(text),
            token: &mut self.token,
        }
    }
}

impl TokenStream for Cut<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else {
            return false;
        };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = word.as_ptr() as usize - self.text.as_ptr() as usize;
        self.token.offset_to = self.token.offset_from + word.len();
        self.token.text.clear();
        self.token.text.push_str(word);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text).collect()
    }

    #[test]
    fn words_are_what_stands_between_gaps() {
        assert_eq!(
            cut("Who has the KEY, Tom's key (no. 7)?"),
            ["Who", "has", "the", "KEY", "Tom", "s", "key", "no", "7"]
        );
        assert_eq!(
            cut("Größe x_y 한국어 문장"),
            ["Größe", "x", "y", "한국어", "문장"]
        );
        let long = "x".repeat(TOO_LONG);
        assert_eq!(
            cut(&format!("{long} {} end", &long[1..])),
            [&long[1..], "end"]
        );
        // Letters count, not their bytes, and an accent behind its letter parts no word.
        assert_eq!(
            cut("достопримечательность cafe\u{301}s हिन्दी"),
            ["достопримечательность", "cafe\u{301}s", "हिन्दी"]
        );
        assert!(cut(" \n…").is_empty());
    }

    #[test]
    fn scripts_without_gaps_are_cut_into_letters_and_pairs() {
        assert_eq!(cut("港"), ["港"]);
        assert_eq!(cut("去港口。"), ["去", "去港", "港", "港口", "口"]);
        assert_eq!(cut("用Rust写"), ["用", "Rust", "写"]);
        assert_eq!(sought("港").collect::<Vec<_>>(), ["港"]);
        assert_eq!(sought("港口").collect::<Vec<_>>(), ["港口"]);
        assert_eq!(
            sought("去港口 now").collect::<Vec<_>>(),
            ["去港", "港口", "now"]
        );
        // What is looked for is always something that the index keeps.
        for text in ["去港口。", "カメラを買いました", "ไปทะเล", "𠀀𠀁x"]
        {
            let kept = cut(text);
            assert!(sought(text).count() > 0, "{text}");
            assert!(sought(text).all(|word| kept.contains(&word)), "{text}");
        }
    }

    #[test]
    fn the_index_keeps_them_without_case_and_ending() {
        let mut found = Vec::new();
        analyzer()
            .token_stream("The KEYS, 去港")
            .process(&mut |token| {
                found.push((token.text.clone(), token.offset_from, token.position));
            });
        let places = ["the", "key", "去", "去港", "港"];
        assert_eq!(
            found.iter().map(|(text, ..)| text).collect::<Vec<_>>(),
            places.iter().collect::<Vec<_>>()
        );
        let mut stems = stems();
        let mut stem = |word: &str| stems.token_stream(word).next().unwrap().text.clone();
        assert_eq!(stem("Cafe\u{301}"), stem("café"));
        assert_eq!(found[1].1, 4);
        assert_eq!(found[4].2, 4);
        assert_eq!(stem("Keys"), "key");
    }
}
