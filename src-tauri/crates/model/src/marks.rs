//! Marks as often as the user sets them: commas, brackets, dashes, exclamation marks, new paragraphs. A small model that is
//! shown past pieces takes over their words sooner than their marks.

use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token::data_array::LlamaTokenDataArray;

use crate::mark_set::{MARKS, Mark, PARAGRAPH, Set, set_of};
use crate::vocabulary::Vocabulary;

/// All of them, each with about how often a draft has it by itself, in a token of text: rounded, between what 4,000 words
/// of the writer's drafts from past pieces have and 2,200 words of those from none.
const BY_ITSELF: [(Mark, f64); MARKS] = [
    (Mark::Stop, 0.043),
    (Mark::Comma, 0.033),
    (Mark::Exclamation, 0.0005),
    (Mark::Bracket, 0.003),
    (Mark::Quote, 0.01),
    (Mark::Dash, 0.0025),
    (Mark::Semicolon, 0.0005),
    (Mark::Colon, 0.0015),
    (Mark::Dots, 0.0003),
    (Mark::Paragraph, 0.01),
];
/// Prior weight, in tokens: the user's rates are mixed with `BY_ITSELF` as if they had also written this many at those.
const UNKNOWN: f64 = 300.0;
/// Smoothing, in tokens: a draft is looked at as if this many, with marks at the rates of `BY_ITSELF`, stood before it.
const BEFORE: f64 = 60.0;
/// Smoothing, in marks: a mark that the user was never seen to set is unlikely and not impossible.
const UNSEEN: f64 = 0.3;
/// The furthest that a logit is moved.
const MOST: f64 = 2.0;

/// How often the user sets each mark.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Empty where nothing is known of the user.
    vocabulary: Vocabulary,
    /// In a token of their texts.
    rates: [f64; MARKS],
}

/// How many marks a text has had.
#[derive(Debug, Clone, Default)]
pub(crate) struct Had {
    tokens: u32,
    each: [u32; MARKS],
}

impl Marks {
    /// Counts over pieces, each as its tokens.
    pub(crate) fn count(vocabulary: &Vocabulary, pieces: &[Vec<LlamaToken>]) -> Self {
        if pieces.is_empty() {
            return Self::default();
        }
        let mut marks = Self {
            vocabulary: vocabulary.clone(),
            rates: [0.0; MARKS],
        };
        let mut had = Had::default();
        for token in pieces.iter().flatten() {
            marks.note(*token, &mut had);
        }
        let all = f64::from(had.tokens) + UNKNOWN;
        for (at, (_, by_itself)) in BY_ITSELF.iter().enumerate() {
            marks.rates[at] = (f64::from(had.each[at]) + by_itself * UNKNOWN) / all;
        }
        marks
    }

    /// A text has `token` now.
    pub(crate) fn note(&self, token: LlamaToken, had: &mut Had) {
        had.tokens += 1;
        had.add(self.vocabulary.marks(token.0));
    }

    /// Makes marks likelier of which a text has had fewer than the user would have set so far, and others less likely. In
    /// the middle of a sentence, not `between_sentences`, no paragraph becomes likelier.
    pub(crate) fn lean(&self, had: &Had, between_sentences: bool, free: &mut LlamaTokenDataArray) {
        if self.vocabulary.is_empty() {
            return;
        }
        let mut leaning = [0.0; MARKS];
        for (at, (_, by_itself)) in BY_ITSELF.iter().enumerate() {
            let wanted = self.rates[at] * (BEFORE + f64::from(had.tokens)) + UNSEEN;
            let has = by_itself * BEFORE + f64::from(had.each[at]) + UNSEEN;
            leaning[at] = (wanted / has).ln();
        }
        // One that stands open is to be closed.
        let quotes = Mark::Quote as usize;
        if had.each[quotes] % 2 == 1 {
            leaning[quotes] = leaning[quotes].max(0.0);
        }
        for one in &mut free.data {
            let set = self.vocabulary.marks(one.id().0);
            if set != 0 {
                let each = (0..MARKS).filter(|at| set >> at & 1 == 1);
                let all: f64 = each.map(|at| leaning[at]).sum();
                let most = if set == PARAGRAPH && !between_sentences {
                    0.0
                } else {
                    MOST
                };
                one.set_logit(one.logit() + all.clamp(-MOST, most) as f32);
            }
        }
        free.sorted = false;
    }
}

impl Had {
    /// A text has `text` now, which was put into it.
    pub(crate) fn put_in(&mut self, text: &str) {
        self.add(set_of(text));
    }

