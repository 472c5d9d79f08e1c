//! Mails that were kept as something else: saved as a plain text or a page, printed to PDF, pasted into a document.
//!
//! What begins with the headers of a mail is one, by its sender, and what Gmail prints of a conversation is several. In all
//! else only the surest quotes are taken out.

use std::path::Path;

use domain::{Kind, Person};
use jiff::Timestamp;

use super::attribution::evidence::has_address;
use super::facts::{self, Facts};
use super::header_block::{self, Top};
use super::tidy::tidy;
use super::{Extracted, mail, quotes};

/// The document with these facts and this text. Its own words and what it quotes are then `laid` out: lines that were broken
/// to fit a page tell where a quote ends as long as they are broken.
pub(super) fn document(
    facts: Facts,
    text: &str,
    path: &Path,
    modified: Option<Timestamp>,
    laid: fn(&str) -> String,
) -> Extracted {
    if let Some((top, body)) = parted(text) {
        let about = facts.document(String::new(), path, modified);
        return letter(&top, &body, about, laid);
    }
    own(facts, text, path, modified, laid)
}

/// The mails in this text if it is a conversation as Gmail prints it, and else the document with these facts.
pub(super) fn documents(
    facts: Facts,
    text: &str,
    path: &Path,
    modified: Option<Timestamp>,
    laid: fn(&str) -> String,
) -> Vec<Extracted> {
    let lines: Vec<&str> = text.lines().collect();
    let Some(tops) = header_block::conversation(&lines) else {
        return vec![document(facts, text, path, modified, laid)];
    };
    let ends = tops.iter().skip(1).map(|(begins, _)| *begins);
    let ends = ends.chain([lines.len()]);
    let mail = |((_, top), end): (&(usize, Top), usize)| {
        let body: Vec<&str> = lines[top.lines..end]
            .iter()
            .copied()
            .filter(|line| !header_block::is_of_page(line, &top.what))
            .collect();
        let about = Facts::default().document(String::new(), path, modified);
        let letter = letter(top, &body.join("\n"), about, laid);
        Extracted {
            date: facts::date(&top.when).or(letter.date),
            ..letter
        }
    };
    tops.iter().zip(ends).map(mail).collect()
}

/// The document with these facts and this text, which is known to be no mail.
pub(super) fn own(
    facts: Facts,
    text: &str,
    path: &Path,
    modified: Option<Timestamp>,
    laid: fn(&str) -> String,
) -> Extracted {
    let parts = quotes::surely(text);
    let mut document = facts.document(tidy(&laid(&parts.own.join("\n\n"))), path, modified);
    document.quoted = Some(tidy(&laid(&parts.quoted))).filter(|quoted| !quoted.is_empty());
    document
}

/// Whether `text` begins with the headers of a mail, or of a conversation of them.
pub(super) fn is_mail(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    header_block::top(&lines).is_some() || header_block::conversation(&lines).is_some()
}

/// The headers at the top of a text, and what stands below them.
fn parted(text: &str) -> Option<(Top, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let top = header_block::top(&lines)?;
    let body = lines[top.lines..].join("\n");
    Some((top, body))
}

/// The mail with these headers and this text, in a file that says the rest `about` itself.
fn letter(top: &Top, body: &str, about: Extracted, laid: fn(&str) -> String) -> Extracted {
    // Whoever it is: a mail that somebody sent must not be taken for its finder's own.
    let unclear = || Person {
        name: top.from.clone(),
        address: String::new(),
    };
    let author = people(&top.from)
        .into_iter()
        .next()
        .or_else(|| Some(unclear()));
    let sender = author.as_ref().map(Person::in_to).unwrap_or_default();
    let raw = format!(
        "From: {sender}\nDate: {}\nSubject: {}\nContent-Type: text/plain; charset=utf-8\n\n{body}",
        top.when, top.what
    );
    let read = mail::read(raw.as_bytes()).mail;
    // Many a program prints names alone: by those a text is somebody's, and a mail is not.
    let named = author.as_ref().is_some_and(|who| !who.address.is_empty());
    Extracted {
        key: if named { read.key } else { String::new() },
        kind: Some(Kind::Email),
        title: Some(read.title)
            .filter(|title| !title.is_empty())
            .unwrap_or(about.title),
        date: read.date.or(about.date),
        author,
        recipients: people(&top.whom),
        text: tidy(&laid(&read.text)),
        quoted: read.quoted.map(|quoted| tidy(&laid(&quoted))),
        signature: read.signature,
        ..about
    }
}

