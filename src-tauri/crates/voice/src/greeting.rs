//! The first line of a letter, with the name taken out so that it can be counted.

use domain::Person;

use crate::names::parts;

/// Where the first name stood.
const FIRST: &str = "{first}";
/// Where the first name stood in small letters.
const SMALL: &str = "{small}";
/// Where the last name stood.
const LAST: &str = "{last}";
/// Words that open a letter together with a name, in lower case, in the languages that most often do.
const OPENERS: &[&str] = &[
    "dear",
    "morning",
    "evening",
    "liebe",
    "lieber",
    "cher",
    "chère",
    "caro",
    "cara",
    "beste",
    "querida",
    "querido",
    "estimada",
    "estimado",
    "estimados",
    "gentile",
    "geachte",
    "lieve",
    "kära",
    "käre",
    "prezada",
    "prezado",
    "chers",
    "chères",
];
/// Words that greet by themselves as well; those of a pair do, too, but for the most formal.
const ALONE: &[&str] = &[
    "hi",
    "hello",
    "hullo",
    "hallo",
    "hey",
    "hiya",
    "greetings",
    "bonjour",
    "bonsoir",
    "salut",
    "hola",
    "ciao",
    "hej",
    "hejsan",
    "olá",
    "moin",
    "servus",
    "buongiorno",
    "buonasera",
    "goedemorgen",
    "goedemiddag",
    "привет",
    "здравствуйте",
];
/// Words that do so together with the next.
const PAIRS: &[(&str, &[&str])] = &[
    ("good", &["morning", "afternoon", "evening", "day"]),
    ("sehr", &["geehrte", "geehrter", "geehrtes"]),
    ("guten", &["morgen", "tag", "abend"]),
    ("buenos", &["días", "dias"]),
    ("buenas", &["tardes", "noches"]),
    ("bom", &["dia"]),
    ("boa", &["tarde", "noite"]),
    ("добрый", &["день", "вечер"]),
];
/// Words of a greeting that call nobody in particular.
const ANYBODY: &[&str] = &[
    "à",
    "dear",
    "y'all",
    "a",
    "again",
    "all",
    "alla",
    "alle",
    "allen",
    "and",
    "anybody",
    "both",
    "colleagues",
    "concern",
    "damen",
    "everybody",
    "everyone",
    "folks",
    "friends",
    "guys",
    "herren",
    "it",
    "liebe",
    "madam",
    "may",
    "miteinander",
    "or",
    "sir",
    "team",
    "the",
    "there",
    "to",
    "todas",
    "todos",
    "tous",
    "toutes",
    "tutti",
    "und",
    "whom",
    "you",
    "zusammen",
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
        pattern = replace_word(&pattern, &first.to_lowercase(), SMALL);
        pattern = replace_word(&pattern, last, LAST);
    }
    let words: Vec<String> = words_of(line).collect();
    // "Morning is best for me." is a sentence.
    let sentence = line.ends_with('.') && words.len() > 3;
    let opens = match words.as_slice() {
        [first, ..] if matches!(first.as_str(), "morning" | "evening") => words.len() <= 3,
        [first, ..] if opens(first) => true,
        [first, second, ..] => is_pair(first, second),
        _ => false,
    };
    // "Tom, the key is lost." calls somebody, and is not only that.
    let called = (pattern.starts_with(FIRST) || pattern.starts_with(SMALL))
        && bare(&pattern).all(|word| is_anybody(&word));
    ((opens && !sentence) || called).then_some(pattern)
}

