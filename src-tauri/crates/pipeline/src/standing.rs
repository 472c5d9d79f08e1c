//! What stands before any brief, for one kind of text to one person: the style slots, and what the user always does.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use domain::{
    Avoid, Brief, Corrections, Document, DocumentId, Entries, Form, Kind, Method, Person, Points,
    Result, Shell, Slot,
};
use serde::{Deserialize, Serialize};
use voice::{Habits, Lexicon, greet, name_in, stem};

use crate::check::Ordinary;
use crate::choose::without_signature;
use crate::edits::Edits;
use crate::frame;
use crate::layout::Layout;
use crate::length::{for_points, tokens_per_word, words_to_point};
use crate::ports::{Shelf, Writing};
use crate::rank::{Entry, OF_THE_KIND, TO_THEM, style};
use crate::unwrap::unwrapped;

/// How many of the newest are counted for habits and for rare words.
const RECENT: usize = 1_000;
/// In so much text, in bytes, turns of speech are counted: about a hundred letters.
const ENOUGH_SAID: usize = 200_000;
/// How many letters to the same person are looked at for style.
const TO_THE_SAME: usize = 20;

/// The standing part of the prompts for one kind of text to one person.
#[derive(Debug, Clone)]
pub struct Standing {
    /// How every draft that stands on it goes through the stages.
    pub(crate) method: Method,
    kind: Kind,
    to: String,
    /// For whom the pieces were chosen: an address, or a name where there is none; empty for anybody.
    chosen_for: String,
    /// Name and address of the one it goes to, where they are known from earlier letters.
    pub(crate) person: Option<Person>,
    pub(crate) style: Vec<Entry>,
    pub(crate) lexicon: Lexicon,
    /// What drafts follow: what was counted, with what the user wants otherwise.
    pub(crate) shell: Shell,
    /// What was counted, and what past pieces show.
    pub(crate) counted: Shell,
    corrections: Corrections,
    pub(crate) habits: Habits,
    pub(crate) ordinary: Ordinary,
    /// The newest texts of this kind, in which the user's turns of speech, marks and ordinary words are counted.
    pub(crate) said: Arc<[String]>,
    pub(crate) layout: Layout,
    /// How many words a point takes; none where that is not known, or the user says how long a draft is to be.
    words_to_point: Option<f64>,
    /// How many tokens a word of theirs takes.
    pub(crate) tokens_per_word: usize,
    /// Whether a passage is to be said anew.
    pub(crate) anew: bool,
    /// Of what the style slots were chosen.
    over: Over,
}

/// What the pieces were chosen from; they are chosen again once it has grown much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Over {
    /// How many of the newest were looked at.
    counted: usize,
    /// The newest of all; none before there was one, and in what was remembered by an older version.
    #[serde(default)]
    newest: Option<DocumentId>,
}

/// Which pieces were chosen for the style slots. They are kept for as long as they are there and the library has not
/// grown much: each new choice would have to be read by the model again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    pieces: Vec<Piece>,
    #[serde(flatten)]
    over: Over,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Piece {
    id: DocumentId,
    from: usize,
    to: usize,
    /// Of the whole document's text: a changed one is chosen anew.
    hash: u64,
    to_them: bool,
}

