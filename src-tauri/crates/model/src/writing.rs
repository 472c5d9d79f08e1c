//! Texts that go on from one prompt, written all at once: a token of each in every step of the model.

use std::collections::VecDeque;
use std::sync::Arc;

use domain::{Cue, has_no_gaps};
use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::sampling::LlamaSampler;
use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token::data::LlamaTokenData;
use llama_cpp_2::token::data_array::LlamaTokenDataArray;

use crate::cueing::{Cueing, Turn, ends_sentence};
use crate::half_word::{HalfWord, spelled};
use crate::leaning::{Leaning, Learnt};
use crate::letters::Letters;
use crate::own_words::{Before, OwnWords, is_like};
use crate::protocol::{Continuation, Stopped};
use crate::sampling;
use crate::to_say::ToSay;
use crate::turns::Context;

/// How many tokens are barred at most where the text would end too early.
const BARRED: usize = 32;

/// What ends a word, beside white space. Hyphens and other strokes do not: with them the same words are only spelled in
/// another way.
const BEFORE_A_WORD: [char; 16] = [
    '.', ',', ';', ':', '!', '?', ')', '"', '，', '、', '。', '；', '：', '！', '？', '）',
];

/// What all texts of a request stand on.
#[derive(Debug, Default)]
pub(crate) struct Ground {
    /// What is not to be said again.
    pub(crate) before: Arc<Before>,
    /// The user's hand.
    pub(crate) learnt: Arc<Learnt>,
    /// The last tokens of what they go on from.
    pub(crate) last: Context,
    /// What they say first, and do not tell.
    pub(crate) half_word: HalfWord,
    /// Whether they begin a line.
    pub(crate) line_begins: bool,
    /// What they go on from of a sentence, or of a line; empty where they begin one.
    pub(crate) sentence: String,
}

/// One of the texts.
pub(crate) struct Strand {
    /// Its number in the request.
    pub(crate) which: usize,
    /// The sequence that holds it.
    pub(crate) sequence: i32,
    /// Where in that sequence the next token goes.
    pub(crate) at: usize,
    /// Which row of the last step has its logits.
    pub(crate) row: i32,
    /// Tokens that are chosen, or put in, and that the model has not read yet.
    pub(crate) unread: VecDeque<LlamaToken>,
    /// Why it ended, once it has.
    pub(crate) stopped: Option<Stopped>,
    left: u32,
    half_word: HalfWord,
    /// Tokens to come before it may end.
    early: u32,
    /// What the next token must not begin with where a line begins.
    unwanted: Vec<char>,
    /// The same from the second line on.
    no_line: Vec<char>,
    /// Nothing stands in the line yet.
    line_begins: bool,
    /// What no sentence begins with.
    no_sentence: Vec<String>,
    /// What there is of a sentence; empty where what was written so far ends in one, or in a line.
    sentence: String,
    cueing: Option<Cueing>,
    own_words: Option<OwnWords>,
    leaning: Leaning,
    to_say: ToSay,
    /// The likeliest of all that may come next.
    free: LlamaTokenDataArray,
    /// How many of them are looked at.
    most: usize,
    /// Chooses one of those.
    sampler: LlamaSampler,
    /// One may be spread over several tokens.
    letters: Letters,
    piece: Vec<u8>,
}

impl Strand {
    /// A text that goes on at `at` in `sequence`; the prompt's last logits are in row -1.
    pub(crate) fn new(
        which: usize,
        wanted: &Continuation,
        sequence: i32,
        at: usize,
        ground: &Ground,
        model: &LlamaModel,
    ) -> Self {
        let cues = wanted.cues.as_ref();
        let present = cues.and_then(|cues| cues.present.as_ref());
        Self {
            which,
            sequence,
            at,
            row: -1,
            unread: VecDeque::new(),
            stopped: (wanted.most_tokens == 0).then_some(Stopped::TokenLimit),
            left: wanted.most_tokens,
            half_word: ground.half_word.clone(),
            // An empty text is none.
            early: wanted.least_tokens.max(1),
            unwanted: match ground.line_begins {
                true => wanted.not_first.clone(),
                false => wanted.no_line.clone(),
            },
            no_line: wanted.no_line.clone(),
            line_begins: ground.line_begins,
            no_sentence: wanted.no_sentence.clone(),
            sentence: ground.sentence.clone(),
            cueing: cues.map(Cueing::new),
            own_words: wanted
                .own_words
                .then(|| OwnWords::new(ground.before.clone(), cues)),
            leaning: Leaning::new(wanted, &ground.learnt, ground.last),
            to_say: present.map_or_else(ToSay::default, |point| ToSay::of(&point.text, model)),
            free: LlamaTokenDataArray::new(Vec::new(), false),
            most: usize::try_from(wanted.sampling.top_k)
                .ok()
                .filter(|most| *most > 0)
                .unwrap_or(usize::MAX),
            sampler: sampling::chain(&wanted.sampling, model.n_vocab()),
            letters: Letters::default(),
            piece: Vec::with_capacity(64),
        }
    }