    fn add(&mut self, set: Set) {
        for (at, count) in self.each.iter_mut().enumerate() {
            *count += u32::from(set >> at & 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use llama_cpp_2::token::data::LlamaTokenData;

    use super::*;

    /// A word, a full stop, an exclamation mark, an opening bracket, and a full stop that ends a paragraph.
    const PIECES: [&str; 5] = [" word", ".", "!", " (", ".\n\n"];

    fn vocabulary() -> Vocabulary {
        Vocabulary::with(&PIECES)
    }

    fn text(tokens: &[i32]) -> Vec<LlamaToken> {
        tokens.iter().map(|id| LlamaToken::new(*id)).collect()
    }

    /// By how much each token of the vocabulary is likelier behind `before`.
    fn leant(marks: &Marks, before: &[i32]) -> Vec<f32> {
        let mut had = Had::default();
        for token in text(before) {
            marks.note(token, &mut had);
        }
        let alike = (0..5).map(|id| LlamaTokenData::new(LlamaToken::new(id), 1.0, 0.0));
        let mut free = LlamaTokenDataArray::from_iter(alike, false);
        marks.lean(&had, true, &mut free);
        free.data.iter().map(|one| one.logit() - 1.0).collect()
    }

    #[test]
    fn a_mark_is_told_by_the_text_of_its_token() {
        let is = |piece: &str, mark: Mark| set_of(piece) == 1 << mark as u16;
        assert!(is(".", Mark::Stop) && is("...", Mark::Dots) && is(" \"", Mark::Quote));
        assert!(is(" -", Mark::Dash) && is("--", Mark::Dash) && is(" —", Mark::Dash));
        assert!(is(").", Mark::Stop) && is(".The", Mark::Stop));
        assert!(is("—and", Mark::Dash) && is("(the", Mark::Bracket));
        for none in ["-", " -r", " word.", ".org", "?", "\n"] {
            assert_eq!(set_of(none), 0, "{none:?}");
        }
        assert_eq!(set_of(".\n\n"), set_of(".") | set_of("\n\n"));
        for (at, (mark, _)) in BY_ITSELF.iter().enumerate() {
            assert_eq!(*mark as usize, at);
        }
    }

    #[test]
    fn what_the_user_sets_often_is_likelier_until_the_text_has_it_as_often() {
        // Every sentence of three words ends in an exclamation mark, and there are no brackets.
        let shouts = text(&[0, 0, 0, 2]).repeat(500);
        let marks = Marks::count(&vocabulary(), &[shouts]);
        let first = leant(&marks, &[]);
        assert!(first[2] > 1.5 && first[1] < -0.5 && first[3] < 0.0 && first[0] == 0.0);
        assert!(first[4] < first[1], "no paragraphs either: {first:?}");
        let later = leant(&marks, &[0, 0, 0, 2].repeat(50));
        assert!(later[2].abs() < 0.2, "{later:?}");
        let too_often = leant(&marks, &[0, 2].repeat(100));
        assert!(too_often[2] < -0.3, "{too_often:?}");
    }

    #[test]
    fn little_that_is_known_leans_little_and_nothing_not_at_all() {
        let known = |words: usize| {
            let shouts = text(&[0, 0, 0, 2]).repeat(words / 3);
            leant(&Marks::count(&vocabulary(), &[shouts]), &[])[2]
        };
        assert!(known(3) < known(12) && known(12) < known(3_000));
        assert_eq!(leant(&Marks::count(&vocabulary(), &[]), &[1; 40]), [0.0; 5]);
    }

    #[test]
    fn a_quote_that_stands_open_may_be_closed() {
        let vocabulary = Vocabulary::with(&[" word", " \"", "", "", ""]);
        let marks = Marks::count(&vocabulary, &[text(&[0; 900])]);
        assert!(leant(&marks, &[1, 1, 0])[1] < -0.5);
        assert_eq!(leant(&marks, &[1, 1, 1, 0])[1], 0.0);
    }

    #[test]
    fn no_paragraph_becomes_likelier_within_a_sentence() {
        let short = text(&[0, 0, 4]).repeat(300);
        let vocabulary = Vocabulary::with(&[" word", "\n\n", "", "", ".\n\n"]);
        let marks = Marks::count(&vocabulary, &[short]);
        let leant = |between_sentences| {
            let alike = [1, 4].map(|id| LlamaTokenData::new(LlamaToken::new(id), 0.0, 0.0));
            let mut free = LlamaTokenDataArray::from_iter(alike, false);
            marks.lean(&Had::default(), between_sentences, &mut free);
            [free.data[0].logit(), free.data[1].logit()]
        };
        assert!(leant(true)[0] > 1.0 && leant(true)[1] > 1.0);
        assert!(leant(false)[0] == 0.0 && leant(false)[1] > 1.0);
    }

    #[test]
    fn a_paragraph_that_was_put_in_counts() {
        let marks = Marks::count(&vocabulary(), &[text(&[0, 0, 1]).repeat(300)]);
        let mut had = Had::default();
        let lean = |had: &Had| {
            let one = LlamaTokenData::new(LlamaToken::new(4), 0.0, 0.0);
            let mut free = LlamaTokenDataArray::from_iter([one], false);
            marks.lean(had, true, &mut free);
            free.data[0].logit()
        };
        let before = lean(&had);
        had.put_in("\n\n");
        assert!(lean(&had) < before);
    }
}
