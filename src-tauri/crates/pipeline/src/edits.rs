//! What the user wants otherwise in one draft.

use domain::{Document, DocumentId, Shell, SummarySnippet};

/// What the user wants otherwise. Each part that is given stands for the result of its stage.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edits {
    /// The user's own documents that are used whatever else is.
    pub pinned: Vec<Document>,
    /// Documents that are not used.
    pub dropped: Vec<DocumentId>,
    /// Instead of stage 3.
    pub summary: Option<Vec<SummarySnippet>>,
    /// Instead of the important words of stage 4.
    pub words: Option<Vec<String>>,
    /// Instead of the habits that were counted.
    pub shell: Option<Shell>,
    /// Whether the points are a passage that is to be said anew.
    pub anew: bool,
}

impl Edits {
    /// Whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether pieces are chosen otherwise.
    pub(crate) fn choose_pieces(&self) -> bool {
        !self.pinned.is_empty() || !self.dropped.is_empty()
    }
}
