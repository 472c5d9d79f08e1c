//! How everybody writes: how often each feature occurs over many writers, as one number a kind, in a small file. It
//! holds no text and no writer: features are kept by hash, and only those that several writers share.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use domain::Kind;

use super::features::Family;
use super::plain::plain;

/// A feature counts where at least so many writers of a kind have it: topics and names of one do not.
const LEAST_WRITERS: usize = 3;
/// The kinds that are counted; a note is like all of them.
const COUNTED: [Kind; 3] = [Kind::Email, Kind::Post, Kind::Review];
/// Steps of -ln(frequency) in the file: 12 to one, so that a byte reaches to e^-21 and is 4% off at most.
const STEPS: f64 = 12.0;
/// In the file: not a feature of this kind.
const NONE: u8 = u8::MAX;
/// What the file begins with.
const MAGIC: &[u8] = b"longhand background 1\n";

static SHIPPED: LazyLock<Option<Background>> = LazyLock::new(|| {
    Background::parse(include_bytes!("../../../../../assets/voice/background.bin"))
});

/// Frequencies of one family, adding up to 1.
pub(crate) type Table = HashMap<u32, f64>;

/// How everybody writes.
#[derive(Debug, Clone, PartialEq)]
pub struct Background {
    /// For each family, each feature's frequency in `COUNTED`, as a byte in `STEPS`.
    families: Vec<HashMap<u32, [u8; COUNTED.len()]>>,
}

impl Background {
    /// The one that comes with the program; none if its file is broken.
    pub fn shipped() -> Option<&'static Self> {
        SHIPPED.as_ref()
    }

    /// Counts over `writers`: the texts of each, of one kind. Each writer counts as much as any other.
    pub fn count(writers: &[(Kind, Vec<&str>)]) -> Self {
        let family = |family: Family| {
            let mut all: HashMap<u32, [u8; COUNTED.len()]> = HashMap::new();
            for (at, kind) in COUNTED.into_iter().enumerate() {
                let of_kind = writers.iter().filter(|(of, _)| *of == kind);
                for (feature, byte) in shared(family, of_kind.map(|(_, texts)| texts.as_slice())) {
                    all.entry(feature).or_insert([NONE; COUNTED.len()])[at] = byte;
                }
            }
            all
        };
        Self {
            families: Family::ALL.into_iter().map(family).collect(),
        }
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote; none if it is something else.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut families = Vec::new();
        for _ in Family::ALL {
            let (count, after) = rest.split_first_chunk::<4>()?;
            let size = 4 + COUNTED.len();
            let (entries, after) =
                after.split_at_checked(u32::from_le_bytes(*count) as usize * size)?;
            let entry = |entry: &[u8]| {
                let (feature, bytes) = entry.split_first_chunk::<4>()?;
                Some((u32::from_le_bytes(*feature), bytes.try_into().ok()?))
            };
            families.push(
                entries
                    .chunks_exact(size)
                    .map(entry)
                    .collect::<Option<_>>()?,
            );
            rest = after;
        }
        rest.is_empty().then_some(Self { families })
    }

    /// The file: for each family the number of features, and of each its hash and a byte a kind, in order of the hash.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for family in &self.families {
            bytes.extend((family.len() as u32).to_le_bytes());
            let mut entries: Vec<_> = family.iter().collect();
            entries.sort_unstable();
            for (feature, frequencies) in entries {
                bytes.extend(feature.to_le_bytes());
                bytes.extend(frequencies);
            }
        }
        bytes
    }

    /// Frequencies for texts of `kind`, family by family.
    pub(crate) fn tables(&self, kind: Kind) -> Vec<Table> {
        let columns: Vec<usize> = match COUNTED.iter().position(|counted| *counted == kind) {
            Some(column) => vec![column],
            None => (0..COUNTED.len()).collect(),
        };
        let table = |family: &HashMap<u32, [u8; COUNTED.len()]>| {
            let mut table: Table = HashMap::with_capacity(family.len());
            for (feature, bytes) in family {
                let known = columns.iter().map(|at| bytes[*at]).filter(|b| *b != NONE);
                let frequency: f64 = known.map(|byte| (-f64::from(byte) / STEPS).exp()).sum();
                if frequency > 0.0 {
                    table.insert(*feature, frequency);
                }
            }
            let sum: f64 = table.values().sum();
            table.values_mut().for_each(|frequency| *frequency /= sum);
            table
        };
        self.families.iter().map(table).collect()
    }

    /// How often everybody writes each word of texts of `kind`.
    pub(crate) fn words(&self, kind: Kind) -> EverybodysWords {
        let tables = Family::ALL.into_iter().zip(self.tables(kind));
        let table = tables
            .filter(|(family, _)| *family == Family::Words)
            .map(|(_, table)| table);
        EverybodysWords(table.flatten().collect())
    }
}

