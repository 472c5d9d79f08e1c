//! Which of several drafts to take: one that makes the user's points, and of those the one that sounds most like them.

use std::collections::HashSet;

use domain::{Brief, Candidate, Kind, Person, Shell, words_in};
use voice::{Hand, body_of, signing_line, still_to_make, words};

/// Looks at each of `texts` (never none), those that came out alike once; returns them with what was found, and the number
/// of the one to take. Without a `hand` to compare with, the one of their usual length.
pub(crate) fn choose(
    brief: &Brief,
    shell: &Shell,
    hand: Option<&Hand>,
    mut texts: Vec<String>,
) -> (Vec<Candidate>, usize) {
    let mut seen = HashSet::new();
    texts.retain(|text| seen.insert(text.clone()));
    let near = |text: &String| hand.and_then(|hand| hand.score(text));
    let scores: Vec<Option<f64>> = texts.iter().map(near).collect();
    let candidates: Vec<Candidate> = texts
        .into_iter()
        .map(|text| Candidate {
            points_kept: points_kept(brief, &text),
            voice_match: hand.and_then(|hand| hand.likeness(&text)),
            words: words_in(&text),
            text,
        })
        .collect();
    let away = |candidate: &Candidate| candidate.words.abs_diff(shell.words_median);
    let best = (0..candidates.len()).min_by(|a, b| {
        // The score and not the match, which hardly tells apart what is near the top.
        let score = |at: usize| scores[at].unwrap_or(f64::NEG_INFINITY);
        let by_voice = score(*b).total_cmp(&score(*a));
        let (a, b) = (&candidates[*a], &candidates[*b]);
        let by_points = b.points_kept.total_cmp(&a.points_kept);
        by_points.then(by_voice).then_with(|| away(a).cmp(&away(b)))
    });
    (candidates, best.unwrap_or(0))
}

/// The share of the points that are made in `text`, by more than its greeting; 1 without points.
pub(crate) fn points_kept(brief: &Brief, text: &str) -> f64 {
    if brief.points.is_empty() {
        return 1.0;
    }
    let said = body_of(text, &Person::all_in(&brief.to));
    1.0 - still_to_make(&brief.points, said).len() as f64 / brief.points.len() as f64
}

/// `brief` without points that are no more than the name with which a letter with this `sign_off` is signed: no sentence is
/// made of it.
pub(crate) fn without_signature(brief: &Brief, sign_off: &str) -> Brief {
    let name: Vec<&str> = words(signing_line(sign_off)).collect();
    // As it is written: the bill that is due is not Bill.
    let signs = |point: &String| {
        let mut own = words(point).peekable();
        own.peek().is_some() && own.all(|word| name.contains(&word))
    };
    let mut brief = brief.clone();
    if brief.kind == Kind::Email {
        brief.points.retain(|point| !signs(point));
    }
    brief
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_points_count_first_and_the_length_after_them() {
        let brief = Brief {
            points: vec!["who has the key".into(), "the tap drips".into()],
            ..Brief::default()
        };
        let shell = Shell {
            words_median: 8,
            ..Shell::default()
        };
        let texts = [
            "Nothing of that is in here at all.",
            "The key is gone and the tap is dripping, and so it goes on and on.",
            "Where is the key? The tap drips.",
        ];
        let (candidates, chosen) = choose(&brief, &shell, None, texts.map(str::to_owned).to_vec());
        assert_eq!(chosen, 2);
        let kept: Vec<f64> = candidates.iter().map(|c| c.points_kept).collect();
        assert_eq!(kept, [0.0, 1.0, 1.0]);
    }

    #[test]
    fn drafts_that_came_out_alike_are_one_to_choose() {
        let texts = ["The tap drips.", "The tap leaks.", "The tap drips."];
        let texts = texts.map(str::to_owned).to_vec();
        let (candidates, chosen) = choose(&Brief::default(), &Shell::default(), None, texts);
        let texts: Vec<&str> = candidates.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["The tap drips.", "The tap leaks."]);
        assert!(chosen < candidates.len());
    }

    #[test]
    fn the_users_own_name_is_no_point_of_a_letter() {
        let left = |kind, sign_off: &str| {
            let points = [
                "the marsh",
                "Len",
                "Ottilie",
                "Ottilie Marsh",
                "Ottilie drips",
            ];
            let brief = Brief {
                kind,
                points: points.map(str::to_owned).into(),
                ..Brief::default()
            };
            without_signature(&brief, sign_off).points.len()
        };
        assert_eq!(left(Kind::Email, "Yours,\n-Ottilie Marsh"), 3);
        assert_eq!(left(Kind::Email, "Yours,\nOttilie\nLen"), 4);
        assert_eq!(left(Kind::Email, "") + left(Kind::Email, "Ottilie,"), 10);
        assert_eq!(left(Kind::Post, "Ottilie Marsh"), 5);
    }

    #[test]
    fn of_drafts_with_the_same_points_the_one_in_the_users_hand_is_taken() {
        let own = "got the key back. no idea why! the tap drips again, and i can't be bothered. ok then, bye now! ";
        let pieces: Vec<String> = (1..9).map(|n| own.repeat(n % 3 + 2)).collect();
        let background = voice::Background::shipped().unwrap();
        let hand = Hand::learn(
            background,
            domain::Kind::Note,
            pieces.iter().map(String::as_str),
        );
        let stiff = "As to the key, I regret to inform you that it has not, to the best of my knowledge, been returned; \
                     nor, I fear, has the tap been mended.";
        let texts = [stiff.to_owned(), own.repeat(2)];
        let brief = Brief {
            points: vec!["the key".into()],
            ..Brief::default()
        };
        let (candidates, chosen) = choose(&brief, &Shell::default(), hand.as_ref(), texts.to_vec());
        assert_eq!(chosen, 1);
        assert!(candidates[1].voice_match > candidates[0].voice_match);
    }
}
