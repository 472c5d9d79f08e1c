//! Whole files, from path to verdict.

use std::fs;
use std::path::PathBuf;

use super::*;

/// A folder for one test, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("longhand-extract-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn of(path: &Path) -> (Vec<Extracted>, Verdict) {
    let mut found = Vec::new();
    let verdict = extract(path, None, &mut |one| {
        if let Found::Document(document) = one {
            found.push(*document);
        }
    });
    (found, verdict)
}

fn reason(path: &Path) -> String {
    match of(path).1 {
        Verdict::Read => "read".to_owned(),
        Verdict::Partly { reason } => format!("partly: {reason}"),
        Verdict::Skipped { reason } => format!("skipped: {reason}"),
        Verdict::Unread { reason } => format!("unread: {reason}"),
        Verdict::Failed { reason } => format!("failed: {reason}"),
    }
}

#[test]
fn a_chat_is_a_document_of_each_who_has_words_in_it() {
    let folder = Folder::new("chat");
    let said = |name: &str, words: &str| format!("[31.12.20, 23:59:59] {name}: {words}\n");
    let chat = [
        said("Anna", "\u{200e}image omitted"),
        said("Tom", "Thanks"),
        said("Ruth", "Yes"),
    ];
    // Even among spam it is no mail.
    let path = folder.file("Junk.txt", chat.concat());
    let (found, verdict) = of(&path);
    let words: Vec<_> = found
        .iter()
        .map(|one| (one.key.as_str(), one.text.as_str()))
        .collect();
    assert_eq!(
        (verdict, words),
        (Verdict::Read, vec![("Tom", "Thanks"), ("Ruth", "Yes")])
    );
    assert!(found.iter().all(|one| !one.automatic && !one.is_mail()));
    let empty = folder.file("_chat.txt", chat[0].repeat(3));
    assert_eq!(reason(&empty), "skipped: there are no words in it");
}

#[test]
fn each_sort_of_file_goes_its_way() {
    let folder = Folder::new("sorts");
    let mail = "From: a@b.c\nSubject: x\nMessage-ID: <1@b.c>\n\nHi\n";
    let (found, verdict) = of(&folder.file("a.eml", mail));
    assert_eq!(
        (verdict, found[0].key.as_str(), found[0].text.as_str()),
        (Verdict::Read, "1@b.c", "Hi")
    );
    let mailbox = format!("From x Thu Jan  1 00:00:00 1998\n{mail}\n").repeat(2);
    assert_eq!(of(&folder.file("a.mbox", &mailbox)).0.len(), 2);
    assert_eq!(
        of(&folder.file("old", mailbox.replace('\n', "\r"))).0[1].text,
        "Hi"
    );
    assert_eq!(of(&folder.file("a.md", "# T\n\n*Hi*")).0[0].text, "Hi");
    let note = of(&folder.file("a-note.txt", "Hi")).0.remove(0);
    assert_eq!(
        (note.key.as_str(), note.title.as_str(), note.kind),
        ("", "a note", None)
    );
    assert!(note.date.is_some());
}

#[test]
fn text_in_other_encodings() {
    let folder = Folder::new("encodings");
    let wide: Vec<u8> = "\u{feff}Grüße"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(of(&folder.file("wide.txt", wide)).0[0].text, "Grüße");
    assert_eq!(
        of(&folder.file("old.txt", b"Viele Gr\xfc\xdfe aus K\xf6ln")).0[0].text,
        "Viele Grüße aus Köln"
    );
}

#[test]
fn what_is_not_read_says_why() {
    let folder = Folder::new("reasons");
    assert_eq!(
        reason(&folder.file("a.txt", "")),
        "skipped: the file is empty"
    );
    assert_eq!(
        reason(&folder.file("b.txt", " \n\n")),
        "skipped: there are no words in it"
    );
    assert_eq!(
        reason(&folder.file("c.txt", [0; 99])),
        "skipped: it is not text"
    );
    assert_eq!(
        reason(&folder.file("d.rtf", b"{\\rtf1 and so on}")),
        "skipped: not a kind of file that Longhand reads yet (.rtf)"
    );
    assert_eq!(
        reason(&folder.0),
        "skipped: it is not a file with words in it"
    );
    assert_eq!(
        reason(&folder.0.join("none")),
        "unread: it cannot be read (no such file or directory)"
    );
}

#[cfg(unix)]
#[test]
fn a_link_to_itself_cannot_be_read() {
    let folder = Folder::new("loop");
    let link = folder.0.join("loop.txt");
    std::os::unix::fs::symlink(&link, &link).unwrap();
    assert!(reason(&link).starts_with("unread: it cannot be read ("));
}

