//! A brief as it comes from the window or the command line.

use domain::{Brief, Kind, Result};
use store::Record;

/// `brief` as it can be drafted from. Where it says nobody to write to, that is whoever signed the message it answers: a
/// mail that is pasted seldom says more of who sent it. Not where the user did: of a thread that is pasted whole, the
/// last words may be their own.
///
/// # Errors
/// `BadInput` if there is nothing to write about, or something is not what it should be.
pub(crate) fn checked(brief: Brief, record: &Record) -> Result<Brief> {
    let mut brief = brief.checked()?;
    if brief.kind == Kind::Email
        && brief.to.is_empty()
        && let Some(name) = voice::signed_by(&brief.reply_to)
        && !library::goes_by(record, &name)?
    {
        brief.to = name;
    }
    Ok(brief)
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::Access;

    #[test]
    fn an_answer_goes_to_whoever_signed_unless_that_is_the_user() {
        let folder = tempfile::tempdir().unwrap();
        let mut record = Record::open(&folder.path().join("record"), Access::Write).unwrap();
        let me = ["ottilie marsh".to_owned()];
        record.write(|writing| writing.set_identities(&me)).unwrap();
        let answers = |message: &str| {
            let brief = Brief {
                points: vec!["the key is found".into()],
                reply_to: message.into(),
                ..Brief::default()
            };
            checked(brief, &record).unwrap().to
        };
        assert_eq!(answers("Where is it?\n\nYours,\nPaul"), "Paul");
        assert_eq!(answers("I look for it.\n\nYours,\nOttilie"), "");
    }
}