    /// Chooses what comes next, which is to be read then, and puts its text into `text`. Where the model says that the
    /// text is at its end it has `stopped`.
    pub(crate) fn next(
        &mut self,
        model: &LlamaModel,
        context: &LlamaContext<'_>,
        text: &mut String,
    ) {
        text.clear();
        let vocab = model.vocab();
        let spell = |token, piece: &mut Vec<u8>| {
            piece.clear();
            let ends = vocab.is_eog(token);
            if !ends {
                vocab.token_to_piece_into(token, piece, false, None);
            }
            ends
        };
        // Each that must not come is barred, and another one chosen, until there is one that may.
        let mut barred = Vec::new();
        let mut had_enough_of = Vec::new();
        let (token, ends, turn) = loop {
            let token = self.choose_but(&barred, context.get_logits_ith(self.row), model);
            let ends = spell(token, &mut self.piece) || self.begins_unwanted_line();
            // What has no text is a mark of the model's own, which it would read and nobody sees.
            let turn = match ends || !self.piece.is_empty() {
                true => self.turn(ends, &mut had_enough_of),
                false => Turn::Bar,
            };
            if turn != Turn::Bar || barred.len() == BARRED {
                break (token, ends, turn);
            }
            barred.push(token);
        };
        if let Turn::Point { told, read, point } = turn {
            self.put_in(&told, &read, &point, model);
            text.push_str(&told);
        } else if ends {
            self.stopped = Some(Stopped::EndOfText);
        } else {
            text.push_str(&self.write(token));
        }
    }

    /// Puts a `point` in, which is `told` and `read` so.
    fn put_in(&mut self, told: &str, read: &str, point: &Cue, model: &LlamaModel) {
        self.to_say = ToSay::of(&point.text, model);
        self.sentence.clear();
        if told.ends_with('\n') {
            self.line_begins = true;
            self.unwanted.clone_from(&self.no_line);
        }
        if let Some(own) = &mut self.own_words {
            own.next_point();
        }
        let vocab = model.vocab();
        let read = vocab.tokenize(read.as_bytes(), false, false);
        self.unread.extend(read);
        let told_tokens = vocab.tokenize(told.as_bytes(), false, false);
        self.leaning.put_in(told, &told_tokens);
    }

    /// Writes the piece that was chosen, which is this `token`; returns what is told of it.
    fn write(&mut self, token: LlamaToken) -> String {
        if !self.piece.trim_ascii().is_empty() {
            self.early = self.early.saturating_sub(1);
            self.line_begins = false;
            self.unwanted.clone_from(&self.no_line);
        }
        self.line_begins |= begins_line(&self.piece);
        let piece = self.letters.push(self.half_word.said(&self.piece));
        match ends_sentence(self.sentence.is_empty(), &piece) {
            true => self.sentence.clear(),
            false => self.sentence.push_str(&piece),
        }
        if let Some(own) = &mut self.own_words {
            own.wrote(&String::from_utf8_lossy(&self.piece));
        }
        self.sampler.accept(token);
        self.leaning.wrote(token);
        self.to_say.said(token);
        self.unread.push_back(token);
        self.left -= 1;
        if self.left == 0 {
            // A letter that is not whole by then is left off.
            self.stopped = Some(Stopped::TokenLimit);
        }
        match &mut self.cueing {
            Some(cueing) => cueing.wrote(piece),
            None => piece,
        }
    }

    /// Whether the piece that was chosen would begin a line as no line of a text begins: that is an end, too.
    fn begins_unwanted_line(&self) -> bool {
        let piece = String::from_utf8_lossy(&self.piece);
        self.line_begins && piece.trim_start().starts_with(self.unwanted.as_slice())
    }

    /// What is to become of the piece that was chosen; with `ends` the text is at its end. Where it was said before, it goes
    /// to those that it `had_enough_of`: another word has to come in their place, and no other spelling of them.
    fn turn(&mut self, ends: bool, had_enough_of: &mut Vec<String>) -> Turn {
        // Behind half a letter comes the other half, and neither a point nor an end.
        let is_open = self.letters.are_open();
        let new = self.half_word.beyond(&self.piece);
        if ends && is_open || !self.letters.go_on_with(new) {
            return Turn::Bar;
        }
        if is_open || !self.half_word.is_said() {
            return Turn::Go;
        }
        let piece = String::from_utf8_lossy(&self.piece);
        let turn = match &mut self.cueing {
            Some(cueing) => cueing.turn(&piece, ends),
            None => Turn::Go,
        };
        if turn != Turn::Go {
            return turn;
        }
        let too_early = ends && self.early > 0;
        let begins_word = self.line_begins
            || piece.starts_with(BEFORE_A_WORD)
            || piece.starts_with(|c: char| c.is_whitespace() || has_no_gaps(c));
        let own = self.own_words.as_ref().filter(|_| begins_word);
        if !ends && own.is_some_and(|own| own.has_enough_of(&piece)) {
            had_enough_of.push(piece.into_owned());
            return Turn::Bar;
        }
        let no_word = !begins_word || piece.trim().is_empty();
        let spelled = had_enough_of.iter().any(|word| is_like(&piece, word));
        let no_other_word = !ends && !had_enough_of.is_empty() && (no_word || spelled);
        let no_sentence = is_one_of(&self.no_sentence, &self.sentence, &piece);
        if too_early || no_other_word || no_sentence {
            Turn::Bar
        } else {
            Turn::Go
        }
    }

