//! Stage 5: the words themselves. One prompt to be continued; what comes is given on as long as it is the piece.

use std::sync::Arc;

use domain::{
    Brief, Candidate, Cue, Cues, Error, ErrorCode, Kind, Person, Result, Shell, count_words,
    is_in_word, pairs,
};
use voice::{
    Hand, closes_letter, is_greeting, is_short_for, is_stop_word, parts, sign_off_of, signing_line,
    stem, still_to_make,
};

use crate::anew::Anew;
use crate::choose::{choose, without_signature};
use crate::closings::unless_noted;
use crate::ending::Ending;
use crate::frame::Along;
use crate::length::{enough_words, least_words};
use crate::lines::Lines;
use crate::obey::Obey;
use crate::one_draft::Draft;
use crate::plan::Plan;
use crate::ports::{Answer, Go, Stopped, Told, Writer, Writing};
use crate::standing::Standing;

/// How often an empty draft is tried again, the first time counted.
const ATTEMPTS: usize = 6;
/// How many words beside those of its point a sentence has, where the point is a phrase.
const OF_ITS_OWN: usize = 3;

/// What the stage tells.
pub(crate) enum Show<'a> {
    /// Nothing new: a chance to stop.
    Waiting,
    /// The model begins to read: tokens of each part of the prompt, and how many need not be read now.
    Begun { parts: &'a [u32], ready: u32 },
    /// How far it has read.
    Reading { done: u32, total: u32 },
    /// Several drafts are done, and this is the one that is taken.
    Candidates {
        candidates: Vec<Candidate>,
        chosen: usize,
    },
    /// More of the draft.
    Text(&'a str),
}

/// What is shown is given here; it may break.
pub(crate) type Shown<'a> = dyn FnMut(Show<'_>) -> Go + 'a;

/// What stands before the model's first word: the user's start, or the greeting where they have not begun.
pub(crate) struct Opening {
    pub(crate) text: String,
    /// The greeting that belongs to the draft; empty where the user has begun.
    greeting: String,
}

impl Opening {
    pub(crate) fn of(brief: &Brief, shell: &Shell) -> Self {
        let greets = brief.start.trim().is_empty()
            && brief.kind == Kind::Email
            && !shell.greeting.is_empty();
        if greets {
            let greeting = format!("{}\n\n", shell.greeting);
            return Self {
                text: greeting.clone(),
                greeting,
            };
        }
        // Behind a greeting that they have typed themselves a letter goes on as behind any other.
        let greeting = match is_greeted(brief, shell) {
            true => "\n\n",
            false => "",
        };
        Self {
            text: format!("{}{greeting}", brief.start),
            greeting: greeting.to_owned(),
        }
    }

    fn ends_in_space(&self) -> bool {
        self.text.is_empty() || self.text.ends_with(char::is_whitespace)
    }
}

/// Whether the user has typed a greeting and nothing more, and sets greetings in a line of their own.
fn is_greeted(brief: &Brief, shell: &Shell) -> bool {
    let line = brief.start.trim_start();
    brief.kind == Kind::Email
        && (!shell.greeting.is_empty() || shell.pieces == 0)
        && !line.contains('\n')
        && is_greeting(line.trim_end(), &Person::all_in(&brief.to))
}

/// A letter that its user has signed is at its end: what came below would be nobody's.
fn refuse_signed(brief: &Brief, standing: &Standing) -> Result<()> {
    let own = [&standing.counted.sign_off, &standing.shell.sign_off];
    let Some(end) = sign_off_of(&brief.start).filter(|_| brief.kind == Kind::Email) else {
        return Ok(());
    };
    let name = signing_line(&end);
    let signed = !name.is_empty() && own.iter().any(|own| signing_line(own) == name);
    match signed {
        false => Ok(()),
        true => Err(
            Error::new(ErrorCode::BadInput, "this letter is signed already")
                .remedy("Put the cursor above the sign-off and go on from there"),
        ),
    }
}

