//! How long a draft is to be: as long as the user's pieces usually are, and no longer than so many points take them.

use domain::{Brief, Document, Length, Shell, words_in};
use voice::{MOST_POINTS, still_to_make};

/// Words of a draft where nothing is known of the user's.
const DEFAULT_WORDS: usize = 120;
/// A draft that is asked for has at least room for so many words, and at most for so many.
const ROOM: (usize, usize) = (25, 600);
/// However short the user's pieces are, a point has so many words: about what it has before the next one is put in.
const TO_A_POINT: usize = 12;
/// Of somebody who has written nothing yet a point is asked for in so many words: with its number of words a request is
/// kept short, without it two notes become a hundred words, most of them made up.
const ASKED_TO_A_POINT: usize = 15;
/// What is a sentence already is not said in fewer words than this many times its own.
const AS_NOTED: f64 = 1.25;
/// How many of the newest pieces are looked at for what a point takes.
const PIECES: usize = 100;
/// From fewer nothing is known.
const KNOWN: usize = 3;

/// A token has so many bytes of a word, or more: English has four, other languages fewer.
const BYTES_PER_TOKEN: f64 = 2.9;
/// Tokens for a word, generously; for more there is no room.
const TOKENS_PER_WORD: (f64, f64) = (2.0, 4.0);

/// How many tokens a word takes of somebody who wrote these last.
pub(crate) fn tokens_per_word(recent: &[Document]) -> usize {
    let recent = recent.iter().take(PIECES);
    let (bytes, words) = recent.fold((0, 0), |(bytes, words), document| {
        let spoken = document.text.split_whitespace().map(str::len);
        (
            bytes + spoken.sum::<usize>(),
            words + words_in(&document.text),
        )
    });
    let tokens = (bytes as f64 / words.max(1) as f64 / BYTES_PER_TOKEN).ceil();
    tokens.clamp(TOKENS_PER_WORD.0, TOKENS_PER_WORD.1) as usize
}

/// How many words the user writes for a point: three of four pieces with few points have fewer. Of somebody who writes no
/// such pieces, how many words to a sentence; none where too little is known.
pub(crate) fn words_to_point(recent: &[Document]) -> Option<f64> {
    let recent = recent.iter().take(PIECES);
    let bodies: Vec<&str> = recent.map(voice::body).collect();
    let of_few = |body: &&str| {
        let points = voice::points_of(body).len();
        (1..MOST_POINTS)
            .contains(&points)
            .then(|| per(points, body))
    };
    let of_any = |body: &&str| {
        let sentences = voice::sentences(body).len();
        (sentences > 0).then(|| per(sentences, body))
    };
    let three_of_four = |mut all: Vec<f64>| {
        all.sort_unstable_by(f64::total_cmp);
        (all.len() >= KNOWN).then(|| all[all.len() * 3 / 4])
    };
    three_of_four(bodies.iter().filter_map(of_few).collect())
        .or_else(|| three_of_four(bodies.iter().filter_map(of_any).collect()))
}

fn per(count: usize, text: &str) -> f64 {
    voice::length(text) as f64 / count as f64
}

/// `shell` as it is for a `brief` with few points, each of which takes about so many words: shorter, if anything.
pub(crate) fn for_points(shell: &Shell, words_to_point: Option<f64>, brief: &Brief) -> Shell {
    let open = still_to_make(&brief.points, &brief.start);
    let few = (1..MOST_POINTS).contains(&open.len());
    let Some(each) = words_to_point.filter(|_| few) else {
        return shell.clone();
    };
    let words = (each * open.len() as f64).max(as_noted(&open));
    let part = words.max(ROOM.0 as f64) / shell.words_high as f64;
    if part >= 1.0 {
        return shell.clone();
    }
    let shorter = |words: usize| (words as f64 * part).round() as usize;
    Shell {
        words_low: shorter(shell.words_low),
        words_median: shorter(shell.words_median),
        words_high: shorter(shell.words_high),
        ..shell.clone()
    }
}

