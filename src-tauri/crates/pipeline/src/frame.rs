//! The one uniform frame: past pieces, each after points it could have been made from, then the new one, unfinished.
//!
//! Small models imitate far better when they continue a document than when they are asked for one (method 3.3), and
//! they keep to points when they have seen pieces beside theirs. The order is that of method 3.4, from what changes
//! least to what changes most: frame, style slots, topical slots, summary, words, message, title, points, start.

use std::fmt::Write;

use domain::{
    Brief, Kind, PIECE_BEGINS, PIECE_ENDS, POINT_BEGINS, POINT_ENDS, Person, Points,
    SummarySnippet, closes_sentence, goes_on, in_brackets, is_stop, sentence_ends,
};

use crate::rank::Entry;
use crate::unwrap::unwrapped;

/// Begins a line that is the frame's and nobody's text.
const MARK: &str = "## ";
/// What stands nowhere in anybody's text, at the beginning of a line or within one.
pub(crate) const IN_LINE: [&str; 3] = [MARK, "##\n", EARLIER];
const EARLIER: &str = "Earlier on this: ";
const WORDS: &str = "Words: ";
const ANSWERS: &str = "Answers: ";
const TO: &str = "To: ";
const ABOUT: &str = "About: ";
const RATING: &str = "Rating: ";
const TITLE: &str = "Title: ";
const POINTS: &str = "Points:";
/// What begins a line of the frame. No draft ever shows one: where the model writes it, the piece is at its end. The
/// last two are how models that were taught to chat or to write programs set off a remark of their own.
pub(crate) const MARKS: [&str; 11] = [
    MARK, EARLIER, WORDS, ANSWERS, TO, ABOUT, RATING, TITLE, POINTS, "---", "```",
];
/// What those marks begin with that no line of a piece does: a small model now and then ends one before it has begun.
pub(crate) const NO_LINE: [char; 2] = ['#', '`'];
/// Nor does a sentence begin with a word of them, or with the one that a small model makes of it ("Point 2:"): a model that
/// wants to end and may not now and then goes on with a line of the frame, in the middle of its own. Words that people begin
/// sentences with are marks with their colon only.
pub(crate) const NO_SENTENCE: [&str; 11] = [
    "Words", "Word", "Points", "Point", "Answer", "Earlier", "Title", "Rating", "To:", "About:",
    "Answers:",
];
/// Nor with one of these where it was asked for a piece: it would say that it does what it was asked for, or leave its name
/// to be filled in.
pub(crate) const NO_SENTENCE_ASKED: [&str; 11] = [
    "Words",
    "Word",
    "Points",
    "Point",
    "Answer",
    "Sure",
    "Certainly",
    "Here",
    "Subject",
    "Title",
    "Your",
];
/// Nor does a piece begin with a line across the page or a list.
pub(crate) const NOT_FIRST: [char; 4] = ['#', '`', '-', '*'];
/// Bytes of the user's start: more does not change how the next sentence goes, and a long text would not fit.
const OPENING: usize = 2_000;
/// Bytes of the message that is answered: what comes behind its first page is mostly what it answers itself, and a long thread
/// would leave no room for a draft. All of it finds passages, and gives facts.
const MESSAGE: usize = 4_000;
const INTRODUCTION: &str = include_str!("../../../../assets/prompts/generate.txt");
/// The same where points stand in the text.
const ALONG: &str = include_str!("../../../../assets/prompts/generate-along.txt");
/// A request, where there is no piece to show.
const UNSEEN: &str = include_str!("../../../../assets/prompts/generate-unseen.txt");

/// The part that stands before any brief: what this is, and the pieces that show the hand.
pub(crate) fn standing(kind: Kind, style: &[Entry], points: Points) -> String {
    let introduction = match points {
        Points::Along => ALONG,
        Points::Before | Points::Nothing => INTRODUCTION,
    };
    let introduction = introduction.trim().replace("{pieces}", pieces(kind));
    format!("{introduction}\n\n{}", past_pieces(style, points))
}

/// The same where there is no piece to show a hand: what is wanted.
pub(crate) fn request(kind: Kind) -> String {
    let piece = heading(kind).to_lowercase();
    format!("{}\n\n", UNSEEN.trim().replace("{piece}", &piece))
}

/// How long a piece is to be that is asked for.
pub(crate) fn in_about(words: usize) -> String {
    format!("Length: about {words} words\n")
}

/// The part behind past pieces where it is told in short what they say.
pub(crate) fn in_short() -> String {
    format!("{MARK}In short\n{PIECE_BEGINS}")
}

