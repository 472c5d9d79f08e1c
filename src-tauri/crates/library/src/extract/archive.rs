//! A zip file, of which parts are unpacked, each up to a limit and without regard for the size that the file claims.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{PROTECTED, Verdict};

/// A part is unpacked up to this many bytes: the text of some twenty novels.
pub(super) const PART_LIMIT: u64 = 64 << 20;
/// A document has a few dozen parts, and some hundreds of pictures.
const MOST_PARTS: usize = 20_000;

/// A zip file that is open.
pub(super) type Archive = ZipArchive<BufReader<File>>;

/// The archive in `file`.
pub(super) fn open(file: File) -> Result<Archive, Verdict> {
    let archive = ZipArchive::new(BufReader::new(file)).map_err(|_| damaged())?;
    match archive.len() > MOST_PARTS {
        true => Err(Verdict::failed("it has more parts than any document")),
        false => Ok(archive),
    }
}

/// Of a file whose text takes more than `limit` bytes.
pub(super) fn too_large(limit: u64) -> Verdict {
    Verdict::failed(format!(
        "unpacked, its text takes more than {}; split it into smaller files",
        super::human(limit)
    ))
}

/// Of a file that is not whole.
pub(super) fn damaged() -> Verdict {
    Verdict::failed("it is damaged; open it in the program that made it and save it again")
}

/// What the part `name` is called in this document: Word in a browser puts a number behind it.
pub(super) fn named(archive: &Archive, name: &str) -> Option<String> {
    if archive.index_for_name(name).is_some() {
        return Some(name.to_owned());
    }
    let (stem, ending) = name.rsplit_once('.')?;
    let mut parts = archive.file_names().flatten();
    let found = parts.find(|found| {
        let rest = found.strip_prefix(stem);
        let number = rest.and_then(|rest| rest.strip_suffix(ending)?.strip_suffix('.'));
        number.is_some_and(|number| number.bytes().all(|c| c.is_ascii_digit()))
    });
    found.map(Cow::into_owned)
}

/// The text of the part `name`, unpacked up to `limit` bytes.
pub(super) fn part(archive: &mut Archive, name: &str, limit: u64) -> Result<String, Verdict> {
    let name = named(archive, name).ok_or_else(damaged)?;
    let packed = archive.by_name(&name).map_err(|cause| match cause {
        ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword => Verdict::failed(PROTECTED),
        _ => damaged(),
    })?;
    let mut bytes = Vec::new();
    packed
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| damaged())?;
    if bytes.len() as u64 > limit {
        return Err(too_large(limit));
    }
    Ok(super::decode::decode(&bytes).text.into_owned())
}
