//! The line above a quote that says whose words it is: "On Monday, Anna wrote:", in many languages.

pub(super) mod evidence;
mod speech;

use evidence::{around_address, has_address, has_day, has_year, is_dated, is_moment};
use speech::{Verb, around_verb, cites, has_inner_verb, has_verb_within};
use speech::{is_about_me, last_verb, opens};

/// So many lines may one attribution take.
const MOST_LINES: usize = 4;
/// A longer one is prose.
const LONGEST: usize = 400;
/// A line that a program broke has so many letters, unless an address comes next.
const WIDE: usize = 50;
/// An attribution without an address has no more words.
const MOST_WORDS: usize = 20;
/// A name with its address in front of a date has no more, with what leads up to it.
const MOST_NAMES: usize = 7;
/// Behind the address or the date that comes last a verb may stand, of so few words.
const FEW_WORDS: usize = 2;

/// An attribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attribution {
    /// How many lines it takes.
    pub(super) lines: usize,
    /// What has to follow for it to be one.
    pub(super) before: Before,
}

/// What an attribution stands before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// It names a time or an address: what follows is a quote, whatever it looks like.
    Anything,
    /// "Anna says:" stands before a quote if what follows is marked or indented.
    Indented,
    /// Anything looser counts only before marks.
    Marks,
}

/// The attribution that begins with the first of `lines`.
pub(super) fn at(lines: &[&str]) -> Option<Attribution> {
    let mut joined = String::new();
    let mut looser = None;
    // Whether it begins as attributions do. One of a language that nobody knows here has to be certain.
    let mut known = true;
    for (at, line) in lines.iter().take(MOST_LINES).enumerate() {
        let line = line.trim();
        if line.len() > LONGEST || joined.len() + line.len() > LONGEST {
            break;
        }
        let line = evidence::plain(line);
        let line = line.trim();
        if line.is_empty()
            || line.starts_with('>') && !line.starts_with(">:")
            || !known && !goes_on(&joined, line)
        {
            break;
        }
        if at > 0 {
            joined.push(' ');
        }
        joined.push_str(line);
        if let Some(before) = sort(&joined, at + 1) {
            let found = Attribution {
                lines: at + 1,
                before,
            };
            if before == Before::Anything {
                return Some(found);
            }
            if known {
                looser = looser.or(Some(found));
            }
            // "Op 4 maart schreef", and in the next line the name: only a colon ends it.
            if line.ends_with(':') && !is_open(&joined) {
                break;
            }
        }
        known = opens(&joined) || at == 0 && has_address(&joined);
        if ends_sentence(&joined) || !(known || is_moment(&joined)) {
            break;
        }
    }
    looser
}

/// Whether `line` is the rest of an attribution that a program broke behind `joined`, rather than another line below it.
fn goes_on(joined: &str, line: &str) -> bool {
    !opens(line) && (line.starts_with('<') || joined.chars().count() >= WIDE)
}

/// Whether a bracket is open at the end of `text`.
fn is_open(text: &str) -> bool {
    text.matches('(').count() > text.matches(')').count()
}

/// Whether a sentence ends with `text`. A figure or a single letter before the dot is a part of a date.
fn ends_sentence(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or(text);
    let short = last
        .strip_suffix('.')
        .is_some_and(|word| word.chars().count() <= 1 || word.bytes().all(|b| b.is_ascii_digit()));
    text.ends_with(['.', '!', '?']) && !(short && is_moment(text))
}