/// The points of a brief where they stand in the text.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Along {
    /// The point with which the prompt ends; none where the next words go on with a sentence.
    pub(crate) present: Option<String>,
    /// Those that come after it.
    pub(crate) waiting: Vec<String>,
}

/// The parts that follow it for one brief, from what changes least to what changes most: pieces on the topic; what was
/// said before, words and the message that is answered; the brief, whose points are not made again that are made in what was
/// `said`; and what the text goes on from, `opening` (the user's start or the greeting). They share the first part's tokens as long as it stays the same, and so on for the next. Where
/// points stand in the text they are returned beside it.
pub(crate) fn changing(
    brief: &Brief,
    said: &str,
    topical: &[Entry],
    points: Points,
    summary: &[SummarySnippet],
    words: &[String],
    opening: &str,
) -> ([String; 4], Option<Along>) {
    let topics = past_pieces(topical, points);
    let mut gist = format!("{MARK}{}\n", heading(brief.kind));
    for snippet in summary {
        line(&mut gist, EARLIER, &snippet.text);
    }
    line(&mut gist, WORDS, &words.join(", "));
    line(&mut gist, ANSWERS, beginning(&brief.reply_to));
    let mut notes = String::new();
    head(
        &mut notes,
        &brief.to,
        &brief.about,
        &brief.rating,
        &brief.title,
    );
    listed(&mut notes, &brief.points);
    // A space at the end would be half a token; an empty line is a whole one.
    notes.push(PIECE_BEGINS);
    let mut begun = plain(latest(opening));
    let spoken = begun.trim_end_matches([' ', '\t']).len();
    let is_open = !is_between_sentences(&begun);
    begun.truncate(spoken);
    let along = (points == Points::Along).then(|| {
        let open = voice::not_surely_made(&brief.points, said).into_iter();
        let mut waiting = open.map(|point| one_line(point));
        let present = if is_open { None } else { waiting.next() };
        if let Some(point) = &present {
            if !begun.is_empty() && !begun.ends_with('\n') {
                begun.push(' ');
            }
            begun.push_str(&in_brackets(point));
        }
        let waiting = waiting.collect();
        Along { present, waiting }
    });
    ([topics, gist, notes, begun], along)
}

/// Whether the next words begin a sentence.
fn is_between_sentences(text: &str) -> bool {
    let closed = text.trim_end_matches(|c| matches!(c, ' ' | '\t') || closes_sentence(c));
    let stops = |c: char| c == '\n' || is_stop(c);
    closed.is_empty() || (closed.ends_with(stops) && !goes_on(text))
}

/// What the draft goes on from where a long text stands before it: the end of that, between one and two times `OPENING`,
/// less what is left out to begin with a line, or at least with a word. The place moves on in steps, so that most keys
/// leave what the model has read as it was.
pub(crate) fn latest(opening: &str) -> &str {
    let steps = opening.len() / OPENING;
    if steps < 2 {
        return opening;
    }
    let end = &opening[opening.ceil_char_boundary((steps - 1) * OPENING)..];
    let near = &end[..end.floor_char_boundary(OPENING / 4)];
    let from = near
        .find('\n')
        .or_else(|| near.find(char::is_whitespace))
        .unwrap_or(0);
    end[from..].trim_start()
}

/// The whole sentences with which a long message begins, or at least its whole words.
fn beginning(message: &str) -> &str {
    if message.len() <= MESSAGE {
        return message;
    }
    let head = &message[..message.floor_char_boundary(MESSAGE)];
    let end = sentence_ends(head).filter(|end| *end < head.len()).last();
    let end = end.or_else(|| head.rfind(char::is_whitespace));
    &head[..end.unwrap_or(head.len())]
}

/// Past pieces in the frame.
pub(crate) fn past_pieces(entries: &[Entry], points: Points) -> String {
    let pieces = entries.iter().map(|entry| past(entry, points));
    pieces.collect()
}

/// A past piece in the frame. Its points are made as somebody would note them, one for a sentence, so that it shows how
/// notes become this person's text.
fn past(entry: &Entry, points: Points) -> String {
    let document = &entry.document;
    let mut text = format!("{MARK}{}\n", heading(document.kind));
    let to: Vec<&str> = document
        .recipients
        .iter()
        .map(|person| person.label())
        .collect();
    let product = document.product.as_deref().unwrap_or_default();
    let rating = document.rating.as_deref().unwrap_or_default();
    head(&mut text, &to.join(", "), product, rating, &document.title);
    if points == Points::Before {
        listed(&mut text, &voice::points_of(&entry.text));
    }
    let piece = plain(&unwrapped(&without_headings(&entry.text)));
    text.push(PIECE_BEGINS);
    text.push_str(&match points {
        Points::Along => {
            let whole = plain(&unwrapped(&without_headings(&document.text)));
            with_points_along(&piece, &whole, &document.recipients)
        }
        Points::Before | Points::Nothing => piece,
    });
    text.push(PIECE_ENDS);
    text
}

