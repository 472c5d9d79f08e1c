//! How well the author's own new lines are told from the rest of a mail, on mails that were marked by hand.
//!
//! The marks are `marked/marks.txt`; the texts are in `shared/data` somewhere above the checkout, and without them there
//! is nothing to measure. A line counts as found where it comes out in its place.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use super::{Extracted, Found, extract};

const MARKS: &str = include_str!("marked/marks.txt");
const PRECISION: f64 = 0.98;
const RECALL: f64 = 0.95;

/// Lines of one mail or of many: marked as own, called own, and both.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    marked: usize,
    called: usize,
    both: usize,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.marked += other.marked;
        self.called += other.called;
        self.both += other.both;
    }

    fn precision(self) -> f64 {
        self.both as f64 / self.called.max(1) as f64
    }

    fn recall(self) -> f64 {
        self.both as f64 / self.marked.max(1) as f64
    }
}

/// A mail of the archives.
struct Mail {
    /// Its lines that are not blank, as they stand in the file.
    lines: Vec<String>,
    read: Extracted,
}

#[test]
fn own_new_lines_are_told_from_the_rest() {
    let Some(data) = data() else {
        eprintln!("skipped: there is no shared/data above the checkout");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mails = mails(&data, folder.path());
    let mut counts: HashMap<(&str, bool), Count> = HashMap::new();
    for (file, sum, runs) in marks() {
        let mail = mails
            .get(&(file.to_owned(), sum.to_owned()))
            .unwrap_or_else(|| panic!("{file} {sum} is not in the archives"));
        let own: Vec<&str> = mail
            .lines
            .iter()
            .zip(letters(runs))
            .filter(|(_, mark)| *mark == 'O')
            .map(|(line, _)| bare(line))
            .collect();
        let called: Vec<&str> = mail
            .read
            .text
            .lines()
            .map(bare)
            .filter(|line| !line.is_empty())
            .collect();
        let count = Count {
            marked: own.len(),
            called: called.len(),
            both: common(&own, &called),
        };
        let kept_back = sum.ends_with(['1', '3', '5', '7', '9', 'b', 'd', 'f']);
        if !kept_back && (count.called > count.both || count.marked > count.both) {
            eprintln!("{file} {sum} {count:?}");
        }
        let set = file.split('/').next().unwrap();
        counts.entry((set, kept_back)).or_default().add(count);
    }
    let mut halves = [Count::default(); 2];
    for ((set, kept_back), count) in &counts {
        say(set, *kept_back, *count);
        halves[usize::from(*kept_back)].add(*count);
    }
    say("all", false, halves[0]);
    say("all", true, halves[1]);
    for half in halves {
        assert!(
            half.precision() >= PRECISION && half.recall() >= RECALL,
            "{half:?}"
        );
    }
}

fn say(set: &str, kept_back: bool, count: Count) {
    let half = if kept_back { "kept back" } else { "looked at" };
    eprintln!(
        "{set}, {half}: precision {:.4}, recall {:.4} ({} lines marked own, {} called own)",
        count.precision(),
        count.recall(),
        count.marked,
        count.called
    );
}

/// The real texts, beside the checkout or above it.
fn data() -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|above| above.join("shared/data"))
        .find(|data| data.join("raw-mail.tar.xz").is_file())
}

fn marks() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    MARKS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut parts = line.split(' ');
            (
                parts.next().unwrap(),
                parts.next().unwrap(),
                parts.next().unwrap(),
            )
        })
}

/// One letter a line: `O2S1` is `OOS`.
fn letters(runs: &str) -> Vec<char> {
    let mut letters = Vec::new();
    let mut rest = runs;
    while let Some(letter) = rest.chars().next() {
        let end = rest[1..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(rest.len(), |end| end + 1);
        let count: usize = rest[1..end].parse().unwrap();
        letters.extend(std::iter::repeat_n(letter, count));
        rest = &rest[end..];
    }
    letters
}

/// All mails of the two archives, by file and checksum.
fn mails(data: &Path, folder: &Path) -> HashMap<(String, String), Mail> {
    let mut found = HashMap::new();
    for name in ["replies", "raw-mail"] {
        let archive = data.join(format!("{name}.tar.xz"));
        let done = Command::new("tar")
            .arg("-xJf")
            .arg(archive)
            .arg("-C")
            .arg(folder)
            .status();
        assert!(done.unwrap().success());
    }
    for path in files(&folder.join("replies")) {
        let text = std::fs::read_to_string(&path).unwrap();
        let file = format!("replies/{}", path.file_name().unwrap().to_str().unwrap());
        let raw = format!("From: a@b.c\nContent-Type: text/plain; charset=utf-8\n\n{text}");
        keep(
            &mut found,
            file,
            &text,
            super::mail::read(raw.as_bytes()).mail,
        );
    }
    for path in files(&folder.join("raw-mail")) {
        let file = path
            .strip_prefix(folder)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let mut read = Vec::new();
        extract(&path, None, &mut |found| {
            if let Found::Document(mail) = found {
                read.push(*mail);
            }
        });
        let bytes = std::fs::read(&path).unwrap();
        let raws: Vec<Vec<u8>> = if file.ends_with(".mbox") {
            one_by_one(&bytes)
        } else {
            vec![bytes]
        };
        assert_eq!(raws.len(), read.len(), "{file}");
        for (raw, read) in raws.iter().zip(read) {
            let body = &raw[super::mail::header_end(raw)..];
            let text = super::decode::decode(body).text.into_owned();
            keep(&mut found, file.clone(), &text, read);
        }
    }
    found
}

fn keep(found: &mut HashMap<(String, String), Mail>, file: String, text: &str, read: Extracted) {
    let text = super::tidy::clean(text);
    let lines: Vec<String> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(str::to_owned)
        .collect();
    let trimmed: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    let digest = Sha256::digest(trimmed.join("\n"));
    let sum: String = digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    found.insert((file, sum), Mail { lines, read });
}

/// The mails of a mailbox whose every mail begins with the same line.
fn one_by_one(mailbox: &[u8]) -> Vec<Vec<u8>> {
    let mut mails: Vec<Vec<u8>> = Vec::new();
    for line in mailbox.split_inclusive(|b| *b == b'\n') {
        if line.starts_with(b"From sender@example.invalid ") {
            mails.push(Vec::new());
        } else if let Some(mail) = mails.last_mut() {
            mail.extend_from_slice(line);
        }
    }
    mails
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// A line without the space around it and without the dash that PGP puts before some.
fn bare(line: &str) -> &str {
    let line = line.trim();
    line.strip_prefix("- ").unwrap_or(line)
}

/// How many lines `a` and `b` have in common, in their order.
fn common(a: &[&str], b: &[&str]) -> usize {
    let mut above = vec![0; b.len() + 1];
    for line in a {
        let mut row = vec![0; b.len() + 1];
        for (at, other) in b.iter().enumerate() {
            row[at + 1] = if line == other {
                above[at] + 1
            } else {
                row[at].max(above[at + 1])
            };
        }
        above = row;
    }
    above[b.len()]
}
