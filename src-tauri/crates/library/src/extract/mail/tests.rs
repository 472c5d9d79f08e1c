//! Mails of every age and state.

use super::*;

fn of(mail: &str) -> Extracted {
    read(mail.as_bytes()).mail
}

#[test]
fn a_mail_says_who_wrote_to_whom_and_when() {
    let mail = of(
        "From: \"Bell, Anna\" <Anna@Example.ORG>\nTo: Ben <ben@x.y>, 'Cid' <cid@x.y>\nCc: ben@x.y, dan@x.y\n\
                   Subject: RE: AW: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\nDate: Tue, 5 Mar 2024 01:00:00 +0100\nMessage-ID: <1@x.y>\n\nHi\n",
    );
    assert_eq!(mail.key, "1@x.y");
    assert_eq!(mail.kind, Some(Kind::Email));
    assert_eq!(
        mail.author,
        Some(Person {
            name: "Bell, Anna".into(),
            address: "anna@example.org".into()
        })
    );
    let to: Vec<_> = mail.recipients.iter().map(Person::label).collect();
    assert_eq!(to, ["Ben", "Cid", "ben@x.y", "dan@x.y"]);
    assert_eq!(mail.title, "Grüße");
    assert_eq!(mail.date.unwrap().to_string(), "2024-03-05T00:00:00Z");
    assert_eq!(mail.text, "Hi");
}

#[test]
fn mail_of_the_last_century() {
    let mail = of(
        "From: pcw@access.digex.net (Peter Wayner)\nDate: Tue, 5 Apr 94 10:23:43 PDT\nSubject: x\n\nHi\n",
    );
    assert_eq!(
        mail.author,
        Some(Person {
            name: "Peter Wayner".into(),
            address: "pcw@access.digex.net".into()
        })
    );
    assert_eq!(mail.date.unwrap().to_string(), "1994-04-05T17:23:43Z");
}

#[test]
fn a_date_that_is_missing_or_odd() {
    let odd = of("From: a@b.c\nDate: 2024-03-05T00:00:00.000Z\n\nHi\n");
    assert_eq!(odd.date.unwrap().to_string(), "2024-03-05T00:00:00Z");
    let late = of("Received: from x by y; Tue, 5 Mar 2024 01:00:00 +0100\nFrom: a@b.c\n\nHi\n");
    assert_eq!(late.date.unwrap().to_string(), "2024-03-05T00:00:00Z");
    assert_eq!(
        of("From: a@b.c\nDate: Tue, 99 Foo 99999\n\nHi\n").date,
        None
    );
}

#[test]
fn subjects_lose_their_marks_and_nothing_else() {
    for (written, meant) in [
        ("Re: Fwd: x", "x"),
        ("Re[2]: x", "x"),
        ("RE : x", "x"),
        ("Re: the re: of it", "the re: of it"),
        ("Report: x", "Report: x"),
        (" a \t b ", "a b"),
        ("Re:", ""),
    ] {
        assert_eq!(subject(written), meant, "{written}");
    }
}

#[test]
fn own_words_without_quotes_signature_and_armour() {
    let mail = of(
        "From: a@b.c\nSubject: x\n\nAnna writes:\n> one?\n\nYes.\n\n> two?\n\nNo.\n\nYours in haste,\nOttilie\n-- \nOttilie of X\n",
    );
    assert_eq!(mail.text, "Yes.\n\nNo.\n\nYours in haste,\nOttilie");
    assert_eq!(mail.quoted.as_deref(), Some("one?\ntwo?"));
}

#[test]
fn a_signature_is_kept_beside_the_letter() {
    let mail = of("From: a@b.c\nSubject: x\n\nYes.\n\nAnna\n-- \nAnna Bell\n");
    assert_eq!(
        (mail.text.as_str(), mail.signature.as_deref()),
        ("Yes.\n\nAnna", Some("--\nAnna Bell"))
    );
}

