//! Places where disks are put into the tree of folders. An empty folder in such a place may be a disk that is away; and of a
//! disk that other computers write to as well the system does not tell what they change.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use domain::{Result, path_from_bytes};
use store::{Record, SourceRow, Writing};

/// Where the folders at which disks begin are noted in the record.
const MOUNTS: &str = "mounts";
/// Where Linux tells what is mounted.
const TABLE: &str = "/proc/self/mounts";
/// What Linux calls the disks of a network, and those that the machine around a virtual one shares with it.
const SHARED: &[&str] = &[
    "9p", "afs", "ceph", "cifs", "coda", "davfs", "fuse", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
    "vboxsf", "virtiofs",
];
/// How those are called that a program makes, such as sshfs: whatever it is, only the program knows what happens there.
const MADE: &str = "fuse.";

/// Whether another disk begins at `folder`.
#[cfg(unix)]
pub(crate) fn is_mounted(folder: &Path) -> bool {
    let device = |path: &Path| Some(fs::metadata(path).ok()?.dev());
    let above = folder.parent().and_then(device);
    above.is_some() && device(folder) != above
}

/// Elsewhere disks have names of their own and do not leave an empty folder behind.
#[cfg(not(unix))]
pub(crate) fn is_mounted(_folder: &Path) -> bool {
    false
}

/// Whether a disk that was mounted at `folder` seems to be away: the folder is there, and empty.
pub(crate) fn is_left_empty(folder: &Path) -> bool {
    !is_mounted(folder) && fs::read_dir(folder).is_ok_and(|mut inside| inside.next().is_none())
}

/// The folders at which disks began when they were looked at last.
pub(crate) fn noted(record: &Record) -> Result<Vec<PathBuf>> {
    Ok(record.setting(MOUNTS)?.unwrap_or_default())
}

/// Notes that disks begin at these folders and at no others.
pub(crate) fn note(writing: &Writing<'_>, folders: &[PathBuf]) -> Result<()> {
    writing.set(MOUNTS, &folders)
}

/// Of the folders at which disks begin, those that lie in one of `sources`: nobody looks at the others any more.
pub(crate) fn within(mounts: Vec<PathBuf>, sources: &[SourceRow]) -> Vec<PathBuf> {
    let inside = |mount: &PathBuf| sources.iter().any(|one| mount.starts_with(&one.path));
    mounts.into_iter().filter(inside).collect()
}

/// Whether `folder`, or a part of it, may change without a word from the system, because it lies on a disk of a network or on
/// one that is made like it. Nothing of the disk itself is asked, which may be slow to answer.
pub fn changes_untold(folder: &Path) -> bool {
    fs::read(TABLE).is_ok_and(|table| is_shared(&mounted(&table), folder))
}

/// What is mounted where: what was mounted last in a place hides what was there before.
fn mounted(table: &[u8]) -> BTreeMap<PathBuf, String> {
    let one = |line: &[u8]| {
        let mut words = line.split(|byte| *byte == b' ').skip(1);
        let (place, kind) = (words.next()?, words.next()?);
        let kind = String::from_utf8_lossy(kind).into_owned();
        Some((path_from_bytes(unescaped(place)), kind))
    };
    let lines = table.split(|byte| *byte == b'\n');
    lines.filter_map(one).collect()
}

/// In the table a space is written as `\040`, by its number in eights.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((first, after)) = rest.split_first() {
        let number = after.get(..3).filter(|_| *first == b'\\');
        let number = number.and_then(|digits| std::str::from_utf8(digits).ok());
        match number.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            Some(byte) => {
                plain.push(byte);
                rest = &after[3..];
            }
            None => {
                plain.push(*first);
                rest = after;
            }
        }
    }
    plain
}

fn is_shared(mounted: &BTreeMap<PathBuf, String>, folder: &Path) -> bool {
    let shared = |kind: &str| SHARED.contains(&kind) || kind.starts_with(MADE);
    let around = folder.ancestors().find_map(|above| mounted.get(above));
    let inside = mounted.iter().filter(|(place, _)| {
        let below = place.strip_prefix(folder);
        // Nobody looks into hidden folders.
        let is_hidden = |name: &OsStr| name.to_string_lossy().starts_with('.');
        below.is_ok_and(|below| !below.iter().any(is_hidden))
    });
    around.is_some_and(|kind| shared(kind)) || inside.map(|(_, kind)| kind).any(|kind| shared(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_told_from_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_mounted(folder.path()) || cfg!(not(unix)));
        assert!(is_left_empty(folder.path()));
        fs::write(folder.path().join("a.txt"), "a").unwrap();
        assert!(!is_left_empty(folder.path()));
        #[cfg(target_os = "linux")]
        assert!(is_mounted(Path::new("/proc")) && !is_left_empty(Path::new("/proc")));
    }

    #[test]
    fn disks_of_a_network_are_told_from_those_of_this_machine() {
        let table = b"/dev/sda1 / ext4 rw,relatime 0 0\n\
            proc /proc proc rw 0 0\n\
            server:/home /home nfs4 rw,vers=4.2 0 0\n\
            /dev/sdb1 /home/anna/disk ext4 rw 0 0\n\
            anna@host: /mnt/my\\040letters fuse.sshfs rw 0 0\n\
            //nas/share /mnt/nas cifs rw 0 0\n\
            /dev/sdc1 /mnt/ntfs fuseblk rw 0 0\n\
            systemd-1 /mnt/auto autofs rw 0 0\n\
            https://dav.example.org/ /mnt/auto fuse rw 0 0\n\
            share /mnt/old cifs rw 0 0\n\
            overlay /var/home/.local/merged fuse.fuse-overlayfs rw 0 0\n\
            /dev/sdd1 /mnt/old ext4 rw 0 0\n\
            cut";
        let disks = mounted(table);
        let shared = |path: &str| is_shared(&disks, Path::new(path));
        for path in [
            "/home/anna/letters",
            "/home",
            "/mnt/my letters",
            "/mnt/my letters/2024",
            "/mnt/nas/a.txt",
            "/mnt/auto",
            "/mnt",
        ] {
            assert!(shared(path), "{path}");
        }
        for path in [
            "/home/anna/disk/letters",
            "/var",
            "/mnt/nasty",
            "/mnt/ntfs/a",
            "/mnt/old",
            "letters",
        ] {
            assert!(!shared(path), "{path}");
        }
        assert!(!is_shared(&BTreeMap::new(), Path::new("/home")));
        #[cfg(target_os = "linux")]
        assert!(mounted(&fs::read(TABLE).unwrap()).contains_key(Path::new("/proc")));
    }

    #[test]
    fn names_in_the_table_are_read_as_they_are() {
        for (written, name) in [
            (&br"/a\040b\134c"[..], &br"/a b\c"[..]),
            (br"/a\04", br"/a\04"),
            (br"/a\999\777\", br"/a\999\777\"),
            (b"", b""),
        ] {
            assert_eq!(unescaped(written), name);
        }
    }
}
