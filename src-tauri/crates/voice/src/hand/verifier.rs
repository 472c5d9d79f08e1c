//! How much a text is in somebody's hand: their habits against everybody's, on the scale of their own pieces.

use std::collections::HashMap;

use domain::{Kind, Spread};

use super::background::{Background, Table};
use super::features::Family;
use super::plain::plain;

/// With fewer pieces nothing can be said.
pub const LEAST_PIECES: usize = 5;
/// With fewer words in a text nothing can be said of it.
const LEAST_WORDS: usize = 20;
/// Other people come so near on average, as a part of the way from one's own pieces to everybody's mean: 0.85 over the
/// authors that the features were chosen with.
const OTHERS: f64 = 0.85;
/// How far other people's texts lie apart, as a part of their distance; 0.35 to 0.5 over the same authors.
const OTHERS_SPREAD: f64 = 0.4;

/// The hand of one writer in one kind of text.
#[derive(Debug, Clone)]
pub struct Hand {
    families: Vec<Habits>,
    /// Variance of sums of standard scores, the mean of the writer's own and of other people's.
    variance: f64,
    /// Where other people's texts lie on average, in sums of standard scores; below 0.
    others: f64,
    /// Sums of standard scores of the writer's own pieces, each left out when it is judged; rising.
    own: Vec<f64>,
}

/// What one family of features says.
#[derive(Debug, Clone)]
struct Habits {
    table: Table,
    /// ln(own frequency / everybody's) of the features that the writer has.
    ratios: HashMap<u32, f64>,
    /// The same of those that they do not have.
    unseen: f64,
    /// Mean and standard deviation of the writer's own pieces, each left out when it is judged.
    own: (f64, f64),
}

type Counts = HashMap<u32, f64>;

impl Hand {
    /// Learns it from the writer's own `texts` of `kind`; none if they are too few.
    pub fn learn<'a>(
        background: &Background,
        kind: Kind,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Option<Self> {
        let plain: Vec<String> = texts
            .into_iter()
            .map(plain)
            .filter(|text| is_enough(text))
            .collect();
        if plain.len() < LEAST_PIECES {
            return None;
        }
        let mut scores = vec![0.0; plain.len()];
        let mut others = 0.0;
        let mut families = Vec::new();
        for (family, table) in Family::ALL.into_iter().zip(background.tables(kind)) {
            let counts: Vec<Counts> = plain
                .iter()
                .map(|text| known(family.count(text), &table))
                .collect();
            let sums = sum(&counts);
            let all = sums.values().sum();
            let alone: Vec<f64> = counts
                .iter()
                .map(|one| left_out(family, &table, &sums, all, one))
                .collect();
            let own = mean_and_deviation(&alone);
            let (ratios, unseen) = ratios(family, &table, &sums);
            let everybody = everybody(&table, &ratios, unseen);
            for (total, one) in scores.iter_mut().zip(&alone) {
                *total += (one - own.0) / own.1;
            }
            others += OTHERS * (everybody - own.0) / own.1;
            families.push(Habits {
                table,
                ratios,
                unseen,
                own,
            });
        }
        // Whoever writes as everybody does cannot be told apart; then everything is near the middle.
        let others = others.min(-1.0);
        let own = mean_and_deviation(&scores).1;
        scores.sort_by(f64::total_cmp);
        Some(Self {
            families,
            variance: own.powi(2).midpoint((OTHERS_SPREAD * others).powi(2)),
            others,
            own: scores,
        })
    }

    /// How near `text` comes to the writer's own pieces: 0 is their mean, below it is farther away. None for a text of
    /// a few words.
    pub fn score(&self, text: &str) -> Option<f64> {
        let plain = plain(text);
        is_enough(&plain).then(|| {
            let of_family = |(family, habits): (Family, &Habits)| {
                let counts = known(family.count(&plain), &habits.table);
                let ratio = |feature| habits.ratios.get(&feature).copied();
                let score = score(&counts, |f| ratio(f).unwrap_or(habits.unseen));
                (score - habits.own.0) / habits.own.1
            };
            Family::ALL
                .into_iter()
                .zip(&self.families)
                .map(of_family)
                .sum()
        })
    }

    /// How much `text` sounds like the writer, 0 to 1: the chance that it is theirs, if it were as likely somebody
    /// else's (two normal distributions of one variance). None for a text of a few words.
    pub fn likeness(&self, text: &str) -> Option<f64> {
        Some(self.chance(self.score(text)?))
    }

    /// How much most of the writer's own pieces sound like them, each judged as if the others were all there is: four
    /// of five lie between `low` and `high`.
    pub fn usual(&self) -> Spread {
        let quantile = |part: f64| {
            let at = (part * self.own.len().saturating_sub(1) as f64).round() as usize;
            self.chance(self.own.get(at).copied().unwrap_or_default())
        };
        Spread {
            low: quantile(0.1),
            middle: quantile(0.5),
            high: quantile(0.9),
        }
    }

    fn chance(&self, score: f64) -> f64 {
        let log_odds = -self.others / self.variance * (score - self.others / 2.0);
        1.0 / (1.0 + (-log_odds).exp())
    }
}

