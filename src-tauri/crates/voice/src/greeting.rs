//! The first line of a letter, with the name taken out so that it can be counted.

use domain::Person;

use crate::names::parts;

/// Where the first name stood.
const FIRST: &str = "{first}";
/// Where the last name stood.
const LAST: &str = "{last}";
/// Words that open a letter, in lower case, in the languages that most often do.
const OPENERS: &[&str] = &[
    "dear",
    "hi",
    "hello",
    "hullo",
    "hallo",
    "hey",
    "hiya",
    "good",
    "greetings",
    "morning",
    "evening",
    "liebe",
    "lieber",
    "bonjour",
    "salut",
    "cher",
    "chère",
    "hola",
    "ciao",
    "caro",
    "cara",
    "beste",
    "hej",
    "olá",
];

/// The greeting that `text` begins with: a short first line of its own that opens with a word of greeting or calls
/// one of the recipients by name. Names of recipients become slots.
pub(crate) fn pattern(text: &str, recipients: &[Person]) -> Option<String> {
    let line = text.lines().next()?.trim();
    let ends_open = line.ends_with([',', '!', ':', '—', '–', '-', '.'])
        || text.lines().nth(1)?.trim().is_empty();
    if line.is_empty()
        || line.split_whitespace().count() > 6
        || line.chars().count() > 60
        || !ends_open
    {
        return None;
    }
    let mut pattern = line.to_owned();
    for (first, last) in recipients.iter().filter_map(parts) {
        pattern = replace_word(&pattern, first, FIRST);
        pattern = replace_word(&pattern, last, LAST);
    }
    let opener = line
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default()
        .to_lowercase();
    (OPENERS.contains(&opener.as_str()) || pattern.starts_with(FIRST)).then_some(pattern)
}

/// `pattern` for somebody: none if it needs a name that is not known.
pub(crate) fn fill(pattern: &str, person: Option<&Person>) -> Option<String> {
    let (first, last) = person.and_then(parts).unwrap_or_default();
    let missing = |slot: &str, value: &str| pattern.contains(slot) && value.is_empty();
    if missing(FIRST, first) || missing(LAST, last) {
        return None;
    }
    Some(pattern.replace(FIRST, first).replace(LAST, last))
}

/// Whether the greeting calls somebody by a name that stands in no slot or by a title, so that it suits no other.
pub(crate) fn is_personal(pattern: &str) -> bool {
    let body = pattern.replace(FIRST, "");
    let named = body
        .split(|c: char| !c.is_alphabetic())
        .skip(1)
        .any(|word| word.starts_with(char::is_uppercase));
    pattern.contains(LAST) || named
}

fn replace_word(line: &str, word: &str, by: &str) -> String {
    if word.chars().count() < 2 {
        return line.to_owned();
    }
    line.split_inclusive(|c: char| !c.is_alphanumeric())
        .map(|part| {
            let bare = part.trim_end_matches(|c: char| !c.is_alphanumeric());
            if bare == word {
                format!("{by}{}", &part[bare.len()..])
            } else {
                part.to_owned()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tom() -> Person {
        Person {
            name: "Tom Averill".into(),
            address: "tom@example.org".into(),
        }
    }

    #[test]
    fn names_become_slots_and_come_back() {
        let found = pattern("Hullo Tom,\n\nThe key", &[tom()]).unwrap();
        assert_eq!(found, "Hullo {first},");
        let ada = Person {
            name: "Ada".into(),
            ..Person::default()
        };
        assert_eq!(fill(&found, Some(&ada)).as_deref(), Some("Hullo Ada,"));
        assert_eq!(fill(&found, None), None);
        assert!(
            !is_personal(&found) && is_personal("Dear Mrs {last},") && is_personal("Hullo Tom,")
        );
    }

    #[test]
    fn a_first_sentence_is_no_greeting() {
        assert_eq!(pattern("Thursday is fine.\n\nTom", &[tom()]), None);
        assert_eq!(
            pattern("Tom -\n\nyes", &[tom()]).as_deref(),
            Some("{first} -")
        );
        assert_eq!(pattern("", &[]), None);
    }
}
