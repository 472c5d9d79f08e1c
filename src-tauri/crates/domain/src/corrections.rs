//! What the user wants otherwise than it was counted, for good.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Marks that a draft can be kept free of, whatever the model writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Avoid {
    /// `!` becomes a full stop.
    ExclamationMarks,
    /// A dash between words becomes a comma.
    Dashes,
    /// Trailing dots become one.
    Dots,
    /// They go.
    Emoji,
}

/// The user's own decisions for one kind of text, or for what goes to one person. What is not given is as it was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Corrections {
    /// The first line of a letter, with NAME and SURNAME in the place of a name; empty for none.
    pub greeting: Option<String>,
    /// The last lines of a letter; empty for none.
    pub sign_off: Option<String>,
    /// No piece is to be much longer than this, in words.
    pub most_words: Option<usize>,
    /// Marks not to be used.
    pub without: Option<Vec<Avoid>>,
    /// Words that are not put forward.
    pub words_out: Option<Vec<String>>,
}

impl Corrections {
    /// These, and where they say nothing, `others`.
    #[must_use]
    pub fn or(self, others: Corrections) -> Self {
        Self {
            greeting: self.greeting.or(others.greeting),
            sign_off: self.sign_off.or(others.sign_off),
            most_words: self.most_words.or(others.most_words),
            without: self.without.or(others.without),
            words_out: self.words_out.or(others.words_out),
        }
    }

    /// Whether everything is as it was counted.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Without white space around lines, and without a length that no piece can have.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        for text in [&mut self.greeting, &mut self.sign_off]
            .into_iter()
            .flatten()
        {
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            *text = lines.join("\n").trim().to_owned();
        }
        self.most_words = self.most_words.filter(|most| *most > 0);
        self
    }
}
