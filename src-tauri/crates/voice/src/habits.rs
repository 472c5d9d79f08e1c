//! Habits that can be said in words: how long the sentences are, which points are used and which never; and how a text
//! differs from them.

use domain::{Avoid, Measured, Trait};

use crate::points::sentences;
use crate::words::{length, words};

/// With fewer pieces nothing is called a habit.
const LEAST_PIECES: usize = 8;
/// How many differences are worth saying at most.
const MOST: usize = 3;
/// What stands in at most so great a part of the pieces is hardly ever done, and what is missing in so few nearly always.
const RARE: f64 = 0.03;
/// How many pieces have room in a picture.
const STRIP: usize = 60;

/// What is measured in a text.
#[derive(Debug, Clone, Copy)]
struct Measure {
    /// What it is called where habits are listed.
    name: &'static str,
    of: fn(&Sight<'_>) -> f64,
    /// What to say of a text that has more or less of it than the writer's.
    more: &'static str,
    less: &'static str,
    /// What to say where the writer hardly ever does it, or nearly always.
    never: &'static str,
    always: &'static str,
    unit: &'static str,
    /// The mark that drafts can be kept free of, if it is one.
    avoid: Option<Avoid>,
}

const MEASURES: &[Measure] = &[
    Measure {
        name: "sentences",
        of: |sight| sight.words / sight.sentences,
        more: "longer sentences than you write",
        less: "shorter sentences than you write",
        never: "",
        always: "",
        unit: "words a sentence",
        avoid: None,
    },
    Measure {
        name: "paragraphs",
        of: |sight| sight.words / sight.paragraphs,
        more: "longer paragraphs than you write",
        less: "shorter paragraphs than you write",
        never: "",
        always: "",
        unit: "words a paragraph",
        avoid: None,
    },
    Measure {
        name: "commas",
        of: |sight| sight.rate(|c| c == ','),
        more: "more commas than you use",
        less: "fewer commas than you use",
        never: "you hardly ever use commas",
        always: "you nearly always use commas",
        unit: "in 100 words",
        avoid: None,
    },
    Measure {
        name: "dashes",
        of: |sight| sight.dashes * sight.per_hundred(),
        more: "more dashes than you use",
        less: "fewer dashes than you use",
        never: "you never use dashes",
        always: "you nearly always use dashes",
        unit: "in 100 words",
        avoid: Some(Avoid::Dashes),
    },
    Measure {
        name: "exclamation marks",
        of: |sight| sight.rate(|c| c == '!'),
        more: "more exclamation marks than you use",
        less: "fewer exclamation marks than you use",
        never: "you never use exclamation marks",
        always: "you nearly always use exclamation marks",
        unit: "in 100 words",
        avoid: Some(Avoid::ExclamationMarks),
    },
    Measure {
        name: "questions",
        of: |sight| sight.rate(|c| c == '?'),
        more: "more questions than you ask",
        less: "fewer questions than you ask",
        never: "you never ask questions",
        always: "you nearly always ask something",
        unit: "in 100 words",
        avoid: None,
    },
    Measure {
        name: "semicolons",
        of: |sight| sight.rate(|c| c == ';'),
        more: "more semicolons than you use",
        less: "fewer semicolons than you use",
        never: "you never use semicolons",
        always: "you nearly always use semicolons",
        unit: "in 100 words",
        avoid: None,
    },
    Measure {
        name: "brackets",
        of: |sight| sight.rate(|c| c == '('),
        more: "more brackets than you use",
        less: "fewer brackets than you use",
        never: "you never use brackets",
        always: "you nearly always use brackets",
        unit: "in 100 words",
        avoid: None,
    },
    Measure {
        name: "dots",
        of: |sight| sight.dots * sight.per_hundred(),
        more: "more trailing dots than you use",
        less: "fewer trailing dots than you use",
        never: "you never trail off in dots",
        always: "you nearly always trail off in dots",
        unit: "in 100 words",
        avoid: Some(Avoid::Dots),
    },
    Measure {
        name: "short forms",
        of: |sight| sight.short_forms * sight.per_hundred(),
        more: "more short forms (don't, I'm) than you use",
        less: "fewer short forms (don't, I'm) than you use",
        never: "you never use short forms (don't, I'm)",
        always: "you nearly always use short forms (don't, I'm)",
        unit: "in 100 words",
        avoid: None,
    },
    Measure {
        name: "emoji",
        of: |sight| sight.rate(is_emoji),
        more: "more emoji than you use",
        less: "fewer emoji than you use",
        never: "you never use emoji",
        always: "you nearly always use emoji",
        unit: "in 100 words",
        avoid: Some(Avoid::Emoji),
    },
    Measure {
        name: "words in capitals",
        of: |sight| sight.shouted * sight.per_hundred(),
        more: "more words in capitals than you write",
        less: "fewer words in capitals than you write",
        never: "you never write words in capitals",
        always: "you nearly always write a word in capitals",
        unit: "in 100 words",
        avoid: None,
    },
    Measure {
        name: "small first letters",
        of: |sight| sight.small_starts / sight.sentences * 100.0,
        more: "more sentences with a small first letter than you write",
        less: "fewer sentences with a small first letter than you write",
        never: "you begin sentences with a capital",
        always: "you begin sentences with a small letter",
        unit: "of 100 sentences",
        avoid: None,
    },
];

/// What is counted in one text before any habit is looked at.
struct Sight<'a> {
    text: &'a str,
    words: f64,
    sentences: f64,
    paragraphs: f64,
    dashes: f64,
    dots: f64,
    short_forms: f64,
    shouted: f64,
    small_starts: f64,
}

