//! Whether the file of the record is as long as it says.

use std::fs::{File, metadata};
use std::io::Read;
use std::path::Path;

use domain::Result;

use crate::record::damaged;

/// SQLite sees no harm in a last page that is not whole: it counts it as one. As long as a journal lies beside the record,
/// its last pages may still be in there.
///
/// # Errors
/// `Record` if a part of the last page is missing, or more.
pub(crate) fn check(path: &Path) -> Result<()> {
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
