//! What to call somebody: the parts of a name as it stands in a mail.

use domain::Person;

/// First and last word of a name; the last is empty where there is but one.
pub(crate) fn parts(person: &Person) -> Option<(&str, &str)> {
    // "Averill, Tom" is written by some mail programs.
    let name = person.name.trim();
    if let Some((last, first)) = name.split_once(',') {
        return Some((first.split_whitespace().next()?, last.trim()));
    }
    let mut words = name.split_whitespace().filter(|word| !word.contains('@'));
    let first = words.next()?;
    Some((first, words.next_back().unwrap_or_default()))
}