/// The frequencies of words, points and pairs of them, adding up to 1.
pub(crate) struct EverybodysWords(Table);

impl EverybodysWords {
    /// The part of all features that `word`, in lower case, takes; none if hardly anybody writes it.
    pub(crate) fn frequency(&self, word: &str) -> Option<f64> {
        let one = Family::Words.count(word);
        // More than one feature is more than one word, such as a compound with a hyphen.
        let [feature] = one.into_keys().collect::<Vec<_>>()[..] else {
            return None;
        };
        self.0.get(&feature).copied()
    }

    /// How many features of `text` are counted there.
    pub(crate) fn tokens(&self, text: &str) -> usize {
        let all = Family::Words.count(&plain(text));
        let known = all
            .iter()
            .filter(|(feature, _)| self.0.contains_key(feature));
        known.map(|(_, count)| *count).sum::<f64>() as usize
    }
}

/// The features that enough writers share, with their mean frequency in steps.
fn shared<'a>(family: Family, writers: impl Iterator<Item = &'a [&'a str]>) -> HashMap<u32, u8> {
    let mut sums: HashMap<u32, (usize, f64)> = HashMap::new();
    let mut count = 0.0;
    for texts in writers {
        let mut own: HashMap<u32, f64> = HashMap::new();
        // A text that somebody has twice is one.
        let once: HashSet<&&str> = texts.iter().collect();
        for text in once {
            for (feature, weight) in family.count(&plain(text)) {
                *own.entry(feature).or_default() += weight;
            }
        }
        let all: f64 = own.values().sum();
        count += 1.0;
        for (feature, weight) in own {
            let sum = sums.entry(feature).or_default();
            *sum = (sum.0 + 1, sum.1 + weight / all);
        }
    }
    let enough = sums
        .into_iter()
        .filter(|(_, (writers, _))| *writers >= LEAST_WRITERS);
    enough
        .map(|(feature, (_, sum))| {
            let steps = (-(sum / count).ln() * STEPS).round();
            (feature, steps.clamp(0.0, f64::from(NONE - 1)) as u8)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn background() -> Background {
        let texts = [
            "The key is lost, alas.",
            "The key is found!",
            "The key is here.",
        ];
        let writer = |text| (Kind::Email, vec![text]);
        Background::count(&texts.map(writer))
    }

    #[test]
    fn only_what_several_writers_share_is_kept() {
        let [_, _, _, words] = &background().tables(Kind::Email)[..] else {
            panic!("four families")
        };
        let of = |word: &str| {
            let one = Family::Words.count(word);
            words.get(one.keys().next().unwrap()).copied()
        };
        assert!(of("key").is_some() && of("alas").is_none());
        assert!((words.values().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(background().tables(Kind::Review)[3].is_empty());
        assert!(!background().tables(Kind::Note)[3].is_empty());
    }

    #[test]
    fn the_file_says_the_same_and_a_broken_one_nothing() {
        let bytes = background().to_bytes();
        assert_eq!(Background::parse(&bytes), Some(background()));
        assert_eq!(Background::parse(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Background::parse(b"something else"), None);
    }

    #[test]
    fn the_one_that_is_shipped_can_be_read() {
        let tables = Background::shipped().unwrap().tables(Kind::Note);
        assert!(tables.iter().all(|table| table.len() > 1_000));
    }
}