/// `piece`, a part of `whole`, with the points of the whole from which it could have been made, each before its sentence.
/// Not each sentence has one: between its points a piece shows what its writer adds.
fn with_points_along(piece: &str, whole: &str, recipients: &[Person]) -> String {
    let of_whole: Vec<String> = points_between(whole, recipients)
        .into_iter()
        .map(|(_, point)| point)
        .collect();
    let mut text = piece.to_owned();
    for (at, point) in points_between(piece, recipients).into_iter().rev() {
        if of_whole.contains(&point) {
            text.insert_str(at, &format!("{} ", in_brackets(&point)));
        }
    }
    text
}

/// The points of a text, each with where its sentence begins. Greeting and sign-off have none.
fn points_between(text: &str, recipients: &[Person]) -> Vec<(usize, String)> {
    let first = text.lines().next().unwrap_or_default();
    let from = if voice::is_greeting(first, recipients) {
        first.len()
    } else {
        0
    };
    let to = match voice::sign_off_of(text) {
        Some(_) => text.trim_end().rfind("\n\n").unwrap_or(text.len()),
        None => text.len(),
    };
    let placed = voice::placed_points(&text[from..to.max(from)]).into_iter();
    placed
        .map(|(place, point)| (from + place.start, point))
        .collect()
}

fn head(text: &mut String, to: &str, about: &str, rating: &str, title: &str) {
    line(text, TO, to);
    line(text, ABOUT, about);
    line(text, RATING, rating);
    line(text, TITLE, title);
}

fn listed(text: &mut String, points: &[String]) {
    if !points.is_empty() {
        let _ = writeln!(text, "{POINTS}");
    }
    for point in points {
        let _ = writeln!(text, "- {}", one_line(point));
    }
}

/// A line of the frame; none where there is nothing to say.
fn line(text: &mut String, label: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(text, "{label}{}", one_line(value));
    }
}

/// Without lines that would look like the frame's.
fn without_headings(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with(MARK));
    lines.collect::<Vec<_>>().join("\n")
}

/// Without what would look like an end of its own, or like a point.
fn plain(text: &str) -> String {
    text.replace([PIECE_BEGINS, PIECE_ENDS], " ")
        .replace(POINT_BEGINS, "(")
        .replace(POINT_ENDS, ")")
}

/// On one line, so that nothing in it can look like a line of the frame.
pub(crate) fn one_line(text: &str) -> String {
    plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Email => "Letter",
        Kind::Review => "Review",
        Kind::Post => "Post",
        Kind::Note => "Note",
    }
}

