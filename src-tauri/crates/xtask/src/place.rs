//! Where things are: the checkout and the folder this build writes to.

use std::env;
use std::path::{Path, PathBuf};

use crate::outcome::Outcome;

/// The folders of this checkout.
pub(crate) struct Place {
    /// The repository root.
    pub(crate) root: PathBuf,
    /// The folder this program was built into (`target/debug`), where `longhand` is built to as well.
    pub(crate) built: PathBuf,
}

impl Place {
    /// Finds the checkout from the folder that cargo names, or from the folder one stands in.
    pub(crate) fn find() -> Outcome<Self> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => {
                env::current_dir().map_err(|e| format!("the current folder cannot be read: {e}"))?
            }
        };
        let root = start
            .ancestors()
            .find(|folder| folder.join("assets/models.toml").is_file())
            .ok_or_else(|| {
                format!(
                    "{} is not inside a checkout of Longhand (assets/models.toml is missing)",
                    start.display()
                )
            })?;
        let program = env::current_exe().map_err(|e| format!("xtask cannot find itself: {e}"))?;
        Ok(Self {
            root: root.to_owned(),
            built: program.parent().unwrap_or(root).to_owned(),
        })
    }

    /// The program that `cargo build` makes.
    pub(crate) fn longhand(&self) -> PathBuf {
        self.built.join("longhand")
    }

    /// The target folder: for what is kept between runs and may be deleted at any time.
    pub(crate) fn target(&self) -> &Path {
        self.built.parent().unwrap_or(&self.built)
    }

    /// The front end.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Where models are kept; git ignores what is in it.
    pub(crate) fn models(&self) -> PathBuf {
        self.root.join("assets/models")
    }
}
