//! How near a text comes to a hand, whatever it is about: words that carry the subject are masked first.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use voice::is_stop_word;

/// The 300 commonest words, counted over development texts: those whose share is highest in the kind of text (mail,
/// posts, reviews) in which they are rarest, so that none of them belongs to a subject.
const COMMON: &str = include_str!("common.txt");

static COMMON_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| COMMON.lines().collect());

/// Shares that deviate no more than this are the same but for the rounding of their mean.
const NO_DIFFERENCE: f64 = 1e-9;

/// Whether `word`, in lower case, is one of the 300.
pub(crate) fn is_common(word: &str) -> bool {
    COMMON_WORDS.contains(word.replace('’', "'").as_str())
}

/// In order, so that its sums are always taken in the same one and come out the same to the last bit.
type Vector = BTreeMap<String, f64>;

/// The hands that a text is held against: that of its author and those of others, each by reference pieces.
pub struct Hands {
    idf: HashMap<String, f64>,
    unseen: f64,
    /// The author's first; for each piece its vector.
    pieces: Vec<Vec<Vector>>,
    /// For each function word mean and deviation over all pieces, and the author's own mean.
    delta: BTreeMap<String, (f64, f64, f64)>,
}

impl Hands {
    /// From reference pieces of the author and of each of some others.
    pub fn new(own: &[String], others: &[Vec<String>]) -> Self {
        let all: Vec<&[String]> = std::iter::once(own)
            .chain(others.iter().map(Vec::as_slice))
            .collect();
        let grams: Vec<Vec<Vector>> = all
            .iter()
            .map(|hand| hand.iter().map(|text| grams(text)).collect())
            .collect();
        let mut frequency: HashMap<String, usize> = HashMap::new();
        for gram in grams.iter().flatten().flat_map(BTreeMap::keys) {
            *frequency.entry(gram.clone()).or_default() += 1;
        }
        let count = grams.iter().map(Vec::len).sum::<usize>() as f64;
        let idf = |seen: usize| ((1.0 + count) / (1.0 + seen as f64)).ln() + 1.0;
        let unseen = idf(0);
        let weights = frequency.into_iter().map(|(gram, seen)| (gram, idf(seen)));
        let mut hands = Self {
            idf: weights.collect(),
            unseen,
            pieces: Vec::new(),
            delta: delta(&all),
        };
        hands.pieces = grams
            .into_iter()
            .map(|hand| hand.into_iter().map(|v| hands.weighed(v)).collect())
            .collect();
        hands
    }

    /// `style_own` and `style_gap`: the mean cosine to the author's pieces, and what is left of it after that to the
    /// others' is taken away; 0 to 100 and -100 to 100. Without others there is no gap.
    pub fn style(&self, text: &str) -> (f64, Option<f64>) {
        let vector = self.weighed(grams(text));
        let mut means = self.pieces.iter().map(|hand| {
            let sum: f64 = hand.iter().map(|piece| dot(&vector, piece)).sum();
            100.0 * sum / hand.len().max(1) as f64
        });
        let own = means.next().unwrap_or(0.0);
        let others: Vec<f64> = means.collect();
        let other = others.iter().sum::<f64>() / others.len().max(1) as f64;
        (own, (!others.is_empty()).then_some(own - other))
    }

    /// Burrows's Delta to the author over function words: the mean difference in deviations; lower is nearer.
    /// None where the pieces have no function words: they are counted in English.
    pub fn delta(&self, text: &str) -> Option<f64> {
        let shares = shares(text);
        let differences = self.delta.iter().map(|(word, (_, deviation, own))| {
            let share = shares.get(word).copied().unwrap_or(0.0);
            (share - own).abs() / deviation
        });
        let all = self.delta.len();
        (all > 0).then(|| differences.sum::<f64>() / all as f64)
    }

    /// TF-IDF of length 1.
    fn weighed(&self, mut vector: Vector) -> Vector {
        for (gram, weight) in &mut vector {
            *weight *= self.idf.get(gram).copied().unwrap_or(self.unseen);
        }
        let norm = vector.values().map(|w| w * w).sum::<f64>().sqrt();
        if norm > 0.0 {
            vector.values_mut().for_each(|weight| *weight /= norm);
        }
        vector
    }
}

fn dot(one: &Vector, other: &Vector) -> f64 {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let parts = short
        .iter()
        .filter_map(|(gram, weight)| Some(weight * long.get(gram)?));
    parts.sum()
}

/// How often each masked word 1-, 2- and 3-gram occurs, with punctuation.
fn grams(text: &str) -> Vector {
    let masked = masked(text);
    let mut counts = Vector::new();
    for n in 1..=3 {
        for run in masked.windows(n) {
            *counts.entry(run.join(" ")).or_default() += 1.0;
        }
    }
    counts
}

