//! Words of the user that a text is led by as it is written: one point after the other.

use serde::{Deserialize, Serialize};

/// Begins a point that stands in a prompt before the words it became.
pub const POINT_BEGINS: char = '[';
/// Ends such a point.
pub const POINT_ENDS: char = ']';

/// A point as it stands in a prompt: past pieces show it so, and so it is put into a new one.
pub fn in_brackets(point: &str) -> String {
    format!("{POINT_BEGINS}{point}{POINT_ENDS}")
}

/// One point that a text makes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// As it stands in the prompt, without brackets.
    pub text: String,
    /// How many words beside its own are written before the first sentence behind it may end.
    pub words_more: usize,
    /// What its content words begin with in all their forms, in small letters; of letters without gaps between words each
    /// two. Where none of them is said behind it, it is put in once more.
    pub content: Vec<String>,
}

/// The points of a text: the first stands in the prompt, the others are put in, each where the one before has been made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cues {
    /// The point with which the prompt ends; none where it ends otherwise.
    pub present: Option<Cue>,
    /// Those that are still to be put in, in their order.
    pub waiting: Vec<Cue>,
    /// About how many tokens the text is to come to, all points made: each has its share of them.
    pub aim_tokens: u32,
    /// Whether what follows a point begins with a capital, where a sentence begins there.
    pub capitals: bool,
    /// Whether no paragraph may end in the middle of a sentence.
    pub full_stops: bool,
    /// What closes the user's texts: where one comes while a point is waiting, the text would be at its end.
    pub closings: Vec<Closing>,
    /// The sentences of a passage that is to be said anew, no long run of which is said as it stands; none where there is no
    /// such passage.
    pub anew: Vec<String>,
}

/// A line that closes a text: "Yours,", a name, or the marks before one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The whole of it, in small letters: a small model does not look at capitals there.
    pub line: String,
    /// It is known by its first so many characters: hardly a sentence of the user's begins with them.
    pub known_from: usize,
}

impl Closing {
    /// All that it is known by, from the shortest to the whole line.
    pub fn beginnings(&self) -> impl Iterator<Item = &str> {
        let ends = self.line.char_indices().skip(self.known_from);
        let ends = ends.map(|(at, _)| at).chain([self.line.len()]);
        ends.map(|end| &self.line[..end])
    }
}