/// Runs the stage; writes as many drafts as `candidates` and takes the best. Returns what was generated after the user's
/// start, and whether it came to its end.
pub(crate) fn generate(
    brief: &Brief,
    standing: &Standing,
    plan: &Plan,
    candidates: usize,
    hand: &dyn Fn() -> Option<Arc<Hand>>,
    writer: &mut dyn Writer,
    show: &mut Shown<'_>,
) -> Result<(String, bool)> {
    let passage = standing.anew.then(|| brief.points.clone());
    let brief = &without_signature(brief, &standing.shell.sign_off);
    let shell = &standing.shell_for(brief);
    let opening = Opening::of(brief, shell);
    let usual = match standing.anew {
        true => shell.words_high,
        false => enough_words(shell, brief),
    };
    let enough = match standing.method.enough_words {
        Some(most) if standing.method.shell => usual.min(most),
        Some(most) => most,
        None => usual,
    };
    refuse_signed(brief, standing)?;
    let letter = brief.kind == Kind::Email;
    let sign_off = if letter { shell.sign_off.as_str() } else { "" };
    // What the model has seen is what it writes, and there the piece ends, whatever stands in its place.
    let seen = if letter {
        standing.counted.sign_off.as_str()
    } else {
        ""
    };
    let least = match standing.method.least {
        true => least_words(shell, brief, enough),
        false => 0,
    };
    let (parts, points) = plan.prompt(standing, brief, &opening.text);
    // A model leaves gaps to be filled in, in brackets: "Dear [Name]". With points, even none, it opens none.
    let points = points.unwrap_or_default();
    let wanted = candidates.max(1);
    let mut writing = Writing {
        texts: wanted,
        most_tokens: u32::try_from(enough * standing.tokens_per_word + 48).unwrap_or(u32::MAX),
        // A word is a token at least.
        least_tokens: u32::try_from(least).unwrap_or(u32::MAX),
        cues: Some(Cues {
            anew: passage.clone().unwrap_or_default(),
            ..cues(points, &brief.title, enough, standing)
        }),
        ..standing.writing(parts)
    };
    // The passage that is to be said anew has come as it was. Then it is written once more, and shown however that comes.
    let mut came_back = false;
    loop {
        let open = still_to_make(&brief.points, &brief.start);
        let open: Vec<String> = open.into_iter().cloned().collect();
        let ending = || {
            Ending::new(seen, enough, opening.ends_in_space())
                .with_room_for(open.clone())
                .with_line_ends(standing.layout.ends_bare)
                .with_marks_of(brief.said())
        };
        let obey = || Obey::new(brief, standing, &opening.text);
        let anew = || {
            let passage = passage.as_deref().filter(|_| !came_back);
            passage.map(Anew::of)
        };
        let lines = || {
            let people = standing.person.iter().cloned().collect();
            match letter {
                true => Lines::of_letter(&opening.text, people, signing_line(seen)),
                false => Lines::behind(&opening.text),
            }
        };
        let draft = || {
            let unwraps = !standing.layout.begins_low;
            Draft::new(unwraps, ending(), lines(), obey(), anew())
        };
        let (drafts, stopped) = write_all(&mut writing, wanted, &draft, &opening, writer, show)?;
        if stopped {
            let shown = drafts.into_iter().next().map(|draft| draft.text);
            let text = if wanted == 1 { shown } else { None };
            return Ok((text.unwrap_or_default(), false));
        }
        let comes_back = drafts.iter().any(Draft::is_the_same);
        came_back |= comes_back;
        let whole = |draft: Draft| {
            let text = format!("{}{}", brief.start, draft.text);
            let missing = if standing.chose_sign_off() {
                chosen_sign_off(&text, sign_off)
            } else {
                missing_sign_off(&text, sign_off)
            };
            let missing = missing.unwrap_or_default();
            (draft.text, missing)
        };
        let written = drafts.into_iter().filter(|draft| !draft.text.is_empty());
        let mut written: Vec<(String, String)> = written.map(whole).collect();
        // A small model now and then ends before it has begun; nothing was shown then, so it may try again.
        if written.is_empty() {
            if comes_back || writing.first < ATTEMPTS * wanted {
                continue;
            }
            return Err(no_words(standing.anew));
        }
        if wanted > 1 {
            let texts = written.iter().map(|(text, end)| format!("{text}{end}"));
            let (candidates, chosen) = choose(brief, shell, hand().as_deref(), texts.collect());
            let text = candidates[chosen].text.clone();
            let _ = show(Show::Candidates { candidates, chosen });
            let _ = show(Show::Text(&text));
            return Ok((text, true));
        }
        let (text, missing) = written.swap_remove(0);
        let _ = show(Show::Text(&missing));
        return Ok((text + &missing, true));
    }
}

