//! Words as they are counted and compared, in scripts that set gaps between words and in those that set none. There nobody
//! tells words apart without a dictionary: letters take their place, one by one where an order is compared, two by two where
//! words are looked for (Nie, Gao, Zhang and Zhou 2000).

use crate::scripts::{has_no_gaps, is_east_asian, is_in_word, is_without_gaps, stands_apart};

/// What a word weighs where words are counted. A letter of a script without gaps weighs less: in Chinese 1.6 make a word
/// (Penn Chinese Treebank 6.0, LDC2007T36: 1,285,149 in 781,351 words), and in Thai 4, vowels and marks counted (4.1 in 2,600
/// letters of diaries and reviews, cut by PyThaiNLP's newmm). In Japanese 1.6 to 2 do, by how finely it is cut.
pub const WORD: usize = 8;
const EAST_ASIAN_LETTER: usize = 5;
const LETTER_OF_SYLLABLE: usize = 2;

/// What `piece` weighs, which is a word, or letters without gaps and whatever words stand among them.
pub fn weight(piece: &str) -> usize {
    if !is_without_gaps(piece) {
        return WORD;
    }
    let of_letter = |c: char| match is_east_asian(c) {
        true => EAST_ASIAN_LETTER,
        false => LETTER_OF_SYLLABLE,
    };
    let of_link = |link: &str| match link.starts_with(has_no_gaps) {
        true => link.chars().map(of_letter).sum(),
        false => WORD,
    };
    links(piece).map(of_link).sum()
}

/// How many words `pieces` are, rounded up; as many as there are where none has letters without gaps.
pub fn count_words<'a>(pieces: impl IntoIterator<Item = &'a str>) -> usize {
    let all: usize = pieces.into_iter().map(weight).sum();
    all.div_ceil(WORD)
}

/// How many words `text` has between its white space; a mark that stands there by itself is none.
pub fn words_in(text: &str) -> usize {
    let pieces = text.split_whitespace();
    count_words(pieces.filter(|piece| piece.contains(char::is_alphanumeric)))
}

/// What is compared of `piece` where the order counts: the whole of it, whatever marks it has; of letters without gaps one
/// after the other, each with its vowels and marks, and the words among them.
pub fn links(piece: &str) -> impl Iterator<Item = &str> {
    let is_cut = is_without_gaps(piece);
    let mut rest = piece;
    std::iter::from_fn(move || {
        let end = match is_cut {
            true => {
                rest = rest.trim_start_matches(|c| !is_in_word(c));
                end_of_link(rest)
            }
            false => rest.len(),
        };
        let (link, behind) = rest.split_at(end);
        rest = behind;
        (!link.is_empty()).then_some(link)
    })
}

/// Where the first link of `text`, which begins with it, is over.
fn end_of_link(text: &str) -> usize {
    let behind = text.chars().zip(text.char_indices().skip(1));
    let mut ends = behind.filter(|(before, (_, c))| !is_in_word(*c) || stands_apart(*before, *c));
    ends.next().map_or(text.len(), |(_, (at, _))| at)
}

/// What is looked for of `piece` wherever it stands: the whole of it; of letters without gaps each two that stand side by
/// side, or the one that stands alone.
pub fn pairs(piece: &str) -> impl Iterator<Item = &str> {
    let place = |link: &str| link.as_ptr() as usize - piece.as_ptr() as usize;
    let mut links = links(piece).peekable();
    let mut is_alone = true;
    std::iter::from_fn(move || {
        loop {
            let link = links.next()?;
            let (from, to) = (place(link), place(link) + link.len());
            let has_letter = |link: &&str| link.starts_with(has_no_gaps);
            let next = links
                .peek()
                .filter(|next| has_letter(next) && place(next) == to);
            let pair = next
                .filter(|_| has_letter(&link))
                .map(|next| &piece[from..to + next.len()]);
            let stood_alone = std::mem::replace(&mut is_alone, pair.is_none());
            if let Some(found) = pair.or_else(|| stood_alone.then_some(link)) {
                return Some(found);
            }
        }
    })
}

/// `text` with its first letter as a capital.
pub fn with_capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(piece: &str) -> (Vec<&str>, Vec<&str>) {
        (links(piece).collect(), pairs(piece).collect())
    }

    #[test]
    fn a_word_with_gaps_around_it_is_left_as_it_is() {
        for word in [
            "key",
            "Don’t,",
            "well-kept",
            "—",
            "한국어",
            "हिन्दी",
            "\"7:40\"",
        ] {
            assert_eq!(cut(word), (vec![word], vec![word]));
            assert_eq!(weight(word), WORD);
        }
        assert_eq!(cut(""), (vec![], vec![]));
        assert_eq!(words_in("— … !"), 0);
        assert_eq!(words_in("Who has the key — Tom's, no. 7?"), 7);
        assert_eq!(words_in(" \n"), 0);
    }

    #[test]
    fn a_first_letter_becomes_a_capital_whatever_it_is() {
        assert_eq!(with_capital("übung"), "Übung");
        assert_eq!(with_capital(""), "");
    }

    #[test]
    fn letters_without_gaps_are_taken_one_by_one_and_two_by_two() {
        assert_eq!(
            cut("去港口。"),
            (vec!["去", "港", "口"], vec!["去港", "港口"])
        );
        assert_eq!(cut("港"), (vec!["港"], vec!["港"]));
        assert_eq!(
            cut("（用Rust写的，3天）"),
            (
                vec!["用", "Rust", "写", "的", "3", "天"],
                vec!["用", "Rust", "写的", "3", "天"]
            )
        );
        // Vowels and marks go with their letter, whichever side they are written on.
        assert_eq!(
            cut("ที่เก็บกุญแจ"),
            (
                vec!["ที่", "เก็", "บ", "กุ", "ญ", "แจ"],
                vec!["ที่เก็", "เก็บ", "บกุ", "กุญ", "ญแจ"]
            )
        );
        assert_eq!(links("ខ្មែរ").collect::<Vec<_>>(), ["ខ្មែ", "រ"]);
    }

    #[test]
    fn lengths_are_about_what_a_reader_would_count() {
        // 今天 / 我们 / 走到 / 港口, 看到 / 了 / 苍鹭.
        assert_eq!(words_in("今天我们走到港口。看到了苍鹭！"), 9);
        // 昨日 / 駅前 / の / 店 / で / 新しい / カメラ / を / 買い / まし / た.
        assert_eq!(words_in("昨日、駅前の店で新しいカメラを買いました。"), 12);
        // ฉัน / ทำ / กุญแจ / หาย / เมื่อวาน / นี้, หา / เท่าไร / ก็ / ไม่ / เจอ.
        assert_eq!(words_in("ฉันทำกุญแจหายเมื่อวานนี้ หาเท่าไรก็ไม่เจอ"), 10);
        assert_eq!(words_in("我用 Rust 写了 3 天。"), 6);
        // More text is never fewer words.
        let text = "今天用Rust写，写到 ดึกแล้ว。";
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        let counts: Vec<usize> = ends.map(|end| words_in(&text[..end])).collect();
        assert!(counts.is_sorted(), "{counts:?}");
    }
}
