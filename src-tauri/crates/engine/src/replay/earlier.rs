//! The user's own documents as they were before one of them was written: nothing later, nor that one, nor a copy of it.

use domain::{Document, DocumentId, Kind, Ranking, Result};
use jiff::Timestamp;
use likeness::{is_copy, letters};
use pipeline::{Found, Shelf};

use crate::shelf::OwnShelf;

/// The shelf of one text that is to be drafted again.
pub(crate) struct EarlierShelf<'a> {
    shelf: &'a OwnShelf,
    /// When it was written.
    before: Timestamp,
    id: DocumentId,
    /// Its letters and digits, by which copies are known.
    letters: String,
}

impl<'a> EarlierShelf<'a> {
    /// What stands on `shelf` that is earlier than `document`, which was written at `date`.
    pub(crate) fn of(shelf: &'a OwnShelf, document: &Document, date: Timestamp) -> Self {
        Self {
            shelf,
            before: date,
            id: document.id,
            letters: letters(&document.text),
        }
    }

    /// The record decides, and not the index; of the same moment is not earlier.
    fn has(&self, document: &Document) -> bool {
        document.id != self.id
            && document.date.is_some_and(|date| date < self.before)
            && !is_copy(&letters(&document.text), &self.letters)
    }
}

impl Shelf for EarlierShelf<'_> {
    fn search(&self, kind: Kind, query: &str, by: Ranking, limit: usize) -> Result<Vec<Found>> {
        let mut found = self.shelf.find(kind, query, by, limit, Some(self.before))?;
        found.retain(|found| self.has(&found.document));
        Ok(found)
    }

    fn likeness(&self, one: &str, other: &str) -> f64 {
        self.shelf.likeness(one, other)
    }

    fn recent(&self, kind: Kind, to: Option<&str>, limit: usize) -> Result<Vec<Document>> {
        let mut recent = self.shelf.newest(kind, to, limit, Some(self.before))?;
        recent.retain(|document| self.has(document));
        Ok(recent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replay::testing::{SmallLibrary, day};

    #[test]
    fn nothing_later_nor_the_text_itself_nor_a_copy_is_ever_seen() {
        let mut library = SmallLibrary::new();
        let text = |about: &str| format!("About the {about} of the vestry, as I said. ").repeat(8);
        library.put("tap", &text("tap"), Some(day(1)));
        library.put("roof", &text("roof"), Some(day(2)));
        library.put("copy", &format!("{}\n\nYours", text("key")), Some(day(3)));
        library.put("urn", &text("urn"), None);
        let key = library.put("key", &text("key"), Some(day(4)));
        library.put("same moment", &text("bell"), Some(day(4)));
        library.put("later", &text("key and the tap"), Some(day(5)));
        let shelf = library.shelf();
        let document = shelf.record.documents(&[key]).unwrap().remove(0);
        let earlier = EarlierShelf::of(&shelf, &document, day(4));
        let titles = |mut of: Vec<Document>| {
            of.sort_by(|one, other| one.title.cmp(&other.title));
            of.into_iter().map(|one| one.title).collect::<Vec<_>>()
        };
        let recent = earlier.recent(Kind::Note, None, 99).unwrap();
        assert_eq!(titles(recent), ["roof", "tap"]);
        for by in Ranking::ALL {
            let found = earlier.search(Kind::Note, &document.text, by, 99).unwrap();
            let found = found.into_iter().map(|found| found.document).collect();
            assert_eq!(titles(found), ["roof", "tap"], "{by}");
            assert!(
                shelf
                    .search(Kind::Note, &document.text, by, 99)
                    .unwrap()
                    .len()
                    > 4
            );
        }
    }
}
