//! The pages that the user writes on: kept as they type, given back as they were left, and found again.

use domain::{Error, ErrorCode, Kind, Person, Result, words_in};
use jiff::Timestamp;
use store::{DraftRow, PageRow, Record};

use crate::wire::{Page, PageLine};

/// The number of the page that the window shows; none for a new one.
const SETTING: &str = "page";
/// How many characters of a page's text go into the list: more than its two lines hold, so that it is the window that ends
/// them, with dots and not in a word.
const BEGINNING: usize = 320;

/// Keeps the page; one on which nothing stands is not kept. Returns its number, 0 if it has none.
pub(crate) fn save(record: &mut Record, page: &Page, now: Timestamp) -> Result<i64> {
    let known = (page.id > 0).then_some(page.id);
    if is_blank(page) {
        record.write(|writing| writing.set(SETTING, &known.unwrap_or(0)))?;
        let removed = known.map_or(Ok(()), |id| remove(record, id));
        return match removed {
            // Nobody asked for it to be gone from the disk at once: its words go with the next page that is removed.
            Err(error) if error.code == ErrorCode::Locked => Ok(page.id),
            removed => removed.map(|()| page.id),
        };
    }
    record.write(|writing| {
        let kept = Page {
            id: 0,
            ..page.clone()
        };
        let id = writing.put_page(known, &kept, now)?;
        writing.set(SETTING, &id)?;
        Ok(id)
    })
}

/// The page as it was left, or a blank one.
pub(crate) fn load(record: &Record) -> Result<Page> {
    let id = record.setting::<i64>(SETTING)?.unwrap_or(0);
    let mut page = read(record, id)?.unwrap_or_default();
    // The record keeps a running draft more often than the window saves its page, so after an interruption the longer
    // text of the two is the truer one, if one goes on from the other.
    if page.interrupted
        && let Some(draft) = record.unfinished_draft()?
        && draft.interrupted
        && draft.text.len() > page.text.len()
        && goes_on_from(&draft, &page)
    {
        if let Some(last) = page.drafted.last_mut()
            && last.to == units(&page.text)
        {
            last.to = units(&draft.text);
        }
        page.text = draft.text;
    }
    Ok(page)
}

/// Forgets the page `id` with every draft but one that another page may still need; its words are in no file afterwards.
pub(crate) fn remove(record: &mut Record, id: i64) -> Result<()> {
    let page = record.page::<Page>(id)?;
    let needed = match record.unfinished_draft()? {
        Some(draft) if draft.interrupted => record
            .pages::<Page>()?
            .iter()
            .any(|row| row.id != id && row.page.interrupted && goes_on_from(&draft, &row.page)),
        // Whose it is cannot be told before either has words.
        Some(draft) => {
            !page.is_some_and(|page| !page.text.trim().is_empty() && goes_on_from(&draft, &page))
        }
        None => false,
    };
    let removed = record.write(|writing| {
        if !needed {
            writing.remove_drafts()?;
        }
        writing.remove_page(id)
    })?;
    if removed {
        record.empty_journal()?;
    }
    Ok(())
}

/// Its length as the window counts.
fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

fn goes_on_from(draft: &DraftRow, page: &Page) -> bool {
    draft.text.starts_with(page.text.trim_end())
}

/// Opens the page `id`, or a blank one for 0; the next start shows it again.
pub(crate) fn open(record: &mut Record, id: i64) -> Result<Page> {
    let page = match id {
        0 => Page::default(),
        _ => read(record, id)?
            .ok_or_else(|| Error::new(ErrorCode::BadInput, "this draft is not there any more"))?,
    };
    record.write(|writing| writing.set(SETTING, &id))?;
    Ok(page)
}

/// Pages on which all of `words` stand, the one changed last first and no more than `limit`.
pub(crate) fn list(record: &Record, words: &str, limit: usize) -> Result<Vec<PageLine>> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let found = record.pages::<Page>()?.into_iter().filter(|row| {
        let all = everything(&row.page).to_lowercase();
        words.iter().all(|word| all.contains(word))
    });
    Ok(found.take(limit).map(line).collect())
}

