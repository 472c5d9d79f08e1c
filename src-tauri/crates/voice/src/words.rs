//! Words of a text, and what makes two words the same.

use std::sync::LazyLock;

use domain::{count_words, has_no_gaps, is_in_word, is_without_gaps, links, pairs};
use rust_stemmers::{Algorithm, Stemmer};

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// The commonest words of English, which say nothing about a topic; sorted, for binary search.
const STOP_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "after",
    "again",
    "against",
    "ain't",
    "all",
    "also",
    "am",
    "an",
    "and",
    "any",
    "are",
    "aren't",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "can't",
    "cannot",
    "could",
    "couldn't",
    "did",
    "didn't",
    "do",
    "does",
    "doesn't",
    "doing",
    "don't",
    "down",
    "during",
    "each",
    "either",
    "else",
    "even",
    "ever",
    "every",
    "few",
    "for",
    "from",
    "further",
    "get",
    "go",
    "got",
    "had",
    "hadn't",
    "has",
    "hasn't",
    "have",
    "haven't",
    "having",
    "he",
    "he'd",
    "he'll",
    "he's",
    "her",
    "here",
    "here's",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "however",
    "i",
    "i'd",
    "i'll",
    "i'm",
    "i've",
    "if",
    "in",
    "into",
    "is",
    "isn't",
    "it",
    "it'd",
    "it'll",
    "it's",
    "its",
    "itself",
    "just",
    "least",
    "let",
    "let's",
    "like",
    "may",
    "me",
    "might",
    "more",
    "most",
    "much",
    "must",
    "my",
    "myself",
    "neither",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "ought",
    "our",
    "ours",
    "ourselves",
    "out",
    "over",
    "own",
    "quite",
    "rather",
    "re",
    "really",
    "same",
    "say",
    "says",
    "shall",
    "shan't",
    "she",
    "she'd",
    "she'll",
    "she's",
    "should",
    "shouldn't",
    "since",
    "so",
    "some",
    "still",
    "such",
    "than",
    "that",
    "that'd",
    "that'll",
    "that's",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "there's",
    "these",
    "they",
    "they'd",
    "they'll",
    "they're",
    "they've",
    "this",
    "those",
    "though",
    "through",
    "to",
    "too",
    "under",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "wasn't",
    "we",
    "we'd",
    "we'll",
    "we're",
    "we've",
    "well",
    "were",
    "weren't",
    "what",
    "what's",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "who's",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "won't",
    "would",
    "wouldn't",
    "yes",
    "yet",
    "you",
    "you'd",
    "you'll",
    "you're",
    "you've",
    "your",
    "yours",
    "yourself",
    "yourselves",
];

/// Letters of Chinese that are the commonest words, or stand in them.
const STOP_LETTERS: &str = "的了是在我你您他她它们們个個这這那也就都和与與很太吗嗎呢吧啊呀把被给給让讓对對从從到着著过過地得没沒不有而但或还還又再之其";

/// Whether `word`, whatever its capitals and apostrophes, is one of the commonest of English, or has no letters but those
/// of the commonest words of Chinese or Japanese.
pub fn is_stop_word(word: &str) -> bool {
    let all_joining = word.starts_with(is_stop_letter) && word.chars().all(is_stop_letter);
    all_joining || STOP_WORDS.binary_search(&plain(word).as_str()).is_ok()
}

/// Whether `c` is one of those, or hiragana, in which endings and particles of Japanese are written.
fn is_stop_letter(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}' | '\u{30fc}')
        || (has_no_gaps(c) && STOP_LETTERS.contains(c))
}

/// The words of `text` as they stand there. An apostrophe or a hyphen inside belongs to the word. Letters without gaps
/// between words are one.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(is_in_word(c) || matches!(c, '\'' | '’' | '-')))
        .map(|word| word.trim_matches(|c: char| !is_in_word(c)))
        .filter(|word| !word.is_empty())
}

/// How many words `text` has, rounded up; letters without gaps count for as many as they usually are.
pub fn length(text: &str) -> usize {
    count_words(words(text))
}

/// The words of `text`; letters without gaps are parted where those of the commonest words, as 的 or the kana behind a
/// stem, meet others or a word with gaps.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    words(text).flat_map(parts_of)
}

fn parts_of(word: &str) -> impl Iterator<Item = &str> {
    let is_cut = is_without_gaps(word);
    let kind = |link: &str| {
        link.chars()
            .next()
            .map(|c| (has_no_gaps(c), is_stop_letter(c)))
    };
    let mut rest = word;
    std::iter::from_fn(move || {
        if !is_cut {
            return (!rest.is_empty()).then(|| std::mem::take(&mut rest));
        }
        let mut links = links(rest);
        let first = kind(links.next()?);
        let other = links.find(|link| kind(link) != first);
        let end = other.map_or(rest.len(), |link| {
            link.as_ptr() as usize - rest.as_ptr() as usize
        });
        let (part, behind) = rest.split_at(end);
        rest = behind;
        Some(part.trim_matches(|c: char| !is_in_word(c)))
    })
}

/// What `text` is looked through for: its words; of letters without gaps each two that stand side by side in a part, or
/// the one that is a part by itself.
pub fn terms(text: &str) -> impl Iterator<Item = &str> {
    parts(text).flat_map(pairs)
}

/// What `word` shares with its other forms (Snowball, English), in lower case and with a plain apostrophe.
pub fn stem(word: &str) -> String {
    STEMMER.stem(&plain(word)).into_owned()
}

/// `word` in lower case and with a plain apostrophe.
fn plain(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_are_sorted() {
        assert!(STOP_WORDS.is_sorted());
        assert!(is_stop_word("the") && !is_stop_word("key"));
        assert!(is_stop_word("Don’t") && is_stop_word("don't"));
    }

    #[test]
    fn words_keep_what_is_inside_them() {
        let found: Vec<&str> = words("Don't — well-kept 'keys', room 14!").collect();
        assert_eq!(found, ["Don't", "well-kept", "keys", "room", "14"]);
        assert_eq!(stem("Keys"), stem("key"));
        let text = "Don't — well-kept 'keys', room 14!";
        assert!(parts(text).eq(words(text)) && terms(text).eq(words(text)));
        assert_eq!(length(text), 5);
    }

    #[test]
    fn letters_without_gaps_are_parted_where_the_commonest_words_meet_others() {
        let cut = |text| (parts(text).collect(), terms(text).collect());
        let wanted: (Vec<_>, Vec<_>) = (
            vec!["侧门", "的", "钥匙", "用", "Rust", "写"],
            vec!["侧门", "的", "钥匙", "用", "Rust", "写"],
        );
        assert_eq!(cut("侧门的钥匙，用Rust写"), wanted);
        let (of_words, of_terms): (Vec<_>, Vec<_>) = cut("駅前で新しいコーヒーメーカーを買った");
        assert_eq!(
            of_words,
            [
                "駅前",
                "で",
                "新",
                "しい",
                "コーヒーメーカー",
                "を",
                "買",
                "った"
            ]
        );
        assert!(of_terms.contains(&"ヒーメー") && of_terms.contains(&"買"));
        assert!(
            of_words
                .iter()
                .filter(|part| is_stop_word(part))
                .eq(&["で", "しい", "を", "った"])
        );
        // A mark of a tone ends no word.
        assert_eq!(words("ที่นี่ ได้").collect::<Vec<_>>(), ["ที่นี่", "ได้"]);
        assert!(is_stop_word("我们的") && !is_stop_word("钥匙") && !is_stop_word(""));
        assert_eq!(length("侧门的钥匙，用Rust写"), 6);
    }
}