#[test]
fn a_mail_says_what_it_answers() {
    let mail = of(
        "From: a@b.c\nIn-Reply-To: <3@x.y> (Anna's of Monday)\nReferences: <1@x.y> <2@x.y>\n <3@x.y>\n\nHi\n",
    );
    assert_eq!(mail.answers, ["3@x.y", "2@x.y", "1@x.y"]);
    assert!(
        of("From: a@b.c\nIn-Reply-To: Your message of Monday\n\nHi\n")
            .answers
            .len()
            <= 1
    );
    assert!(of("From: a@b.c\nAuto-Submitted: auto-replied\n\nHi\n").automatic);
}

#[test]
fn what_was_passed_on_without_a_word_has_none() {
    let mail = of(
        "From: a@b.c\nSubject: Fwd: x\n\n---------- Forwarded message ---------\nFrom: B <b@c.d>\nDate: Mon\nSubject: x\n\nTheirs.\n",
    );
    assert_eq!(
        (mail.text.as_str(), mail.quoted.as_deref()),
        ("", Some("Theirs."))
    );
}

#[test]
fn html_alone_gives_its_words_and_quotes() {
    let mail = of(
        "From: a@b.c\nTo: b@c.d\nContent-Type: text/html; charset=utf-8\n\n<div>Mine.</div><div class=gmail_quote>\
                   On Tue, 5 Mar 2024 at 10:00, B &lt;b@c.d&gt; wrote:<br><blockquote>Theirs.</blockquote></div>",
    );
    assert_eq!(
        (mail.text.as_str(), mail.quoted.as_deref()),
        ("Mine.", Some("Theirs."))
    );
}

#[test]
fn without_an_id_the_key_is_a_hash_that_stays() {
    let mail = "From: a@b.c\nSubject: x\n\nHi\n";
    let key = of(mail).key;
    assert_eq!(key.len(), 32);
    assert_eq!(of(&format!("{mail}\n\n")).key, key);
    assert_ne!(of("From: a@b.c\nSubject: x\n\nHo\n").key, key);
}

#[test]
fn names_in_an_old_encoding() {
    let mail =
        read(b"From: J\xf6rg M\xfcller <j@x.y>\nSubject: Gr\xfc\xdfe\n\nViele Gr\xfc\xdfe\n").mail;
    assert_eq!(mail.author.unwrap().name, "Jörg Müller");
    assert_eq!(
        (mail.title.as_str(), mail.text.as_str()),
        ("Grüße", "Viele Grüße")
    );
}

#[test]
fn what_is_broken_is_read_as_far_as_it_goes() {
    let nobody = of("Subject: x\nDate: never\n\nHi\n");
    assert_eq!(
        (nobody.author, nobody.date, nobody.text.as_str()),
        (None, None, "Hi")
    );
    let garbage = of("From: a@b.c\nthis is no header\nSubject: x\n\nHi\n");
    assert_eq!((garbage.title.as_str(), garbage.text.as_str()), ("x", "Hi"));
    let cut = of("From: a@b.c\nSubj");
    assert_eq!(cut.author.unwrap().address, "a@b.c");
    let none = read(b"no header at all\n\nHi\n");
    assert!(none.mail.text.contains("Hi"));
    assert_eq!(of("From: a@b.c\rSubject: x\r\rHi\rHo\r").text, "Hi\nHo");
    assert!(of("").text.is_empty() && of("\n\n").text.is_empty());
    assert_eq!(
        read(b"From: a@b.c\nSubject: x\n\nHi\0 there\n").mail.text,
        "Hi there"
    );
}

#[test]
fn hostile_headers() {
    of(&format!("To: {}\n\nHi", "a@b.c, ".repeat(50_000)));
    assert_eq!(
        of(&format!("Message-ID: <{}>\n\nHi", "x".repeat(10_000)))
            .key
            .len(),
        32
    );
    of(&format!(
        "Subject: {}\n\nHi",
        "=?utf-8?q?x?= ".repeat(50_000)
    ));
    of(&format!("From: {}", "(".repeat(100_000)));
    of(&format!("Subject: x\n\n{}", "x".repeat(1 << 20)));
}

