//! Stages 1 to 4 for one brief: all that the model is given beside what stands and what the user says.

use domain::{
    Brief, DraftEvent, Entries, Person, Result, Source, Stage, Summary, SummarySnippet, Words,
};

use crate::choose::without_signature;
use crate::frame::{self, Along};
use crate::length::asked_words;
use crate::ports::{Go, Shelf};
use crate::rank::{Entry, alone, snippets_alone, topical};
use crate::retrieve::{query, retrieve};
use crate::standing::Standing;
use crate::summarize::{central, summarize};
use crate::synthesize::{frequent, synthesize};

/// What the stages came to for a brief.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The brief as the user wrote it.
    brief: Brief,
    pub(crate) topical: Vec<Entry>,
    pub(crate) summary: Vec<SummarySnippet>,
    pub(crate) words: Vec<String>,
    /// Whether summary and words follow a sketch of the draft.
    pub(crate) sketched: bool,
    /// Whether there were pieces on the topic that it does without.
    pub(crate) without_topic: bool,
}

/// Runs the stages for a checked `brief`. With a `sketch` of the draft, summary and words follow it; without one the
/// brief itself takes its place (method 3.5). `done` is told of each stage, and may break: then there is no plan.
///
/// # Errors
/// If the library cannot be read.
pub fn plan(
    brief: &Brief,
    standing: &Standing,
    sketch: Option<&str>,
    shelf: &dyn Shelf,
    done: &mut dyn FnMut(Stage) -> Go,
) -> Result<Option<Plan>> {
    let method = standing.method;
    let found = retrieve(brief, method.entries, shelf)?;
    if done(Stage::Retrieve).is_break() {
        return Ok(None);
    }
    let query = query(brief);
    let topical = match method.entries {
        Entries::Slots | Entries::Topic => {
            topical(&found, &standing.style, &query, &standing.lexicon)
        }
        // What was found serves the summary alone.
        Entries::Style => Vec::new(),
        Entries::Snippets => snippets_alone(&found, &query, shelf),
        _ => alone(&found),
    };
    if done(Stage::Rank).is_break() {
        return Ok(None);
    }
    let shown: Vec<&Entry> = standing.style.iter().chain(&topical).collect();
    let summary = match method.summary {
        Summary::Context => summarize(brief, sketch, &found, &shown, &standing.lexicon),
        Summary::General => central(&shown, &standing.lexicon),
        // The model has to be asked for it, see `abridged`.
        Summary::Abstractive | Summary::Nothing => Vec::new(),
    };
    if done(Stage::Summarize).is_break() {
        return Ok(None);
    }
    let words = match method.words {
        Words::Context => synthesize(brief, sketch, &shown, &summary, &standing.lexicon, shelf),
        Words::General => frequent(brief.kind, shelf, &standing.lexicon)?,
        Words::Nothing => Vec::new(),
    };
    let words = standing.put_forward(words);
    if done(Stage::Synthesize).is_break() {
        return Ok(None);
    }
    Ok(Some(Plan {
        brief: brief.clone(),
        topical,
        summary,
        words,
        sketched: sketch.is_some(),
        without_topic: false,
    }))
}

impl Plan {
    /// Whether it can serve for `brief`: the same thing is to be written to the same person, and what the user has said
    /// since only goes on from what they had said.
    pub fn serves(&self, brief: &Brief) -> bool {
        let grown = |old: &str, new: &str| new.trim_end().starts_with(old.trim_end());
        let mine = &self.brief;
        mine.kind == brief.kind
            && mine.to == brief.to
            && mine.reply_to == brief.reply_to
            && grown(&mine.title, &brief.title)
            && grown(&mine.about, &brief.about)
            && mine.points.len() <= brief.points.len()
            && mine
                .points
                .iter()
                .zip(&brief.points)
                .all(|(old, new)| grown(old, new))
    }

    /// Whether half of the points, or more, have been begun since it was made: their words had no part in it.
    pub fn misses_half_of(&self, brief: &Brief) -> bool {
        let (then, now) = (self.brief.points.len(), brief.points.len());
        then < now && then * 2 <= now
    }

    /// Whether it is a plan for just this brief. What the user has written of the text itself does not count: it is read
    /// anyway, and at each of its words another plan would cost more than it brings.
    pub fn is_for(&self, brief: &Brief) -> bool {
        let without_start = |brief: &Brief| Brief {
            start: String::new(),
            ..brief.clone()
        };
        without_start(&self.brief) == without_start(brief)
    }

    /// Whether summary and words follow a sketch of the draft.
    pub fn is_sketched(&self) -> bool {
        self.sketched
    }

    /// The same without the pieces on the topic and what was said before, where those pieces have more than
    /// `most_to_read` characters: to read them would keep somebody waiting.
    pub fn soon_read(mut self, most_to_read: usize) -> Self {
        let topic: usize = self.topical.iter().map(|entry| entry.text.len()).sum();
        if topic > most_to_read {
            self.topical.clear();
            self.summary.clear();
            self.without_topic = true;
        }
        self
    }

    /// Whether there were pieces on the topic that it does without.
    pub fn is_without_topic(&self) -> bool {
        self.without_topic
    }

    /// Whose words will be used, in the order of the prompt.
    pub(crate) fn sources(&self, standing: &Standing) -> DraftEvent {
        let entries = standing.style.iter().chain(&self.topical);
        let sources: Vec<Source> = entries.map(Entry::source).collect();
        DraftEvent::Sources { sources }
    }

