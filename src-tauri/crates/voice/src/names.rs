//! What to call somebody: the parts of a name as it stands in a mail.

use domain::Person;

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

fn is_in(word: &str, list: &[&str]) -> bool {
    let word = word.replace('.', "").to_lowercase();
    list.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

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