#[test]
fn a_file_says_what_was_lost() {
    let mut found = Vec::new();
    let odd =
        b"From: a@b.c\nContent-Type: text/plain; charset=x-klingon\n\nGr\xfc\xdfe aus K\xf6ln\n";
    let verdict = read_file(odd, &mut |mail| found.push(mail));
    assert!(
        matches!(verdict, Verdict::Partly { reason } if reason.contains("could not be made out"))
    );
    let marked = b"\xef\xbb\xbfFrom: a@b.c\nSubject: x\n\nHi\n";
    assert_eq!(
        read_file(marked, &mut |mail| found.push(mail)),
        Verdict::Read
    );
    assert_eq!(
        (found[0].text.as_str(), found[1].title.as_str()),
        ("Grüße aus Köln", "x")
    );
}

#[test]
fn spam_and_chats_are_no_letters_of_whom_they_name() {
    let labelled = |labels: &str, more: &str| {
        of(&format!(
            "From: a@b.c\nX-Gmail-Labels: {labels}\n{more}\nHi\n"
        ))
        .automatic
    };
    for labels in ["Spam,Unread", "=?UTF-8?Q?Skr=C3=A4ppost?=", "Chat", "Chats"] {
        assert!(labelled(labels, ""), "{labels}");
    }
    for labels in ["Inbox,Spammers", "Sent,Spam", "Chatter", "Inbox"] {
        assert!(!labelled(labels, ""), "{labels}");
    }
    // Somebody may label letters so.
    for of_letters in ["To: b@c.d\n", "Date: Tue, 5 Mar 2024 01:00:00 +0100\n"] {
        assert!(!labelled("Chat", of_letters), "{of_letters}");
    }
}

#[test]
fn a_line_that_is_kept_from_being_a_quote_is_mine() {
    let mail = |kind: &str| {
        let mail = of(&format!(
            "From: a@b.c\nContent-Type: text/plain{kind}\n\nSo:\n > x = 1\n> theirs\nHo\n"
        ));
        (mail.text, mail.quoted.unwrap())
    };
    let is = |text: &str, quoted: &str| (text.to_owned(), quoted.to_owned());
    assert_eq!(mail("; format=flowed"), is("So:\n> x = 1\n\nHo", "theirs"));
    assert_eq!(mail(""), is("So:\n\nHo", "x = 1\ntheirs"));
}

#[test]
fn who_is_hidden_from_machines_is_known_to_us() {
    for (from, name, address) in [
        (
            "tom at example.org (Tom Averill)",
            "Tom Averill",
            "tom@example.org",
        ),
        ("Tom at Example.org", "", "tom@example.org"),
        ("Meet me at the.station", "Meet me at the.station", ""),
        ("Anna at home", "Anna at home", ""),
    ] {
        let author = of(&format!("From: {from}\n\nHi\n")).author.unwrap();
        assert_eq!(
            (author.name.as_str(), author.address.as_str()),
            (name, address),
            "{from}"
        );
    }
}

#[test]
fn the_day_of_a_mail_that_outlook_kept_as_text() {
    let mail = of(
        "From: Tom Averill\nSent: Tuesday, March 5, 2024 10:00 AM\nTo: Anna Bell\nSubject: Boat\n\nHi\n",
    );
    assert_eq!(mail.date.unwrap().to_string(), "2024-03-05T10:00:00Z");
    assert_eq!(mail.author.unwrap().name, "Tom Averill");
}

#[test]
fn a_day_on_which_nobody_wrote_it_gives_way_to_that_of_its_arrival() {
    let arrived = "Received: from a by b; Tue, 5 Mar 2024 10:00:00 +0000\n";
    for date in [
        "Thu, 01 Jan 1970 00:00:00 +0000",
        "Sun, 5 Mar 2124 10:00:00 +0000",
    ] {
        let mail = |above: &str| of(&format!("{above}From: a@b.c\nDate: {date}\n\nHi\n")).date;
        assert_eq!(mail(arrived).unwrap().to_string(), "2024-03-05T10:00:00Z");
        assert_eq!(mail(""), None);
    }
}