/// That nothing came of the brief, or of a passage that was to be said `anew`, and what may help.
fn no_words(anew: bool) -> Error {
    let (of, remedy) = match anew {
        true => (
            "passage",
            "Choose more of the text, up to the end of a sentence, or use a larger model",
        ),
        false => (
            "brief",
            "Give it another point or your first words, or use a larger model",
        ),
    };
    let what = format!("the model found no words for this {of}");
    Error::new(ErrorCode::BadInput, what).remedy(remedy)
}

/// Has as many drafts written as are `wanted`, each begun by `draft`: all at once, or in turns where the model has no room
/// for that. Returns them, and whether the user stopped it. A single one is shown as it comes, of several nothing is
/// until one is chosen.
fn write_all(
    writing: &mut Writing,
    wanted: usize,
    draft: &dyn Fn() -> Draft,
    opening: &Opening,
    writer: &mut dyn Writer,
    show: &mut Shown<'_>,
) -> Result<(Vec<Draft>, bool)> {
    let mut written = Vec::with_capacity(wanted);
    loop {
        let first_turn = written.is_empty();
        writing.texts = wanted - written.len();
        let drafts = (0..writing.texts).map(|_| draft()).collect();
        let mut show_some = |shown: Show<'_>| match shown {
            Show::Text(_) if wanted > 1 => show(Show::Waiting),
            // All of the prompt but its end is there already.
            Show::Begun { .. } | Show::Reading { .. } if !first_turn => show(Show::Waiting),
            shown => show(shown),
        };
        let (drafts, stopped) = write_once(writing, drafts, opening, writer, &mut show_some)?;
        let count = drafts.len();
        writing.first += count.max(1);
        written.extend(drafts);
        if stopped || count == 0 || written.len() >= wanted {
            return Ok((written, stopped));
        }
    }
}

/// Has drafts written once, as many as the model has room for; returns those, and whether the user stopped it.
fn write_once(
    writing: &Writing,
    mut drafts: Vec<Draft>,
    opening: &Opening,
    writer: &mut dyn Writer,
    show: &mut Shown<'_>,
) -> Result<(Vec<Draft>, bool)> {
    let mut stopped = false;
    let finished = writer.write(writing, &mut |told| {
        let go = match told {
            Told::Waiting => show(Show::Waiting),
            Told::Begun { parts, ready } => show(Show::Begun { parts, ready }),
            Told::Reading { done, total } => show(Show::Reading { done, total }),
            Told::Text { which, text } => {
                let Some(draft) = drafts.get_mut(which) else {
                    return Answer::GoOn;
                };
                let (delta, more) = draft.read(text);
                let shown = draft.take(&delta, &opening.greeting, &mut |delta| {
                    show(Show::Text(delta))
                });
                if shown.is_continue() && more.is_break() {
                    return Answer::Enough;
                }
                shown
            }
        };
        stopped |= go.is_break();
        if stopped { Answer::Stop } else { Answer::GoOn }
    })?;
    drafts.truncate(finished.stopped.len());
    if !stopped {
        for (draft, why) in drafts.iter_mut().zip(&finished.stopped) {
            let rest = draft.finish(*why == Stopped::EndOfText);
            let _ = draft.take(&rest, &opening.greeting, &mut |delta| {
                show(Show::Text(delta))
            });
        }
    }
    Ok((drafts, stopped))
}

/// The points that stand in a text with this `title`, of about so many `words`: a word is a token and a third in English,
/// two thirds of what there is room for, and more elsewhere.
pub(crate) fn cues(points: Along, title: &str, words: usize, standing: &Standing) -> Cues {
    let notes = points.present.iter().chain(&points.waiting);
    let notes: Vec<&str> = notes.map(String::as_str).chain([title]).collect();
    Cues {
        closings: unless_noted(&standing.layout.closings, &notes),
        present: points.present.map(cue),
        waiting: points.waiting.into_iter().map(cue).collect(),
        aim_tokens: u32::try_from(words * standing.tokens_per_word * 2 / 3).unwrap_or(u32::MAX),
        capitals: !standing.layout.begins_low,
        full_stops: !standing.layout.ends_bare,
        anew: Vec::new(),
    }
}

/// What is to be said of a point: a small model takes a phrase for a sentence by itself, and says "Good music
/// collections." Whoever notes down a sentence has given some of its own words.
fn cue(point: String) -> Cue {
    let (given, content): (Vec<&str>, Vec<&str>) =
        parts(&point).partition(|word| is_stop_word(word));
    Cue {
        words_more: OF_ITS_OWN.saturating_sub(count_words(given)),
        content: content
            .into_iter()
            .flat_map(pairs)
            // As the text is cut that is looked at: "the check-in" is two words there.
            .flat_map(|word| word.split(|c: char| !is_in_word(c)))
            .filter(|part| !part.is_empty())
            .map(in_all_forms)
            .collect(),
        text: point,
    }
}