    /// The prompt for `brief`, in parts; `opening` ends it. With it the points that stand in the text; none where all of
    /// them stand before it.
    pub(crate) fn prompt(
        &self,
        standing: &Standing,
        brief: &Brief,
        opening: &str,
    ) -> (Vec<String>, Option<Along>) {
        // In the frame people have names, as they have in past pieces, even where the user typed an address.
        let name = standing.person.as_ref().map(|person| person.label());
        let brief = Brief {
            to: name.unwrap_or_default().to_owned(),
            ..without_signature(brief, &standing.shell.sign_off)
        };
        // Whoever has made a point already does not want it made again. A greeting makes none.
        let said = match standing.anew {
            true => "",
            false => voice::body_of(&brief.start, &Person::all_in(&brief.to)),
        };
        let (changing, points) = frame::changing(
            &brief,
            said,
            &self.topical,
            standing.points(),
            &self.summary,
            &self.words,
            opening,
        );
        let mut parts = vec![standing.prompt()];
        parts.extend(changing);
        if let Some(words) = asked_words(&brief).filter(|_| standing.shows_nothing()) {
            // Where the length is given it is the one to ask for.
            let words = standing.method.enough_words.unwrap_or(words);
            parts[2].push_str(&frame::in_about(words));
        }
        (parts, points)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Letters, letter};
    use domain::{Kind, Method, Slot};

    #[test]
    fn a_plan_serves_a_brief_that_has_only_grown() {
        let brief = |title: &str, points: &[&str]| Brief {
            title: title.into(),
            points: points.iter().map(|point| (*point).to_owned()).collect(),
            ..Brief::default()
        };
        let plan = Plan {
            brief: brief("Keys", &["who has"]),
            topical: Vec::new(),
            summary: Vec::new(),
            words: Vec::new(),
            sketched: false,
            without_topic: false,
        };
        assert!(plan.serves(&brief("Keys", &["who has the key", "since when"])));
        assert!(plan.serves(&brief("Keys and doors", &["who has"])));
        assert!(!plan.serves(&brief("Doors", &["who has"])));
        assert!(!plan.serves(&brief("Keys", &["where is"])));
        assert!(!plan.serves(&brief("Keys", &[])));
        let other = Brief {
            to: "Tom".into(),
            ..brief("Keys", &["who has"])
        };
        assert!(!plan.serves(&other));
    }

    #[test]
    fn the_name_that_signs_is_no_point_of_the_prompt() {
        let signed = "Hi,\n\nThe key is lost.\n\nOttilie";
        let shelf = Letters((0..6).map(|id| letter(id, signed)).collect());
        let (method, to) = (Method::default(), "tom@example.org");
        let standing = Standing::gather(method, Kind::Email, to, &|_| None, &shelf).unwrap();
        let brief = Brief {
            points: vec!["who has the key".into(), "Ottilie".into()],
            ..Brief::default()
        };
        let plan = super::plan(&brief, &standing, None, &shelf, &mut |_| Go::Continue(()));
        let (parts, along) = plan.unwrap().unwrap().prompt(&standing, &brief, "");
        assert!(parts[3].contains("- who has the key\n") && !parts[3].contains("- Ottilie"));
        assert!(along.unwrap().waiting.is_empty());
    }

    #[test]
    fn a_length_is_asked_for_where_there_is_no_piece_to_show_one() {
        let brief = Brief {
            points: vec!["who has the key".into()],
            ..Brief::default()
        };
        let says = |pieces: i64, given: Option<usize>| {
            let shelf = Letters(
                (0..pieces)
                    .map(|id| letter(id, "The key is lost."))
                    .collect(),
            );
            let to = "tom@example.org";
            let method = Method {
                enough_words: given,
                ..Method::default()
            };
            let standing = Standing::gather(method, Kind::Email, to, &|_| None, &shelf).unwrap();
            let plan = Plan {
                brief: brief.clone(),
                topical: Vec::new(),
                summary: Vec::new(),
                words: Vec::new(),
                sketched: false,
                without_topic: false,
            };
            let (parts, _) = plan.prompt(&standing, &brief, "");
            let prompt = parts.concat();
            let length = prompt
                .lines()
                .find_map(|line| line.strip_prefix("Length: "));
            length.map(str::to_owned)
        };
        assert_eq!(says(0, None).as_deref(), Some("about 15 words"));
        assert_eq!(says(0, Some(90)).as_deref(), Some("about 90 words"));
        assert_eq!(says(6, None), None);
    }

    #[test]
    fn what_would_take_long_to_read_is_left_out_and_that_is_known() {
        let text = "The key to the side door is lost.".repeat(10);
        let entry = Entry::new(&letter(1, &text), Slot::Topic, 1.0, "", 0..text.len());
        let plan = Plan {
            brief: Brief::default(),
            topical: vec![entry],
            summary: Vec::new(),
            words: vec!["key".into()],
            sketched: false,
            without_topic: false,
        };
        assert_eq!(plan.clone().soon_read(text.len()), plan);
        let soon = plan.soon_read(text.len() - 1);
        assert!(soon.is_without_topic() && soon.topical.is_empty());
        assert_eq!(soon.words, ["key"]);
    }

    #[test]
    fn the_points_that_it_does_not_know_are_counted() {
        let with = |points: usize| Brief {
            points: vec!["who".into(); points],
            ..Brief::default()
        };
        let misses = |then: usize, now: usize| {
            let plan = Plan {
                brief: with(then),
                topical: Vec::new(),
                summary: Vec::new(),
                words: Vec::new(),
                sketched: false,
                without_topic: true,
            };
            plan.misses_half_of(&with(now))
        };
        assert!(misses(0, 1) && misses(1, 2) && misses(2, 4));
        assert!(!misses(0, 0) && !misses(2, 3) && !misses(4, 4));
    }
}
