//! What programs write for programs, or fill by themselves: no person's words, though all of it is text.

use std::path::Path;

use super::lines;

/// Beginnings of texts that programs write for programs, in small letters, and what to call them.
const FOR_PROGRAMS: &[(&str, &str)] = &[
    ("begin:vcalendar", "ics"),
    ("begin:vcard", "vcf"),
    ("// <!-- <mdb:mork", "msf"),
    ("babyl options:", "babyl"),
    ("*mbx*", "mbx"),
    ("webvtt", "vtt"),
    ("[internetshortcut]", "url"),
    ("[desktop entry]", "desktop"),
    ("windows registry editor version", "reg"),
    ("diff --git ", "diff"),
    ("\\documentclass", "tex"),
    ("\\relax", "aux"),
    ("\\begin{thebibliography}", "bbl"),
    ("%!ps", "ps"),
    ("<svg", "svg"),
    ("<?php", "php"),
    ("#!/", "script"),
    ("ssh-rsa aaaa", "pub"),
    ("ssh-ed25519 aaaa", "pub"),
];

/// What programs call pages that they fill and nobody writes, in small letters.
const LISTS: &str =
    "|archive_browser.html|myactivity.html|bookmarks.html|filterlog.html|junklog.html|";
/// What a reading device draws below each passage that was marked in a book, ...
const PASSAGE: &str = "==========";
/// ... and sets below the name of the book: "- Your Highlight on page 4 | Added on Monday".
const MARKED: [&str; 2] = ["- ", " | "];
/// How the list of places to go to again begins that a browser saves, ...
const BOOKMARKS: &str = "<!doctype netscape-bookmark-file";
/// ... what stands in Google's list of what somebody did, ...
const ACTIVITY: &str = "class=\"outer-cell mdl-cell";
/// ... beside each name in a chat that Telegram, Discord or Signal is saved as, ...
const CHATS: [&str; 3] = [
    "class=\"from_name\"",
    "class=\"chatlog__",
    "<span class=sender>",
];
/// ... and above each part of a page that Facebook or Instagram exports, chats among them, today and before 2022.
const EXPORTED: [&str; 2] = ["_a6-h", "_2lek"];
/// How they call those of one's own posts: Facebook, ...
const OWN_POSTS: &str = "your_posts";
/// ... and, with a number behind it, Instagram.
const OWN_PICTURES: &str = "posts_";

/// Text that is not prose: told by name, as it may begin with anything.
const NOT_PROSE: &str = " xml svg msf dat plist opml fb2 fodt vtt mk json jsonl ndjson csv tsv yaml yml toml ini cfg conf log rs js mjs ts \
    tsx jsx svelte vue css scss sass less c h cc cpp hpp java kt go py rb php pl sh bash ps1 bat sql r lua swift cs tex bib srt \
    scala hs dart el clj erl ex exs kts gradle cmake asm vb asp aspx jsp proto sln csproj vbproj desktop service url env \
    properties reg po pot htaccess gitignore pem crt cer csr ppk pub aux bbl toc sty cls ldif \
    ics vcf rtf lock patch diff ";

/// Whether what a file with this `extension`, in small letters, holds is never prose.
pub(super) fn is_no_prose(extension: &str) -> bool {
    !extension.is_empty() && NOT_PROSE.contains(&format!(" {extension} "))
}

/// What a text is that no person reads; none if it may be prose.
pub(super) fn for_programs(text: &str, path: &Path) -> Option<&'static str> {
    let begins: String = text
        .trim_start()
        .chars()
        .take(40)
        .collect::<String>()
        .to_lowercase();
    let known = FOR_PROGRAMS
        .iter()
        .find(|(start, _)| begins.starts_with(start));
    let braces = begins.trim_start_matches(['[', ' ', '\n', '\t']);
    let json = braces
        .strip_prefix('{')
        .is_some_and(|inside| inside.trim_start().starts_with('"'));
    let name = name(path);
    let make = matches!(
        name.as_str(),
        "makefile" | "gnumakefile" | "dockerfile" | "cmakelists.txt"
    );
    let hosts = matches!(name.as_str(), "known_hosts" | "authorized_keys");
    known
        .map(|(_, name)| *name)
        .or(json.then_some("json"))
        .or(make.then_some("make"))
        .or((hosts || is_key(&begins)).then_some("key"))
        .or(is_table(text).then_some("csv"))
}