fn words_of(line: &str) -> impl Iterator<Item = String> {
    let words = line.split(|c: char| !c.is_alphabetic());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// The words of `pattern` beside its slots, as they stand there.
fn bare(pattern: &str) -> impl Iterator<Item = String> {
    let bare = [FIRST, SMALL, LAST]
        .iter()
        .fold(pattern.to_owned(), |left, slot| left.replace(slot, ""));
    let words = bare.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’');
    let words = words.filter(|word| !word.is_empty()).map(str::to_owned);
    words.collect::<Vec<_>>().into_iter()
}

fn is_anybody(word: &str) -> bool {
    ANYBODY.contains(&word.to_lowercase().as_str())
}

/// Whether a greeting may begin with `word`, in small letters.
fn opens(word: &str) -> bool {
    OPENERS.contains(&word) || ALONE.contains(&word)
}

fn is_pair(first: &str, second: &str) -> bool {
    PAIRS
        .iter()
        .any(|(one, next)| *one == first && next.contains(&second))
}

/// `pattern` for somebody: none if it needs a name that is not known.
pub(crate) fn fill(pattern: &str, person: Option<&Person>) -> Option<String> {
    let (first, last) = person.and_then(parts).unwrap_or_default();
    let missing = |slot: &str, value: &str| pattern.contains(slot) && value.is_empty();
    if missing(FIRST, first)
        || missing(SMALL, first)
        || missing(LAST, last)
        || is_for_several(pattern)
    {
        return None;
    }
    let named = pattern.replace(FIRST, first).replace(LAST, last);
    Some(named.replace(SMALL, &first.to_lowercase()))
}

/// `pattern` for somebody whose name is not known: none where the name belongs to it, as in "Dear Tom," or "Tom,".
pub(crate) fn without_name(pattern: &str) -> Option<String> {
    let words: Vec<String> = bare(pattern).map(|word| word.to_lowercase()).collect();
    let greets = match words.as_slice() {
        [one] => ALONE.contains(&one.as_str()),
        [first, second] => first != "sehr" && is_pair(first, second),
        _ => false,
    };
    let slot = [FIRST, SMALL]
        .into_iter()
        .find(|slot| pattern.contains(slot))?;
    let named = [format!(", {slot}"), format!(" {slot}")];
    let alone = named
        .iter()
        .fold(pattern.to_owned(), |left, named| left.replace(named, ""));
    (greets && !alone.contains('{')).then_some(alone)
}

/// A greeting as it is shown and as the user types it, with NAME and SURNAME in the place of a name.
pub(crate) fn shown(pattern: &str) -> String {
    let named = pattern.replace(LAST, "SURNAME").replace(FIRST, "NAME");
    named.replace(SMALL, "NAME")
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

/// Whether a line that has `begun` so may become one that greets with more than a name.
pub fn may_greet(begun: &str) -> bool {
    let words: Vec<String> = bare(begun).map(|word| word.to_lowercase()).collect();
    let begins = |all: &[&str], word: &str| all.iter().any(|one| one.starts_with(word));
    let of_pair = |word: &str| PAIRS.iter().find(|(first, _)| *first == word);
    match words.as_slice() {
        [] => true,
        [first] => {
            begins(OPENERS, first)
                || begins(ALONE, first)
                || PAIRS.iter().any(|(one, _)| one.starts_with(first.as_str()))
        }
        [first, second, rest @ ..] => {
            let is_pair = |(_, seconds): &(&str, &[&str])| match rest.is_empty() {
                true => begins(seconds, second),
                false => seconds.contains(&second.as_str()),
            };
            opens(first) || of_pair(first).is_some_and(is_pair)
        }
    }
}

/// Whether the greeting calls somebody by a name that stands in no slot, by a title, or together with another one, so that
/// it suits no other. Who writes "hi tom" does so, too: what is not known to call nobody may be a name.
pub(crate) fn is_personal(pattern: &str) -> bool {
    let words: Vec<String> = bare(pattern).collect();
    let small: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let opening = match small.as_slice() {
        [first, second, ..] if is_pair(first, second) => 2,
        [first, ..] if opens(first) => 1,
        _ => 0,
    };
    let others = words.get(opening..).unwrap_or_default();
    let mut strange = others.iter().filter(|word| !is_anybody(word));
    let is_small = |word: &String| word.starts_with(char::is_lowercase);
    // "Hi Tom, how are you?" says more than a name does; what stands alone is one.
    let alone = !pattern.contains('{') && others.len() == 1;
    let named = strange.any(|word| alone || !is_small(word));
    pattern.contains(LAST) || named || is_for_several(pattern)
}

/// Whether the greeting calls two people by the same part of their names: which one is which is not kept.
fn is_for_several(pattern: &str) -> bool {
    [FIRST, SMALL, LAST]
        .iter()
        .any(|slot| pattern.matches(slot).count() > 1)
}

fn replace_word(line: &str, word: &str, by: &str) -> String {
    if word.chars().count() < 2 {
        return line.to_owned();
    }
    line.split_inclusive(|c: char| !c.is_alphanumeric())
        .map(|part| {
            let bare = part.trim_end_matches(|c: char| !c.is_alphanumeric());
            if bare == word && !is_anybody(word) {
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
    fn a_line_may_greet_as_long_as_it_begins_so() {
        for begun in [
            "",
            "H",
            "Hul",
            "Hullo Tom and Ruth",
            "Go",
            "Good mor",
            "Good day, To",
            "*Hi",
        ] {
            assert!(may_greet(begun), "{begun}");
        }
        for other in ["The", "Hulls", "Good key", "Good mornings to", "Tom,"] {
            assert!(!may_greet(other), "{other}");
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
        assert!(is_greeting("Hullo Tom,", &[tom()]));
        for sentence in [
            "Tom is late.",
            "Tom, the key is lost.",
            "Good Friday service is cancelled.",
            "Morning is best for me.",
            "Hello is what I said.",
        ] {
            assert!(!is_greeting(sentence, &[tom()]), "{sentence}");
        }
    }

    #[test]
    fn what_calls_nobody_suits_everybody() {
        for general in [
            "Hi All,",
            "Hi there!",
            "Hallo Zusammen,",
            "Good Morning,",
            "Sehr geehrte Damen und Herren,",
            "Guten Tag,",
            "Buongiorno,",
            "Dear Sir or Madam,",
            "Hi {first},",
            "Hej {first}!",
        ] {
            assert!(!is_personal(general), "{general}");
            assert!(
                pattern(&format!("{}\n\nYes.", general.replace(FIRST, "Ada")), &[]).is_some(),
                "{general}"
            );
        }
        for personal in [
            "hi tom,",
            "Dear Mrs Okafor,",
            "Hi 小明,",
            "Sehr geehrte Frau Okafor,",
        ] {
            assert!(is_personal(personal), "{personal}");
        }
    }

    #[test]
    fn a_greeting_of_two_is_said_to_nobody_else() {
        let ada = Person {
            name: "Ada Byron".into(),
            ..Person::default()
        };
        let both = pattern("Hi Tom and Ada,\n\nyes", &[tom(), ada.clone()]).unwrap();
        assert!(is_personal(&both));
        assert_eq!(fill(&both, Some(&ada)), None);
        let small = pattern("hi tom,\n\nyes", &[tom()]).unwrap();
        assert_eq!(fill(&small, Some(&ada)).as_deref(), Some("hi ada,"));
        assert_eq!(fill(&small, Some(&tom())).as_deref(), Some("hi tom,"));
        let staff = Person {
            name: "All Staff".into(),
            ..Person::default()
        };
        assert_eq!(
            pattern("Hi all,\n\nyes", &[staff]).as_deref(),
            Some("Hi all,")
        );
        for general in ["Hi {first}, how are you?", "Bonjour à tous,", "Hi y'all,"] {
            assert!(!is_personal(general), "{general}");
        }
        assert!(is_greeting("Tom dear,", &[tom()]));
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
