//! What the user wants otherwise, as it holds for one person.

use domain::{Corrections, Kind, Result};
use store::Record;

/// What was corrected for texts of `kind` to somebody who is called by any of `names`: first what was said of them, then
/// what was said of all.
///
/// # Errors
/// If the record cannot be read.
pub(crate) fn of_person(record: &Record, kind: Kind, names: &[&str]) -> Result<Corrections> {
    let mut all = Corrections::default();
    for name in names.iter().filter(|name| !name.is_empty()).chain(&[""]) {
        all = all.or(record.corrections(kind, &name.trim().to_lowercase())?);
    }
    Ok(all)
}
