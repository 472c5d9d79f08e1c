//! A brief as it comes from the window or the command line.

use domain::{Brief, Kind, Result};

/// `brief` as it can be drafted from. Where it says nobody to write to, that is whoever signed the message it answers: a
/// mail that is pasted seldom says more of who sent it.
///
/// # Errors
/// `BadInput` if there is nothing to write about, or something is not what it should be.
pub(crate) fn checked(brief: Brief) -> Result<Brief> {
    let mut brief = brief.checked()?;
    if brief.kind == Kind::Email && brief.to.is_empty() {
        brief.to = voice::signed_by(&brief.reply_to).unwrap_or_default();
    }
    Ok(brief)
}