impl Standing {
    /// Gathers it from the shelf, with the pieces that are `remembered` for this person, or else for anybody (the empty
    /// name), where they are still there as they were.
    ///
    /// # Errors
    /// If the library cannot be read.
    pub fn gather(
        method: Method,
        kind: Kind,
        to: &str,
        remembered: &dyn Fn(&str) -> Option<Remembered>,
        shelf: &dyn Shelf,
    ) -> Result<Self> {
        // The first of several is the one who is spoken to.
        let named = Person::all_in(to).into_iter().next();
        let to_them = match &named {
            Some(person) => shelf.recent(kind, Some(person.address_or_name()), TO_THE_SAME)?,
            None => Vec::new(),
        };
        let recent = shelf.recent(kind, None, RECENT)?;
        let person = named.map(|named| called(known(named, &to_them), &recent));
        // However the user calls them, it is one person and one choice of pieces.
        let chosen_for = match &person {
            Some(person) if !to_them.is_empty() => person.address_or_name().to_lowercase(),
            _ => String::new(),
        };
        let known = remembered(&chosen_for);
        let known = known.filter(|known| !known.over.has_grown_to(&recent));
        let (style, over) = if method.entries.has_style() {
            known
                .as_ref()
                .and_then(|known| Some((recall(known, &to_them, &recent)?, known.over)))
                .unwrap_or_else(|| (style(&to_them, &recent), Over::all(&recent)))
        } else {
            (Vec::new(), Over::all(&recent))
        };
        let shell = if method.shell {
            voice::shell(&recent, person.as_ref())
        } else {
            Shell::default()
        };
        let texts = || recent.iter().map(|document| document.text.as_str());
        Ok(Self {
            method,
            kind,
            to: to.to_owned(),
            chosen_for,
            style,
            lexicon: Lexicon::count(texts()),
            habits: Habits::count(texts()),
            ordinary: Ordinary::count(texts()),
            words_to_point: words_to_point(&recent),
            tokens_per_word: tokens_per_word(&recent),
            layout: match method.entries {
                // Whoever is to be shown nothing is to know nothing.
                Entries::Nothing => Layout::count(&[]),
                _ => Layout::count(&recent),
            },
            said: if method.turns || method.marks || method.ordinary {
                said(&recent)
            } else {
                Arc::default()
            },
            counted: shell.clone(),
            corrections: Corrections::default(),
            shell,
            person,
            anew: false,
            over,
        })
    }

    /// Whether it is for this kind of text to this person, by this method.
    pub fn is_for(&self, method: Method, kind: Kind, to: &str) -> bool {
        self.method == method && self.kind == kind && self.to == to
    }

    /// For whom its pieces were chosen: this person's address, or their name where they have none, or anybody (the empty
    /// name) where there are no letters to them.
    pub fn chosen_for(&self) -> &str {
        &self.chosen_for
    }

    /// Whether there is a piece in it at all.
    pub fn is_empty(&self) -> bool {
        self.style.is_empty()
    }

    /// Whether its pieces are shown with points in their text.
    pub fn has_points_along(&self) -> bool {
        self.points() == Points::Along
    }

    /// Whether its pieces were chosen ahead of any brief, so that the choice is worth remembering.
    pub fn is_chosen(&self) -> bool {
        self.method.entries.has_style()
    }

    /// What to remember of the choice.
    pub fn remembered(&self) -> Remembered {
        let pieces = self.style.iter().filter_map(|entry| {
            let document = &entry.document;
            let from = document.text.find(&entry.text)?;
            Some(Piece {
                id: document.id,
                from,
                to: from + entry.text.len(),
                hash: hash(&document.text),
                to_them: entry.why == TO_THEM,
            })
        });
        Remembered {
            pieces: pieces.collect(),
            over: self.over,
        }
    }

    /// The same as `edits` want it.
    pub fn revised(&self, edits: &Edits) -> Self {
        let mut revised = self.clone();
        revised
            .style
            .retain(|entry| !edits.dropped.contains(&entry.document.id));
        if let Some(shell) = &edits.shell {
            revised.shell = shell.clone();
            revised.words_to_point = None;
        }
        revised.anew = edits.anew;
        revised
    }