/// The people in the value of a header as Outlook and browsers show it: "Anna Bell [mailto:anna@example.net]".
fn people(value: &str) -> Vec<Person> {
    let plain = value
        .replace("[mailto:", "<")
        .replace("<mailto:", "<")
        .replace(']', ">");
    let people = match one(&plain) {
        Some(person) => vec![person],
        None => Person::all_in(&plain),
    };
    let people = people.into_iter().map(|one| Person {
        address: one.address.to_lowercase(),
        ..one
    });
    people.take(facts::MOST_PEOPLE).collect()
}

/// The one person in `value` who has an address: "Bell, Anna <anna@example.net>", or without the signs where a word processor
/// made a link of it. None if there are more, or none with an address.
fn one(value: &str) -> Option<Person> {
    let words: Vec<&str> = value.split_whitespace().collect();
    let (address, names) = words.split_last()?;
    let address = address.trim_start_matches('<').trim_end_matches('>');
    let alone = has_address(address) && !names.iter().any(|word| word.contains(['@', ';']));
    let name = names.join(" ");
    let name = name.trim_matches(['"', '\'']).trim();
    // What is left of a list has a comma at its end.
    (alone && !address.contains([',', ';', '<']) && !name.ends_with(',')).then(|| Person {
        name: name.to_owned(),
        address: address.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Extracted {
        let path = Path::new("boat.txt");
        document(Facts::default(), text, path, None, str::to_owned)
    }

    #[test]
    fn a_text_that_begins_with_headers_is_a_mail_by_its_sender() {
        let found = of(
            "Von: Bell, Anna [mailto:Anna@Example.net]\nGesendet: Montag, 4. März 2024 10:00\nAn: Tom Averill; ben@b.c\n\
             Betreff: AW: Boot\n\nHallo Tom,\n\nja.\n\nAnna\n\nVon: Tom Averill\nGesendet: Sonntag, 3. März 2024 10:00\n\
             An: Anna\nBetreff: Boot\n\nWohin?",
        );
        let author = found.author.clone().unwrap();
        assert_eq!(
            (author.name.as_str(), author.address.as_str()),
            ("Bell, Anna", "anna@example.net")
        );
        assert_eq!(found.title, "Boot");
        assert_eq!(found.text, "Hallo Tom,\n\nja.\n\nAnna");
        assert!(found.is_mail() && found.quoted.unwrap().contains("Wohin?"));
        let to: Vec<_> = found.recipients.iter().map(Person::in_to).collect();
        assert_eq!(to, ["Tom Averill", "ben@b.c"]);
    }

    #[test]
    fn a_conversation_that_gmail_printed_is_a_mail_of_each_who_wrote_one() {
        let text = "3/6/24, 9:00 AM Gmail - Boat\n\nTom Averill <tom@example.org>\n\nBoat\n2 messages\n\n\
            Anna Bell <anna@example.net> Mon, Mar 4, 2024 at 10:00\u{202f}AM\nTo: Tom Averill <tom@example.org>\n\nCome?\n\n\
            Tom Averill <tom@example.org> Tue, Mar 5, 2024 at 11:00\u{202f}PM\nTo: Anna Bell <anna@example.net>\n\
            Cc: ben@b.c\n\nAt ten.\n\n[Quoted text hidden]\n\
            https://mail.google.com/mail/u/0/?ik=1&view=pt 1/1\n";
        let found = documents(
            Facts::default(),
            text,
            Path::new("boat.txt"),
            None,
            str::to_owned,
        );
        let told: Vec<_> = found
            .iter()
            .map(|mail| {
                assert!(mail.is_mail() && mail.title == "Boat" && mail.recipients.len() == 1);
                let author = mail.author.as_ref().map(|who| who.address.as_str());
                (author, mail.text.as_str(), mail.date.map(|d| d.to_string()))
            })
            .collect();
        assert_eq!(
            told,
            [
                (
                    Some("anna@example.net"),
                    "Come?",
                    Some("2024-03-04T10:00:00Z".to_owned())
                ),
                (
                    Some("tom@example.org"),
                    "At ten.",
                    Some("2024-03-05T23:00:00Z".to_owned())
                ),
            ]
        );
        assert_ne!(found[0].key, found[1].key);
    }

    #[test]
    fn people_as_programs_show_them() {
        let of = |value: &str| {
            let people = people(value).into_iter();
            let pairs: Vec<_> = people.map(|one| (one.name, one.address)).collect();
            let pairs = pairs
                .iter()
                .map(|(name, address)| format!("{name}|{address}"));
            pairs.collect::<Vec<_>>().join(" ")
        };
        for (value, wanted) in [
            ("Anna Bell anna@b.c", "Anna Bell|anna@b.c"),
            ("'Bell, Anna' <Anna@b.c>", "Bell, Anna|anna@b.c"),
            ("Anna Bell<mailto:anna@b.c>", "Anna Bell|anna@b.c"),
            ("anna@b.c", "|anna@b.c"),
            ("Anna; ben@b.c", "Anna| |ben@b.c"),
            ("Anna, ben@b.c", "Anna| |ben@b.c"),
            ("Anna <a@b.c>, Ben <b@b.c>", "Anna|a@b.c Ben|b@b.c"),
        ] {
            assert_eq!(of(value), wanted, "{value}");
        }
    }

    #[test]
    fn a_sender_without_an_address_is_an_author() {
        let found = of(
            "Van: Anna Bell\nVerzonden: maandag 4 maart 2024 10:00\nAan: Tom Averill\nOnderwerp: Boot\n\nJa.",
        );
        assert_eq!(found.kind, Some(Kind::Email));
        assert!(!found.is_mail() && found.author.unwrap().name == "Anna Bell");
    }

    #[test]
    fn the_mail_below_a_letter_is_no_part_of_it() {
        for below in [
            "On Mon, Mar 4, 2024 at 10:00 AM Anna Bell <anna@example.net> wrote:\n> Theirs.",
            "Anna schrieb:\n\n> Theirs.",
            "-----Original Message-----\nFrom: Anna\nSent: Monday\nTo: Tom\nSubject: x <a@b.c>\n\nTheirs.",
        ] {
            let found = of(&format!("Hi Anna,\n\nmine.\n\nTom\n\n{below}"));
            assert_eq!(found.text, "Hi Anna,\n\nmine.\n\nTom", "{below}");
            assert_eq!(found.quoted.as_deref(), Some("Theirs."), "{below}");
            assert!(found.author.is_none() && found.kind.is_none());
        }
        let between = of("Anna wrote:\n> One?\nYes.\n> Two?\nNo.");
        assert_eq!(between.text, "Yes.\n\nNo.");
    }

    #[test]
    fn essays_stay_whole() {
        for text in [
            "My notes.\n\nOn Monday Anna wrote:\n\nThis is how it was, she said, and I agree.",
            "On 4 March 2024 at 10:00 Anna Bell <a@b.c> wrote:\nCome.\n\nI did not come, and here is why.",
            "I got this:\n\nFrom: Anna <a@b.c>\nSent: Monday, 4 March 2024 10:00\nTo: Tom\nSubject: x\n\nCome.\n\nI did not.",
            "One part.\n\n-----\n\nFrom: where I stood\nTo: where she was\n\nThe other.",
            "The prompt is\n> cd boats\n> ls\nand that is all.",
            "One more thing.\n\n-----Original Message-----\n\nThat was printed on the cover.",
        ] {
            let found = of(text);
            assert_eq!((found.text.as_str(), found.quoted), (text, None), "{text}");
        }
    }
}
