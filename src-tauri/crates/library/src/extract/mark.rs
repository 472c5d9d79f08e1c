//! How far a mailbox was read, and whether what lies before that is still the same: a mailbox of several GB that has
//! grown is read from its old end.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::mbox::{Place, says_deleted};

/// What lies before a mark is looked at in so many places, so that to look at it takes milliseconds. Whoever changes a
/// mailbox in its middle moves nearly always all that comes after it, and so what lies just before the mark.
const WINDOWS: u64 = 16;
/// And so much of it in each.
const WINDOW: u64 = 4096;
/// Mail programs change these lines in place when a mail was looked at; that is no other mail, unless it was deleted.
const FLAGS: [&[u8]; 2] = [b"X-Mozilla-Status", b"X-Mozilla-Keys"];

/// A message that was read in a mailbox: it and what comes after it is read when the mailbox grows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    pub(super) place: Place,
    check: String,
}

impl Mark {
    /// # Errors
    /// If the disk says no.
    pub(super) fn new(place: Place, file: &mut File) -> io::Result<Self> {
        let check = check(file, place.at)?;
        Ok(Self { place, check })
    }

    /// Whether a message before it ended the reader and was passed over.
    pub(crate) fn has_passed_over(&self) -> bool {
        self.place.broken > 0
    }

    /// Where it is, in bytes from the start.
    pub(crate) fn at(&self) -> u64 {
        self.place.at
    }

    /// Whether the same lies before it as when it was made, and a message begins there.
    pub(super) fn holds(&self, file: &mut File) -> bool {
        self.compare(file).unwrap_or(false)
    }

    fn compare(&self, file: &mut File) -> io::Result<bool> {
        let mut start = [0; 5];
        file.seek(SeekFrom::Start(self.place.at))?;
        file.read_exact(&mut start)?;
        Ok(start == *b"From " && check(file, self.place.at)? == self.check)
    }
}

/// A hash over windows of what lies before `at`, the first and the last among them.
fn check(file: &mut File, at: u64) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut bytes = Vec::new();
    let last = at.saturating_sub(WINDOW);
    for window in 0..WINDOWS {
        let from = last / (WINDOWS - 1) * window + last % (WINDOWS - 1) * window / (WINDOWS - 1);
        file.seek(SeekFrom::Start(from))?;
        bytes.clear();
        file.take(WINDOW.min(at)).read_to_end(&mut bytes)?;
        let lines = bytes.split_inclusive(|byte| *byte == b'\n');
        for line in lines {
            if !FLAGS.iter().any(|flag| line.starts_with(flag)) {
                hash.update(line);
            } else if says_deleted(line) {
                hash.update(b"deleted");
            }
        }
    }
    Ok(hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut file, bytes).unwrap();
        file
    }

    #[test]
    fn it_holds_as_long_as_nothing_moves_before_it() {
        let mut mailbox: Vec<u8> = (0..20_000)
            .flat_map(|line| format!("line {line}\n").into_bytes())
            .collect();
        let at = mailbox.len() as u64;
        mailbox.extend_from_slice(b"From a@b.c\n");
        let place = Place {
            at,
            ..Place::default()
        };
        let mark = Mark::new(place, &mut file(&mailbox)).unwrap();
        let holds = |mailbox: &[u8]| mark.holds(&mut file(mailbox));
        assert!(holds(&mailbox));
        assert!(holds(&[&mailbox[..], b"Subject: more\n"].concat()));
        assert!(!holds(&mailbox[1..]), "everything has moved");
        assert!(!holds(&mailbox[..mailbox.len() - 11]), "it is shorter");
        let mut other = mailbox.clone();
        other[3] = b'x';
        assert!(!holds(&other), "the first words are others");
        other = mailbox.clone();
        other[at as usize - 2] = b'x';
        assert!(!holds(&other), "the last words before it are others");
    }

    #[test]
    fn a_mail_that_was_looked_at_is_the_same_mail() {
        let of = |flags: &str| {
            format!("From a@b.c\nX-Mozilla-Status: {flags}\nSubject: x\n\nHi\n\nFrom b@c.d\n")
        };
        let (before, after, deleted) = (of("0000"), of("0001"), of("0009"));
        let at = before.rfind("From").unwrap() as u64;
        let place = Place {
            at,
            ..Place::default()
        };
        let mark = Mark::new(place, &mut file(before.as_bytes())).unwrap();
        assert!(mark.holds(&mut file(after.as_bytes())));
        assert!(!mark.holds(&mut file(deleted.as_bytes())));
    }
}
