//! What the user has decided for good, as it lies in the record.

use domain::Result;
use store::Record;

use crate::wire::Settings;

const SETTINGS: &str = "settings";
const PAUSED: &str = "reading_paused";

/// As the user has them, or as they are by default.
pub(crate) fn settings(record: &Record) -> Result<Settings> {
    Ok(record.setting(SETTINGS)?.unwrap_or_default())
}

pub(crate) fn save_settings(record: &mut Record, settings: &Settings) -> Result<()> {
    record.write(|writing| writing.set(SETTINGS, settings))
}

/// Whether the user has paused the reading.
pub(crate) fn is_paused(record: &Record) -> Result<bool> {
    Ok(record.setting(PAUSED)?.unwrap_or(false))
}

pub(crate) fn set_paused(record: &mut Record, paused: bool) -> Result<()> {
    record.write(|writing| writing.set(PAUSED, &paused))
}