fn pieces(kind: Kind) -> &'static str {
    match kind {
        Kind::Email => "Letters",
        Kind::Review => "Reviews",
        Kind::Post => "Posts",
        Kind::Note => "Notes",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{document, letter};
    use domain::Slot;

    #[test]
    fn of_a_long_start_the_end_is_read_from_a_place_that_seldom_moves() {
        let text = "Ä line of words that are süß.\n\n".repeat(4_000);
        let mut places = std::collections::BTreeSet::new();
        for length in (0..=text.len()).rev().take(1_500) {
            let Some(opening) = text.get(..length) else {
                continue;
            };
            let kept = latest(opening);
            assert!(opening.ends_with(kept));
            assert!((OPENING * 3 / 4..OPENING * 2).contains(&kept.len()));
            assert!(kept.starts_with("Ä line"), "{kept}");
            places.insert(opening.len() - kept.len());
        }
        assert!(places.len() <= 2, "{places:?}");
        let short = &text[..OPENING * 2 - 50];
        assert_eq!(latest(short), short);
        let one_word = "a".repeat(OPENING * 5);
        assert_eq!(latest(&one_word).len(), OPENING);
    }

    #[test]
    fn of_a_long_message_the_first_sentences_are_read() {
        let short = "Who has the key?";
        assert_eq!(beginning(short), short);
        let long = "Wer hat den Schlüssel zur Nebentür? ".repeat(900);
        let read = beginning(&long);
        assert!(long.starts_with(read) && read.ends_with('?'));
        assert!((MESSAGE - 40..=MESSAGE).contains(&read.len()));
        let words = "ja ".repeat(9_000);
        assert!(beginning(&words).ends_with("ja"));
        assert!(beginning(&"ä".repeat(9_000)).len() == MESSAGE);
        let brief = Brief {
            reply_to: long,
            ..Brief::default()
        };
        let ([_, gist, _, _], _) = changing(&brief, "", &[], Points::Before, &[], &[], "");
        assert!(gist.len() < MESSAGE + 40);
    }

    #[test]
    fn the_start_comes_last_without_a_trailing_space() {
        let entry = Entry {
            document: document(1, "The key is lost."),
            slot: Slot::Style,
            score: 0.0,
            why: "",
            text: "The key is lost.".into(),
        };
        let brief = Brief {
            to: "Tom".into(),
            title: "Keys".into(),
            points: vec!["who has the key".into()],
            reply_to: "Who\n## has it?".into(),
            ..Brief::default()
        };
        let before = Points::Before;
        let style = standing(Kind::Email, std::slice::from_ref(&entry), before);
        assert!(style.starts_with("Letters by one writer."), "{style}");
        assert!(
            style.ends_with("## Letter\nPoints:\n- key\n\u{2}The key is lost.\u{3}"),
            "{style}"
        );
        let words = ["door".into()];
        let ([topics, gist, notes, begun], along) =
            changing(&brief, "", &[], before, &[], &words, "Hullo Tom,\n\n ");
        assert_eq!(along, None);
        assert_eq!(topics, "");
        assert_eq!(gist, "## Letter\nWords: door\nAnswers: Who ## has it?\n");
        assert_eq!(
            notes,
            "To: Tom\nTitle: Keys\nPoints:\n- who has the key\n\u{2}"
        );
        assert_eq!(begun, "Hullo Tom,\n\n");
    }

    #[test]
    fn a_line_that_looks_like_the_frames_goes_and_takes_nothing_along() {
        let text = "## What is to be said of the key to the side door, all of it\nThe key is lost.";
        let entry = Entry::new(&letter(1, text), Slot::Style, 0.0, "", 0..text.len());
        let style = standing(Kind::Email, &[entry], Points::Before);
        assert!(style.ends_with("\u{2}The key is lost.\u{3}"), "{style}");
    }

    #[test]
    fn points_stand_in_the_text_before_what_became_of_them() {
        let text = "Hullo Tom,\n\nThe key is lost [again]. Is it?\nBring the blue blanket!\n\nYours in haste,\nOttilie";
        let entry = Entry::new(&letter(1, text), Slot::Style, 0.0, "", 0..text.len());
        let style = standing(Kind::Email, &[entry], Points::Along);
        let piece = "Hullo Tom,\n\n[key] The key is lost (again). Is it?\n[blue blanket] Bring the blue blanket!\n\nYours \
                     in haste,\nOttilie\u{3}";
        assert!(style.ends_with(piece), "{style}");

        let brief = Brief {
            points: vec!["who [if anyone]\nhas it".into(), "the tap".into()],
            ..Brief::default()
        };
        let after = |opening: &str| {
            let ([_, _, notes, begun], along) =
                changing(&brief, opening, &[], Points::Along, &[], &[], opening);
            (notes + &begun, along.unwrap().waiting.len())
        };
        let first = "[who (if anyone) has it]";
        let listed = "Points:\n- who (if anyone) has it\n- the tap\n\u{2}";
        assert_eq!(after(""), (format!("{listed}{first}"), 1));
        assert_eq!(
            after("Hullo,\n\n"),
            (format!("{listed}Hullo,\n\n{first}"), 1)
        );
        assert_eq!(
            after("It is gone. "),
            (format!("{listed}It is gone. {first}"), 1)
        );
        let made = after("Nobody has it, and the tap? It drips. ");
        assert_eq!(
            made,
            (
                format!("{listed}Nobody has it, and the tap? It drips. {first}"),
                0
            )
        );
        // In the middle of a sentence there is no place for one yet.
        assert_eq!(after("It is "), (format!("{listed}It is"), 2));
    }

    #[test]
    fn an_excerpt_has_only_those_points_that_its_whole_text_has() {
        let begins = "So it was. The key is lost.";
        let rest = " Bring the blue wool blanket, and your very patient dog Bruno.".repeat(8);
        let whole = format!("{begins}{rest}");
        let shown = |range| {
            let entry = Entry::new(&document(1, &whole), Slot::Style, 0.0, "", range);
            standing(Kind::Post, &[entry], Points::Along)
        };
        assert!(
            !shown(0..begins.len()).contains(POINT_BEGINS),
            "none of the fullest eight"
        );
        let more = shown(0..begins.len() + rest.len() / 8);
        assert!(more.contains("lost. [blue wool blanket] Bring"), "{more}");
    }
}
