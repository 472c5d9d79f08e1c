//! Mailboxes as they are found on disks.

use super::*;

fn of(mailbox: &str) -> (Vec<Extracted>, Verdict) {
    let mut found = Vec::new();
    let mut tell = |told| {
        if let Told::Mail(mail) = told {
            found.push(*mail);
        }
    };
    let verdict = read(
        mailbox.as_bytes(),
        b'\n',
        1 << 20,
        Start::At(Place::default()),
        &mut tell,
    )
    .unwrap();
    (found, verdict)
}

fn reason(verdict: Verdict) -> String {
    match verdict {
        Verdict::Partly { reason } | Verdict::Skipped { reason } => reason,
        other => format!("{other:?}"),
    }
}

const FROM: &str = "From a@b.c Thu Jan  1 00:00:00 1998\n";

#[test]
fn every_message_has_a_key_of_its_own() {
    let mail = format!("{FROM}From: a@b.c\nMessage-ID: <1@b.c>\n\nHi\n\n");
    let bare = format!("{FROM}From: a@b.c\n\nHo\n\n");
    let (found, verdict) = of(&format!("{mail}{mail}{bare}{bare}"));
    assert_eq!(verdict, Verdict::Read);
    assert_eq!(
        (found[0].key.as_str(), found[1].key.as_str()),
        ("1@b.c", "1@b.c#2")
    );
    assert_eq!(found[3].key, format!("{}#2", found[2].key));
}

#[test]
fn a_mail_without_a_date_has_that_of_the_line_above_it() {
    let dated = "Date: Tue, 5 Mar 2024 10:00:00 +0000\n";
    let (found, _) = of(&format!(
        "{FROM}From: a@b.c\n\nHi\n\n{FROM}From: a@b.c\n{dated}\nHo\n"
    ));
    let dates: Vec<String> = found
        .iter()
        .filter_map(|mail| Some(mail.date?.to_string()))
        .collect();
    assert_eq!(dates, ["1998-01-01T00:00:00Z", "2024-03-05T10:00:00Z"]);
}

#[test]
fn escaped_lines_are_words_and_quotes_are_not() {
    let (found, _) = of(&format!(
        "{FROM}Subject: x\n\nSo:\n>From here on.\n>>From me\n\n>one\n>From two\n>three\n"
    ));
    assert_eq!(found[0].text, "So:\nFrom here on.\nFrom me");
    assert_eq!(found[0].quoted.as_deref(), Some("one\nFrom two\nthree"));
}

#[test]
fn a_mailbox_that_was_cut_says_so() {
    let whole = format!("{FROM}From: a@b.c\nSubject: x\n\nHello there\n");
    assert_eq!(of(&whole).1, Verdict::Read);
    for cut in [whole.len() - 5, whole.len() - 13] {
        let (found, verdict) = of(&whole[..cut]);
        assert_eq!(found.len(), 1);
        assert!(reason(verdict).contains("ends in the middle"), "{cut}");
    }
    let parts =
        format!("{FROM}Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n\nHi\n--b--\n");
    assert_eq!(of(&parts).1, Verdict::Read);
    assert!(reason(of(&parts.replace("--b--\n", "")).1).contains("ends in the middle"));
}

#[test]
fn what_is_too_large_is_counted() {
    let large = format!("{FROM}Subject: x\n\n{}\n\n", "x\n".repeat(1 << 20));
    let (found, verdict) = of(&format!("{large}{large}{FROM}Subject: y\n\nHi\n"));
    assert_eq!(found.len(), 1);
    assert_eq!(
        reason(verdict),
        "2 messages of more than 1 MB were passed over"
    );
}

#[test]
fn what_was_deleted_is_left_out() {
    let mail = |status: &str, subject: &str| {
        format!("{FROM}{status}Subject: {subject}\nMessage-ID: <{subject}@b.c>\n\nHi\n\n")
    };
    let kept = [
        "X-Mozilla-Status: 0001\n",
        "X-Mozilla-Status2: 00000008\n",
        "X-Mozilla-Status: eight\n",
        "",
    ];
    let gone = ["X-Mozilla-Status: 0008\n", "X-Mozilla-Status: 0009\n"];
    let mailbox: String = kept
        .iter()
        .chain(&gone)
        .map(|status| mail(status, "x"))
        .collect();
    let (found, verdict) = of(&mailbox);
    assert_eq!((found.len(), verdict), (kept.len(), Verdict::Read));
    assert_eq!(
        reason(of(&mail(gone[0], "x")).1),
        "there is no message in it"
    );
    // A mail that is passed on, or one of whose lines looks so, was not.
    let body = format!("{FROM}Subject: x\n\nX-Mozilla-Status: 0009\n\nHi\n");
    assert_eq!(of(&body).0.len(), 1);
}

#[test]
fn other_losses_are_counted() {
    let odd = format!(
        "{FROM}Content-Type: text/plain; charset=x-klingon\nContent-Transfer-Encoding: quoted-printable\n\nGr=FC=DFe\n\n"
    );
    assert!(reason(of(&odd).1).starts_with("the character set of one message"));
    assert_eq!(reason(of("").1), "there is no message in it");
}

#[test]
fn behind_a_message_that_ended_the_reader_the_others_are_read() {
    let mails: Vec<String> = (0..4)
        .map(|number| format!("{FROM}Subject: {number}\nMessage-ID: <{number}@b.c>\n\nHi\n\n"))
        .collect();
    let mailbox = mails.concat();
    let mut next = Vec::new();
    let mut tell = |told| {
        if let Told::Next(place) = told {
            next.push(place);
        }
    };
    let start = Start::At(Place::default());
    read(mailbox.as_bytes(), b'\n', 1 << 20, start, &mut tell).unwrap();
    assert_eq!(next.len(), 4);
    let bad = next[1];
    assert_eq!((bad.at, bad.read), (mails[0].len() as u64, 1));
    let (mut subjects, mut places) = (Vec::new(), Vec::new());
    let mut tell = |told| match told {
        Told::Mail(mail) => subjects.push(mail.title),
        Told::Place(place) => places.push(place),
        Told::Next(_) => {}
    };
    let rest = &mailbox.as_bytes()[bad.at as usize..];
    let verdict = read(rest, b'\n', 1 << 20, Start::Behind(bad), &mut tell).unwrap();
    assert_eq!(subjects, ["2", "3"]);
    assert_eq!(
        reason(verdict),
        "one message could not be read and was passed over"
    );
    let last = places.last().unwrap();
    assert_eq!(last.at, (mailbox.len() - mails[3].len()) as u64);
    assert_eq!((last.read, last.broken), (2, 1));
}