    /// The same with what the user wants otherwise for good. A method without a shell has nothing to correct.
    #[must_use]
    pub fn corrected(mut self, corrections: &Corrections) -> Self {
        if !self.method.shell {
            return self;
        }
        let shell = &mut self.shell;
        if let Some(greeting) = &corrections.greeting {
            shell.greeting = greet(greeting, self.person.as_ref());
        }
        if let Some(sign_off) = &corrections.sign_off {
            shell.sign_off.clone_from(sign_off);
        }
        if let Some(most) = corrections.most_words {
            // Short stays as much shorter as it was.
            let counted = shell.words_high > 0;
            let most = if counted {
                most.min(shell.words_high)
            } else {
                most
            };
            let part = |words: usize| words * most / shell.words_high.max(1);
            shell.words_low = if counted {
                part(shell.words_low)
            } else {
                most / 2
            };
            shell.words_median = if counted {
                part(shell.words_median)
            } else {
                most * 3 / 4
            };
            shell.words_high = most;
            shell.pieces = shell.pieces.max(1);
        }
        self.corrections = corrections.clone();
        self
    }

    /// Whose letters these are to, as far as that is known.
    pub fn person(&self) -> Option<&Person> {
        self.person.as_ref()
    }

    /// What a draft of `brief` follows.
    pub(crate) fn shell_for(&self, brief: &Brief) -> Shell {
        let brief = without_signature(brief, &self.shell.sign_off);
        for_points(&self.shell, self.words_to_point, &brief)
    }

    /// Whether the user has chosen how letters begin; otherwise past pieces may show it.
    pub(crate) fn chose_greeting(&self) -> bool {
        self.corrections.greeting.is_some() || self.shell.greeting != self.counted.greeting
    }

    /// The same of how they end.
    pub(crate) fn chose_sign_off(&self) -> bool {
        self.corrections.sign_off.is_some() || self.shell.sign_off != self.counted.sign_off
    }

    /// Marks that no draft is to have.
    pub(crate) fn without(&self) -> &[Avoid] {
        self.corrections.without.as_deref().unwrap_or_default()
    }

    /// `words` without those that the user does not want to be put forward, and those of greeting, name and sign-off,
    /// which stand in every letter and are about nothing.
    pub(crate) fn put_forward(&self, mut words: Vec<String>) -> Vec<String> {
        let unwanted = self.corrections.words_out.iter().flatten();
        let name = self.person.as_ref().map(|person| person.name.as_str());
        let around = [&self.counted.greeting, &self.counted.sign_off].map(String::as_str);
        let around = around.into_iter().chain(name).flat_map(voice::words);
        let out = unwanted.map(String::as_str).chain(around);
        let out: Vec<String> = out.map(stem).collect();
        words.retain(|word| !out.contains(&stem(word)));
        words
    }

    /// Whether both begin every prompt with the same pieces.
    pub fn has_pieces_of(&self, other: &Standing) -> bool {
        self.style == other.style
    }

    /// The first part of every prompt.
    pub(crate) fn prompt(&self) -> String {
        match self.shows_nothing() {
            true => frame::request(self.kind),
            false => frame::standing(self.kind, &self.style, self.points()),
        }
    }

    /// Whether no past piece stands in its prompts.
    pub(crate) fn shows_nothing(&self) -> bool {
        let entries = self.method.entries;
        entries == Entries::Nothing || (entries.has_style() && self.style.is_empty())
    }

    /// Where points stand. A model that has seen no piece with points in it is given them before the new one.
    pub(crate) fn points(&self) -> Points {
        match self.method.points {
            Points::Along if self.shows_nothing() => Points::Before,
            points => points,
        }
    }

    /// What the writer is asked for with a prompt of these `parts`: one text, which has still to be told how long it is.
    /// A model that has seen no piece has nothing to go on with, and talks about the notes; one that was taught to chat
    /// is asked for a piece instead.
    pub(crate) fn writing(&self, parts: Vec<String>) -> Writing {
        let asked = self.shows_nothing();
        let goes_on_from = parts.last().map_or("", String::as_str);
        let no_line = self.layout.no_line(goes_on_from);
        let not_first = Layout::not_first(goes_on_from);
        Writing {
            no_line,
            parts,
            form: match asked {
                true => Form::Chat,
                false => self.method.form.unwrap_or_default(),
            },
            texts: 1,
            most_tokens: 0,
            least_tokens: 0,
            not_first,
            no_sentence: match asked {
                true => &frame::NO_SENTENCE_ASKED,
                false => &frame::NO_SENTENCE,
            },
            cues: None,
            said: self.said.clone(),
            turns: self.method.turns,
            marks: self.method.marks,
            ordinary: self.method.ordinary,
            first: 0,
        }
    }
}

