//! The headers of the mails in a conversation as Gmail prints it: what it is about and how many they are, and above each of
//! them its sender and when, and below that to whom.

use super::super::tidy::is_rule;
use super::top::BESIDE;
use super::{Top, has_address, header, is_moment, plain};

/// Who has printed it, and from where, stands above what it is about, in so many lines at most.
const MOST_ABOVE: usize = 8;
/// What it is about has no more lines.
const MOST_SUBJECT: usize = 3;
/// A line with a sender has no more bytes, ...
const LONGEST_SENDER: usize = 300;
/// ... and a time no more words: "seg., 4 de mar. de 2024 às 10:00".
const MOST_OF_MOMENT: usize = 9;
/// How far apart lines of headers may be.
const NEAR: usize = 3;
/// What mails are called where they are counted, in lower case.
const COUNTED: &str = "|message|messages|nachricht|nachrichten|mensaje|mensajes|messaggio|messaggi|mensagem|mensagens|\
    bericht|berichten|meddelande|meddelanden|";
/// Words in a time that are none of its parts.
const BETWEEN: &str = "|at|um|à|a|la|las|alle|ore|às|de|om|kl.|kl|";
/// What stands between brackets in the place of a quote, in lower case.
const HIDDEN: &str = "|quoted text hidden|zitierter text ausgeblendet|texte des messages précédents masqué|\
    texte des citations masqué|el texto citado está oculto|testo tra virgolette nascosto|\
    texto das mensagens anteriores oculto|tekst uit oorspronkelijke bericht is verborgen|citerad text är dold|";
/// The address of the page, which browsers print below it, begins and goes on so.
const PAGE: [&str; 2] = ["https://mail.google.com/", "view=pt"];

/// The mails of the conversation that `lines` are: for each the line at which its headers begin, and what they say.
pub(in crate::extract) fn conversation(lines: &[&str]) -> Option<Vec<(usize, Top)>> {
    let full = (0..lines.len()).filter(|at| !is_empty(lines[*at]));
    let full: Vec<usize> = full.take(MOST_ABOVE + 1).collect();
    let counted = full.iter().position(|at| is_count(lines[*at]))?;
    let above = &full[..counted.checked_sub(1)?];
    let framed = above.iter().rposition(|at| is_frame(lines[*at]));
    let framed = framed.map_or(0, |at| at + 1);
    // Above what somebody has only copied stand words of theirs.
    let own = framed == 0 && !above.is_empty();
    if own || counted - framed > MOST_SUBJECT {
        return None;
    }
    let subject = full[framed..counted].iter().map(|at| lines[*at].trim());
    let subject = subject.collect::<Vec<_>>().join(" ");
    let first = following(lines, full[counted] + 1)?;
    let mut next = Some((first, head(lines, first, &subject)?));
    let mut mails = Vec::new();
    while let Some((begins, top)) = next {
        let mut rest = top.lines..lines.len();
        mails.push((begins, top));
        next = rest.find_map(|at| Some((at, head(lines, at, &subject)?)));
    }
    Some(mails)
}

/// Whether `line` stands in a printed conversation about `subject` without anybody having written it.
pub(in crate::extract) fn is_of_page(line: &str, subject: &str) -> bool {
    let line = plain(line.trim());
    let inside = line
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let hidden =
        inside.is_some_and(|inside| HIDDEN.contains(&format!("|{}|", inside.to_lowercase())));
    let [begins, goes_on] = PAGE;
    let address = line.starts_with(begins) && line.contains(goes_on);
    let title = line.starts_with(|c: char| c.is_ascii_digit())
        && line.ends_with(&format!(" - {subject}"))
        && is_moment(&line);
    hidden || address || title
}