fn read(record: &Record, id: i64) -> Result<Option<Page>> {
    let page = record.page::<Page>(id)?;
    Ok(page.map(|page| Page { id, ..page }))
}

fn is_blank(page: &Page) -> bool {
    everything(page).trim().is_empty()
}

/// All that the user wrote on a page.
fn everything(page: &Page) -> String {
    let mut all: Vec<&str> = page.brief.said().collect();
    all.push(&page.text);
    all.join("\n")
}

fn line(row: PageRow<Page>) -> PageLine {
    let Page { brief, text, .. } = row.page;
    let said = if text.trim().is_empty() {
        brief.points.join(", ")
    } else {
        text
    };
    let pieces: Vec<&str> = said.split_whitespace().collect();
    // What was a review once keeps what it is about until it is one again.
    let about = match brief.kind {
        Kind::Review => brief.about,
        _ => String::new(),
    };
    let (title, about) = if brief.title.is_empty() {
        (about, String::new())
    } else {
        (brief.title, about)
    };
    PageLine {
        id: row.id,
        kind: brief.kind,
        title,
        about,
        to: called(&brief.to),
        begins: pieces.join(" ").chars().take(BEGINNING).collect(),
        words: u32::try_from(words_in(&said)).unwrap_or(u32::MAX),
        changed: row.changed,
    }
}

