//! Where nobody but a mail program sets headers: at the very top of what it saved or printed, and below its dividers.

use super::super::tidy::is_rule;
use super::{MOST_LINES, following, has_address, header, is_marker, is_moment, plain};

/// The name above the headers, whose mailbox it was, has no more words.
const MOST_NAMES: usize = 4;
/// The rule that Outlook draws has so many signs, or more.
const LEAST_RULE: usize = 20;
/// What may stand among the headers and says nothing here.
pub(super) const BESIDE: &str = "|attachments|attachment|anlagen|anlage|anhänge|pièces jointes|bijlagen|allegati|datos adjuntos|\
    anexos|importance|wichtigkeit|priority|reply-to|antwort an|categories|kategorien|bcc|";

/// What the headers at the top of a text say.
#[derive(Debug, Default, PartialEq)]
pub(in crate::extract) struct Top {
    /// Who wrote it.
    pub(in crate::extract) from: String,
    /// When, as it is written there.
    pub(in crate::extract) when: String,
    /// To whom.
    pub(in crate::extract) whom: String,
    /// About what.
    pub(in crate::extract) what: String,
    /// How many lines they take, with what stands above them.
    pub(in crate::extract) lines: usize,
}

/// The headers at the top of `lines`, in whatever order. A memo of one's own begins like that, too, but has neither an
/// address nor a time of day.
pub(in crate::extract) fn top(lines: &[&str]) -> Option<Top> {
    let first = following(lines, 0)?;
    let found = headers(lines, first);
    found.or_else(|| {
        let names: Vec<&str> = lines[first].split_whitespace().collect();
        let is_name = |word: &&str| {
            word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphabetic)
        };
        let named = (2..=MOST_NAMES).contains(&names.len()) && names.iter().all(is_name);
        let mut next = following(lines, first + 1)?;
        if is_rule(lines[next]) {
            next = following(lines, next + 1)?;
        }
        // Then nothing may be missing.
        let whole = |top: &Top| {
            let all = [&top.from, &top.when, &top.whom, &top.what];
            all.iter().all(|value| !value.is_empty())
        };
        headers(lines, next).filter(|top| named && whole(top))
    })
}

/// The headers that begin at line `first`.
fn headers(lines: &[&str], first: usize) -> Option<Top> {
    let mut values: [Option<String>; 4] = [const { None }; 4];
    let mut last = None;
    let mut at = first;
    let mut end = first;
    while at < lines.len().min(first + 2 * MOST_LINES) {
        let (name, value) = lines[at].split_once([':', '：']).unwrap_or_default();
        let below = at == end;
        match header(lines[at]) {
            // The next mail begins.
            Some(0) if values[0].is_some() => break,
            // So does what it says.
            Some(which) if !below && values[which].is_some() => break,
            Some(which) => {
                let mut said = plain(value.trim_matches(['*', ' ', '\t']));
                // A page may have the name in one box and the value in another.
                let box_below = lines.get(at + 1).filter(|line| header(line).is_none());
                if said.is_empty()
                    && let Some(line) = box_below
                {
                    said = plain(line.trim());
                    at += usize::from(!said.is_empty());
                }
                // One is copied to, another answered: who comes first is meant.
                if values[which].is_none() {
                    values[which] = Some(said);
                    last = Some(which);
                } else {
                    last = None;
                }
            }
            None if at == first => return None,
            None if below && BESIDE.contains(&format!("|{}|", name.trim().to_lowercase())) => {
                last = None;
            }
            // A long list of addresses goes on in the next line.
            None if below && !lines[at].contains(':') && goes_on(lines, at) => {
                if let Some(value) = last.and_then(|which| values[which].as_mut()) {
                    value.push(' ');
                    value.push_str(lines[at].trim());
                }
            }
            None => break,
        }
        end = at + 1;
        let Some(next) = following(lines, end) else {
            break;
        };
        at = next;
    }
    let named = values.iter().flatten().count();
    let [from, when, whom, what] = values.map(Option::unwrap_or_default);
    // An itinerary has a sender, a day and an hour as well.
    let sure = has_address(&from) || is_moment(&when) && !what.is_empty();
    (named > 2 && sure && !from.trim().is_empty()).then_some(Top {
        from,
        when,
        whom,
        what,
        lines: end,
    })
}