/// The headers that begin at line `at`, of a mail about `subject`: a sender with an address, when, and to whom.
fn head(lines: &[&str], at: usize, subject: &str) -> Option<Top> {
    let line = lines[at].trim();
    let (name, rest) = line.split_once('<')?;
    let (address, behind) = rest.split_once('>')?;
    if line.len() > LONGEST_SENDER || !has_address(address) || address.contains(' ') {
        return None;
    }
    let mut when = plain(behind.trim());
    let mut end = at + 1;
    if when.is_empty() {
        // On a page it has a box of its own.
        let below = following(lines, end)?;
        when = plain(lines[below].trim());
        end = below + 1;
    }
    let to = following(lines, end).filter(|to| is_time(&when) && is_to(lines[*to]))?;
    let (_, value) = lines[to].split_once(':')?;
    let mut whom = value.trim().to_owned();
    end = to + 1;
    while let Some(line) = lines.get(end).map(|line| line.trim()) {
        if whom.ends_with(',') && line.contains('@') {
            whom.push(' ');
            whom.push_str(line);
        } else if !is_to(line) {
            break;
        }
        end += 1;
    }
    Some(Top {
        from: format!("{} <{address}>", plain(name.trim())),
        when: parts(&when),
        whom,
        what: subject.to_owned(),
        lines: end,
    })
}

/// "2 messages".
fn is_count(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let number = words
        .next()
        .is_some_and(|word| word.bytes().all(|c| c.is_ascii_digit()));
    let named = |word: &str| COUNTED.contains(&format!("|{}|", word.to_lowercase()));
    number && words.next().is_some_and(named) && words.next().is_none()
}

/// Whether `line` may stand above what the conversation is about: who has printed it, and when.
fn is_frame(line: &str) -> bool {
    has_address(line) || line.contains("Gmail") || is_moment(&plain(line))
}

/// Whether `line` says to whom.
fn is_to(line: &str) -> bool {
    let name = line.split_once(':').map(|(name, _)| name.trim());
    let beside = |name: &str| BESIDE.contains(&format!("|{}|", name.to_lowercase()));
    header(line) == Some(2) || name.is_some_and(beside)
}

/// Whether `text` is a time and nothing else: "Anna schrieb am 4. März um 10:00:" goes on.
fn is_time(text: &str) -> bool {
    text.split_whitespace().count() <= MOST_OF_MOMENT
        && text.starts_with(char::is_alphanumeric)
        && !text.ends_with(':')
        && is_moment(text)
}

/// The parts of a time, without the name of the day and what joins them.
fn parts(when: &str) -> String {
    let joins = |word: &&str| BETWEEN.contains(&format!("|{}|", word.to_lowercase()));
    let mut words: Vec<&str> = when
        .split_whitespace()
        .filter(|word| !joins(word))
        .collect();
    let figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    if let [first, second, ..] = words[..]
        && !figure(first)
        && (first.ends_with(['.', ',']) || figure(second) && !second.ends_with(','))
    {
        words.remove(0);
    }
    words.join(" ")
}

/// The first full line from line `from` on that is near.
fn following(lines: &[&str], from: usize) -> Option<usize> {
    (from..lines.len().min(from + NEAR)).find(|at| !is_empty(lines[*at]))
}

