//! What the front door is opened with.

use std::path::PathBuf;

use jiff::Timestamp;

/// What an engine is opened with. Nothing below looks at the environment or the clock by itself.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Where record, index and settings lie.
    pub data_dir: PathBuf,
    /// The executable of this program: worker processes are the same one with a hidden word.
    pub program: PathBuf,
    /// A name of the catalog or a file; none takes the best that is there.
    pub model: Option<String>,
    /// Where models are looked for, after the data folder's own.
    pub model_folders: Vec<PathBuf>,
    /// Memory of this machine in bytes; none if it is not known.
    pub memory: Option<u64>,
    /// The sample library that comes with the program.
    pub sample_library: Option<PathBuf>,
    /// The clock.
    pub now: fn() -> Timestamp,
}
