//! The points of a text: those of one that is there already, so that it can be asked for again (method, section 4, task
//! B), and whether a new one makes them.

use std::collections::HashSet;
use std::ops::Range;

use domain::{WORD, is_in_word, is_without_gaps, links, sentence_ends, weight};

use crate::words::{is_stop_word, parts, stem, terms, words};

/// How many points a text has at most.
pub const MOST_POINTS: usize = 8;
/// How many words of a phrase are kept at most.
const LONGEST: usize = 4;

/// The sentences of `text` with most key phrases, in order, each reduced to them: phrases stand between stop-words and
/// punctuation (RAKE; Rose et al. 2010); of each sentence the longest third, at least one and at most two.
pub fn points_of(text: &str) -> Vec<String> {
    let placed = placed_points(text).into_iter();
    placed.map(|(_, point)| point).collect()
}

/// The same, each with the bytes of its sentence in `text`.
pub fn placed_points(text: &str) -> Vec<(Range<usize>, String)> {
    let text = text.replace('\n', " ");
    let mut points: Vec<(Range<usize>, usize, String)> = sentences(&text)
        .into_iter()
        .filter_map(|place| {
            let phrases = key_phrases(&text[place.clone()]);
            let size = phrases.iter().map(|phrase| phrase.len()).sum();
            (!phrases.is_empty()).then(|| (place, size, phrases.join(", ")))
        })
        .collect();
    points.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.start.cmp(&b.0.start)));
    points.truncate(MOST_POINTS);
    points.sort_by_key(|point| point.0.start);
    let placed = points.into_iter();
    placed.map(|(place, _, point)| (place, point)).collect()
}

/// The sentences of `text`, none of them blank.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let ends = sentence_ends(text).chain([text.len()]);
    let found = ends.map(|end| std::mem::replace(&mut start, end)..end);
    let trimmed = found.map(|place| {
        let sentence = &text[place.clone()];
        let before = sentence.len() - sentence.trim_start().len();
        let from = place.start + before;
        from..from + sentence.trim().len()
    });
    trimmed.filter(|place| !place.is_empty()).collect()
}

/// The points that are not made in `text`: fewer than half of their content words stand in it, by stem. Where a point has
/// none, all of its words count. Of letters without gaps, two that stand side by side count for a word, and so does one that
/// stands alone in the point.
pub fn still_to_make<'a>(points: &'a [String], text: &str) -> Vec<&'a String> {
    open(points, text, |said, wanted| said * 2 >= wanted)
}

/// The points that are not made in `text` for certain: of a point of one or two words all have to stand there, for one of
/// two may have been said of something else.
pub fn not_surely_made<'a>(points: &'a [String], text: &str) -> Vec<&'a String> {
    open(points, text, |said, wanted| {
        said * 2 >= wanted && (wanted > 2 || said == wanted)
    })
}

/// The points of which too little stands in `text`, going by how many of their words are said and wanted.
fn open<'a>(
    points: &'a [String],
    text: &str,
    is_made: impl Fn(usize, usize) -> bool,
) -> Vec<&'a String> {
    let without_gaps = words(text).filter(|word| is_without_gaps(word));
    let said = terms(text).chain(without_gaps.flat_map(links));
    let said: HashSet<String> = said.map(stem).collect();
    let open = points.iter().filter(|point| {
        let content = terms(point).filter(|word| !is_stop_word(word));
        let content: HashSet<String> = content.map(stem).collect();
        let wanted = match content.is_empty() {
            true => terms(point).map(stem).collect(),
            false => content,
        };
        !is_made(wanted.intersection(&said).count(), wanted.len())
    });
    open.collect()
}

