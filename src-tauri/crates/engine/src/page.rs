//! The page that the user is writing on: kept as they type, and given back as it was left.

use domain::Result;
use store::Record;

use crate::wire::Page;

const SETTING: &str = "page";

pub(crate) fn save(record: &mut Record, page: &Page) -> Result<()> {
    record.write(|writing| writing.set(SETTING, page))
}

/// The page as it was left. The record keeps a running draft more often than the window saves its page, so after an
/// interruption the longer text of the two is the truer one, if one goes on from the other.
pub(crate) fn load(record: &Record) -> Result<Page> {
    let mut page = record.setting::<Page>(SETTING)?.unwrap_or_default();
    if page.interrupted
        && let Some(draft) = record.last_interrupted()?
        && draft.text.len() > page.text.len()
        && draft.text.starts_with(page.text.trim_end())
    {
        page.text = draft.text;
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use store::Access;

    #[test]
    fn an_interrupted_draft_gives_back_the_last_words() {
        let folder = tempfile::tempdir().unwrap();
        let mut record = Record::open(&folder.path().join("record.sqlite"), Access::Write).unwrap();
        let page = Page {
            text: "Hullo Tom, the".into(),
            interrupted: true,
            ..Page::default()
        };
        save(&mut record, &page).unwrap();
        record
            .write(|writing| {
                let id =
                    writing.begin_draft("{}", "starter", "Hullo Tom,", Timestamp::UNIX_EPOCH)?;
                writing.keep_draft(id, "Hullo Tom, the key is")?;
                writing.tidy_drafts()
            })
            .unwrap();
        assert_eq!(load(&record).unwrap().text, "Hullo Tom, the key is");

        // What the user wrote since is never replaced.
        save(
            &mut record,
            &Page {
                text: "Dear Ada,".into(),
                ..page
            },
        )
        .unwrap();
        assert_eq!(load(&record).unwrap().text, "Dear Ada,");
    }
}
