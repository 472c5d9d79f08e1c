//! What a person wrote, or was sent: one mail, one review, one post, one note.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Error, ErrorCode};

/// Which document, as the record numbers them; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct DocumentId(#[ts(type = "number")] pub i64);

/// What sort of text it is. A voice is learned for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A letter to somebody, usually by mail.
    Email,
    /// What somebody thought of a book, a record, a place.
    Review,
    /// A piece for many readers: a blog, a forum.
    Post,
    /// Anything else in the user's own words.
    Note,
}

impl Kind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Kind; 4] = [Kind::Email, Kind::Review, Kind::Post, Kind::Note];

    /// The word that the command line, the record and the wire use.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Email => "email",
            Kind::Review => "review",
            Kind::Post => "post",
            Kind::Note => "note",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self, Error> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .ok_or_else(|| {
                Error::new(ErrorCode::BadInput, format!("'{word}' is no kind of text"))
                    .remedy("The kinds are email, review, post and note")
            })
    }
}

/// Somebody who wrote or received a mail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    /// The name as it stands in the mail; empty if there is none.
    pub name: String,
    /// The address in lower case; empty if there is none.
    pub address: String,
}

impl Person {
    /// The people in a line as it stands in *To*, with commas or semicolons between them: a name, an address, or both as
    /// in `Tom Averill <tom@example.org>`.
    pub fn all_in(line: &str) -> Vec<Self> {
        let mut quoted = false;
        let between = |c: char| {
            quoted ^= c == '"';
            !quoted && matches!(c, ',' | ';')
        };
        let people = line.split(between).map(|one| {
            let (name, address) = match one.split_once('<') {
                Some((name, rest)) => (name, rest.split('>').next().unwrap_or_default()),
                None if one.contains('@') => ("", one),
                None => (one, ""),
            };
            let (name, address) = (name.trim().trim_matches('"').trim(), address.trim());
            let whole = address.contains('@') && !address.contains(char::is_whitespace);
            Self {
                name: name.to_owned(),
                address: if whole {
                    address.to_owned()
                } else {
                    String::new()
                },
            }
        });
        let is_somebody = |one: &Self| !one.name.is_empty() || !one.address.is_empty();
        people.filter(is_somebody).collect()
    }

    /// As this person stands in *To*: what `all_in` makes the same of.
    pub fn in_to(&self) -> String {
        let name = self.name.replace(['"', '<', '>'], "");
        let name = if name.contains([',', ';']) {
            format!("\"{name}\"")
        } else {
            name
        };
        match (name.as_str(), self.address.as_str()) {
            ("", address) => address.to_owned(),
            (name, "") => name.to_owned(),
            (name, address) => format!("{name} <{address}>"),
        }
    }

    /// The shortest thing to call them: the name, or else the address.
    pub fn label(&self) -> &str {
        if self.name.is_empty() {
            &self.address
        } else {
            &self.name
        }
    }

    /// The surest thing to know them by: the address, or else the name.
    pub fn address_or_name(&self) -> &str {
        if self.address.is_empty() {
            &self.name
        } else {
            &self.address
        }
    }

    /// The words of the name in small letters, without initials: by these two names are held against each other.
    pub fn name_words(&self) -> BTreeSet<String> {
        let words = self.name.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| word.chars().nth(1).is_some());
        words.map(str::to_lowercase).collect()
    }

    /// Whether `who`, an address or a name in any case, means this person.
    pub fn is(&self, who: &str) -> bool {
        let who = who.trim().to_lowercase();
        // Whoever sends spam likes to give the receiver's address for a name.
        let by_name = !who.contains('@') || self.address.is_empty();
        !who.is_empty()
            && (self.address.to_lowercase() == who || by_name && self.name.to_lowercase() == who)
    }
}

/// One text with what is known about it. `text` holds its author's own new words only: quoted lines and the
/// signature of a mail are cut off, front matter and code of a note too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Its number in the record.
    pub id: DocumentId,
    /// Where it was read: the file it stands in.
    pub path: String,
    /// What sort of text it is.
    pub kind: Kind,
    /// Subject or title; empty if it has none.
    pub title: String,
    /// When it was written, if that is known.
    pub date: Option<Timestamp>,
    /// Who wrote it, where the file says so.
    pub author: Option<Person>,
    /// To whom, in the order of the mail.
    pub recipients: Vec<Person>,
    /// What a review is about.
    pub product: Option<String>,
    /// The rating of a review as it is written there, such as `4/5`.
    pub rating: Option<String>,
    /// What a mail answers: the lines it quoted.
    pub quoted: Option<String>,
    /// The author's own new words.
    pub text: String,
    /// Whether the user wrote it. Other people's words are context and never voice.
    pub mine: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_known_by_name_by_address_or_by_both() {
        let person = |name: &str, address: &str| Person {
            name: name.into(),
            address: address.into(),
        };
        let line = "Tom Averill <tom@example.org>; pip@example.org, \"Marsh, Ottilie\" <o@example.org>, Ruth,";
        let people = Person::all_in(line);
        assert_eq!(
            people,
            [
                person("Tom Averill", "tom@example.org"),
                person("", "pip@example.org"),
                person("Marsh, Ottilie", "o@example.org"),
                person("Ruth", ""),
            ]
        );
        for one in people {
            assert_eq!(Person::all_in(&one.in_to()), [one]);
        }
        assert_eq!(Person::all_in(" , ;"), []);
    }
}