/// Whether `text` is a whole attribution, and what has to follow.
fn sort(text: &str, lines: usize) -> Option<Before> {
    let lower = text.to_lowercase();
    let bare = lower.trim_end_matches(['-', ' ']);
    let colon = bare.ends_with(':');
    let end = bare.trim_end_matches([':', ' ', '.', ',', '>']);
    let verb = last_verb(end);
    let last = verb.is_some();
    if names_message(&lower) {
        return Some(Before::Marks);
    }
    if !(last || colon) {
        return None;
    }
    let count = words(end);
    let (dated, address) = (is_dated(&lower), has_address(text));
    let opened = opens(text);
    // Prose comes by such verbs at the ends of its lines, but not by a colon, nor by all that a program names. One program
    // sets dashes instead.
    let whole = last && verb != Some(Verb::Says) && address && is_moment(&lower);
    let closed = colon || whole || lower.ends_with("---");
    // Whom I quote is myself, and those are my words.
    let mine = is_about_me(text);
    let certain = closed && !mine;
    // "So wird es geschrieben:" stands before anything, and no program sets it before a time.
    let told_of = end.ends_with(" geschrieben");
    let looser = if mine || told_of {
        Before::Marks
    } else {
        Before::Indented
    };
    let front = text.trim_end_matches([':', ' ']);
    if certain && colon && (is_shaped(text) || is_parted(front)) {
        return Some(Before::Anything);
    }
    let begun = opened || verb == Some(Verb::RunsOn);
    if (last || colon && has_inner_verb(&lower)) && begun && (dated || address) {
        // "On 5 March 2024 the doctor wrote:" may as well be a part of the letter.
        let article = lower.starts_with("in article ") || lower.starts_with("in message ");
        let spoken = verb == Some(Verb::Says) || told_of;
        let timed = !spoken && is_moment(&lower) && count <= MOST_WORDS;
        let sure = address || article || timed || end.ends_with("you wrote");
        return Some(if certain && sure {
            Before::Anything
        } else {
            looser
        });
    }
    if last && address && count <= 16 {
        return Some(if certain { Before::Anything } else { looser });
    }
    // "30.09.2017, 18.30, "Anna" <a@b.c>:" has no verb at all.
    if colon && address && dated && has_day(&lower) && opened {
        let behind = end.rsplit('@').next().unwrap_or_default();
        return Some(if certain && words(behind) <= FEW_WORDS + 1 {
            Before::Anything
        } else {
            Before::Marks
        });
    }
    let plain = lines <= 2 && !end.contains([';', '?', '!']);
    let written = end.ends_with("wrote") || end.ends_with("writes");
    let ended = colon || text.ends_with("...");
    let named = last && ended && count <= if written { 12 } else { 9 };
    let bare_name = last && count <= 3 && written;
    let first = text.split_whitespace().next().unwrap_or("");
    let bare_address =
        colon && count <= 6 && address && (has_address(first) || lower.starts_with("from:"));
    // "Anna said here on Monday:"
    let told = || colon && count <= 8 && has_verb_within(end);
    let cited = colon && address && count <= MOST_NAMES + 1 && cites(&lower);
    let other = cited || colon && is_name_and_day(front);
    if plain && named && !mine && !told_of {
        return Some(Before::Indented);
    }
    (plain && (named || bare_name || bare_address || other || told())).then_some(Before::Marks)
}

/// Whether `lower` ends as Outlook Express has it in newsgroups: "Anna <a@b.c> wrote in message news:1@b.c..."
fn names_message(lower: &str) -> bool {
    lower
        .rsplit_once(" news:")
        .is_some_and(|(before, message)| {
            has_address(before)
                && has_verb_within(before)
                && words(message) == 1
                && has_address(message)
        })
}

/// "Anna Bell hat am 04.03.2024 10:00 CET geschrieben"
fn is_parted(text: &str) -> bool {
    around_verb(text).is_some_and(|(name, when)| {
        let month = |word: &str| word == "um" || !word.starts_with(char::is_lowercase);
        has_year(when) && is_moment(when) && is_title(name) && when.split_whitespace().all(month)
    })
}

/// "Anna Bell, 04.03.2024"
fn is_name_and_day(text: &str) -> bool {
    text.split_once(", ").is_some_and(|(name, day)| {
        let figures = |c: char| c.is_ascii_digit() || " .,:/-".contains(c);
        is_title(name) && is_dated(day) && has_day(day) && day.chars().all(figures)
    })
}

/// A few words, each with a capital.
fn is_title(text: &str) -> bool {
    let named = |word: &str| word.starts_with(char::is_uppercase);
    (1..=MOST_NAMES).contains(&words(text)) && text.split_whitespace().all(named)
}

/// Whether `text`, which ends in a colon, is an attribution in whatever language: it has a name with an address in
/// brackets at its one end, a day with a time at its other, and hardly more.
fn is_shaped(text: &str) -> bool {
    let Some((before, after)) = around_address(text) else {
        return false;
    };
    let after = after.trim_matches([':', ' ', ')', '-', ',']);
    let figures = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
    let behind_date = after
        .split_whitespace()
        .rev()
        .take_while(|word| !figures(word))
        .filter(|word| !is_zone(word))
        .count();
    // Programs begin with the day, and in the middle of a sentence with nothing.
    let begins = opens(text) || before.split_whitespace().take(3).any(|word| figures(&word));
    let dated_first =
        is_moment(before) && words(before) <= MOST_WORDS && begins && words(after) <= FEW_WORDS;
    let is_named = |word: &str| !word.starts_with(char::is_lowercase);
    let names_alone = opens(text) || before.split_whitespace().all(is_named);
    let named_first =
        words(before) <= MOST_NAMES && names_alone && is_moment(after) && behind_date < FEW_WORDS;
    (dated_first || named_first) && !text.contains(['?', '!'])
}

/// "CET" and the like, which stand behind a time of day.
fn is_zone(word: &str) -> bool {
    (3..=5).contains(&word.len()) && word.bytes().all(|c| c.is_ascii_uppercase())
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests;
