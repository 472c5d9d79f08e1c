//! How rare a word is in this person's own documents, and how alike two texts are by their rare words.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::has_no_gaps;

use crate::words::{is_stop_word, stem, terms, words};

/// How many different words of a brief are compared in meaning, from the first on: a message that is answered may have
/// hundreds, and the pause for them would be felt.
const COMPARED: usize = 128;

/// Document frequencies of stems over a set of documents.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    documents: usize,
    frequency: HashMap<String, usize>,
}

impl Lexicon {
    /// Counts over `texts`, one for each document.
    pub fn count<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut lexicon = Self::default();
        for text in texts {
            lexicon.documents += 1;
            for stem in stems(text).into_keys() {
                *lexicon.frequency.entry(stem).or_default() += 1;
            }
        }
        lexicon
    }

    /// In how many documents `stem` occurs.
    pub fn frequency(&self, stem: &str) -> usize {
        self.frequency.get(stem).copied().unwrap_or(0)
    }

    /// ln(N / df), with df at least 1: 0 for a word of every document.
    pub fn idf(&self, stem: &str) -> f64 {
        let documents = self.documents.max(1) as f64;
        (documents / self.frequency(stem).max(1) as f64).ln()
    }

    /// `text` as its TF-IDF vector; stop-words do not count. Made once for each text that is compared with several.
    pub fn weigh(&self, text: &str) -> Weighed {
        // A floor keeps two texts comparable where the library is too small for any word to be rare.
        let weight = |stem: &str, count: usize| count as f64 * self.idf(stem).max(0.1);
        let weights: BTreeMap<String, f64> = stems(text)
            .into_iter()
            .map(|(stem, count)| {
                let weight = weight(&stem, count);
                (stem, weight)
            })
            .collect();
        let norm = weights.values().map(|weight| weight.powi(2)).sum::<f64>();
        Weighed {
            weights,
            norm: norm.sqrt(),
        }
    }

    /// Words for a line of important words (method 3.5, the brief in the place of a sketch): first the words of
    /// `entries` that share a stem with a word of `brief`, or are `near` to one in meaning, by how often they occur there,
    /// then IDF; then words of `summary` that this person uses in several documents (IDF >= 1.5, as in the paper). Names
    /// and numbers of other pieces are left out: they would be facts that nobody asked for.
    pub fn important_words(
        &self,
        brief: &str,
        entries: &[&str],
        summary: &[&str],
        near: &dyn Fn(&str, &str) -> bool,
        most: usize,
    ) -> Vec<String> {
        let mut asked = HashSet::new();
        let different = content_words(brief).filter(|(_, stem)| asked.insert(stem.clone()));
        let different: Vec<&str> = different.map(|(word, _)| word).collect();
        let compared = &different[..different.len().min(COMPARED)];
        let common_noun = |word: &str| word.chars().all(|c| c.is_lowercase() || c == '-');
        let mut matching = Tally::default();
        // What a word means is looked up once, however often it occurs.
        let mut known: HashMap<String, bool> = HashMap::new();
        for (word, stem) in entries.iter().flat_map(|text| content_words(text)) {
            let matches = asked.contains(&stem)
                || common_noun(word)
                    && *known
                        .entry(stem.clone())
                        .or_insert_with(|| compared.iter().any(|asked| near(word, asked)));
            if matches {
                matching.add(word, stem);
            }
        }
        let mut said = Tally::default();
        for (word, stem) in summary.iter().flat_map(|text| content_words(text)) {
            if common_noun(word)
                && !asked.contains(&stem)
                && self.frequency(&stem) > 1
                && self.idf(&stem) >= 1.5
            {
                said.add(word, stem);
            }
        }
        let mut chosen = matching.by_weight(self);
        chosen.extend(said.by_weight(self));
        let mut seen = HashSet::new();
        chosen.retain(|word| seen.insert(word.clone()));
        chosen.truncate(most);
        chosen
    }
}

impl Lexicon {
    /// The paper's `SynCtxInd`: words of `texts` that occur more than once and not everywhere (IDF >= 1.5), by how often
    /// they occur, then IDF.
    pub fn frequent_words(&self, texts: &[&str], most: usize) -> Vec<String> {
        let mut tally = Tally::default();
        let content = texts.iter().flat_map(|text| content_words(text));
        content.for_each(|(word, stem)| tally.add(word, stem));
        tally
            .counts
            .retain(|stem, (count, _)| *count > 1 && self.idf(stem) >= 1.5);
        let mut words = tally.by_weight(self);
        words.truncate(most);
        words
    }
}