/// How many words are asked for where there is no piece to go by; none where nothing was noted down that is still to be said.
pub(crate) fn asked_words(brief: &Brief) -> Option<usize> {
    let open = still_to_make(&brief.points, &brief.start);
    let each = match brief.length {
        Length::Short => ASKED_TO_A_POINT * 2 / 3,
        Length::Usual => ASKED_TO_A_POINT,
        Length::Long => ASKED_TO_A_POINT * 2,
    };
    let words = (each * open.len()).max(as_noted(&open) as usize);
    (words > 0).then_some(words)
}

fn as_noted(points: &[&String]) -> f64 {
    let noted: usize = points.iter().map(|point| voice::length(point)).sum();
    noted as f64 * AS_NOTED
}

/// How many words a draft has before the next end of a sentence ends it; they have room for all points.
pub(crate) fn enough_words(shell: &Shell, brief: &Brief) -> usize {
    let known = shell.pieces > 0 && shell.words_high > 0;
    let (low, high) = if known {
        (shell.words_low, shell.words_high)
    } else {
        (DEFAULT_WORDS / 2, DEFAULT_WORDS)
    };
    let words = match brief.length {
        Length::Short => low,
        Length::Usual => high,
        Length::Long => high + high / 2,
    };
    let points = still_to_make(&brief.points, &brief.start).len();
    words.max(points * TO_A_POINT).clamp(ROOM.0, ROOM.1)
}