/// What the people in *To* are called.
fn called(to: &str) -> String {
    let people = Person::all_in(to);
    people
        .iter()
        .map(Person::label)
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Alternative, KeptSource, KeptWish, Pile, Span};
    use domain::{Brief, DocumentId, Findings, Shell, Slot};
    use store::Access;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn record() -> (tempfile::TempDir, Record) {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.sqlite"), Access::Write).unwrap();
        (folder, record)
    }

    fn saying(text: &str) -> Page {
        Page {
            text: text.into(),
            ..Page::default()
        }
    }

    #[test]
    fn pages_are_kept_found_and_opened_again() {
        let (_folder, mut record) = record();
        let keys = Page {
            brief: Brief {
                title: "Keys".into(),
                ..Brief::default()
            },
            ..saying("Hullo Tom, the shed is locked.")
        };
        let first = save(&mut record, &keys, NOW).unwrap();
        let second = save(&mut record, &saying("Dear Ada,"), NOW).unwrap();
        assert_ne!(first, second);
        assert_eq!(load(&record).unwrap().id, second);
        let found = list(&record, "SHED keys", 10).unwrap();
        assert_eq!(
            (found.len(), found[0].id, found[0].title.as_str()),
            (1, first, "Keys")
        );
        assert_eq!(list(&record, "", 10).unwrap().len(), 2);
        assert_eq!(list(&record, "", 1).unwrap().len(), 1);

        assert_eq!(open(&mut record, first).unwrap().text, keys.text);
        assert_eq!(load(&record).unwrap().id, first);
        let more = Page {
            id: first,
            ..saying("Hullo Tom, and so on.")
        };
        assert_eq!(save(&mut record, &more, NOW).unwrap(), first);
        assert_eq!(list(&record, "", 10).unwrap().len(), 2);
    }

    #[test]
    fn the_words_of_a_page_are_counted_in_scripts_without_gaps_too() {
        let (_folder, mut record) = record();
        save(&mut record, &saying("海鸥飞走了。今天有风。"), NOW).unwrap();
        let gull = "The gull is gone.";
        save(&mut record, &saying(gull), NOW).unwrap();
        let mut words: Vec<u32> = list(&record, "", 2)
            .unwrap()
            .iter()
            .map(|one| one.words)
            .collect();
        words.sort_unstable();
        // Of nine letters 1.6 make a word.
        assert_eq!(words, [4, 6]);
    }

    #[test]
    fn a_new_page_is_blank_and_a_blank_one_is_not_kept() {
        let (_folder, mut record) = record();
        let id = save(&mut record, &saying("Dear Ada,"), NOW).unwrap();
        assert_eq!(open(&mut record, 0).unwrap(), Page::default());
        assert_eq!(load(&record).unwrap(), Page::default());
        assert_eq!(save(&mut record, &Page::default(), NOW).unwrap(), 0);
        assert_eq!(list(&record, "", 10).unwrap().len(), 1);
        // Emptied, it goes; written on again, it comes back under its number.
        save(
            &mut record,
            &Page {
                id,
                ..Page::default()
            },
            NOW,
        )
        .unwrap();
        assert!(list(&record, "", 10).unwrap().is_empty());
        assert_eq!(
            save(
                &mut record,
                &Page {
                    id,
                    ..saying("Ada!")
                },
                NOW
            )
            .unwrap(),
            id
        );
        assert!(open(&mut record, 99).is_err());
    }

    #[test]
    fn an_interrupted_draft_gives_back_the_last_words() {
        let (_folder, mut record) = record();
        let page = Page {
            interrupted: true,
            drafted: vec![Span { from: 10, to: 14 }],
            ..saying("Hullo Tom, the")
        };
        let id = save(&mut record, &page, NOW).unwrap();
        record
            .write(|writing| {
                let id = writing.begin_draft("starter", "Hullo Tom,", NOW)?;
                writing.keep_draft(id, "Hullo Tom, the key is")?;
                writing.tidy_drafts()
            })
            .unwrap();
        let page = load(&record).unwrap();
        assert_eq!(page.text, "Hullo Tom, the key is");
        assert_eq!(page.drafted, [Span { from: 10, to: 21 }]);

        // Another page may go without taking them along.
        let other = save(&mut record, &saying("Dear Ada,"), NOW).unwrap();
        remove(&mut record, other).unwrap();
        open(&mut record, id).unwrap();
        assert_eq!(load(&record).unwrap().text, "Hullo Tom, the key is");

        // What the user wrote since is never replaced.
        save(
            &mut record,
            &Page {
                id,
                interrupted: true,
                ..saying("Dear Ada,")
            },
            NOW,
        )
        .unwrap();
        assert_eq!(load(&record).unwrap().text, "Dear Ada,");
    }

    #[test]
    fn the_drafts_of_a_page_are_kept_with_it_and_found_by_nobody() {
        let (_folder, mut record) = record();
        let findings = Findings {
            voice_match: Some(0.82),
            ..Findings::default()
        };
        let draft = |text: &str| Alternative {
            text: text.into(),
            findings: findings.clone(),
            points: 2,
            seen: true,
        };
        let page = Page {
            drafted: vec![Span { from: 10, to: 22 }],
            pile: Pile {
                drafts: vec![draft(" the key, ok"), draft(" a quincunx")],
                fits: true,
            },
            ..saying("Hullo Tom, the key, ok")
        };
        let id = save(&mut record, &page, NOW).unwrap();
        assert_eq!(open(&mut record, id).unwrap().pile, page.pile);
        assert!(list(&record, "quincunx", 10).unwrap().is_empty());
        // A page of before this was kept has none.
        let before: Page = serde_json::from_str(r#"{"id":0,"text":"Dear Ada,"}"#).unwrap();
        assert_eq!(before, saying("Dear Ada,"));
    }

    #[test]
    fn the_passages_of_a_draft_are_kept_with_it_without_their_words() {
        let (_folder, mut record) = record();
        let page = Page {
            sources: vec![KeptSource {
                id: DocumentId(3),
                slot: Slot::Topic,
                why: "about the same thing".into(),
            }],
            ..saying("Hullo Tom, the key, ok")
        };
        let id = save(&mut record, &page, NOW).unwrap();
        assert_eq!(open(&mut record, id).unwrap().sources, page.sources);
        assert_eq!(load(&record).unwrap().sources, page.sources);
        assert_eq!(
            serde_json::to_string(&page.sources).unwrap(),
            r#"[{"id":3,"slot":"topic","why":"about the same thing"}]"#
        );
        // By themselves they make no page, and nobody finds one by them.
        let blank = Page {
            text: String::new(),
            ..page
        };
        assert_eq!(save(&mut record, &blank, NOW).unwrap(), 0);
        assert!(list(&record, "same thing", 10).unwrap().is_empty());
        // A page of before this was kept has none.
        let before: Page =
            serde_json::from_str(r#"{"text":"Dear Ada,","pile":{"drafts":[],"fits":false}}"#)
                .unwrap();
        assert_eq!(before, saying("Dear Ada,"));
    }

    #[test]
    fn only_a_review_is_listed_with_what_it_is_about() {
        let (_folder, mut record) = record();
        let mut listed = |kind, title: &str| {
            let brief = Brief {
                kind,
                title: title.into(),
                about: "A kettle".into(),
                ..Brief::default()
            };
            let page = Page {
                brief,
                ..Page::default()
            };
            let id = save(&mut record, &page, NOW).unwrap();
            let lines = list(&record, "", 10).unwrap();
            let line = lines.into_iter().find(|line| line.id == id).unwrap();
            (line.title, line.about)
        };
        let said = |title: &str, about: &str| (title.to_owned(), about.to_owned());
        assert_eq!(listed(Kind::Review, "Hot"), said("Hot", "A kettle"));
        assert_eq!(listed(Kind::Review, ""), said("A kettle", ""));
        assert_eq!(listed(Kind::Note, "Hot"), said("Hot", ""));
        assert_eq!(listed(Kind::Note, ""), said("", ""));
    }

    #[test]
    fn what_is_wanted_otherwise_is_kept_with_the_page_and_makes_none_by_itself() {
        let (_folder, mut record) = record();
        let wish = KeptWish {
            pinned: vec![DocumentId(3)],
            dropped: vec![DocumentId(4)],
            shell: Some(Shell {
                greeting: "Dear all,".into(),
                ..Shell::default()
            }),
        };
        let blank = Page {
            wish: wish.clone(),
            ..Page::default()
        };
        assert_eq!(save(&mut record, &blank, NOW).unwrap(), 0);
        let page = Page {
            wish,
            ..saying("Dear Ada,")
        };
        let id = save(&mut record, &page, NOW).unwrap();
        assert_eq!(open(&mut record, id).unwrap().wish, page.wish);
        assert!(list(&record, "Dear all", 10).unwrap().is_empty());
    }

    #[test]
    fn the_words_of_a_page_that_is_removed_are_in_no_file() {
        for emptied in [false, true] {
            let (folder, mut record) = record();
            // The window and the librarian have connections of their own, so the journal is not cleared by closing one.
            let other = record.another(Access::Read).unwrap();
            other.setting::<i64>(SETTING).unwrap();
            let page = Page {
                brief: Brief {
                    reply_to: "Where is the quincunx?".into(),
                    ..Brief::default()
                },
                ..saying(&"Dear Ada, the quincunx is here. ".repeat(300))
            };
            let id = save(&mut record, &page, NOW).unwrap();
            record
                .write(|writing| {
                    let id = writing.begin_draft("starter", &page.text, NOW)?;
                    writing.keep_draft(id, &format!("{} And more.", page.text))?;
                    writing.end_draft(id, store::DraftState::Finished, &page.text, NOW)
                })
                .unwrap();
            let more = Page {
                id,
                ..saying("Dear Ada, in short: the quincunx.")
            };
            save(&mut record, &more, NOW).unwrap();
            assert!(holds(folder.path(), "quincunx"));
            if emptied {
                let blank = Page {
                    id,
                    ..Page::default()
                };
                save(&mut record, &blank, NOW).unwrap();
            } else {
                remove(&mut record, id).unwrap();
            }
            assert!(!holds(folder.path(), "quincunx"), "emptied: {emptied}");
        }
    }

    /// Whether `word` is in any file below `folder`.
    fn holds(folder: &std::path::Path, word: &str) -> bool {
        std::fs::read_dir(folder).unwrap().any(|entry| {
            let path = entry.unwrap().path();
            let has = |bytes: Vec<u8>| {
                bytes
                    .windows(word.len())
                    .any(|part| part == word.as_bytes())
            };
            match path.is_dir() {
                true => holds(&path, word),
                false => has(std::fs::read(&path).unwrap()),
            }
        })
    }
}
