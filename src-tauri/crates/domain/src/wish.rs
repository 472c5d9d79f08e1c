//! What the user wants otherwise before a word is written: whose words are used, and what the stages made of them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{DocumentId, Shell, SummarySnippet};

/// The user's own decisions for one draft, beside its brief. What is not given is left to the stages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Wish {
    /// Documents whose words are to be used whatever else is.
    pub pinned: Vec<DocumentId>,
    /// Documents whose words are not to be used.
    pub dropped: Vec<DocumentId>,
    /// What the user said before on the parts of the brief, as they left it.
    pub summary: Option<Vec<SummarySnippet>>,
    /// The important words as they left them.
    pub words: Option<Vec<String>>,
    /// Greeting, sign-off and length as they left them.
    pub shell: Option<Shell>,
    /// Whether a passage is to be said anew: its sentences are the points, all of which are wanted, whatever was said before
    /// them, and it has no more room than the length that is given.
    pub anew: bool,
}