fn is_empty(line: &str) -> bool {
    line.trim().is_empty() || is_rule(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Vec<(usize, Top)>> {
        conversation(&text.lines().collect::<Vec<_>>())
    }

    #[test]
    fn conversations_in_many_languages() {
        for (count, when, to, parts) in [
            (
                "1 message",
                "Mon, Mar 4, 2024 at 10:00 AM",
                "To: Tom <t@b.c>",
                "Mar 4, 2024 10:00 AM",
            ),
            (
                "2 messages",
                "Mon, 4 Mar 2024 at 10:00",
                "Bcc: Tom <t@b.c>",
                "4 Mar 2024 10:00",
            ),
            (
                "1 Nachricht",
                "Mo., 4. März 2024 um 10:00",
                "An: Tom <t@b.c>",
                "4. März 2024 10:00",
            ),
            (
                "3 messages",
                "lun. 4 mars 2024 à 10:00",
                "À : Tom <t@b.c>",
                "4 mars 2024 10:00",
            ),
            (
                "2 mensajes",
                "lun, 4 mar 2024 a las 10:00",
                "Para: Tom <t@b.c>",
                "4 mar 2024 10:00",
            ),
            (
                "2 messaggi",
                "lun 4 mar 2024 alle ore 10:00",
                "A: Tom <t@b.c>",
                "4 mar 2024 10:00",
            ),
            (
                "2 mensagens",
                "seg., 4 de mar. de 2024 às 10:00",
                "Para: Tom <t@b.c>",
                "4 mar. 2024 10:00",
            ),
            (
                "2 berichten",
                "ma 4 mrt 2024 om 10:00",
                "Aan: Tom <t@b.c>",
                "4 mrt 2024 10:00",
            ),
        ] {
            let in_one_line =
                format!("Boat\n{count}\n\nAnna Bell <a@b.c> {when}\n{to}\nCc: Ben\n\nCome.");
            let in_boxes = format!(
                "Gmail\nTom <t@b.c>\n\nBoat\n\n{count}\n\nAnna Bell <a@b.c>\n\n{when}\n\n{to}\nCc: Ben\nCome."
            );
            for text in [in_one_line, in_boxes] {
                let mut mails = of(&text).unwrap_or_else(|| panic!("{text}"));
                let (_, top) = mails.remove(0);
                assert_eq!(
                    (top.from.as_str(), top.when.as_str(), top.what.as_str()),
                    ("Anna Bell <a@b.c>", parts, "Boat"),
                    "{text}"
                );
                assert_eq!(top.whom, "Tom <t@b.c>");
                let body: Vec<&str> = text.lines().skip(top.lines).collect();
                assert_eq!(body.join("").trim(), "Come.", "{text}");
                assert!(mails.is_empty());
            }
        }
    }

    #[test]
    fn a_long_subject_and_a_long_list_of_people() {
        let text = "Tom <t@b.c>\nThe boat, the quay\nand the water\n1 message\n\nAnna <a@b.c> Mon, Mar 4, 2024 at 10:00 AM\n\
            To: Tom <t@b.c>,\nBen <b@b.c>\n\nCome.";
        let (begins, top) = of(text).unwrap().remove(0);
        assert_eq!((begins, top.lines), (5, 8));
        assert_eq!(top.what, "The boat, the quay and the water");
        assert_eq!(top.whom, "Tom <t@b.c>, Ben <b@b.c>");
    }

    #[test]
    fn ones_own_texts_are_no_conversations() {
        let mail = "Anna <a@b.c> Mon, Mar 4, 2024 at 10:00 AM\nTo: Tom <t@b.c>\n\nCome.";
        assert!(of(&format!("Boat\n1 message\n{mail}")).is_some());
        for text in [
            mail.to_owned(),
            format!("1 message\n{mail}"),
            format!("I found this.\n\nBoat\n1 message\n{mail}"),
            format!("Boat\n1 message for you\n{mail}"),
            "Boat\n1 message\n\nAnna <a@b.c> told me so.".to_owned(),
            "Boat\n1 message\nAnna <a@b.c> wrote at 10:00 on 4 March:\nTo: Tom".to_owned(),
            String::new(),
        ] {
            assert_eq!(of(&text), None, "{text}");
        }
    }

    #[test]
    fn what_nobody_wrote() {
        for line in [
            "[Quoted text hidden]",
            "[Zitierter Text ausgeblendet]",
            "https://mail.google.com/mail/u/0/?ik=1&view=pt&search=all 1/2",
            "3/6/24, 9:00\u{202f}AM Example Mail - Boat",
        ] {
            assert!(is_of_page(line, "Boat"), "{line}");
        }
        for line in ["", "[]", "[Boat]", "10:00 on 4 March: the Boat", "- Boat"] {
            assert!(!is_of_page(line, "Boat"), "{line}");
        }
    }
}