/// The letters with which all forms of a word begin: those that it has in common with its stem, which for "party" and
/// "parties" is "parti".
fn in_all_forms(word: &str) -> String {
    let (word, stem) = (word.to_lowercase(), stem(word));
    let both = word.chars().zip(stem.chars());
    let begins: String = both.take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    begins.strip_suffix('i').unwrap_or(&begins).to_owned()
}

/// What to add so that a letter ends as the user has chosen; whatever else it ended with is gone by now.
fn chosen_sign_off(text: &str, sign_off: &str) -> Option<String> {
    let wanted = !sign_off.is_empty() && !text.trim().is_empty();
    (wanted && !text.trim_end().ends_with(sign_off)).then(|| format!("\n\n{sign_off}"))
}

/// What to add so that a letter ends as the user's do: `sign_off`, or the name alone below words that close it.
fn missing_sign_off(text: &str, sign_off: &str) -> Option<String> {
    if sign_off.is_empty() || text.trim().is_empty() {
        return None;
    }
    let name = signing_line(sign_off);
    let names = |line: &str| {
        let own = |word| voice::words(name).any(|own| own == word);
        is_short_for(line, name) || voice::words(line).any(own)
    };
    let sign = sign_off_of(text);
    let last = text.trim_end().lines().last().unwrap_or_default().trim();
    let is_signed = match &sign {
        Some(sign) => sign.lines().any(names),
        // Below a line the name stands alone.
        None => last == name || is_short_for(last, name),
    };
    let closes = sign.is_some() && closes_letter(last);
    match (is_signed, closes) {
        (true, _) => None,
        (false, true) => (!name.is_empty() && !closes_letter(name)).then(|| format!("\n{name}")),
        (false, false) => Some(format!("\n\n{sign_off}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_is_signed_needs_no_sign_off() {
        let drips =
            "The tap still drips, a bit more than before.\n\nCan you let him in on Tuesday?";
        let missing = |end: &str| {
            missing_sign_off(&format!("{drips}{end}"), "Yours,\nOttilie Marsh").is_some()
        };
        assert!(missing("") && missing(" O."));
        assert!(!missing("\n\nO.") && !missing("\n\nO. M.") && !missing("\n\nOttilie Marsh"));
        // What is short is no sign-off for that, nor is the name in a sentence.
        assert!(missing("\n\nSee you soon") && missing("\n\nThursday at seven"));
        assert!(missing("\nHe can ask Ottilie Marsh") && !missing("\nOttilie Marsh"));
        let closed = format!("{drips}\n\nBest wishes,");
        let name = missing_sign_off(&closed, "Yours,\nOttilie Marsh");
        assert_eq!(name.as_deref(), Some("\nOttilie Marsh"));
        assert_eq!(missing_sign_off(&closed, "Cheers,"), None);
    }

    #[test]
    fn a_point_that_is_a_sentence_needs_fewer_words_beside_its_own() {
        let more = |point: &str| cue(point.into()).words_more;
        assert_eq!(more("good music collections"), 3);
        assert_eq!(more("Rehearsal is on Thursday"), 1);
        assert_eq!(more("I can’t come, you know"), 0);
        assert_eq!((more("侧门钥匙"), more("我把侧门的钥匙弄丢了")), (3, 0));
        assert_eq!((more("横のドアの鍵"), more("鍵をなくした")), (1, 0));
    }

    #[test]
    fn a_content_word_is_known_by_what_all_its_forms_begin_with() {
        let content = cue("who drips at the parties".into()).content;
        assert_eq!(content, ["drip", "part"]);
        // As a text is cut in which they are looked for.
        assert_eq!(cue("the check-in".into()).content, ["check", "in"]);
        // Of letters without gaps each two, or what stands alone.
        assert_eq!(
            cue("侧门的钥匙丢了".into()).content,
            ["侧门", "钥匙", "匙丢"]
        );
        assert_eq!(cue("横のドアの鍵".into()).content, ["横", "ドア", "鍵"]);
        assert_eq!(cue("กุญแจหาย".into()).content, ["กุญ", "ญแจ", "แจหา", "หาย"]);
    }
}
