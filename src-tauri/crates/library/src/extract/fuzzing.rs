//! A door to our own parsers for the fuzzer (`tests/fuzz`), and for nobody else: bytes in, what was made of them out.

use std::io::{BufRead, BufReader};

use super::splitter::{Message, Splitter};
use super::styles::Styles;
use super::tidy::{clean, tidy};
use super::{decode, docx, mbox, odt, office, quotes, signatures};

/// The messages of the mailbox `bytes`, none for one of more than `limit` bytes; the mailbox is taken in `buffer` bytes
/// at a time, which must make no difference.
#[must_use]
pub fn messages(bytes: &[u8], line_end: u8, limit: usize, buffer: usize) -> Vec<Option<Vec<u8>>> {
    let mut splitter = Splitter::new(reader(bytes, buffer), line_end, limit);
    let mut found = Vec::new();
    while let Ok(Some(message)) = splitter.next() {
        found.push(match message {
            Message::Whole(bytes) => Some(bytes),
            Message::TooLarge => None,
        });
    }
    found
}

/// Keys and texts of the mails in the mailbox `bytes`, as the record would get them.
#[must_use]
pub fn mails(bytes: &[u8], line_end: u8, limit: usize) -> Vec<(String, String)> {
    let mut found = Vec::new();
    // What becomes of the mailbox is said in words for a person; only that it is said at all counts here.
    let mut tell = |told| {
        if let mbox::Told::Mail(mail) = told {
            found.push((mail.key, mail.text));
        }
    };
    let _ = mbox::read(
        reader(bytes, 4096),
        line_end,
        limit,
        mbox::Start::At(mbox::Place::default()),
        &mut tell,
    );
    found
}

fn reader(bytes: &[u8], buffer: usize) -> impl BufRead {
    BufReader::with_capacity(buffer, bytes)
}

/// The author's own runs of lines in the mail `text`, and what it quotes.
#[must_use]
pub fn parted(text: &str) -> (Vec<String>, String) {
    let parts = quotes::split(&clean(text));
    (parts.own, parts.quoted)
}

/// `run` without signature and footer.
#[must_use]
pub fn unsigned(run: &str) -> String {
    signatures::cut(run, None).kept
}

/// Title and text of a .docx whose `word/document.xml` is `bytes`; none if that is no XML.
#[must_use]
pub fn docx(bytes: &[u8]) -> Option<(Option<String>, String)> {
    packed(bytes, docx::flow)
}

/// The same of an .odt whose `content.xml` is `bytes`.
#[must_use]
pub fn odt(bytes: &[u8]) -> Option<(Option<String>, String)> {
    packed(bytes, odt::flow)
}

fn packed(bytes: &[u8], read: office::Words) -> Option<(Option<String>, String)> {
    let xml = decode::decode(bytes).text;
    // The same bytes may be the parts that say what the document is called and how it is set.
    let facts = office::about_itself(&xml);
    let flow = read(&xml, Styles::read(&xml), facts.author.as_ref()).ok()?;
    Some((flow.title.clone(), tidy(&clean(&flow.text()))))
}
