//! Whether the user wrote something. Other people's words are context and never voice.

use std::collections::BTreeSet;

use domain::{Person, Result};
use store::Record;

/// Who the user is, as far as that is known.
#[derive(Debug, Default)]
pub(crate) struct Me {
    /// Their addresses and names, in lower case, as they have said.
    who: BTreeSet<String>,
    /// The names under which mail comes from these addresses, where they look like a person's: in lower case, word by word.
    names: Vec<BTreeSet<String>>,
}

impl Me {
    /// As the user has said.
    pub(crate) fn of(record: &Record) -> Result<Self> {
        let who = record.identities()?;
        Self::called(who, record)
    }

    /// Somebody who says that they are these.
    pub(crate) fn called(who: BTreeSet<String>, record: &Record) -> Result<Self> {
        let mut names = Vec::new();
        for address in &who {
            let people = record.called(address)?;
            names.extend(people.iter().map(Person::name_words));
        }
        // "tomcat" says nothing of how they are called.
        names.retain(|words| words.len() > 1);
        Ok(Self { who, names })
    }

    /// Whether `author` may be another name of theirs: it has a word of a name that they go by, or they go by none.
    fn may_be(&self, author: &Person) -> bool {
        let words = author.name_words();
        let shared = |name: &BTreeSet<String>| !name.is_disjoint(&words);
        let said = self.who.iter().any(|who| !who.contains('@'));
        !said && (self.names.is_empty() || self.names.iter().any(shared))
    }

    /// A mail is the user's if one of their addresses or names sent it; a mail without a sender is nobody's. Any other text
    /// in a folder that the user gave is theirs, unless it names an author and the user is called otherwise, by their own
    /// word or in their mail.
    pub(crate) fn wrote(&self, author: Option<&Person>, mail: bool) -> bool {
        let named = |person: &Person| self.who.iter().any(|who| person.is(who));
        match author {
            None => !mail,
            Some(person) if mail => named(person),
            Some(person) => named(person) || self.may_be(person),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn me(who: &str, names: &[&str]) -> Me {
        Me {
            who: [who.to_owned()].into(),
            names: names
                .iter()
                .map(|name| person(name, "").name_words())
                .collect(),
        }
    }

    fn person(name: &str, address: &str) -> Person {
        Person {
            name: name.into(),
            address: address.into(),
        }
    }

    #[test]
    fn mail_needs_a_known_sender_and_other_texts_do_not() {
        let me = me("tom@example.org", &[]);
        assert!(me.wrote(Some(&person("Tom", "Tom@Example.org")), true));
        assert!(!me.wrote(Some(&person("Tom", "other@example.org")), true));
        let spam = person("tom@example.org", "evil@example.net");
        assert!(!me.wrote(Some(&spam), true));
        assert!(!me.wrote(None, true) && me.wrote(None, false));
        assert!(me.wrote(Some(&person("Tom Averill", "")), false));
    }

    #[test]
    fn a_text_that_names_another_author_is_theirs() {
        for me in [
            me("tom averill", &[]),
            me("tom@example.org", &["Tom Averill"]),
        ] {
            assert!(me.wrote(Some(&person("Tom Averill", "")), false));
            assert!(!me.wrote(Some(&person("Ada Byron", "")), false));
        }
        let me = me("tom@example.org", &["Averill, Tom"]);
        assert!(me.wrote(Some(&person("T. Averill", "")), false));
    }
}