/// What a file is called, in small letters.
fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().to_lowercase()
}

/// Why a page, or what looks like one, is no text of anybody's.
pub(super) fn filled(text: &str, path: &Path) -> Option<&'static str> {
    let begins: String = text.trim_start().chars().take(40).collect();
    let named = LISTS.contains(&format!("|{}|", name(path)));
    if named || begins.to_lowercase().starts_with(BOOKMARKS) || text.contains(ACTIVITY) {
        return Some("a list that a program made");
    }
    if is_marked_in_books(text) {
        return Some("passages that were marked in books, which others wrote");
    }
    if !begins.starts_with('<') {
        return None;
    }
    if CHATS.iter().any(|class| text.contains(class)) {
        return Some(
            "a chat saved as a page, which does not tell well enough whose words are whose",
        );
    }
    is_exported(text).then_some(
        "a chat or a list that a service exported, which does not tell well enough whose words are whose",
    )
}

fn is_marked_in_books(text: &str) -> bool {
    let [begins, parts] = MARKED;
    let second = lines(text).nth(1).unwrap_or_default();
    second.starts_with(begins) && second.contains(parts) && lines(text).any(|line| line == PASSAGE)
}

/// Whether a browser packed a whole page, with all that belongs to it, as if that were a mail.
pub(super) fn is_packed_page(text: &str) -> bool {
    let first = lines(text).next().unwrap_or_default().to_lowercase();
    first.strip_prefix("from:").is_some_and(|from| {
        from.trim_start_matches([' ', '<', '"'])
            .starts_with("saved by ")
    })
}

/// Whether a page, which begins with `text`, has one's own posts from Facebook or Instagram on it.
pub(super) fn is_posts(text: &str, path: &Path) -> bool {
    let name = name(path);
    let named = name.starts_with(OWN_POSTS) || is_pictures(path);
    named && text.trim_start().starts_with('<') && is_exported(text)
}