impl Remembered {
    /// Whether both are of the same pieces, however many there were to choose from.
    pub fn has_pieces_of(&self, other: &Self) -> bool {
        self.pieces == other.pieces
    }

    /// The documents whose words are in it.
    pub fn documents(&self) -> impl Iterator<Item = DocumentId> {
        self.pieces.iter().map(|piece| piece.id)
    }

    /// Whether `document` is in it as it is now.
    pub fn holds(&self, document: &Document) -> bool {
        let now = hash(&document.text);
        self.pieces
            .iter()
            .any(|piece| piece.id == document.id && piece.hash == now)
    }
}

/// The newest texts, as far as there is something to learn from them; of one that is longer than that, its beginning.
fn said(recent: &[Document]) -> Arc<[String]> {
    let mut left = ENOUGH_SAID;
    let mut texts = Vec::new();
    for document in recent {
        let text = &document.text[..document.text.floor_char_boundary(left)];
        left -= text.len();
        texts.push(as_spoken(text));
        // A letter has up to four bytes.
        if left < 4 {
            break;
        }
    }
    texts.into()
}

/// `text` without what is no turn of speech: where a mail program broke its lines, and spaces beyond one.
fn as_spoken(text: &str) -> String {
    let text = unwrapped(text);
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n")
}

impl Over {
    fn all(recent: &[Document]) -> Self {
        Self {
            counted: recent.len(),
            newest: recent.first().map(|document| document.id),
        }
    }

    /// Whether there is a quarter more now, and not only a letter or two: more in all, or that many newer ones where all
    /// are more than are looked at.
    fn has_grown_to(self, recent: &[Document]) -> bool {
        let much = self.counted / 4 + 3;
        let is_newest = |document: &Document| Some(document.id) == self.newest;
        // Of as many as are looked at it cannot be told how many are newer than one that is not among them.
        let unknown = if recent.len() < RECENT { 0 } else { RECENT };
        let newer = recent.iter().position(is_newest).unwrap_or(unknown);
        recent.len() > self.counted + much || newer > much
    }
}

/// The remembered pieces; none if one of them is gone or has changed.
fn recall(known: &Remembered, to_them: &[Document], recent: &[Document]) -> Option<Vec<Entry>> {
    let find = |id| {
        to_them
            .iter()
            .chain(recent)
            .find(|document| document.id == id)
    };
    let entry = |piece: &Piece| {
        let document = find(piece.id).filter(|document| hash(&document.text) == piece.hash)?;
        document.text.get(piece.from..piece.to)?;
        let why = if piece.to_them { TO_THEM } else { OF_THE_KIND };
        Some(Entry::new(
            document,
            Slot::Style,
            0.0,
            why,
            piece.from..piece.to,
        ))
    };
    known.pieces.iter().map(entry).collect()
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// `named` as they stand in letters to them, with what they are called there where the user has not said it.
fn known(named: Person, to_them: &[Document]) -> Person {
    let mut recipients = to_them.iter().flat_map(|document| &document.recipients);
    let known = recipients.find(|person| person.is(named.address_or_name()));
    match known {
        Some(known) => Person {
            name: if known.name.is_empty() {
                named.name
            } else {
                known.name.clone()
            },
            address: known.address.clone(),
        },
        None => Person {
            address: named.address.to_lowercase(),
            ..named
        },
    }
}

/// `person` with the name that stands in their address, where there is no other.
fn called(mut person: Person, recent: &[Document]) -> Person {
    if person.name.is_empty() {
        let met = recent.iter().flat_map(|document| &document.recipients);
        person.name = name_in(&person.address, met).unwrap_or_default();
    }
    person
}

#[cfg(test)]
#[path = "standing_tests.rs"]
mod tests;