/// Words and punctuation marks in order; a word that is not common becomes a mark that keeps its capitals and a few
/// endings.
fn masked(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        let inside = c.is_alphanumeric() || (matches!(c, '\'' | '’') && !word.is_empty());
        if inside {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            let bare = word.trim_end_matches(['\'', '’']);
            parts.push(mask(bare));
            word.clear();
        }
        if !c.is_whitespace() {
            parts.push(c.to_string());
        }
    }
    parts
}

fn mask(word: &str) -> String {
    let lower = word.to_lowercase().replace('’', "'");
    if is_common(&lower) {
        return lower;
    }
    if word.chars().all(|c| c.is_ascii_digit()) {
        return "0".into();
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let capital = letters.next().is_some_and(char::is_uppercase);
    let all = capital && word.chars().count() > 1 && letters.all(char::is_uppercase);
    let mark = match (all, capital) {
        (true, _) => "WW",
        (false, true) => "Ww",
        (false, false) => "w",
    };
    let endings = ["ing", "ed", "ly", "s"];
    let ending = endings.into_iter().find(|end| lower.ends_with(end));
    format!(
        "{mark}{}",
        ending.map(|end| format!("-{end}")).unwrap_or_default()
    )
}

/// The share of each function word among the words of `text`.
fn shares(text: &str) -> BTreeMap<String, f64> {
    let mut counts = BTreeMap::new();
    let mut all = 0_usize;
    for word in voice::words(text) {
        all += 1;
        let lower = word.to_lowercase().replace('’', "'");
        if is_stop_word(&lower) {
            *counts.entry(lower).or_insert(0.0) += 1.0;
        }
    }
    counts
        .values_mut()
        .for_each(|count| *count /= all.max(1) as f64);
    counts
}

fn delta(hands: &[&[String]]) -> BTreeMap<String, (f64, f64, f64)> {
    let all: Vec<Vec<BTreeMap<String, f64>>> = hands
        .iter()
        .map(|hand| hand.iter().map(|text| shares(text)).collect())
        .collect();
    let words: HashSet<&String> = all.iter().flatten().flat_map(BTreeMap::keys).collect();
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len().max(1) as f64;
    let mut table = BTreeMap::new();
    for word in words {
        let share = |piece: &BTreeMap<String, f64>| piece.get(word).copied().unwrap_or(0.0);
        let everywhere: Vec<f64> = all.iter().flatten().map(share).collect();
        let own: Vec<f64> = all.first().into_iter().flatten().map(share).collect();
        let middle = mean(&everywhere);
        let squares: Vec<f64> = everywhere.iter().map(|x| (x - middle).powi(2)).collect();
        let deviation = mean(&squares).sqrt();
        if deviation > NO_DIFFERENCE {
            table.insert(word.clone(), (middle, deviation, mean(&own)));
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_300_common_words() {
        assert_eq!(COMMON_WORDS.len(), 300);
    }

    #[test]
    fn a_mask_hides_the_subject_and_keeps_the_hand() {
        let masked = masked("The Kettles BOILED, quietly: it’s 1998 — no zebra!");
        assert_eq!(masked.join(" "), "the Ww-s WW-ed , w-ly : it's 0 — no w !");
    }

    #[test]
    fn ones_own_hand_is_nearer_than_anothers_on_another_subject() {
        let shout = |what: &str| {
            format!("Oh, the {what}! I can't say how much I want it! Really! The {what}, though!")
        };
        let calm = |what: &str| {
            format!(
                "In general, one would have to see whether the {what} is of any use; it may be."
            )
        };
        let own: Vec<String> = ["kettle", "pan", "lamp"].map(shout).to_vec();
        let other: Vec<String> = ["kettle", "pan", "lamp"].map(calm).to_vec();
        let hands = Hands::new(&own, &[other]);
        let gap = hands.style(&shout("zebra")).1.unwrap();
        let other_gap = hands.style(&calm("zebra")).1.unwrap();
        assert!(gap > 20.0 && other_gap < -20.0, "{gap} {other_gap}");
        assert!(hands.delta(&shout("zebra")) < hands.delta(&calm("zebra")));
        assert_eq!(hands.style(""), (0.0, Some(0.0)));
        let again = Hands::new(&own, &[["kettle", "pan", "lamp"].map(calm).to_vec()]);
        let text = shout("zebra") + &calm("kettle");
        assert_eq!(hands.style(&text), again.style(&text));
    }

    #[test]
    fn a_word_that_all_use_alike_tells_nobody_apart() {
        // The mean of three times 0.1 is not 0.1 to the last bit.
        let piece = "The gull tern heron stork swift crane robin finch wren".to_owned();
        let hands = Hands::new(&vec![piece; 3], &[]);
        assert_eq!(hands.delta("Gulls and terns."), None);
    }
}
