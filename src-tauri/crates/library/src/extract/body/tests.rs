//! Mails of many programs, and what of them is words.

use super::*;

fn text(mail: &[u8]) -> Body {
    of(&MessageParser::default().parse(mail).unwrap())
}

#[test]
fn soft_breaks_are_joined() {
    let flowed = "A long \nline.\nNext.\n \n> quoted \n> line\n>> deep \nmine\n-- \nAnna";
    assert_eq!(
        unflow(flowed, false),
        "A long line.\nNext.\n\n> quoted line\n>> deep \nmine\n-- \nAnna\n"
    );
    assert_eq!(unflow("日本 \n語", true), "日本語\n");
    assert_eq!(
        unflow(" > mine\n a\n>  > theirs", false),
        format!("{OWN}> mine\na\n>  > theirs\n")
    );
}

#[test]
fn plain_text_comes_before_html() {
    let mail = b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>html\n\
                 --b\nContent-Type: text/plain\n\nplain\n--b--\n";
    assert_eq!(text(mail).text.trim(), "plain");
    assert_eq!(
        text(b"Content-Type: text/html\n\n<p>only <b>html</b>")
            .text
            .trim(),
        "only html"
    );
    let empty =
        b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n\n\
                  --b\nContent-Type: text/html\n\n<p>html\n--b--\n";
    assert_eq!(text(empty).text.trim(), "html");
}

#[test]
fn attachments_are_left_out() {
    let mail = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n--b\nContent-Type: text/plain; name=a.txt\n\
                 Content-Disposition: attachment; filename=a.txt\n\nother\n--b--\n";
    assert_eq!(text(mail).text.trim(), "words");
}

#[test]
fn letters_without_a_known_character_set_are_guessed() {
    let none = text(b"Subject: x\n\nViele Gr\xfc\xdfe aus K\xf6ln\n");
    assert_eq!(
        (none.text.trim(), none.lossy),
        ("Viele Grüße aus Köln", false)
    );
    let unknown = text(b"Content-Type: text/plain; charset=x-klingon\nContent-Transfer-Encoding: quoted-printable\n\nViele Gr=FC=DFe aus K=F6ln\n");
    assert_eq!(
        (unknown.text.trim(), unknown.lossy),
        ("Viele Grüße aus Köln", true)
    );
    let windows = text(b"Content-Type: text/plain; charset=cp932\n\n\x8c\xae\x82\xcd\x87\x40\n");
    assert_eq!((windows.text.trim(), windows.lossy), ("鍵は①", false));
    let page = text(b"Content-Type: text/html\n\n<meta charset=windows-1257><p>A\xe8i\xfb\n");
    assert_eq!((page.text.trim(), page.lossy), ("Ačiū", false));
}

#[test]
fn a_part_without_an_end_is_read_to_the_end_of_the_mail() {
    let mail = |kind: &str, words: &str| {
        let mail = format!("Content-Type: multipart/mixed; boundary=b\n\n--b\n{kind}\n\n{words}\n");
        text(mail.as_bytes()).text.trim().to_owned()
    };
    assert_eq!(
        mail("Content-Type: text/plain", "Mine words."),
        "Mine words."
    );
    assert_eq!(
        mail("Content-Type: text/html", "<p>Mine <b>words</b>."),
        "Mine words."
    );
    let packed = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: ";
    assert_eq!(
        mail(&format!("{packed}base64"), "TWluZSBHcsO8w59lLg=="),
        "Mine Grüße."
    );
    assert_eq!(
        mail(&format!("{packed}quoted-printable"), "Gr=C3=BC=C3=9Fe"),
        "Grüße"
    );
    let two = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nOne.\n--b\n\nTwo.\n";
    assert_eq!(
        text(two).text.split_whitespace().collect::<Vec<_>>(),
        ["One.", "Two."]
    );
}

#[test]
fn a_mail_without_the_boundary_that_it_names_is_read() {
    for body in [
        "--a\nContent-Type: text/plain\n\nMine words.\n--a--\n",
        "Mine words.\n",
    ] {
        let mail = format!("Content-Type: multipart/mixed; boundary=b\n\n{body}");
        assert_eq!(text(mail.as_bytes()).text.trim(), "Mine words.", "{body}");
    }
    let picture =
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\nxx\n--b--\n";
    assert_eq!(text(picture).text.trim(), "");
}

#[test]
fn words_under_an_odd_name_are_words() {
    for kind in ["text", "text/markdown", "plain text", "text/enriched"] {
        let mail = format!("Content-Type: {kind}\n\nMine words.\n");
        assert_eq!(text(mail.as_bytes()).text.trim(), "Mine words.", "{kind}");
    }
    for codes in [
        "text/calendar\n\nBEGIN:VCALENDAR\n",
        "text/rtf\n\n{\\rtf1 Hello.\\par}\n",
    ] {
        let mail = format!("Content-Type: {codes}");
        assert_eq!(text(mail.as_bytes()).text.trim(), "", "{codes}");
    }
}