/// How alike the hands of two texts are, with nothing else known of either; higher is more alike. For measuring.
pub fn likeness(background: &Background, kind: Kind, one: &str, other: &str) -> f64 {
    let (one, other) = (plain(one), plain(other));
    let families = Family::ALL.into_iter().zip(background.tables(kind));
    let alike = families.map(|(family, table)| {
        let one = known(family.count(&one), &table);
        let other = known(family.count(&other), &table);
        let way = |from: &Counts, to: &Counts| {
            let (ratios, unseen) = ratios(family, &table, from);
            let of = |feature| ratios.get(&feature).copied().unwrap_or(unseen);
            let mean = everybody(&table, &ratios, unseen);
            let square = |(feature, p): (&u32, &f64)| p * (of(*feature) - mean).powi(2);
            let deviation = table.iter().map(square).sum::<f64>().sqrt().max(1e-9);
            (score(to, of) - mean) / deviation
        };
        way(&one, &other) + way(&other, &one)
    });
    alike.sum()
}

fn is_enough(plain: &str) -> bool {
    plain.split_whitespace().nth(LEAST_WORDS - 1).is_some()
}

/// Only what several writers have: the rest are topics and names.
fn known(mut counts: Counts, table: &Table) -> Counts {
    counts.retain(|feature, _| table.contains_key(feature));
    counts
}

fn sum(counts: &[Counts]) -> Counts {
    let mut sums = Counts::new();
    for (feature, weight) in counts.iter().flatten() {
        *sums.entry(*feature).or_default() += weight;
    }
    sums
}

/// The mean of `ratio` over the features of a text; 0 for a text without any.
fn score(counts: &Counts, ratio: impl Fn(u32) -> f64) -> f64 {
    let weights: f64 = counts.values().sum();
    let sum: f64 = counts.iter().map(|(f, weight)| weight * ratio(*f)).sum();
    if weights > 0.0 { sum / weights } else { 0.0 }
}

/// ln(own / everybody's frequency) of a feature that takes `own` of `all` that somebody wrote, smoothed by everybody's
/// (Dirichlet).
fn ratio(family: Family, own: f64, all: f64, everybody: f64) -> f64 {
    let smoothing = family.smoothing();
    ((own / (everybody * all.max(1.0)) + smoothing) / (1.0 + smoothing)).ln()
}

/// The ratios of all features in `sums`, and the one of those that are not.
fn ratios(family: Family, table: &Table, sums: &Counts) -> (HashMap<u32, f64>, f64) {
    let all: f64 = sums.values().sum();
    let of = |(feature, own): (&u32, &f64)| {
        let everybody = table.get(feature)?;
        Some((*feature, ratio(family, *own, all, *everybody)))
    };
    (
        sums.iter().filter_map(of).collect(),
        ratio(family, 0.0, all, 1.0),
    )
}

/// What a piece scores against the others: it is taken out of `sums`, which add up to `all`.
fn left_out(family: Family, table: &Table, sums: &Counts, all: f64, one: &Counts) -> f64 {
    let rest = all - one.values().sum::<f64>();
    score(one, |feature| {
        let of = |counts: &Counts| counts.get(&feature).copied().unwrap_or(0.0);
        let own = (of(sums) - of(one)).max(0.0);
        ratio(
            family,
            own,
            rest,
            table.get(&feature).copied().unwrap_or(1.0),
        )
    })
}

/// The mean that everybody's texts would come to.
fn everybody(table: &Table, ratios: &HashMap<u32, f64>, unseen: f64) -> f64 {
    let seen = ratios
        .iter()
        .map(|(feature, ratio)| table.get(feature).unwrap_or(&0.0) * (ratio - unseen));
    unseen + seen.sum::<f64>()
}

fn mean_and_deviation(values: &[f64]) -> (f64, f64) {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / count;
    (mean, variance.sqrt().max(1e-3))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fifteen pieces each by a writer of short sentences without points and one of long ones with them.
    fn pieces() -> (Vec<String>, Vec<String>) {
        let things = [
            "key", "tap", "roof", "choir", "train", "soup", "garden", "letter",
        ];
        let piece = |n: usize, short: bool| {
            let thing = |k: usize| things[(n * 3 + k * 5 + n / 8) % things.len()];
            let sentence = |k: usize| {
                if short {
                    format!("got the {} back. no idea why! ", thing(k))
                } else {
                    format!(
                        "As for the {} \u{2014} which, I regret, is late; ",
                        thing(k)
                    )
                }
            };
            (0..6).map(sentence).collect::<String>()
        };
        let all = |short| (0..15).map(|n| piece(n, short)).collect();
        (all(true), all(false))
    }

    fn background() -> Background {
        let (short, long) = pieces();
        let writers: Vec<(Kind, Vec<&str>)> = (0..3)
            .flat_map(|n| [&short[n * 2], &long[n * 2]])
            .map(|text| (Kind::Post, vec![text.as_str()]))
            .collect();
        Background::count(&writers)
    }

    #[test]
    fn own_pieces_are_told_from_others() {
        let (short, long) = pieces();
        let learn = |texts: &[String]| {
            Hand::learn(&background(), Kind::Post, texts.iter().map(String::as_str))
        };
        let hand = learn(&short[..10]).unwrap();
        let (own, other) = (hand.likeness(&short[12]), hand.likeness(&long[12]));
        assert!(
            own.unwrap() > 0.5 && other.unwrap() < 0.5,
            "{own:?} {other:?}"
        );
        assert!(hand.score(&short[12]) > hand.score(&long[12]));
        let usual = hand.usual();
        assert!(usual.low <= usual.middle && usual.middle <= usual.high);
        // Half of one's own pieces lie above their middle, and a stranger's below all that is usual.
        assert!(usual.middle > 0.5 && other.unwrap() < usual.low);
        assert!(learn(&short[..4]).is_none());
        assert_eq!(hand.likeness("too short"), None);
        let alike = |a: &String, b: &String| likeness(&background(), Kind::Post, a, b);
        assert!(alike(&short[1], &short[4]) > alike(&short[1], &long[4]));
    }
}