impl<'a> Sight<'a> {
    fn of(text: &'a str) -> Self {
        let count = |n: usize| n as f64;
        let dashes = text.matches(['—', '–']).count()
            + text.matches(" - ").count()
            + text.matches("--").count();
        let is_shouted = |word: &&str| {
            word.chars().count() > 3
                && word.contains(char::is_alphabetic)
                && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
        };
        let is_short = |word: &&str| {
            let word = word.to_lowercase().replace('’', "'");
            ["n't", "'m", "'re", "'ve", "'ll", "'d"]
                .iter()
                .any(|end| word.ends_with(end))
                || [
                    "it's", "that's", "he's", "she's", "there's", "what's", "let's",
                ]
                .contains(&word.as_str())
        };
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let sentences: Vec<&str> = sentences(&flat)
            .into_iter()
            .map(|place| &flat[place])
            .filter(|sentence| sentence.chars().any(char::is_alphabetic))
            .collect();
        let starts_small = |sentence: &&&str| {
            let first = sentence.chars().find(|c| c.is_alphabetic());
            first.is_some_and(char::is_lowercase)
        };
        let paragraphs = text.split("\n\n").filter(|part| !part.trim().is_empty());
        Self {
            text,
            words: count(length(text).max(1)),
            sentences: count(sentences.len().max(1)),
            paragraphs: count(paragraphs.count().max(1)),
            dashes: count(dashes),
            dots: count(text.matches("...").count() + text.matches('…').count()),
            short_forms: count(words(text).filter(is_short).count()),
            shouted: count(words(text).filter(is_shouted).count()),
            small_starts: count(sentences.iter().filter(starts_small).count()),
        }
    }

    fn per_hundred(&self) -> f64 {
        100.0 / self.words
    }

    fn rate(&self, is: impl Fn(char) -> bool) -> f64 {
        self.text.chars().filter(|c| is(*c)).count() as f64 * self.per_hundred()
    }
}

/// Whether `c` is a picture and no letter or point.
pub fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x1F300..=0x1FAFF | 0x2600..=0x27BF | 0x23E9..=0x23F3 | 0x2B50)
}

/// One writer's habits in one kind of text.
#[derive(Debug, Clone, Default)]
pub struct Habits {
    /// For each measure, its values in all pieces, in order.
    values: Vec<Vec<f64>>,
    pieces: usize,
}