#[test]
fn of_base64_with_something_behind_it_the_words_are_read() {
    for behind in ["\n____\nlist mailing list", "\n!", ""] {
        let mail = format!(
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nTWluZSB3b3Jkcw{behind}\n"
        );
        let body = text(mail.as_bytes());
        assert_eq!(body.text.trim(), "Mine words", "{behind:?}");
    }
}

#[test]
fn a_name_that_nobody_knows_is_no_loss_where_the_bytes_are_utf8() {
    for name in ["unknown-8bit", "utf8mb4", "'utf-8'", "cp65001", "default"] {
        let mail = format!("Content-Type: text/plain; charset={name}\n\nGrüße\n");
        let body = text(mail.as_bytes());
        assert_eq!((body.text.trim(), body.lossy), ("Grüße", false), "{name}");
    }
}

#[test]
fn utf8_under_a_false_name() {
    let mail = "Content-Type: text/plain; charset=iso-8859-1\n\nGrüße\n";
    assert_eq!(text(mail.as_bytes()).text.trim(), "Grüße");
    assert_eq!(
        text(b"Content-Type: text/plain; charset=iso-8859-1\n\nGr\xfc\xdfe\n")
            .text
            .trim(),
        "Grüße"
    );
    let broken = text(b"Content-Type: text/plain; charset=utf-8\n\nGr\xfc\xdfe\n");
    assert_eq!((broken.text.trim(), broken.lossy), ("Grüße", false));
}

#[test]
fn hostile_mail() {
    let many = format!(
        "Content-Type: multipart/mixed; boundary=b\n\n{}--b--\n",
        "--b\n\nx\n".repeat(10_000)
    );
    assert_eq!(text(many.as_bytes()).text.matches('x').count(), 10_000);
    let deep: String = (0..2_000)
        .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"))
        .collect();
    text(deep.as_bytes());
    text(b"Content-Type: text/plain; charset=\n\n\xff\xfe\0");
    text(b"Content-Transfer-Encoding: base64\n\n!!!!");
}

#[test]
fn html_is_read_where_the_plain_text_stands_for_it() {
    let with = |plain: &str, page: &str| {
        let mail = format!(
            "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n\
             --b\nContent-Type: text/html; charset=utf-8\n\n{page}\n--b--\n"
        );
        text(mail.as_bytes()).text.trim().to_owned()
    };
    for stub in [
        "\u{a0}\n\u{200b}\n",
        "[cid:image001.png@01D0]",
        "[image: logo.png]\n\n[cid:x]",
        "This message is in HTML. Please use an HTML capable mail reader.",
        "Your mail client does not support HTML messages.\n",
    ] {
        assert_eq!(with(stub, "<p>Mine words."), "Mine words.", "{stub}");
    }
    for (own, page) in [
        (
            "I write HTML by hand.",
            "<p>I write <b>HTML</b>\nby hand.<p>More",
        ),
        ("[cid:x] Mine", "<p>html"),
        ("[1] Mine", "<p>html"),
        ("Mine", "<p>html"),
    ] {
        assert_eq!(with(own, page), own);
    }
    assert_eq!(with(":-)", "<p>:-)"), ":-)");
}

#[test]
fn html_under_another_name_is_html() {
    let page = "<html><body><p>Mine words.</p><blockquote>Theirs.</blockquote></body></html>";
    for kind in ["", "Content-Type: text/plain\n"] {
        for page in [
            page.to_owned(),
            page.to_uppercase(),
            format!("<!DOCTYPE html>\n{page}"),
            format!("<x-html>{page}</x-html>"),
        ] {
            let mail = format!("Subject: x\n{kind}\n{page}\n");
            let found = text(mail.as_bytes()).text.to_lowercase();
            assert!(
                found.trim().starts_with("mine words.")
                    && found.contains("> theirs.")
                    && !found.contains("<"),
                "{mail}{found}"
            );
        }
    }
    let flowed = text(b"Subject: x\n\n<x-flowed>\nMine words.\n</x-flowed>\n");
    assert_eq!(flowed.text.trim(), "Mine words.");
    let written = text(b"Subject: x\n\nBegin it with <html> and <x-flowed>.\n");
    assert_eq!(written.text.trim(), "Begin it with <html> and <x-flowed>.");
}

#[test]
fn base64_that_is_none_is_read_as_it_is_and_what_is_left_out_is_told() {
    let of = |kind: &str, body: &str| {
        let mail = format!(
            "Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{body}\n"
        );
        let body = text(mail.as_bytes());
        (body.text.trim().to_owned(), body.lossy)
    };
    let plain = "My brother says hello and asks for the blue book.";
    assert_eq!(of("plain", plain), (plain.to_owned(), false));
    let page = "<html><body><p>Mine <b>words</b>.</p></body></html>";
    assert_eq!(of("html", page), ("Mine words.".to_owned(), false));
    let stray = "SSB0aGluayB0aGUgYm9hdCBuZWVkcyBhIG5ldyBj*b2F0\nIG9mIHBhaW50IGJlZm9yZSBzcHJpbmcu";
    let meant = "I think the boat needs a new coat of paint before spring.";
    assert_eq!(of("plain", stray), (meant.to_owned(), true));
}
