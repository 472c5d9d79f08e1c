//! Scripts that set no gaps between words.

/// Whether a letter, a mark at one or a digit is of a script that sets no gaps between words: Han, the Japanese kana, Thai,
/// Lao, Burmese, Khmer.
pub fn has_no_gaps(c: char) -> bool {
    // Asked of each character of a library, most of which are none of them.
    if c < '\u{e00}' {
        return false;
    }
    let stops = matches!(c,
        '\u{e3f}' | '\u{e4f}' | '\u{e5a}'..='\u{e5b}' | '\u{104a}'..='\u{104f}' | '\u{17d4}'..='\u{17d6}'
        | '\u{17d8}'..='\u{17db}' | '\u{30a0}' | '\u{30fb}');
    !stops && (is_east_asian(c) || is_of_syllables(c))
}

/// Whether there are such letters in `text`.
pub fn is_without_gaps(text: &str) -> bool {
    !text.is_ascii() && text.contains(has_no_gaps)
}

/// Whether `c` is a letter or a digit, or a mark at a letter of a script without gaps.
pub fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || has_no_gaps(c)
}

/// Whether `c` begins another word than the one that `before` is in, where both are in one. In a script without gaps each
/// letter counts for a word, with the vowels and marks that are written around it.
pub fn stands_apart(before: char, c: char) -> bool {
    match (has_no_gaps(before), has_no_gaps(c)) {
        (false, false) => false,
        (true, true) => !(is_mark(c) || leads(before)),
        _ => true,
    }
}

/// Whether a gap between `c` and another such letter ends a sentence, or at least a clause: Thai and Lao set no other mark
/// there. Around digits and the sign that says a word again it is no such gap.
pub fn ends_by_gap(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e45}' | '\u{e47}'..='\u{e4e}' | '\u{e81}'..='\u{ec4}'
        | '\u{ec8}'..='\u{ece}' | '\u{edc}'..='\u{edf}')
}

/// Han and the kana, where a letter is a syllable or a word.
pub(crate) fn is_east_asian(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{323af}')
}

/// Thai, Lao, Burmese and Khmer, where several letters are a syllable.
fn is_of_syllables(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// What goes with the letter before it: vowels, the marks of tones, and what makes kana long.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{e30}'..='\u{e3a}' | '\u{e45}' | '\u{e47}'..='\u{e4e}' | '\u{eb0}'..='\u{ebd}' | '\u{ec8}'..='\u{ece}'
        | '\u{102b}'..='\u{103e}' | '\u{1056}'..='\u{1059}' | '\u{105e}'..='\u{1060}' | '\u{1062}'..='\u{1064}'
        | '\u{1067}'..='\u{106d}' | '\u{1071}'..='\u{1074}' | '\u{1082}'..='\u{108d}' | '\u{109a}'..='\u{109d}'
        | '\u{17b4}'..='\u{17d3}' | '\u{17dd}' | '\u{3099}'..='\u{309a}' | '\u{30fc}' | '\u{ff70}')
}

/// What goes with the letter behind it: vowels that are written first, and the signs that stack letters.
fn leads(c: char) -> bool {
    matches!(c, '\u{e40}'..='\u{e44}' | '\u{ec0}'..='\u{ec4}' | '\u{1039}' | '\u{17d2}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_and_signs_of_money_are_in_no_word() {
        assert!("港カぬＡ".chars().all(is_in_word) && !has_no_gaps('Ａ'));
        assert!("ที่ນ້ໍາကြောင်ឆ្មា".chars().all(has_no_gaps));
        assert!(!"。、・฿၊။៕ ".chars().any(is_in_word));
    }
}