/// A text as the weights of its stems, by the lexicon that weighed it.
#[derive(Debug, Clone)]
pub struct Weighed {
    weights: BTreeMap<String, f64>,
    norm: f64,
}

impl Weighed {
    /// Cosine with a text weighed by the same lexicon, 0 to 1.
    pub fn similarity(&self, other: &Self) -> f64 {
        let shared = |(stem, weight): (&String, &f64)| Some(weight * other.weights.get(stem)?);
        let dot: f64 = self.weights.iter().filter_map(shared).sum();
        if dot == 0.0 {
            0.0
        } else {
            dot / (self.norm * other.norm)
        }
    }
}

/// Stems of the content words of `text` with their counts.
/// In order: sums over them are then the same to the last bit each time.
fn stems(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for term in content(terms(text)) {
        *counts.entry(stem(term)).or_default() += 1;
    }
    counts
}

/// Words that can be read as they stand there, each with its stem.
fn content_words(text: &str) -> impl Iterator<Item = (&str, String)> {
    content(words(text)).map(|word| (word, stem(word)))
}

fn content<'a>(words: impl Iterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    words.filter(|word| {
        let says_something = word.chars().count() > 1 || word.starts_with(has_no_gaps);
        says_something && !is_stop_word(word)
    })
}

/// How often each stem was met, with the form in which it was met first.
#[derive(Default)]
struct Tally {
    counts: HashMap<String, (usize, String)>,
}

impl Tally {
    fn add(&mut self, word: &str, stem: String) {
        self.counts
            .entry(stem)
            .or_insert_with(|| (0, word.to_lowercase()))
            .0 += 1;
    }

    fn by_weight(self, lexicon: &Lexicon) -> Vec<String> {
        let mut all: Vec<(usize, f64, String)> = self
            .counts
            .into_iter()
            .map(|(stem, (count, word))| (count, lexicon.idf(&stem), word))
            .collect();
        all.sort_by(|a, b| {
            b.0.cmp(&a.0)
                .then(b.1.total_cmp(&a.1))
                .then_with(|| a.2.cmp(&b.2))
        });
        all.into_iter().map(|(_, _, word)| word).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 4] = [
        "The key to the side door is lost again.",
        "Rehearsal moves to Thursday; bring the altos.",
        "Altos and tenors, the rehearsal is at seven.",
        "The invoice is late and so am I.",
    ];

    #[test]
    fn rare_words_weigh_more() {
        let lexicon = Lexicon::count(TEXTS);
        assert!(lexicon.idf("invoic") > lexicon.idf("rehears"));
        let texts = TEXTS.map(|text| lexicon.weigh(text));
        let query = lexicon.weigh("who has the key of the door");
        let alike = texts.each_ref().map(|text| query.similarity(text));
        assert!(
            alike[1..].iter().all(|other| *other < alike[0]),
            "{alike:?}"
        );
        assert_eq!(lexicon.weigh("zebra").similarity(&texts[0]), 0.0);
        let key = lexicon.weigh("我把侧门的钥匙弄丢了");
        assert!(key.similarity(&lexicon.weigh("钥匙在谁那里？")) > 0.1);
        assert_eq!(key.similarity(&lexicon.weigh("星期四我们要开会。")), 0.0);
        assert!((texts[1].similarity(&texts[1]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn important_words_come_from_the_entries_and_name_nobody() {
        let lexicon = Lexicon::count(TEXTS.iter().copied().chain(["the tenors sing Averill"]));
        let words = |near: &dyn Fn(&str, &str) -> bool| {
            let summary = ["tenors and Averill, 14 of them"];
            lexicon.important_words("two rehearsals", &TEXTS[1..3], &summary, near, 10)
        };
        assert_eq!(words(&|_, _| false), ["rehearsal"]);
        // A word that means much the same stands in the entries, and what has a capital there may be a name.
        let near = |word: &str, asked: &str| {
            asked == "rehearsals" && ["tenors", "Thursday"].contains(&word)
        };
        assert_eq!(words(&near), ["rehearsal", "tenors"]);
    }
}
