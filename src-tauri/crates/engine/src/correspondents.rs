//! Whom the user writes to most: for them the pieces are read before anybody asks.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::{Document, Kind, Result};
use pipeline::Shelf;

/// Letters that are looked at, the newest first.
const RECENT: usize = 1_000;
/// Whoever has had fewer letters is no regular.
const FEWEST: usize = 3;
/// How many at most: each takes the model some seconds once, and 12 to 15 MB of the disk.
const MOST: usize = 5;

/// The addresses, or names where there is none, of those who had most of the newest letters, in lower case.
///
/// # Errors
/// If the library cannot be read.
pub(crate) fn correspondents(shelf: &dyn Shelf) -> Result<Vec<String>> {
    Ok(regulars(&shelf.recent(Kind::Email, None, RECENT)?))
}

fn regulars(newest: &[Document]) -> Vec<String> {
    let mut letters: BTreeMap<String, usize> = BTreeMap::new();
    for letter in newest {
        // The first one is who it is written to; the others hear of it.
        if let Some(person) = letter.recipients.first() {
            *letters
                .entry(person.address_or_name().to_lowercase())
                .or_default() += 1;
        }
    }
    let mut regulars: Vec<(String, usize)> = letters
        .into_iter()
        .filter(|(who, count)| !who.is_empty() && *count >= FEWEST)
        .collect();
    regulars.sort_by_key(|(_, count)| Reverse(*count));
    regulars.truncate(MOST);
    regulars.into_iter().map(|(who, _)| who).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{DocumentId, Person};

    fn letter(to: &[&str]) -> Document {
        let person = |address: &&str| Person {
            name: String::new(),
            address: (*address).to_owned(),
        };
        Document {
            id: DocumentId(1),
            path: String::new(),
            kind: Kind::Email,
            title: String::new(),
            date: None,
            author: None,
            recipients: to.iter().map(person).collect(),
            product: None,
            rating: None,
            quoted: None,
            text: "Hullo.".into(),
            mine: true,
        }
    }

    #[test]
    fn those_who_have_had_most_letters_come_first_and_a_single_letter_makes_no_regular() {
        let mut letters = vec![letter(&["once@example.org"]), letter(&[])];
        letters.extend((0..3).map(|_| letter(&["pip@example.org", "copy@example.org"])));
        letters.extend((0..4).map(|_| letter(&["Tom@example.org"])));
        assert_eq!(regulars(&letters), ["tom@example.org", "pip@example.org"]);
    }
}
