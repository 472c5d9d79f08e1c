//! Whether the user wrote something. Other people's words are context and never voice.

use std::collections::BTreeSet;

use domain::{Person, Result};
use store::{Form, Record};

/// Who the user is, as far as that is known.
#[derive(Debug, Default)]
pub(crate) struct Me {
    /// Their addresses and names, in lower case, as they have said.
    who: BTreeSet<String>,
    /// The names under which mail comes from these addresses, where they look like a person's: in lower case, word by word.
    names: Vec<BTreeSet<String>>,
}

/// Whether the user goes by `name`, or a part of it, such as the first: by their own word, or in the mail from their
/// addresses.
///
/// # Errors
/// If the record cannot be read.
pub fn goes_by(record: &Record, name: &str) -> Result<bool> {
    Ok(Me::of(record)?.goes_by(name))
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

    fn goes_by(&self, name: &str) -> bool {
        let words_of = |name: &str| {
            let address = String::new();
            let name = name.to_owned();
            Person { name, address }.name_words()
        };
        let words = words_of(name);
        let said = self.who.iter().filter(|who| !who.contains('@'));
        let said = said.map(|who| words_of(who));
        let mut names = said.chain(self.names.iter().cloned());
        !words.is_empty() && names.any(|name| words.is_subset(&name))
    }

    /// A mail is the user's if one of their addresses or names sent it; a mail without a sender is nobody's. A part of a chat
    /// is theirs under a name that is theirs, or where the chat says so instead of a name. Any other text in a folder that
    /// the user gave is theirs, unless it names an author and the user is called otherwise, by their own word or in their
    /// mail.
    pub(crate) fn wrote(&self, author: Option<&Person>, form: Form) -> bool {
        let Some(author) = author else {
            return form != Form::Mail;
        };
        let named = self.who.iter().any(|who| author.is(who));
        named
            || match form {
                Form::Mail => false,
                Form::Part => self.names.contains(&author.name_words()),
                Form::Whole => self.may_be(author),
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
        assert!(me.wrote(Some(&person("Tom", "Tom@Example.org")), Form::Mail));
        assert!(!me.wrote(Some(&person("Tom", "other@example.org")), Form::Mail));
        let spam = person("tom@example.org", "evil@example.net");
        assert!(!me.wrote(Some(&spam), Form::Mail));
        assert!(!me.wrote(None, Form::Mail) && me.wrote(None, Form::Whole));
        assert!(me.wrote(Some(&person("Tom Averill", "")), Form::Whole));
    }

    #[test]
    fn a_part_of_a_chat_needs_a_name_that_is_the_users() {
        let wrote = |me: &Me, name: &str| me.wrote(Some(&person(name, "")), Form::Part);
        for me in [
            me("tom averill", &[]),
            me("tom@example.org", &["Averill, Tom"]),
        ] {
            assert!(wrote(&me, "Tom Averill"));
            assert!(!wrote(&me, "Tom") && !wrote(&me, "Anna Averill"));
        }
        assert!(wrote(&me("tom", &[]), "Tom"));
        assert!(Me::default().wrote(None, Form::Part));
        assert!(!wrote(&Me::default(), "Tom Averill"));
    }

    #[test]
    fn a_text_that_names_another_author_is_theirs() {
        for me in [
            me("tom averill", &[]),
            me("tom@example.org", &["Tom Averill"]),
        ] {
            assert!(me.wrote(Some(&person("Tom Averill", "")), Form::Whole));
            assert!(!me.wrote(Some(&person("Ada Byron", "")), Form::Whole));
        }
        let me = me("tom@example.org", &["Averill, Tom"]);
        assert!(me.wrote(Some(&person("T. Averill", "")), Form::Whole));
    }

    #[test]
    fn a_part_of_ones_name_is_ones_own() {
        for me in [
            me("tom averill", &[]),
            me("tom@example.org", &["Averill, Tom"]),
        ] {
            assert!(me.goes_by("Tom") && me.goes_by("Tom Averill"));
            assert!(!me.goes_by("Tom Reed") && !me.goes_by("Ruth") && !me.goes_by(""));
        }
    }
}
