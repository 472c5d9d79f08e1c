//! Files that were made to harm, among a thousand good ones: all good ones are read, each bad one has its own reason.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::run::Desk;

const GOOD: usize = 1_000;

fn packed(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A PDF whose pages hold themselves.
fn looping_pdf() -> String {
    let body = "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>\nendobj\n";
    let at = |what: &str| body.find(what).unwrap();
    format!(
        "{body}xref\n0 3\n0000000000 65535 f \n{:010} 00000 n \n{:010} 00000 n \ntrailer\n<</Size 3/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n",
        at("1 0 obj"),
        at("2 0 obj"),
        body.len()
    )
}

/// A mail with so many parts; the first one has words.
fn many_parts(count: usize) -> String {
    let head = "From: tom@example.org\nSubject: Parts\nMessage-ID: <parts@example.org>\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nThe synecdoche.\n";
    let parts = "--b\nContent-Type: application/octet-stream\n\nx\n".repeat(count);
    format!("{head}{parts}--b--\n")
}

#[test]
fn all_good_files_are_read_and_each_bad_one_says_why() {
    let desk = Desk::new();
    for number in 0..GOOD {
        desk.write(
            &format!("good/{}/{number}.txt", number % 10),
            format!(
                "Piece {number}\n\nThe kettle boiled for the {number}th time, and nobody came.\n"
            ),
        );
    }
    let space = vec![b' '; (64 << 20) + 9];
    desk.write("bomb.docx", packed("word/document.xml", &space));
    desk.write(
        "nested.zip",
        packed("inner.zip", &packed("a.txt", b"words")),
    );
    desk.write("cut.docx", &packed("word/document.xml", b"<w:p/>")[..40]);
    desk.write(
        "attributes.html",
        format!("<p {}>The litotes.</p>", "a=b ".repeat(800_000)),
    );
    desk.write(
        "deep.html",
        format!("{}The zeugma.", "<div>".repeat(100_000)),
    );
    desk.write("loop.pdf", looping_pdf());
    desk.write("cut.pdf", "%PDF-1.7\n1 0 obj\n<</Len");
    desk.write("parts.eml", many_parts(10_000));
    let message = "From tom@example.org Tue Mar  4 10:12:00 2025\nFrom: tom@example.org\nSubject: One\n\nThe first.\n\n\
        From here on it rains.\n\n";
    desk.write("from.mbox", message);
    let wide: Vec<u8> = "\u{feff}Der Ärger\n\nDas Anakoluth."
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    desk.write("wide.txt", wide);
    desk.write("empty.txt", "");
    desk.write("zeros.txt", [0; 5_000]);
    desk.write("sparse.txt", "x");
    File::options()
        .write(true)
        .open(desk.writing().join("sparse.txt"))
        .unwrap()
        .set_len(2 << 30)
        .unwrap();
    symlink(desk.writing(), desk.writing().join("round-and-round")).unwrap();
    symlink("self.txt", desk.writing().join("self.txt")).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(desk.writing().join("pipe.txt"))
            .status()
            .unwrap()
            .success()
    );
    let odd = desk.writing().join(OsStr::from_bytes(b"odd-\xff-name.txt"));
    std::fs::write(
        odd,
        "Odd\n\nThe hendiadys is in a file without a proper name.",
    )
    .unwrap();

    let ran = desk.add();
    assert_eq!(ran.code, 1, "some could not be read: {}", ran.complained);
    assert!(!ran.complained.contains("panicked"), "{}", ran.complained);

    let status = desk.status();
    let files = status["files"].as_array().unwrap();
    let good = files.iter().filter(|file| {
        file["path"].as_str().unwrap().contains("/good/") && file["state"] == "read"
    });
    assert_eq!(good.count(), GOOD);
    for word in ["litotes", "zeugma", "synecdoche", "Anakoluth", "hendiadys"] {
        assert_eq!(desk.found(word).len(), 1, "{word}");
    }
    assert_eq!(
        desk.found("rains"),
        ["One"],
        "a line that begins with From is text"
    );
    for (name, state, reason) in [
        ("bomb.docx", "failed", "unpacked"),
        ("nested.zip", "skipped", ".zip"),
        ("cut.docx", "failed", "damaged"),
        ("loop.pdf", "failed", "damaged"),
        ("cut.pdf", "failed", "damaged"),
        ("empty.txt", "skipped", "empty"),
        ("zeros.txt", "skipped", "not text"),
        ("sparse.txt", "skipped", "not text"),
        ("self.txt", "skipped", "link"),
        ("pipe.txt", "skipped", "not a file"),
    ] {
        let (is, why) = desk.file(name);
        assert!(is == state && why.contains(reason), "{name}: {is}: {why}");
    }
    // Nothing bad is tried again as long as it does not change.
    let before = desk.status()["index"]["change_seq"].clone();
    desk.run(&["add", desk.writing().to_str().unwrap()]);
    assert_eq!(desk.status()["index"]["change_seq"], before);
}
