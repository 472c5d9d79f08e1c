//! Words that a check of names and numbers has to know.

pub(super) const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// In their order, from January.
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Months that are other words as well.
const NO_MONTHS: [&str; 2] = ["march", "may"];
/// Written with a capital and yet no fact that somebody would have to have said.
pub(super) const NO_NAMES: &[&str] = &[
    "american",
    "americans",
    "british",
    "catholic",
    "cd",
    "cds",
    "christian",
    "christmas",
    "dvd",
    "dvds",
    "easter",
    "english",
    "european",
    "ep",
    "french",
    "german",
    "god",
    "internet",
    "italian",
    "jewish",
    "latin",
    "lp",
    "mr",
    "mrs",
    "ms",
    "ok",
    "okay",
    "ps",
    "p.s",
    "re",
    "spanish",
    "tv",
    "usa",
    "web",
    "western",
    "dr",
    "pm",
    "am",
    "fyi",
    "btw",
    "imho",
    "imo",
    "lol",
    "faq",
    "eg",
    "ie",
    "dad",
    "mom",
    "mum",
];
/// Join a sentence to the one before it, so that they begin one with a capital and hardly ever stand elsewhere.
pub(super) const LINKS: [&str; 31] = [
    "afterwards",
    "alternatively",
    "anyway",
    "besides",
    "conversely",
    "earlier",
    "furthermore",
    "hence",
    "however",
    "indeed",
    "instead",
    "likewise",
    "maybe",
    "meanwhile",
    "moreover",
    "nevertheless",
    "nonetheless",
    "otherwise",
    "overall",
    "perhaps",
    "please",
    "regardless",
    "similarly",
    "sometimes",
    "sorry",
    "still",
    "thanks",
    "therefore",
    "thus",
    "yes",
    "yet",
];
const SMALL_NUMBERS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
/// Words that say how many as well, and that nobody checks a draft for: they stand in too many turns of phrase.
const LARGER_NUMBERS: [&str; 6] = ["hundred", "thousand", "million", "dozen", "half", "quarter"];

/// What a number in words comes to, up to ninety-nine; in small letters.
pub(super) fn value(word: &str) -> Option<usize> {
    let at = |list: &[&str], word: &str| list.iter().position(|known| *known == word);
    let tens = |word: &str| at(&TENS, word).map(|tens| (tens + 2) * 10);
    at(&SMALL_NUMBERS, word).or_else(|| tens(word)).or_else(|| {
        let (more, less) = word.split_once('-')?;
        let less = at(&SMALL_NUMBERS, less).filter(|less| (1..10).contains(less))?;
        Some(tens(more)? + less)
    })
}

/// Whether `word`, in small letters, is a weekday or a month and no other word.
pub(super) fn is_date(word: &str) -> bool {
    DAYS.contains(&word.trim_end_matches('s'))
        || (MONTHS.contains(&word) && !NO_MONTHS.contains(&word))
}

/// Whether a word says how many or when. Another word of that sort is near it in meaning, and says something else.
pub(crate) fn is_number_or_date(word: &str) -> bool {
    let word = word.to_lowercase();
    word.split('-').any(|part| {
        part.starts_with(|first: char| first.is_ascii_digit())
            || value(part).is_some()
            || LARGER_NUMBERS.contains(&part)
            || is_date(part)
    })
}
