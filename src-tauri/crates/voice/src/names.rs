//! What to call somebody: the parts of a name as it stands in a mail.

use domain::{Person, with_capital};

/// What stands before a name, in small letters and without stops.
const TITLES: [&str; 18] = [
    "dhr",
    "dott",
    "dr",
    "frau",
    "herr",
    "mevr",
    "miss",
    "mme",
    "mlle",
    "mr",
    "mrs",
    "ms",
    "mx",
    "prof",
    "professor",
    "rev",
    "sig",
    "sir",
];
/// What stands behind one.
const SUFFIXES: [&str; 14] = [
    "ba", "esq", "gmbh", "ii", "iii", "inc", "jr", "llc", "ltd", "ma", "mba", "md", "msc", "phd",
];

/// What stands in an address that is no person's.
const OFFICES: [&str; 41] = [
    "accounts",
    "admin",
    "admissions",
    "billing",
    "bookings",
    "care",
    "careers",
    "club",
    "contact",
    "customer",
    "desk",
    "editor",
    "enquiries",
    "events",
    "feedback",
    "finance",
    "general",
    "hello",
    "help",
    "human",
    "info",
    "jobs",
    "legal",
    "list",
    "mail",
    "marketing",
    "news",
    "no",
    "office",
    "orders",
    "payable",
    "press",
    "reply",
    "resources",
    "sales",
    "service",
    "services",
    "shop",
    "support",
    "team",
    "web",
];

/// First and last word of a name without its titles; the last is empty where there is but one, and the first where only a
/// title stands before that.
pub(crate) fn parts(person: &Person) -> Option<(&str, &str)> {
    let mut name = person.name.trim();
    while let Some((before, behind)) = name.rsplit_once(',')
        && behind.split_whitespace().all(|word| is_in(word, &SUFFIXES))
    {
        name = before;
    }
    // "Averill, Tom" is written by some mail programs.
    if let Some((last, first)) = name.split_once(',') {
        let mut given = first.split_whitespace();
        let first = given.find(|word| !is_in(word, &TITLES))?;
        return Some((first.trim_end_matches(','), last.trim()));
    }
    let words = name.split_whitespace().filter(|word| !word.contains('@'));
    let all: Vec<&str> = words.collect();
    let titled = all.first().is_some_and(|word| is_in(word, &TITLES));
    let named = all.into_iter().filter(|word| !is_in(word, &TITLES));
    let words: Vec<&str> = named
        .enumerate()
        // "Jack Ma" is no master of arts.
        .filter(|(at, word)| *at < 2 || !is_in(word, &SUFFIXES))
        .map(|(_, word)| word.trim_end_matches([',', ';']))
        .collect();
    match words.as_slice() {
        [] => None,
        [last] if titled => Some(("", *last)),
        [first] => Some((*first, "")),
        [first, .., last] => Some((*first, *last)),
    }
}

/// What somebody is called by `address` alone: "Tom Averill" for tom.averill@example.org, and "Tom" for tom@example.org where
/// the user has written to a Tom among those they `met`. None where it may be no name.
pub fn name_in<'a>(address: &str, met: impl IntoIterator<Item = &'a Person>) -> Option<String> {
    let (local, _) = address.split_once('@')?;
    let is_name = |part: &str| {
        part.chars().count() > 1 && part.chars().all(char::is_alphabetic) && !is_in(part, &OFFICES)
    };
    let named: Vec<&str> = local.split('.').collect();
    let is_met = |name: &str| {
        let first =
            |one: &Person| parts(one).is_some_and(|it| it.0.to_lowercase() == name.to_lowercase());
        met.into_iter().any(first)
    };
    let known = match named.as_slice() {
        [first, last] => is_name(first) && is_name(last),
        [name] => is_name(name) && is_met(name),
        _ => false,
    };
    let names: Vec<String> = named.iter().map(|part| with_capital(part)).collect();
    known.then(|| names.join(" "))
}

fn is_in(word: &str, list: &[&str]) -> bool {
    let word = word.replace('.', "").to_lowercase();
    list.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_a_name_where_it_can_be_one() {
        let tom = Person {
            name: "Tom Averill".into(),
            ..Person::default()
        };
        let of = |address: &str| name_in(address, [&tom]).unwrap_or_default();
        assert_eq!(of("grace.okafor@example.org"), "Grace Okafor");
        assert_eq!(of("tom@example.org"), "Tom");
        for no_name in [
            "grace@example.org",
            "g.okafor@example.org",
            "customer.service@example.org",
            "human.resources@example.org",
            "book.club@example.org",
            "a.b.c@example.org",
            "tom2@example.org",
            "Tom",
        ] {
            assert_eq!(of(no_name), "", "{no_name}");
        }
    }

    #[test]
    fn titles_are_no_part_of_a_name() {
        let of = |name: &str| {
            let person = Person {
                name: name.into(),
                ..Person::default()
            };
            parts(&person).map(|(first, last)| format!("{first}|{last}"))
        };
        for (name, wanted) in [
            ("Tom Averill", "Tom|Averill"),
            ("Averill, Tom", "Tom|Averill"),
            ("Dr. Grace Okafor", "Grace|Okafor"),
            ("Mr Tom Averill", "Tom|Averill"),
            ("Tom Averill, PhD", "Tom|Averill"),
            ("Averill, Tom, Ph.D.", "Tom|Averill"),
            ("Dr. Okafor", "|Okafor"),
            ("Jack Ma", "Jack|Ma"),
            ("Tom Averill Jr.", "Tom|Averill"),
            ("Tom", "Tom|"),
        ] {
            assert_eq!(of(name).as_deref(), Some(wanted), "{name}");
        }
        assert_eq!(of("Dr."), None);
        assert_eq!(of(""), None);
    }
}
