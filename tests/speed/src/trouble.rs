//! What can go wrong while measuring: one clear line.

use std::fmt::{self, Display};
use std::path::Path;

/// Why something could not be measured.
#[derive(Debug, Clone)]
pub(crate) struct Trouble(pub(crate) String);

/// What a measurement comes to.
pub(crate) type Outcome<T> = Result<T, Trouble>;

impl Trouble {
    /// What was being done to which file or with which program, and why it failed.
    pub(crate) fn at(doing: &str, path: &Path, cause: &dyn Display) -> Self {
        Self(format!("{doing} {}: {cause}", path.display()))
    }
}

impl Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<domain::Error> for Trouble {
    fn from(error: domain::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<String> for Trouble {
    fn from(line: String) -> Self {
        Self(line)
    }
}

impl From<&str> for Trouble {
    fn from(line: &str) -> Self {
        Self(line.to_owned())
    }
}