/// Whether the posts at `path` are from Instagram.
pub(in crate::extract) fn is_pictures(path: &Path) -> bool {
    let name = name(path);
    let number = name.strip_prefix(OWN_PICTURES);
    number.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn is_exported(text: &str) -> bool {
    EXPORTED.iter().any(|class| text.contains(class))
}

/// Whether a file that begins with `begins`, in small letters, is a key, a certificate or an encrypted text. What was only
/// signed has words in it.
fn is_key(begins: &str) -> bool {
    begins
        .strip_prefix("-----begin ")
        .is_some_and(|what| what.contains("--") && !what.starts_with("pgp signed message"))
}

/// Whether a text is a table with commas: names without spaces in its first line, and as many values in the next ones.
fn is_table(text: &str) -> bool {
    const LEAST: usize = 4;
    let mut lines = lines(text);
    let names: Vec<&str> = lines.next().unwrap_or("").split(',').collect();
    let is_name = |name: &&str| {
        let name = name.trim_matches('"');
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        !name.is_empty() && name.chars().all(plain)
    };
    let mut next = lines.filter(|line| !line.trim().is_empty()).take(LEAST);
    let full = |line: &str| line.matches(',').count() + 1 >= names.len();
    names.len() >= LEAST
        && names.iter().all(is_name)
        && next.next().is_some_and(full)
        && next.all(full)
}

#[cfg(test)]
mod tests {
    use super::super::{Shape, not_yet, shape};
    use super::*;

    fn of(head: &str, name: &str) -> Result<Shape, String> {
        shape(head.as_bytes(), Path::new(name))
    }

    #[test]
    fn what_programs_write_for_programs_is_named() {
        for (text, name, called) in [
            ("// <!-- <mdb:mork:z v=\"1.4\"/> -->", "Inbox.msf", "msf"),
            ("a=1", "popstate.dat", "dat"),
            ("<?xml version=\"1.0\"?><plist>", "notes", "xml"),
            ("BEGIN:VCALENDAR\nVERSION:2.0", "invite", "ics"),
            ("[{\"a\": 1}]", "export", "json"),
            ("BABYL OPTIONS:\nVersion: 5", "RMAIL", "babyl"),
            ("all: x\n\tcc x", "Makefile", "make"),
            ("project(boat)", "CMakeLists.txt", "make"),
            ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl", "id_rsa", "key"),
            ("-----BEGIN CERTIFICATE-----\nb3Bl", "a.txt", "key"),
            ("-----BEGIN PGP MESSAGE-----\n\nhQ", "a.asc", "asc"),
            ("|1|x= ssh-rsa AAAA", "known_hosts", "key"),
            ("#!/bin/sh\necho", "go", "script"),
            ("\\documentclass{letter}\n", "letter.txt", "tex"),
            ("<svg xmlns=\"x\"></svg>", "a.txt", "svg"),
            ("[InternetShortcut]\nURL=x", "a.txt", "url"),
            ("diff --git a/x b/x", "a.txt", "diff"),
            ("Windows Registry Editor Version 5.00\n", "a.txt", "reg"),
            ("a = 1", "a.hs", "hs"),
            (
                "id,permalink,date,body\n0,b,2024-03-05,\"words\"\n",
                "comments",
                "csv",
            ),
        ] {
            assert_eq!(of(text, name), Err(not_yet(called)), "{name}");
        }
        assert_eq!(
            of("<?xml version=\"1.0\"?>\n<html><body>Hi", "page"),
            Ok(Shape::Page)
        );
        for prose in [
            "{ sighs } Well.",
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nHi",
            "-----BEGIN of a long story",
            "Windows registry keys are a mess.",
            "Anna,Tom,Ben,Ruth\nThey all came.",
        ] {
            assert_eq!(of(prose, "x.txt"), Ok(Shape::Text), "{prose}");
        }
    }

    #[test]
    fn pages_that_nobody_wrote_are_told() {
        for (page, name) in [
            ("<html><h1>Archive</h1>", "archive_browser.html"),
            ("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL>", "a.html"),
            ("<html><div class=\"outer-cell mdl-cell\">", "a.html"),
            ("<html><div class=\"from_name\">Tom", "messages.html"),
            ("<html><div class=\"_a6-h\">Tom", "message_1.html"),
            (
                "<html><h2 class=\"_2ph_ _a6-h _a6-i\">Tom",
                "message_1.html",
            ),
            (
                "<html><div class=\"_3-96 _2pio _2lek _2lel\">Tom",
                "message_1.html",
            ),
            ("<html><div class=\"_a6-h\">Tom", "posts_from_others.html"),
            ("<html><span class=sender>Tom</span>", "index.html"),
            ("<html><div class=\"chatlog__message\">Tom", "general.html"),
            (
                "A Book (Ada Byron)\r\n- Your Highlight on page 4 | Added on Monday\r\n\r\nHers.\r\n==========\r\n",
                "My Clippings.txt",
            ),
            (
                "From: <Saved by Blink>\r\nSubject: Boat\r\nMIME-Version: 1.0\r\n\r\n",
                "boat.mhtml",
            ),
            (
                "From: \"Saved by Internet Explorer 11\"\r\nSubject: Boat\r\n\r\n",
                "boat",
            ),
        ] {
            assert!(of(page, name).is_err(), "{page}");
        }
        for name in ["your_posts__check_ins_1.html", "posts_1.html"] {
            let page = "<html><div class=\"_a6-h\">Anna";
            assert_eq!(of(page, name), Ok(Shape::Posts), "{name}");
        }
        assert_eq!(of("My class=\"_a6-h\" is odd.", "x.txt"), Ok(Shape::Text));
    }
}
