//! Whether the user wrote something. Other people's words are context and never voice.

use std::collections::BTreeSet;

use domain::Person;

/// `me` holds addresses and names in lower case.
///
/// A mail is the user's if one of their addresses or names sent it; a mail without a sender is nobody's. Any other text
/// in a folder that the user gave is theirs, unless it names an author and the user has said what they are called.
pub(crate) fn is_mine(author: Option<&Person>, mail: bool, me: &BTreeSet<String>) -> bool {
    let named = |person: &Person| me.iter().any(|who| person.is(who));
    match author {
        None => !mail,
        Some(person) if mail => named(person),
        Some(person) => named(person) || me.iter().all(|who| who.contains('@')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_needs_a_known_sender_and_other_texts_do_not() {
        let me: BTreeSet<String> = ["tom@example.org".into()].into();
        let person = |name: &str, address: &str| Person {
            name: name.into(),
            address: address.into(),
        };
        assert!(is_mine(Some(&person("Tom", "Tom@Example.org")), true, &me));
        assert!(!is_mine(
            Some(&person("Tom", "other@example.org")),
            true,
            &me
        ));
        let spam = person("tom@example.org", "evil@example.net");
        assert!(!is_mine(Some(&spam), true, &me));
        assert!(!is_mine(None, true, &me) && is_mine(None, false, &me));
        assert!(is_mine(Some(&person("Tom Averill", "")), false, &me));
        let named: BTreeSet<String> = ["tom averill".into()].into();
        assert!(is_mine(Some(&person("Tom Averill", "")), false, &named));
        assert!(!is_mine(Some(&person("Ada Byron", "")), false, &named));
    }
}
