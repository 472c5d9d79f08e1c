//! What shows that a mail program set a line rather than a person: an address, a day and a time of day in figures.

/// `text` with plain colons, figures and spaces, and without the marks that say in which direction one reads.
pub(in crate::extract) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
        .map(|c| match c {
            '：' => ':',
            '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{3000}' => ' ',
            '\u{660}'..='\u{669}' => figure(c, '\u{660}'),
            '\u{6f0}'..='\u{6f9}' => figure(c, '\u{6f0}'),
            '\u{ff10}'..='\u{ff19}' => figure(c, '\u{ff10}'),
            _ => c,
        })
        .collect()
}

/// The plain figure for `c` of a script whose figures begin with `zero`.
fn figure(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// `text` made plain and in lower case, for comparing. The dot that is left of a Turkish "İ" goes as well.
pub(in crate::extract) fn folded(text: &str) -> String {
    plain(text)
        .to_lowercase()
        .replace('\u{307}', "")
        .replace('’', "'")
}

/// Something like `a@b`.
pub(in crate::extract) fn has_address(text: &str) -> bool {
    text.split('@')
        .zip(text.split('@').skip(1))
        .any(|(before, after)| {
            before.ends_with(|c: char| c.is_alphanumeric())
                && after.starts_with(|c: char| c.is_alphanumeric())
        })
}

/// What stands before and behind an address in angle brackets.
pub(super) fn around_address(text: &str) -> Option<(&str, &str)> {
    text.match_indices('<').find_map(|(at, open)| {
        let (inside, after) = text[at + open.len()..].split_once('>')?;
        let inside = inside.trim();
        (has_address(inside) && !inside.contains(char::is_whitespace)).then(|| (&text[..at], after))
    })
}

/// A year of this or the last century.
pub(super) fn has_year(text: &str) -> bool {
    let is_year =
        |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    text.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

/// A year, a time of day or a day of a month in figures.
pub(super) fn is_dated(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '/' | '.' | '-')))
        .any(|part| {
            let figures = || part.split([':', '/', '.', '-']).filter(|p| !p.is_empty());
            figures().any(|p| p.len() == 4 && (p.starts_with("19") || p.starts_with("20")))
                || figures()
                    .filter(|p| p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit()))
                    .count()
                    >= 2
        })
}

/// A day and a time of day, both in figures: people who tell a story seldom give both, programs always do.
pub(in crate::extract) fn is_moment(text: &str) -> bool {
    let (clocks, others) = figures(text);
    // "4.3. klo 10.00" has no colon: its hours and minutes are counted among the others.
    clocks > 0 && others > 0 || others > 2 && text.split_whitespace().any(is_dotted_clock)
}

/// A figure that is no time of day.
pub(super) fn has_day(text: &str) -> bool {
    figures(text).1 > 0
}

/// How many figures are times of day, and how many are not.
fn figures(text: &str) -> (usize, usize) {
    text.split(|c: char| !(c.is_ascii_digit() || c == ':'))
        .filter(|part| part.contains(|c: char| c.is_ascii_digit()))
        .fold((0, 0), |(clocks, others), part| {
            if has_clock(part) {
                (clocks + 1, others)
            } else {
                (clocks, others + 1)
            }
        })
}

/// A time of day such as 7:37.
fn has_clock(text: &str) -> bool {
    text.split_once(':').is_some_and(|(hours, rest)| {
        let minutes = rest.split(':').next().unwrap_or_default();
        hours.ends_with(|c: char| c.is_ascii_digit())
            && minutes.len() == 2
            && minutes.bytes().all(|b| b.is_ascii_digit())
    })
}

/// A time of day such as 17.50.
fn is_dotted_clock(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    word.split_once('.').is_some_and(|(hours, minutes)| {
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        (1..=2).contains(&hours.len())
            && minutes.len() == 2
            && is_number(hours)
            && is_number(minutes)
    })
}

/// Whether "I" is a word of `text`, or one of `others`, which stand between strokes in lower case. A small "i" is a word of
/// other languages.
pub(in crate::extract) fn says_i(text: &str, others: &str) -> bool {
    text.split_whitespace().any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.to_lowercase().replace('’', "'");
        word == "I" || others.contains(&format!("|{bare}|"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_and_a_time() {
        for text in [
            "Mon, 4 Mar 2024 10:00:00 +0100",
            "2024年3月4日周一 10:00写道",
            "04.03.2024 10:00 >>>",
            "3/4/24 10:00AM",
            "Sen, 4 Mar 2024 pukul 10.00",
            "pe 20. lokakuuta 2017 klo 17.50",
            "Montag, 4. März 2024 um 9:05 Uhr",
        ] {
            assert!(is_moment(text), "{text}");
        }
        for text in [
            "at 10:30",
            "at 10:30 and at 11:00",
            "04.03.2024",
            "Matthew 5:3 or so: 4",
            "page 4: x",
            "",
        ] {
            assert!(!is_moment(text), "{text}");
        }
    }

    #[test]
    fn what_is_written_in_other_figures_and_directions_is_made_plain() {
        assert_eq!(
            plain("\u{202b}מאת \u{202a}Anna\u{202c}\u{200f}：\u{a0}\u{664}\u{6f5}\u{ff16}"),
            "מאת Anna: 456"
        );
        assert_eq!(folded("İletilen ’İ"), "iletilen 'i");
    }

    #[test]
    fn addresses_in_brackets() {
        assert_eq!(
            around_address("if a<b, Anna <a@b.c > wrote:"),
            Some(("if a<b, Anna ", " wrote:"))
        );
        assert_eq!(around_address("Anna <a b@c>"), None);
        assert_eq!(around_address("a@b.c"), None);
    }

    #[test]
    fn hostile_evidence() {
        assert!(!is_moment(&":".repeat(100_000)));
        assert!(!is_moment(&"1".repeat(100_000)));
        assert_eq!(around_address(&"<".repeat(400)), None);
    }
}
