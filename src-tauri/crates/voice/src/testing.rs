//! Documents for the unit tests.

use domain::{Document, DocumentId, Kind, Person};

/// A letter of the user's own to `to`.
pub(crate) fn letter(to: &str, text: &str) -> Document {
    Document {
        id: DocumentId(0),
        path: String::new(),
        kind: Kind::Email,
        title: String::new(),
        date: None,
        author: None,
        recipients: vec![Person {
            name: to.into(),
            address: String::new(),
        }],
        product: None,
        rating: None,
        quoted: None,
        text: text.into(),
        mine: true,
    }
}
