//! Mailboxes that try to mislead the splitter.

use super::*;

fn split(mailbox: &str) -> Vec<String> {
    split_at(mailbox.as_bytes(), b'\n', 1 << 20)
}

fn split_at(mailbox: &[u8], line_end: u8, limit: usize) -> Vec<String> {
    // A small buffer, so that lines cross its end.
    let reader = std::io::BufReader::with_capacity(16, mailbox);
    let mut splitter = Splitter::new(reader, line_end, limit);
    let mut found = Vec::new();
    while let Some(message) = splitter.next().unwrap() {
        found.push(match message {
            Message::Whole(bytes) => String::from_utf8(bytes).unwrap(),
            Message::TooLarge => "too large".to_owned(),
        });
    }
    found
}

const FROM: &str = "From a@b.c Thu Jan  1 00:00:00 1998\n";

#[test]
fn messages_are_parted_by_dated_from_lines() {
    let mailbox = format!("{FROM}Subject: 1\n\nOne\n\n{FROM}Subject: 2\n\nTwo\n");
    assert_eq!(
        split(&mailbox),
        ["Subject: 1\n\nOne\n\n", "Subject: 2\n\nTwo\n"]
    );
}

#[test]
fn a_bare_from_line_needs_a_header_after_it() {
    let mailbox =
        "From \nSubject: 1\n\nOne\n\nFrom now on\nNote: no.\n\nFrom x\nReceived: y\n\nTwo\n";
    assert_eq!(
        split(mailbox),
        [
            "Subject: 1\n\nOne\n\nFrom now on\nNote: no.\n\n",
            "Received: y\n\nTwo\n"
        ]
    );
}

#[test]
fn in_a_mailbox_of_rules_they_alone_part_the_messages() {
    let rule = format!("{MMDF_RULE}\n");
    let one = "Subject: 1\n\nOne\n";
    let two = format!("{FROM}Subject: 2\n\nTwo\n\n{FROM}Subject: none\n");
    let mailbox = format!("{rule}{one}{rule}{rule}{two}{rule}");
    assert_eq!(split(&mailbox), [one, &two]);
    let mut splitter = Splitter::new(mailbox.as_bytes(), b'\n', 1 << 20);
    let mut begin = Vec::new();
    while splitter.next().unwrap().is_some() {
        begin.push(splitter.begins as usize);
    }
    // With each of them a reading can begin.
    assert!(begin.iter().all(|at| mailbox[*at..].starts_with(&rule)));
    assert_eq!(split(&mailbox[begin[1]..]), [two]);
    assert_eq!(split(&format!("{FROM}{one}{rule}{one}")).len(), 1);
}

#[test]
fn a_from_line_within_a_paragraph_parts_nothing() {
    let mailbox = format!("{FROM}Subject: 1\n\nI saw a line\n{FROM}in a file.\n");
    assert_eq!(split(&mailbox).len(), 1);
}

#[test]
fn a_large_message_is_passed_over_and_the_next_is_read() {
    let long = "x".repeat(200_000);
    let mailbox = format!("{FROM}Subject: 1\n\n{long}\n{long}\n\n{FROM}Subject: 2\n\nTwo\n");
    assert_eq!(
        split_at(mailbox.as_bytes(), b'\n', 100_000),
        ["too large", "Subject: 2\n\nTwo\n"]
    );
    assert_eq!(
        split_at(mailbox.as_bytes(), b'\n', 1 << 20)[0].len(),
        400_015
    );
}

#[test]
fn line_ends_of_every_sort() {
    let mailbox = format!("{FROM}Subject: 1\n\nOne\n\n{FROM}Subject: 2\n\nTwo\n");
    assert_eq!(split(&mailbox.replace('\n', "\r\n")).len(), 2);
    let old = mailbox.replace('\n', "\r");
    assert_eq!(
        split_at(old.as_bytes(), b'\r', 1 << 20)[1],
        "Subject: 2\n\nTwo\n"
    );
}

#[test]
fn a_mailbox_that_stops_within_a_line_says_so() {
    let mut splitter = Splitter::new(&b"From \nSubject: 1\n\nOn"[..], b'\n', 100);
    while splitter.next().unwrap().is_some() {}
    assert!(!splitter.whole_last_line);
    let mut splitter = Splitter::new(&b"From \nSubject: 1\n\nOn\n"[..], b'\n', 100);
    while splitter.next().unwrap().is_some() {}
    assert!(splitter.whole_last_line);
}

#[test]
fn nothing_comes_of_nothing() {
    assert!(split("").is_empty());
    assert!(split("\n\n\n").is_empty());
    assert_eq!(split("From "), ["From "]);
}

#[test]
fn a_dated_line_parts_what_has_headers_and_no_prose() {
    let close = format!("{FROM}Subject: 1\n\nOne\n{FROM}Subject: 2\n\nTwo\n");
    assert_eq!(
        split(&close),
        ["Subject: 1\n\nOne\n", "Subject: 2\n\nTwo\n"]
    );
    let prose = format!("{FROM}Subject: 1\n\nOne\n\nFrom 10:30 on, in 2024\nwe are closed.\n");
    assert_eq!(split(&prose).len(), 1);
    let twice = format!("{FROM}Subject: 1\n\nOne\n\n{FROM}{FROM}Subject: 2\n\nTwo\n");
    let found = split(&twice);
    assert!(found.len() == 2 && found[1].ends_with("Two\n"), "{found:?}");
    let grows = format!("{FROM}Subject: 1\n\nOne\n\n{FROM}");
    assert_eq!(split(&grows), ["Subject: 1\n\nOne\n\n"]);
}

#[test]
fn the_line_above_a_mail_says_when_it_came() {
    for (line, wanted) in [
        (
            "From a@b.c Thu Jan  1 09:05:07 1998",
            "1998-01-01T09:05:07Z",
        ),
        ("From - Tue Mar 05 10:00:00 2024", "2024-03-05T10:00:00Z"),
        (
            "From 12@xxx Tue Mar 05 10:00:00 +0130 2024",
            "2024-03-05T08:30:00Z",
        ),
        (
            "From a@b.c Tue Mar  5 10:00:00 2024 -0800",
            "2024-03-05T18:00:00Z",
        ),
        (
            "From a@b.c Tue Mar  5 10:00 PST 2024\r",
            "2024-03-05T10:00:00Z",
        ),
        ("From a@b.c Fri Jun 31 10:00:00 2024", ""),
        ("From a@b.c Fri Jun 30 25:00:00 2024", ""),
        // A clock that was never set.
        ("From a@b.c Thu Jan  1 00:00:00 1970", ""),
        ("From a@b.c 5.3.2024 10:00:00 2024", ""),
        ("From ", ""),
    ] {
        let found = moment(line.as_bytes()).map(|at| at.to_string());
        assert_eq!(found.unwrap_or_default(), wanted, "{line}");
    }
}

#[test]
fn each_message_has_the_date_of_its_own_line() {
    let mailbox = format!(
        "{FROM}Subject: 1\n\nOne\n\nFrom \nSubject: 2\n\nTwo\n\n{}Subject: 3\n\nThree\n",
        FROM.replace("1998", "1999")
    );
    let mut splitter = Splitter::new(mailbox.as_bytes(), b'\n', 1 << 20);
    let mut years = Vec::new();
    while splitter.next().unwrap().is_some() {
        years.push(splitter.came.map(|at| at.to_string()[..4].to_owned()));
    }
    assert_eq!(years, [Some("1998".into()), None, Some("1999".into())]);
}
