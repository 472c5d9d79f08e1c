//! Whole packed documents, made here; those that other programs made are in `real_files`.

use std::io::Write;
use std::path::PathBuf;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const BODY: &str =
    "<w:document><w:body><w:p><w:r><w:t>Dear Anna</w:t></w:r></w:p></w:body></w:document>";

/// Packs `parts` into a file called `name`; gone with the folder.
fn packed(parts: &[(&str, &[u8])], name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    (folder, path)
}

fn of(path: &Path) -> (Option<Extracted>, Verdict) {
    let mut found = None;
    let verdict = read(File::open(path).unwrap(), path, None, &mut |one| {
        found = Some(one)
    });
    (found, verdict)
}

fn reason(verdict: Verdict) -> String {
    match verdict {
        Verdict::Read => "read".to_owned(),
        Verdict::Partly { reason }
        | Verdict::Skipped { reason }
        | Verdict::Unread { reason }
        | Verdict::Failed { reason } => reason,
    }
}

#[test]
fn a_document_says_what_it_is_called_and_who_wrote_it() {
    let about = "<cp:coreProperties><dc:title>A letter</dc:title><dc:creator>Anna Bell</dc:creator>\
        <dcterms:created>2024-03-05T10:00:00Z</dcterms:created></cp:coreProperties>";
    let parts: [(&str, &[u8]); 2] = [
        (DOCX.words, BODY.as_bytes()),
        (DOCX.about, about.as_bytes()),
    ];
    let (_folder, path) = packed(&parts, "x.docx");
    let (found, verdict) = of(&path);
    let found = found.unwrap();
    assert_eq!(verdict, Verdict::Read);
    assert_eq!(
        (found.title.as_str(), found.text.as_str()),
        ("A letter", "Dear Anna")
    );
    assert_eq!(found.author.unwrap().name, "Anna Bell");
    assert_eq!(found.date.unwrap().to_string(), "2024-03-05T10:00:00Z");
}

#[test]
fn mails_that_were_pasted_are_not_the_authors() {
    let of = |lines: &[&str]| {
        let lines = lines.iter().map(|line| line.replace('<', "&lt;"));
        let lines = lines.map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"));
        let body = lines.collect::<String>();
        let body = format!("<w:document><w:body>{body}</w:body></w:document>");
        let (_folder, path) = packed(&[(DOCX.words, body.as_bytes())], "x.docx");
        of(&path).0.unwrap()
    };
    let block = [
        "From: Anna Bell anna@example.net",
        "Sent: Monday, March 4, 2024 10:00 AM",
        "To: Tom",
        "Subject: Boat",
        "Come.",
    ];
    let mail = of(&block);
    assert_eq!(mail.author.unwrap().address, "anna@example.net");
    assert_eq!((mail.title.as_str(), mail.text.as_str()), ("Boat", "Come."));
    let divided = [
        &["Hi Anna,", "mine.", "-----Original Message-----"][..],
        &block,
    ]
    .concat();
    let letter = of(&divided);
    assert_eq!(letter.text, "Hi Anna,\n\nmine.");
    assert_eq!(
        (letter.author, letter.quoted.as_deref()),
        (None, Some("Come."))
    );
}

