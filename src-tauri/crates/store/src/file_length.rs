//! Whether the file of the record is as long as it says.

use std::fs::{File, metadata};
use std::io::Read;
use std::path::Path;

use domain::Result;

use crate::record::{Record, damaged};

impl Record {
    /// Looks whether the record at `path`, if there is one, is as long as it says: SQLite counts a part of a last page as a
    /// whole one. As long as a journal lies beside it, its last pages may still be in there.
    ///
    /// To be asked before this process opens the record: closing the file lets go of every lock that SQLite has on it.
    ///
    /// # Errors
    /// `Record` if a part of the last page is missing, or more.
    pub fn check_length(path: &Path) -> Result<()> {
        let mut journal = path.as_os_str().to_owned();
        journal.push("-wal");
        if metadata(journal).is_ok_and(|about| about.len() > 0) {
            return Ok(());
        }
        // What cannot be opened or has no header is for SQLite to say.
        let mut header = [0; 100];
        let read = File::open(path).and_then(|mut file| {
            file.read_exact(&mut header)?;
            Ok(file.metadata()?.len())
        });
        match (read, wanted_bytes(&header)) {
            (Ok(bytes), Some(wanted)) if bytes < wanted => Err(damaged().at(path)),
            _ => Ok(()),
        }
    }
}

/// How long the file with this header is, by the file format of SQLite, 1.3: size of a page, pages, and at which change
/// the pages were counted, which must be the last one.
fn wanted_bytes(header: &[u8; 100]) -> Option<u64> {
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let known = header.starts_with(b"SQLite format 3\0") && number(24)? == number(92)?;
    known.then_some(page * u64::from(number(28)?))
}