#[test]
fn a_file_that_is_too_large_says_how_large() {
    let folder = Folder::new("large");
    let path = folder.file("a.txt", "Words. ".repeat(10_000));
    // Only its size grows: nothing is written.
    fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(3 * 1024 * MEGABYTE)
        .unwrap();
    assert_eq!(
        reason(&path),
        "failed: it has 3.0 GB, and a single text is read up to 64 MB; split it into smaller files"
    );
}

/// Subjects of what is found in a mailbox after `mark`, whether that was believed, and the last new mark.
fn after(path: &Path, mark: Option<&Mark>) -> (Vec<String>, bool, Mark) {
    let (mut titles, mut continued, mut last) = (Vec::new(), false, None);
    let from = mark.cloned().map(Resume::At);
    extract(path, from.as_ref(), &mut |found| match found {
        Found::Continued => continued = true,
        Found::Behind | Found::Next(_) => {}
        Found::Document(document) => titles.push(document.title),
        Found::Mark(mark) => last = Some(mark),
    });
    (titles, continued, last.unwrap())
}

#[test]
fn a_mailbox_that_has_grown_is_read_from_its_last_message() {
    let folder = Folder::new("grown");
    let mail = |word: &str| {
        format!(
            "From a@b.c Thu Jan  1 00:00:00 1998\nFrom: a@b.c\nSubject: {word}\n\n{word} and more\n\n"
        )
    };
    let before = mail("one")
        + &mail("two")
        + "From a@b.c Thu Jan  1 00:00:00 1998\nFrom: a@b.c\nSubject: thr\n\nhal";
    let path = folder.file("box", &before);
    let (titles, continued, mark) = after(&path, None);
    assert_eq!(
        (titles, continued),
        (vec!["one".into(), "two".into(), "thr".into()], false)
    );
    assert_eq!(mark.at() as usize, before.rfind("From a@b.c").unwrap());

    let now = mail("one") + &mail("two") + &mail("three") + &mail("four");
    folder.file("box", &now);
    let (titles, continued, further) = after(&path, Some(&mark));
    assert_eq!(
        (titles, continued),
        (vec!["three".into(), "four".into()], true)
    );
    assert_eq!(after(&path, Some(&further)).0, ["four"]);

    folder.file("box", now.replace("one and", "six and"));
    let (titles, continued, _) = after(&path, Some(&mark));
    assert_eq!(
        (titles.len(), continued),
        (4, false),
        "its beginning has changed"
    );
}

#[test]
fn what_was_lost_before_a_mark_is_told_with_what_comes_after_it() {
    let folder = Folder::new("lost");
    let from = "From a@b.c Thu Jan  1 00:00:00 1998\n";
    let odd = format!("{from}Subject: x\nContent-Type: text/plain; charset=x-none\n\nschön\n\n");
    let fine = format!("{from}Subject: y\n\nHi\n\n");
    let bytes = |text: String| text.chars().map(|c| c as u8).collect::<Vec<u8>>();
    let path = folder.file("box", bytes(odd.clone() + &fine));
    let reason = of(&path).1;
    let (_, _, mark) = after(&path, None);
    folder.file("box", bytes(odd + &fine + &fine));
    let mut again = Vec::new();
    let verdict = extract(&path, Some(&Resume::At(mark)), &mut |found| {
        again.push(found)
    });
    assert_eq!(verdict, reason);
    assert!(matches!(verdict, Verdict::Partly { .. }), "{verdict:?}");
}

#[test]
fn of_a_text_without_end_the_beginning_is_read() {
    let folder = Folder::new("endless");
    let path = folder.file(
        "long.txt",
        "The harbour was quiet all day. ".repeat(300_000),
    );
    let (found, verdict) = of(&path);
    let text = &found[0].text;
    assert!((WORDS_LIMIT - 200..=WORDS_LIMIT).contains(&text.len()));
    assert!("The harbour was quiet all day".contains(text.rsplit(' ').next().unwrap()));
    assert!(matches!(verdict, Verdict::Partly { .. }), "{verdict:?}");
    let mail = format!("From: a@b.c\nSubject: {}\n\nHi\n", "B".repeat(20_000));
    let (found, verdict) = of(&folder.file("long.eml", mail));
    assert_eq!((found[0].title.len(), verdict), (1_000, Verdict::Read));
}