#[test]
fn styles_and_authors_say_whose_words_are_whose() {
    let words = "<w:document><w:body>\
        <w:p><w:pPr><w:pStyle w:val='Zitat'/></w:pPr><w:r><w:t>Theirs.</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Mine</w:t></w:r><w:ins w:author='Tom Averill'><w:r><w:t>, his</w:t></w:r></w:ins>\
        <w:ins w:author='Anna'><w:r><w:t> too</w:t></w:r></w:ins>.</w:p></w:body></w:document>";
    let styles =
        "<w:styles><w:style w:styleId='Zitat'><w:name w:val='Quote'/></w:style></w:styles>";
    let about = "<x><dc:creator>Anna Bell</dc:creator><dcterms:created>1601-01-01T00:00:00Z</dcterms:created></x>";
    // Word in a browser numbers the parts.
    for number in ["", "2"] {
        let named = |part: &str| part.replace(".xml", &format!("{number}.xml"));
        let parts = [
            (named(DOCX.words), words),
            (named(DOCX.styles), styles),
            (DOCX.about.to_owned(), about),
        ];
        let parts = parts
            .each_ref()
            .map(|(name, xml)| (name.as_str(), xml.as_bytes()));
        let (_folder, path) = packed(&parts, "x.docx");
        let found = of(&path).0.unwrap();
        assert_eq!((found.text.as_str(), found.date), ("Mine too", None));
    }
    let words = "<office:text><text:tracked-changes><text:changed-region text:id='ct1'><text:insertion><office:change-info>\
        <dc:creator>Tom Averill</dc:creator></office:change-info></text:insertion></text:changed-region></text:tracked-changes>\
        <text:p text:style-name='P1'>Theirs.</text:p><text:p>Mine<text:change-start text:change-id='ct1'/>, his\
        <text:change-end text:change-id='ct1'/>.</text:p></office:text>";
    let styles = "<style:style style:name='P1' style:parent-style-name='Quotations'/>";
    let parts: [(&str, &[u8]); 4] = [
        ("mimetype", ODT_TYPE.as_bytes()),
        (ODT.words, words.as_bytes()),
        (ODT.styles, styles.as_bytes()),
        (ODT.about, about.as_bytes()),
    ];
    let (_folder, path) = packed(&parts, "x.odt");
    assert_eq!(of(&path).0.unwrap().text, "Mine.");
}