/// How many words a draft has before it may end: small models now and then stop after a line. No more than half of what is short
/// for this writer, because a model that has no more to say goes on with anything. What the user has begun counts.
pub(crate) fn least_words(shell: &Shell, brief: &Brief, enough: usize) -> usize {
    let usual = match brief.length {
        Length::Short => shell.words_low / 4,
        Length::Usual => shell.words_low / 2,
        Length::Long => shell.words_low,
    };
    let begun = words_in(&brief.start);
    usual.min(enough * 3 / 4).saturating_sub(begun)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{document, letter};

    fn shell() -> Shell {
        Shell {
            words_low: 40,
            words_median: 60,
            words_high: 90,
            pieces: 9,
            ..Shell::default()
        }
    }

    #[test]
    fn longer_words_have_room_for_more_tokens() {
        let per_word = |text: &str| tokens_per_word(&[document(1, text)]);
        assert_eq!(per_word("The key to the side door is lost again."), 2);
        assert_eq!(
            per_word("Die Nebeneingangstür bleibt heute abgeschlossen."),
            4
        );
        assert_eq!(
            (per_word(""), per_word("Ключ от боковой двери потерян.")),
            (2, 4)
        );
        // Without gaps a whole sentence is no word.
        assert_eq!(per_word("我昨天把侧门的钥匙弄丢了，到处找都没找到。"), 2);
        assert_eq!(per_word("昨日、横のドアの鍵をなくしてしまいました。"), 2);
        assert_eq!(per_word("ฉันทำกุญแจหายเมื่อวานนี้ หาเท่าไรก็ไม่เจอ"), 4);
    }

    #[test]
    fn what_a_point_takes_is_counted_over_pieces_with_few_points() {
        let two = "The tap in the kitchen drips again since Sunday. The key is with Mrs Okafor next door.";
        let many = "The tap drips. ".repeat(20);
        let of = |texts: &[&str]| {
            let pieces: Vec<_> = texts.iter().map(|text| document(1, text)).collect();
            words_to_point(&pieces)
        };
        assert_eq!(of(&[two, two]), None, "too few");
        assert_eq!(of(&[two, two, two, &many]), Some(8.5));
        assert_eq!(of(&[&many, &many, &many]), Some(3.0), "to a sentence");
        assert_eq!(of(&[&many, two, two]), Some(8.5));
        let greeted = letter(1, &format!("Hi Tom,\n\n{two}\n\nYours,\nOttilie"));
        assert_eq!(
            words_to_point(&[greeted.clone(), greeted.clone(), greeted]),
            Some(8.5)
        );
        let chinese = "厨房的水龙头从星期天起又开始漏水。钥匙在隔壁的王太太那里。";
        assert_eq!(of(&[chinese, chinese, chinese]), Some(8.5));
    }

    #[test]
    fn few_points_make_a_short_draft_and_many_a_usual_one() {
        let of = |points: &[&str], start: &str| {
            let brief = Brief {
                points: points.iter().map(ToString::to_string).collect(),
                start: start.into(),
                ..Brief::default()
            };
            let short = for_points(&shell(), Some(15.0), &brief);
            (short.words_low, short.words_median, short.words_high)
        };
        let usual = (40, 60, 90);
        assert_eq!(of(&[], ""), usual);
        assert_eq!(of(&["who has the key", "the tap drips"], ""), (13, 20, 30));
        assert_eq!(
            of(&["who has the key"], "").2,
            25,
            "room for a sentence or two"
        );
        assert_eq!(of(&["tap", "key", "roof", "door", "cat", "dog"], ""), usual);
        assert_eq!(of(&["tap", "key"], "The key is lost.").2, 25, "one is made");
        assert_eq!(of(&["key"], "The key is lost."), usual, "it goes on");
        let sentence = "word ".repeat(40);
        assert_eq!(of(&[&sentence], "").2, 50);
    }

    #[test]
    fn there_is_room_for_all_points() {
        let of = |count: usize, length| {
            let brief = Brief {
                points: (0..count).map(|at| format!("point{at}")).collect(),
                length,
                ..Brief::default()
            };
            enough_words(&shell(), &brief)
        };
        assert_eq!((of(0, Length::Short), of(3, Length::Short)), (40, 40));
        assert_eq!((of(4, Length::Short), of(8, Length::Usual)), (48, 96));
        assert_eq!((of(8, Length::Long), of(90, Length::Usual)), (135, 600));
    }

    #[test]
    fn somebody_without_pieces_is_asked_for_about_as_much_as_they_noted_down() {
        let brief = |points: &[&str], start: &str| Brief {
            points: points.iter().map(ToString::to_string).collect(),
            start: start.into(),
            ..Brief::default()
        };
        let of = |points: &[&str], start: &str| asked_words(&brief(points, start));
        assert_eq!(of(&[], "The key"), None);
        assert_eq!(of(&["who has the key", "the tap drips"], ""), Some(30));
        assert_eq!(
            of(&["who has the key", "the tap drips"], "The tap drips."),
            Some(15)
        );
        assert_eq!(of(&[&"word ".repeat(20)], ""), Some(25));
        // Of 45 letters.
        assert_eq!(
            of(&[&"我昨天把侧门的钥匙弄丢了到处找".repeat(3)], ""),
            Some(36)
        );
        let long = Brief {
            length: Length::Long,
            ..brief(&["who has the key"], "")
        };
        assert_eq!(asked_words(&long), Some(30));
    }

    #[test]
    fn where_nothing_is_known_of_points_or_of_lengths_they_stay() {
        let brief = Brief {
            points: vec!["tap".into()],
            ..Brief::default()
        };
        assert_eq!(for_points(&shell(), None, &brief), shell());
        assert_eq!(
            for_points(&Shell::default(), Some(9.0), &brief),
            Shell::default()
        );
    }

    #[test]
    fn a_draft_is_at_least_half_as_long_as_short_pieces_and_what_is_begun_counts() {
        let shell = shell();
        let brief = |length, start: &str| Brief {
            length,
            start: start.into(),
            ..Brief::default()
        };
        let least = |brief: &Brief, enough| least_words(&shell, brief, enough);
        assert_eq!(least(&brief(Length::Usual, ""), 90), 20);
        assert_eq!(least(&brief(Length::Short, ""), 40), 10);
        assert_eq!(least(&brief(Length::Long, ""), 135), 40);
        let begun = brief(Length::Usual, "Five words are there already");
        assert_eq!(least(&begun, 90), 15);
        assert_eq!(least(&brief(Length::Usual, "我昨天把钥匙弄丢"), 90), 15);
        // Where it has to end soon, there is room to come to an end.
        assert_eq!(least(&brief(Length::Long, ""), 20), 15);
        let nothing = Shell::default();
        assert_eq!(least_words(&nothing, &brief(Length::Usual, ""), 120), 0);
    }
}
