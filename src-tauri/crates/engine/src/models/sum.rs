//! A model file read through: its checksum, and whether it is there to its end.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::{Error, ErrorCode, Result};
use sha2::{Digest, Sha256};

use super::OnStep;
use super::types::ModelStep;
use crate::hex::hex;

/// Read at once; the caller is asked in between whether to go on.
pub(super) const PIECE: usize = 4 << 20;
/// Zeros are counted by blocks of so many bytes.
const BLOCK: usize = 4096;
/// A program that takes the room for a download first leaves zeros where it did not come to. An eighth of a file is no
/// part of a model, and neither is the larger of these figures; the rows of a vocabulary that nothing was learnt for
/// take some megabytes where a model is packed loosely.
const HOLE: (u64, u64) = (1 << 20, 16 << 20);

/// What a model file came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Summed {
    /// Of the whole file, in lower-case hexadecimal.
    pub(super) sha256: String,
    bytes: u64,
    /// The most bytes in a row that are zero.
    zeros: u64,
}

impl Summed {
    /// Looks whether anything is missing in the middle or at the end.
    ///
    /// # Errors
    /// `NoModel` if so.
    pub(super) fn must_be_whole(&self) -> Result<()> {
        let (least, most) = HOLE;
        if self.zeros < (self.bytes / 8).clamp(least, most) {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::NoModel,
            format!(
                "this model was not downloaded to its end: {} MB of it are empty",
                self.zeros.div_ceil(1_000_000)
            ),
        )
        .remedy("Get it again"))
    }
}

/// Reads a file through; `None` if it was stopped.
///
/// # Errors
/// `Io` if it cannot be read.
pub(super) fn sum(path: &Path, on: OnStep<'_>) -> Result<Option<Summed>> {
    let failed = |cause: std::io::Error| Error::io("reading the model file", path, &cause);
    let mut file = File::open(path).map_err(failed)?;
    let total = file.metadata().map_err(failed)?.len();
    let mut hash = Sha256::new();
    let mut zeros = Zeros::default();
    let mut piece = vec![0; PIECE];
    let mut done = 0;
    loop {
        if on(ModelStep::Summing { done, total }).is_break() {
            return Ok(None);
        }
        match file.read(&mut piece).map_err(failed)? {
            0 => break,
            read => {
                hash.update(&piece[..read]);
                zeros.see(&piece[..read]);
                done += read as u64;
            }
        }
    }
    let digest = hash.finalize();
    Ok(Some(Summed {
        sha256: hex(&digest),
        bytes: done,
        zeros: zeros.most,
    }))
}

/// Zeros in a row.
#[derive(Default)]
struct Zeros {
    now: u64,
    most: u64,
}

impl Zeros {
    fn see(&mut self, bytes: &[u8]) {
        for block in bytes.chunks(BLOCK) {
            if block.iter().all(|byte| *byte == 0) {
                self.now += block.len() as u64;
                self.most = self.most.max(self.now);
            } else {
                self.now = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    /// What a file of so many bytes comes to, those from `from` to `to` being zero.
    fn with_hole(bytes: usize, from: usize, to: usize) -> Summed {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.gguf");
        let mut content = vec![7; bytes];
        content[from..to].fill(0);
        std::fs::write(&path, content).unwrap();
        let summed = sum(&path, &mut |_| ControlFlow::Continue(())).unwrap();
        summed.expect("nobody stopped it")
    }

    #[test]
    fn what_a_download_left_out_is_found() {
        const MB: usize = 1 << 20;
        assert_eq!(with_hole(10 * MB, 0, 0).must_be_whole(), Ok(()));
        for (from, to) in [(5, 10), (0, 3), (3, 6)] {
            let error = with_hole(10 * MB, from * MB, to * MB)
                .must_be_whole()
                .unwrap_err();
            assert!(error.what.contains("not downloaded to its end"), "{error}");
        }
        // Not where a piece of reading ends, either.
        assert!(
            with_hole(30 * MB, 3 * MB + 5, 8 * MB)
                .must_be_whole()
                .is_err()
        );
        // Rows of a vocabulary that nothing was learnt for, and a file that is small altogether.
        assert_eq!(with_hole(30 * MB, 4 * MB, 7 * MB).must_be_whole(), Ok(()));
        assert_eq!(with_hole(MB / 2, 0, MB / 2).must_be_whole(), Ok(()));
    }

    #[test]
    fn the_checksum_is_that_of_the_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.gguf");
        std::fs::write(&path, "abc").unwrap();
        let summed = sum(&path, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(
            summed.unwrap().sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        let stopped = sum(&path, &mut |_| ControlFlow::Break(())).unwrap();
        assert_eq!(stopped, None);
    }
}