#[test]
fn what_a_password_protects_is_not_called_damaged() {
    let manifest = "<manifest:file-entry manifest:full-path=\"content.xml\">\
        <manifest:encryption-data manifest:checksum=\"x\"/></manifest:file-entry>";
    let parts: [(&str, &[u8]); 3] = [
        ("mimetype", ODT_TYPE.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        (ODT.words, b"\x93\x00\x17 not XML"),
    ];
    let (_folder, path) = packed(&parts, "x.odt");
    assert_eq!(of(&path).1, Verdict::failed(PROTECTED));
    // Since 2024 all parts are encrypted as one.
    let (_folder, path) = packed(&parts[..2], "x.odt");
    assert_eq!(of(&path).1, Verdict::failed(PROTECTED));
}

#[test]
fn other_packed_files_are_skipped_by_name() {
    for (name, called) in [
        ("a.xlsx", "xlsx"),
        ("a.zip", "zip"),
        ("a.docx", "zip"),
        ("a", "zip"),
    ] {
        let (_folder, path) = packed(&[("anything", b"x")], name);
        let wanted = format!("not a kind of file that Longhand reads yet (.{called})");
        assert_eq!(reason(of(&path).1), wanted);
    }
    // A document in a packed file is not a document.
    let (_inner, document) = packed(&[(DOCX.words, BODY.as_bytes())], "x.docx");
    let (_folder, path) = packed(&[("x.docx", &std::fs::read(document).unwrap())], "x.zip");
    assert!(reason(of(&path).1).ends_with("(.zip)"));
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = vec![b' '; PART_LIMIT as usize + 10];
    let (_folder, path) = packed(&[(DOCX.words, &zeros)], "bomb.docx");
    assert!(std::fs::metadata(&path).unwrap().len() < 1 << 20);
    assert_eq!(
        reason(of(&path).1),
        "unpacked, its text takes more than 64 MB; split it into smaller files"
    );
}

#[test]
fn damage_is_said() {
    let (folder, path) = packed(&[(DOCX.words, BODY.as_bytes())], "x.docx");
    let bytes = std::fs::read(&path).unwrap();
    let cut = folder.path().join("cut.docx");
    for length in [5, 40, bytes.len() / 2, bytes.len() - 3] {
        std::fs::write(&cut, &bytes[..length]).unwrap();
        assert!(reason(of(&cut).1).starts_with("it is damaged"), "{length}");
    }
    let (_folder, path) = packed(&[(DOCX.words, b"<w:p><w:t>cut")], "x.docx");
    assert!(reason(of(&path).1).starts_with("it is damaged"));
    let (_folder, path) = packed(&[(DOCX.words, b"<w:document/>")], "x.docx");
    assert_eq!(reason(of(&path).1), "there are no words in it");
}

/// What is found in these parts of a file called `name`: keys, titles and texts.
fn texts(parts: &[(&str, &str)], name: &str) -> (Vec<[String; 3]>, Verdict) {
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    let (_folder, path) = packed(&parts, name);
    let mut found = Vec::new();
    let verdict = read(File::open(&path).unwrap(), &path, None, &mut |one| {
        found.push([one.key, one.title, one.text]);
    });
    (found, verdict)
}

fn owned(texts: &[[&str; 3]]) -> Vec<[String; 3]> {
    texts.iter().map(|text| text.map(str::to_owned)).collect()
}

#[test]
fn each_entry_of_a_packed_journal_is_a_text() {
    let journal = |uuid: &str, text: &str| {
        format!(
            "{{\"metadata\":{{\"version\":\"1.0\"}},\"entries\":[{{\"uuid\":\"{uuid}\",\
             \"creationDate\":\"2024-03-05T10:15:00Z\",\"timeZone\":\"Europe\\/Berlin\",\"text\":\"{text}\"}}]}}"
        )
    };
    let (boat, walk) = (
        journal("A1", "# Boat\\n\\nIt leaks\\\\."),
        journal("B2", "We walked."),
    );
    let parts = [
        ("Journal.json", boat.as_str()),
        ("Travel.json", walk.as_str()),
        ("photos/1.jpeg", "x"),
        ("more.json", "{\"entries\":[]}"),
    ];
    let (found, verdict) = texts(&parts, "2024-03-06-Export.zip");
    assert_eq!(verdict, Verdict::Read);
    assert_eq!(
        found,
        owned(&[["A1", "Boat", "It leaks."], ["B2", "", "We walked."]])
    );
    // Of two with one number both are kept.
    let again = journal("A1", "We walked.");
    let parts = [("Journal.json", boat.as_str()), ("Travel.json", &again)];
    let (found, _) = texts(&parts, "Export.zip");
    assert_eq!(
        found,
        owned(&[["A1", "Boat", "It leaks."], ["A1#1", "", "We walked."]])
    );
}

#[test]
fn notes_that_are_packed_with_their_pictures() {
    let note = "# Boat\n#boat\n\nIt ==leaks==.\n\n![](assets/boat.jpg)\n";
    let bundle = "Boat.textbundle/text.md";
    let parts = [(bundle, note), ("Boat.textbundle/info.json", "{}")];
    let alone = owned(&[["", "Boat", "It leaks."]]);
    assert_eq!(texts(&parts, "Boat.textpack"), (alone, Verdict::Read));
    let bare = [("text.md", "It leaks."), ("info.json", "{}")];
    let named = owned(&[["", "My boat", "It leaks."]]);
    assert_eq!(texts(&bare, "My boat.textpack"), (named, Verdict::Read));
    let several = [
        (bundle, note),
        ("Walk.textbundle/text.txt", "We walked."),
        ("Walk.textbundle/assets/text.md", "Theirs."),
        ("__MACOSX/Walk.textbundle/._text.txt", "x"),
    ];
    let wanted = owned(&[
        [bundle, "Boat", "It leaks."],
        ["Walk.textbundle/text.txt", "Walk", "We walked."],
    ]);
    assert_eq!(texts(&several, "Notes.bear2bk"), (wanted, Verdict::Read));
}

#[test]
fn other_packed_files_are_skipped() {
    let parts = [("text.md", "Theirs."), ("data.json", "{\"entries\":[]}")];
    let (found, verdict) = texts(&parts, "x.zip");
    assert!(found.is_empty());
    assert!(reason(verdict).ends_with("(.zip)"));
    let empty = [("Boat.textbundle/text.md", "![](assets/boat.jpg)")];
    let (found, verdict) = texts(&empty, "Boat.textpack");
    assert!(found.is_empty() && reason(verdict) == "there are no words in it");
}
