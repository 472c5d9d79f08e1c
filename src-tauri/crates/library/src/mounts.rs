//! Places where disks are put into the tree of folders. An empty folder in such a place may be a disk that is away.

use std::fs;
use std::path::Path;

#[cfg(unix)]
use std::os::unix::fs::MetadataExt;

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
}
