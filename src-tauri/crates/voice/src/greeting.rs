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

/// A greeting as it is shown and as the user types it, with NAME and SURNAME in the place of a name.
pub(crate) fn shown(pattern: &str) -> String {
    pattern.replace(LAST, "SURNAME").replace(FIRST, "NAME")
}

/// A greeting that the user chose, with the name of `person` in its place; where there is none it goes without.
pub fn greet(chosen: &str, person: Option<&Person>) -> String {
    let (first, last) = person.and_then(parts).unwrap_or_default();
    let put = |text: String, slot: &str, name: &str| match name {
        "" => text.replace(&format!(" {slot}"), "").replace(slot, ""),
        name => text.replace(slot, name),
    };
    // SURNAME has NAME in it.
    let named = put(put(chosen.to_owned(), "SURNAME", last), "NAME", first);
    let said = named.chars().any(char::is_alphabetic);
    if said {
        named.trim().to_owned()
    } else {
        String::new()
    }
}

/// Whether `line` by itself is a greeting.
pub fn is_greeting(line: &str, recipients: &[Person]) -> bool {
    pattern(&format!("{}\n\n", line.trim()), recipients).is_some()
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
    fn a_chosen_greeting_goes_without_a_name_that_is_not_known() {
        assert_eq!(greet("Hi NAME,", Some(&tom())), "Hi Tom,");
        assert_eq!(greet("Dear Mr SURNAME,", Some(&tom())), "Dear Mr Averill,");
        assert_eq!(greet("Hi NAME,", None), "Hi,");
        assert_eq!(greet("NAME,", None), "");
        assert_eq!(shown("Dear {first} {last},"), "Dear NAME SURNAME,");
        assert!(is_greeting("Hullo Tom,", &[tom()]) && !is_greeting("Tom is late.", &[]));
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