fn key_phrases(sentence: &str) -> Vec<String> {
    let mut phrases: Vec<Vec<&str>> = Vec::new();
    let breaks = |c: char| !(is_in_word(c) || c.is_whitespace() || matches!(c, '\'' | '’' | '-'));
    for clause in sentence.split(breaks) {
        let mut phrase = Vec::new();
        for word in parts(clause) {
            if is_stop_word(word) {
                phrases.push(std::mem::take(&mut phrase));
            } else {
                phrase.push(word);
            }
        }
        phrases.push(phrase);
    }
    phrases.retain(|phrase| !phrase.is_empty());
    let most = (phrases.len() / 3).clamp(1, 2);
    let mut order: Vec<usize> = (0..phrases.len()).collect();
    let length = |at: usize| phrases[at].iter().map(|word| weight(word)).sum::<usize>();
    order.sort_by_key(|at| (std::cmp::Reverse(length(*at)), *at));
    order.truncate(most);
    order.sort_unstable();
    let cut = |at: usize| {
        let mut room = LONGEST * WORD;
        let words = phrases[at].iter().take_while(|word| {
            let fits = room > 0;
            room = room.saturating_sub(weight(word));
            fits
        });
        words.copied().collect::<Vec<_>>().join(" ")
    };
    order.into_iter().map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::{not_surely_made, placed_points, points_of, still_to_make};

    #[test]
    fn a_point_is_made_by_half_of_its_content_words_in_any_form() {
        let points = ["who has the key", "zebra stripes", "I don’t know"].map(str::to_owned);
        let open = |text: &str| still_to_make(&points, text).len();
        assert_eq!(open("The keys are gone."), 2);
        // A stop-word of a point makes nothing of it, with whatever apostrophe.
        assert_eq!(open("I don’t think so."), 3);
        assert_eq!(open("Nobody knows. My zebras have a key."), 0);
        // One word of two may stand there for something else.
        assert_eq!(not_surely_made(&points, "Zebras know a key.").len(), 1);
        assert_eq!(
            not_surely_made(&points, "Striped zebras have no stripes.").len(),
            2
        );
    }

    #[test]
    fn a_point_is_made_in_scripts_without_gaps_where_its_letters_stand_side_by_side() {
        // A point, a text that makes it and one that does not.
        for [point, made, other] in [
            [
                "侧门钥匙丢了",
                "我昨天把侧门的钥匙弄丢了，到处找都没找到。",
                "厨房的水龙头又在漏水，滴了一整夜。",
            ],
            [
                "价格太贵",
                "东西不错，就是价格有点贵。",
                "可惜服务员的态度实在太差。",
            ],
            [
                "犬が病気で病院へ",
                "うちの犬が病気なので、明日病院に連れて行きます。",
                "昨日、横のドアの鍵をどこかでなくしてしまいました。",
            ],
            [
                "ありがとう",
                "先日は本当にありがとうございました。",
                "会議は木曜日に行います。",
            ],
            [
                "กุญแจประตูข้างหาย",
                "ฉันทำกุญแจหายเมื่อวานนี้ เป็นกุญแจของประตูข้าง",
                "เราจะประชุมกันอีกครั้งในวันพฤหัสนี้ตอนบ่ายสองโมง",
            ],
            [
                "ขอบคุณที่ช่วยย้ายบ้าน",
                "ขอบคุณมากที่มาช่วยเราย้ายบ้านเมื่อวันเสาร์",
                "หมาของฉันไม่สบาย พรุ่งนี้ต้องพาไปหาหมอแต่เช้า",
            ],
        ] {
            let points = [point.to_owned()];
            assert!(still_to_make(&points, made).is_empty(), "{point}");
            assert_eq!(still_to_make(&points, other), [point], "{other}");
            assert_eq!(still_to_make(&points, ""), [point]);
        }
    }

    #[test]
    fn a_sentence_without_gaps_becomes_a_phrase_and_not_the_whole_of_it() {
        let text = "昨天我把侧门的钥匙弄丢了。星期四下午我们要开会！";
        assert_eq!(points_of(text), ["钥匙弄丢", "星期四下午"]);
        let text = "昨日、駅前の店で新しいカメラを買いました。とても軽いです。";
        assert_eq!(points_of(text), ["昨日, カメラ", "軽"]);
        let text = "เมื่อวานฝนตกทั้งวัน เราเลยไม่ได้ไปไหน";
        assert_eq!(points_of(text), ["เมื่อวานฝนตกทั้งวัน", "เราเลยไม่ได้ไปไหน"]);
    }

    #[test]
    fn a_sentence_becomes_its_longest_phrases() {
        let text = "I have lost the old side door key, and it is late. It is what it is! \
                    Bring the blue wool blanket from the attic, the tin of black tea, and your very patient dog Bruno.";
        assert_eq!(
            points_of(text),
            ["old side door key", "blue wool blanket, patient dog Bruno"]
        );
    }

    #[test]
    fn the_fullest_sentences_stay_in_their_order() {
        let text: String = (0..12)
            .map(|n| format!("Word{} word. ", "x".repeat(n)))
            .collect();
        let points = points_of(&text);
        assert_eq!(points.len(), 8);
        assert!(points[0].starts_with("Wordxxxx ") && points[7].starts_with("Wordxxxxxxxxxxx "));
    }

    #[test]
    fn a_point_knows_where_its_sentence_stands() {
        let text = "Hullo Tom,\n\nThe key is lost. Is it?\n  Süße Grüße from the attic!";
        let placed = placed_points(text);
        let places = placed.iter().map(|(place, _)| &text[place.clone()]);
        let sentences = [
            "Hullo Tom,\n\nThe key is lost.",
            "Süße Grüße from the attic!",
        ];
        assert_eq!(places.collect::<Vec<_>>(), sentences);
        let points: Vec<String> = placed.into_iter().map(|(_, point)| point).collect();
        assert_eq!(points, points_of(text));
    }
}
