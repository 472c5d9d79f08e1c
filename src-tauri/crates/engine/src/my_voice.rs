//! *My voice*: what was learned of the user's hand, and what they want otherwise, which every draft from then on follows.

use domain::{Corrections, Kind, Portrait, Result};
use serde::{Deserialize, Serialize};
use store::{OwnQuery, Record};
use ts_rs::TS;

use crate::engine::Engine;

/// What is told of the user's hand is counted over so many of the newest pieces.
const PIECES: usize = 1_000;
/// How many people there are to choose from at most.
const PEOPLE: usize = 40;
/// Whoever has had fewer letters shows no habit.
const FEWEST: u32 = 3;

/// What was learned of the user's hand in one kind of text, or in those to one person, and what they want otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct VoiceOf {
    /// What was learned.
    #[serde(flatten)]
    pub portrait: Portrait,
    /// What the user wants otherwise here.
    pub corrections: Corrections,
    /// Where it is about one person: what the user wants otherwise in all texts of the kind.
    pub usual: Corrections,
    /// To whom the user writes texts of the kind, most first.
    pub people: Vec<WrittenTo>,
}

/// Somebody whom the user writes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WrittenTo {
    /// Their address, or name where there is none, in lower case.
    pub who: String,
    /// What to call them.
    pub name: String,
    /// How many pieces went to them.
    pub pieces: u32,
}

impl Engine {
    /// What was learned of the user's hand in texts of `kind`, or of each kind there is; with `to`, in those to this
    /// address or name. What the user wants otherwise stands beside it.
    ///
    /// # Errors
    /// `Record` if the library cannot be read.
    pub fn voice(&self, kind: Option<Kind>, to: Option<&str>) -> Result<Vec<VoiceOf>> {
        let record = self.record();
        let to = to.map(str::trim).filter(|who| !who.is_empty());
        let kinds = Kind::ALL.into_iter();
        kinds
            .filter(|one| kind.is_none_or(|kind| kind == *one))
            .filter_map(|kind| voice_of(&record, kind, to).transpose())
            .collect()
    }

    /// From now on drafts of `kind` to this address or name, or to anybody where it is empty, follow `corrections`.
    ///
    /// # Errors
    /// `Io` if the disk says no; `Locked` in an engine that only reads.
    pub fn correct(&self, kind: Kind, to: &str, corrections: Corrections) -> Result<()> {
        let workshop = self.workshop()?;
        let to = to.trim().to_lowercase();
        let corrections = corrections.tidied();
        self.record()
            .write(|writing| writing.correct(kind, &to, &corrections))?;
        workshop.standings.let_go();
        // What was planned ahead follows what was wanted before.
        if let Some(thinker) = self.thinker.get() {
            thinker.library_changed();
        }
        Ok(())
    }
}

/// None where there is nothing of the user's of that sort.
fn voice_of(record: &Record, kind: Kind, to: Option<&str>) -> Result<Option<VoiceOf>> {
    let documents = record.own_documents(OwnQuery {
        kind,
        to,
        before: None,
        limit: PIECES,
    })?;
    if documents.is_empty() {
        return Ok(None);
    }
    let portrait: Portrait = voice::portrait(kind, to.unwrap_or_default(), &documents);
    let person = to.map(str::to_lowercase);
    let people = record.people(kind, PEOPLE)?.into_iter();
    let people = people.filter(|(_, pieces)| *pieces >= FEWEST);
    Ok(Some(VoiceOf {
        portrait,
        corrections: match &person {
            Some(person) => record.corrections(kind, person)?,
            None => record.corrections(kind, "")?,
        },
        usual: match &person {
            Some(_) => record.corrections(kind, "")?,
            None => Corrections::default(),
        },
        people: people
            .map(|(person, pieces)| WrittenTo {
                who: person.address_or_name().to_lowercase(),
                name: person.label().to_owned(),
                pieces,
            })
            .collect(),
    }))
}