    /// Chooses a token that is none of `barred`; `logits` are those of the whole vocabulary.
    fn choose_but(
        &mut self,
        barred: &[LlamaToken],
        logits: &[f32],
        model: &LlamaModel,
    ) -> LlamaToken {
        let (free, half) = (&mut self.free, &self.half_word);
        let may = |token: &LlamaToken| {
            !barred.contains(token) && (half.is_said() || half.goes_with(&spelled(*token, model)))
        };
        likeliest(logits, self.most, may, &mut free.data);
        (free.sorted, free.selected) = (true, None);
        if half.is_said() {
            self.leaning.lean(self.sentence.is_empty(), free);
            self.to_say.lean(free);
        }
        free.apply_sampler(&mut self.sampler);
        let first = free.data.first().map(LlamaTokenData::id);
        free.selected_token()
            .or(first)
            .unwrap_or(LlamaToken::new(0))
    }
}

/// Puts the `most` likeliest tokens of those that `may` come into `found`, likeliest first. llama.cpp's own way fills a
/// list of the whole vocabulary first, for each token that is barred once more: with that the starter wrote drafts at
/// 0.916 of the speed of llama-bench, with this at 0.944.
fn likeliest(
    logits: &[f32],
    most: usize,
    may: impl Fn(&LlamaToken) -> bool,
    found: &mut Vec<LlamaTokenData>,
) {
    let falling = |a: &LlamaTokenData, b: &LlamaTokenData| b.logit().total_cmp(&a.logit());
    found.clear();
    let mut least = f32::NEG_INFINITY;
    for (id, logit) in (0_i32..).zip(logits) {
        let token = LlamaToken::new(id);
        if *logit < least || !may(&token) {
            continue;
        }
        found.push(LlamaTokenData::new(token, *logit, 0.0));
        if found.len() / 2 > most {
            found.select_nth_unstable_by(most, falling);
            found.truncate(most);
            least = found
                .iter()
                .map(LlamaTokenData::logit)
                .fold(f32::INFINITY, f32::min);
        }
    }
    found.sort_unstable_by(falling);
    found.truncate(most);
}

/// Whether a `sentence` so far is one of `unwanted` with `piece`.
fn is_one_of(unwanted: &[String], sentence: &str, piece: &str) -> bool {
    let sentence = format!("{sentence}{piece}");
    unwanted.iter().any(|begun| begun == sentence.trim())
}

/// Whether a line begins behind `piece`.
fn begins_line(piece: &[u8]) -> bool {
    let last = piece.rsplit(|byte| *byte == b'\n').next();
    piece.contains(&b'\n') && last.is_some_and(|last| last.trim_ascii().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_known_by_all_that_there_is_of_it() {
        let unwanted = ["Words".to_owned(), "About:".to_owned()];
        let is = |sentence: &str, piece: &str| is_one_of(&unwanted, sentence, piece);
        assert!(is("", " Words") && is("Wor", "ds") && is("\nAbout", ":\n"));
        assert!(!is("", " About") && !is("About", " noon") && !is("His", " Words"));
        assert!(!is("He asked", " About:"));
    }

    #[test]
    fn the_likeliest_are_found_without_those_that_are_barred() {
        // Every number from 0 to 996 once, in no order.
        let logits: Vec<f32> = (0..997).map(|id| (id * 331 % 997) as f32).collect();
        let mut found = Vec::new();
        let mut best = |most, barred: &[LlamaToken]| {
            likeliest(&logits, most, |token| !barred.contains(token), &mut found);
            found.iter().map(LlamaTokenData::logit).collect::<Vec<_>>()
        };
        assert_eq!(best(4, &[]), [996.0, 995.0, 994.0, 993.0]);
        let highest = logits.iter().position(|logit| *logit == 996.0).unwrap();
        assert_eq!(best(2, &[LlamaToken::new(highest as i32)]), [995.0, 994.0]);
        assert_eq!(best(usize::MAX, &[]).len(), 997);
    }
}