#[test]
fn what_lies_in_a_maildir_is_nobodys_text() {
    let folder = Folder::new("maildir");
    for name in ["cur", "new"] {
        fs::create_dir_all(folder.0.join("box").join(name)).unwrap();
    }
    let (found, _) = of(&folder.file("box/cur/1.x:2,S", "Words without a header.\n"));
    assert!(found[0].kind == Some(domain::Kind::Email) && found[0].author.is_none());
    // A folder may be called so.
    fs::create_dir_all(folder.0.join("new")).unwrap();
    let (found, _) = of(&folder.file("new/letter.txt", "Words without a header.\n"));
    assert_eq!(found[0].kind, None);
}

#[test]
fn a_mail_of_apple_mail_ends_where_it_says() {
    let folder = Folder::new("apple");
    let mail = "From: a@b.c\nSubject: x\nMessage-ID: <1@b.c>\n\nHi\n";
    let file = format!(
        "{}      \n{mail}<?xml version=\"1.0\"?>\n<plist/>\n",
        mail.len()
    );
    let plain = folder.file("1.eml", format!("1\n{mail}"));
    assert_eq!(of(&plain).0[0].text, "Hi");
    let (found, verdict) = of(&folder.file("12.emlx", file));
    assert_eq!((found[0].text.as_str(), verdict), ("Hi", Verdict::Read));
    assert_eq!(found[0].author.as_ref().unwrap().address, "a@b.c");
}

#[test]
fn a_letter_that_is_divided_between_two_encoded_words_is_whole() {
    let folder = Folder::new("words");
    let mail = "From: a@b.c\nSubject: =?utf-8?Q?Gr=C3?=\n =?utf-8?Q?=BC=C3=9Fe?=\n\
        X-Gmail-Labels: =?UTF-8?Q?Gesendet,Ge=C3=B6ffnet?=\n\nHi\n";
    let (found, _) = of(&folder.file("a.eml", mail));
    assert_eq!((found[0].title.as_str(), found[0].sent), ("Grüße", true));
    let three = "From: a@b.c\nSubject: =?utf-8?b?R3LDvMOfZQ==?=\n =?utf-8?q?_und?= =?utf-8?q?_K=C3?=\n =?utf-8?q?=BCsse?=\n\nHi\n";
    let (found, _) = of(&folder.file("b.eml", three));
    assert_eq!(found[0].title, "Grüße und Küsse");
}

#[test]
fn a_picture_in_a_page_does_not_hide_whose_words_are_whose() {
    let folder = Folder::new("picture");
    let page = |inside: &str| {
        format!(
            "From: a@b.c\nSubject: x\nContent-Type: text/html\n\n<div>Mine</div>{inside}<div>Mine end</div>\n"
        )
    };
    let data = "A".repeat(3_000_000);
    let picture =
        format!("<img src=\"data:image/png;base64,{data}\"><blockquote>Theirs</blockquote>");
    let deep = format!(
        "{}Theirs{}",
        "<blockquote>".repeat(130),
        "</blockquote>".repeat(130)
    );
    let thread = format!(
        "{}Theirs{}",
        "<div class=\"gmail_quote\">".repeat(45),
        "</div>".repeat(45)
    );
    let quote = |before: &str| format!("<blockquote>{before}Theirs</blockquote>");
    let walls = quote(&"<div>".repeat(600));
    let large = quote(&format!("<!-- {} -->", "x".repeat(3_000_000)));
    let inside = [
        ("p", picture),
        ("d", deep),
        ("t", thread),
        ("w", walls),
        ("l", large),
    ];
    for (name, inside) in inside {
        let (found, _) = of(&folder.file(&format!("{name}.eml"), page(&inside)));
        let words: Vec<&str> = found[0].text.split_whitespace().collect();
        assert_eq!(words, ["Mine", "Mine", "end"], "{name}");
    }
}

#[test]
fn mail_in_a_folder_of_spam_is_set_aside() {
    let folder = Folder::new("spam");
    let mail = "From: a@b.c\nSubject: x\nMessage-ID: <1@b.c>\n\nHi\n";
    let mailbox = format!("From x Thu Jan  1 00:00:00 1998\n{mail}\n");
    for name in ["Junk", "Mail"] {
        fs::create_dir_all(folder.0.join(name)).unwrap();
    }
    let aside = |name: &str, bytes: &str| of(&folder.file(name, bytes)).0[0].automatic;
    assert!(aside("Junk/1.eml", mail) && aside("Spam", &mailbox));
    assert!(!aside("Mail/1.eml", mail) && !aside("Junk/note.txt", "Words."));
}