impl Habits {
    /// Counts over the writer's own `texts`.
    pub fn count<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut habits = Self {
            values: vec![Vec::new(); MEASURES.len()],
            pieces: 0,
        };
        for text in texts.into_iter().filter(|text| !text.trim().is_empty()) {
            let sight = Sight::of(text);
            habits.pieces += 1;
            for (values, measure) in habits.values.iter_mut().zip(MEASURES) {
                values.push((measure.of)(&sight));
            }
        }
        for values in &mut habits.values {
            values.sort_by(f64::total_cmp);
        }
        habits
    }

    /// In what `text` differs from nine of ten of the writer's pieces, the most striking first; nothing where it does
    /// not, or where the pieces are too few to say.
    pub fn differences(&self, text: &str) -> Vec<Trait> {
        if self.pieces < LEAST_PIECES {
            return Vec::new();
        }
        let sight = Sight::of(text);
        let mut found: Vec<(f64, Trait)> = MEASURES
            .iter()
            .zip(&self.values)
            .filter_map(|(measure, values)| self.difference(measure, values, (measure.of)(&sight)))
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.truncate(MOST);
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// Every habit, with the part of the pieces that show it; a mark that drafts can be kept free of is told even where no
    /// piece has it.
    pub fn all(&self) -> Vec<Measured> {
        let of = |(measure, values): (&Measure, &Vec<f64>)| {
            let told = self.told(measure, values, measure.name, None);
            let room = values.len().min(STRIP);
            let at = |n: usize| n as f64 / room.saturating_sub(1).max(1) as f64;
            Measured {
                says: told.says,
                low: told.low,
                median: round(quantile(values, 0.5)),
                high: told.high,
                unit: told.unit,
                shown_in: told.shown_in,
                pieces: told.pieces,
                strip: (0..room).map(|n| round(quantile(values, at(n)))).collect(),
                avoid: measure.avoid,
            }
        };
        MEASURES
            .iter()
            .zip(&self.values)
            .filter(|(measure, values)| {
                let most = values.last().copied();
                most.is_some_and(|most| most > 0.0 || measure.avoid.is_some())
            })
            .map(of)
            .collect()
    }

    fn difference(&self, measure: &Measure, values: &[f64], here: f64) -> Option<(f64, Trait)> {
        let doing = self.doing(values);
        let (low, high) = (quantile(values, 0.05), quantile(values, 0.95));
        let says = if here > 0.0 && doing <= RARE && !measure.never.is_empty() {
            measure.never
        } else if here == 0.0 && doing >= 1.0 - RARE && !measure.always.is_empty() {
            measure.always
        } else if here > high {
            measure.more
        } else if here < low {
            measure.less
        } else {
            return None;
        };
        let middle = quantile(values, 0.5);
        let room = (high - low).max(middle / 2.0).max(0.2);
        let away = (here - here.clamp(low, high)).abs().max(0.1) / room;
        Some((away, self.told(measure, values, says, Some(here))))
    }

    /// The part of the pieces that show it at all.
    fn doing(&self, values: &[f64]) -> f64 {
        values.iter().filter(|value| **value > 0.0).count() as f64 / self.pieces.max(1) as f64
    }

    fn told(&self, measure: &Measure, values: &[f64], says: &str, here: Option<f64>) -> Trait {
        Trait {
            says: says.to_owned(),
            here: here.map(round),
            low: round(quantile(values, 0.25)),
            high: round(quantile(values, 0.75)),
            unit: measure.unit.to_owned(),
            shown_in: values.iter().filter(|value| **value > 0.0).count(),
            pieces: self.pieces,
        }
    }
}

fn quantile(sorted: &[f64], part: f64) -> f64 {
    let at = sorted.len().saturating_sub(1) as f64 * part;
    sorted.get(at.round() as usize).copied().unwrap_or(0.0)
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habits() -> Habits {
        let piece = |n: usize| {
            format!(
                "I've seen the key, Tom. {}",
                "It is in the left drawer of the desk. ".repeat(n % 3 + 1)
            )
        };
        let pieces: Vec<String> = (0..20).map(piece).collect();
        Habits::count(pieces.iter().map(String::as_str))
    }

    fn said(text: &str) -> Vec<String> {
        habits()
            .differences(text)
            .into_iter()
            .map(|t| t.says)
            .collect()
    }

    #[test]
    fn what_differs_is_said_and_what_does_not_is_not() {
        let own = "I've found the key, Tom. It is in the right pocket of the coat.";
        assert!(said(own).is_empty(), "{:?}", said(own));
        let strange = "I've got it — the key, Tom! Yes! No! Ha!";
        assert!(said(strange).contains(&"you never use exclamation marks".to_owned()));
        assert_eq!(said(strange).len(), 3);
        let long = format!(
            "I've seen the key, {} here.",
            "which is nowhere at all and never was ".repeat(6)
        );
        assert_eq!(said(&long)[0], "longer sentences than you write");
        let told = &habits().differences(strange)[0];
        assert_eq!((told.pieces, told.here.is_some()), (20, true));
        // Without gaps between them words are counted all the same.
        let short = Habits::count(["今天我们走到港口。看到了苍鹭！"; 8]);
        let long = "今天我们一大早就出门一直走到了港口的尽头看到了好多只苍鹭。";
        assert_eq!(
            short.differences(long)[0].says,
            "longer sentences than you write"
        );
    }

    #[test]
    fn few_pieces_are_no_habit() {
        assert!(
            Habits::count(["Yes."; 7])
                .differences("No! — No!")
                .is_empty()
        );
        assert!(Habits::default().all().is_empty());
    }
}