/// Whether line `at` is the rest of a list of people.
fn goes_on(lines: &[&str], at: usize) -> bool {
    lines[at].contains('@') || lines[at - 1].trim_end().ends_with([';', ','])
}

/// Where the headers end below a divider at line `at` that nobody draws above their own words: "-----Original Message-----",
/// or the long rule of Outlook.
pub(in crate::extract) fn divided(lines: &[&str], at: usize) -> Option<usize> {
    let line = lines[at].trim();
    let drawn = line.len() >= LEAST_RULE && line.bytes().all(|c| c == b'_');
    if drawn {
        let next = following(lines, at + 1)?;
        let end = next + headers(&lines[next..], 0)?.lines;
        return Some(end);
    }
    is_marker(line).then(|| super::below(lines, at + 1, 2))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Top> {
        top(&text.lines().collect::<Vec<_>>())
    }

    #[test]
    fn headers_at_the_top_in_many_languages_and_orders() {
        for (text, from, lines) in [
            (
                "Von: Anna Bell <anna@example.net>\nGesendet: Montag, 4. März 2024 10:00\nAn: Tom\nBetreff: Boot\n\nHallo",
                "Anna Bell <anna@example.net>",
                4,
            ),
            (
                "De : Anna Bell\nEnvoyé : lundi 4 mars 2024 10:00\nÀ : Tom\nObjet : Bateau\n\nBonjour",
                "Anna Bell",
                4,
            ),
            (
                "Subject: Boat\nFrom: Anna <a@b.c>\nDate: 04/03/2024, 10:00\n\nTo: Tom <t@b.c>\n\nHi",
                "Anna <a@b.c>",
                5,
            ),
            (
                "Subject: \nBoat\nFrom: \nAnna <a@b.c>\nTo: \nTom\n\nHi",
                "Anna <a@b.c>",
                6,
            ),
            (
                "From: Anna <a@b.c>\nSent: Monday\nTo: Tom;\nben@b.c\nAttachments: x.pdf\nSubject: x\nHi",
                "Anna <a@b.c>",
                6,
            ),
            (
                "Tom Averill\n________________\nFrom: Anna <a@b.c>\nSent: Monday\nTo: Tom\nSubject: x\n\nHi",
                "Anna <a@b.c>",
                6,
            ),
        ] {
            let found = of(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.from.as_str(), found.lines), (from, lines), "{text}");
        }
    }

    #[test]
    fn ones_own_texts_have_no_such_top() {
        for text in [
            "To: All of us\nFrom: Tom Averill\nDate: 4 March 2024\nSubject: Parking\n\nDo not.",
            "MEMO\n\nFrom: Tom Averill\nDate: 4 March 2024\nTo: The council\nSubject: Noise\n\nIt is loud.",
            "From: Berlin\nTo: Munich\nDate: 4 March 10:00\n\nPack.",
            "From: our side, no.\nAnd then a@b.c",
            "The day on which I got this mail\n\nFrom: Anna <a@b.c>\nTo: Tom\nSubject: x\n\nI was sad.",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn dividers_of_programs() {
        let divided = |text: &str| super::divided(&text.lines().collect::<Vec<_>>(), 0);
        let block =
            "From: Anna <a@b.c>\nSent: Monday, March 4, 2024 10:00 AM\nTo: Tom\nSubject: x\n\nHi";
        assert_eq!(
            divided(&format!("-----Original Message-----\n{block}")),
            Some(5)
        );
        assert_eq!(divided(&format!("{}\n\n{block}", "_".repeat(32))), Some(6));
        assert_eq!(divided(&format!("-----\n{block}")), None);
        assert_eq!(divided("-----Original Message-----\n\nThat is all."), None);
        assert_eq!(divided(block), None);
    }
}
