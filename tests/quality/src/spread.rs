//! A mean with its 95% interval, drawn again and again over authors (bootstrap; Efron 1979).

use std::collections::BTreeMap;

use serde::Serialize;

const DRAWS: usize = 2_000;

/// A mean and where it lies with 95% of the draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Spread {
    pub(crate) mean: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// Over `figures` as (author, figure). Every document counts the same; authors are drawn whole.
pub(crate) fn spread(figures: &[(&str, f64)]) -> Option<Spread> {
    let mut authors: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (author, figure) in figures {
        let (sum, count) = authors.entry(*author).or_default();
        (*sum, *count) = (*sum + figure, *count + 1.0);
    }
    let authors: Vec<(f64, f64)> = authors.into_values().collect();
    if authors.is_empty() {
        return None;
    }
    let mean = |of: &mut dyn Iterator<Item = (f64, f64)>| {
        let (sum, count) = of.fold((0.0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1));
        sum / count
    };
    let mut state = 1;
    let mut draws: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let mut drawn = authors
                .iter()
                .map(|_| authors[next(&mut state) as usize % authors.len()]);
            mean(&mut drawn)
        })
        .collect();
    draws.sort_by(f64::total_cmp);
    Some(Spread {
        mean: mean(&mut authors.iter().copied()),
        low: draws[DRAWS / 40],
        high: draws[DRAWS - 1 - DRAWS / 40],
    })
}

/// SplitMix64 (Steele et al. 2014): the same draws in each run.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_are_drawn_and_not_documents() {
        assert_eq!(spread(&[]), None);
        let alone = spread(&[("a", 1.0), ("a", 3.0)]).unwrap();
        assert_eq!(
            alone,
            Spread {
                mean: 2.0,
                low: 2.0,
                high: 2.0
            }
        );
        let names: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let figures: Vec<(&str, f64)> = names
            .iter()
            .enumerate()
            .map(|(n, name)| (name.as_str(), f64::from(n % 2 == 0)))
            .collect();
        let half = spread(&figures).unwrap();
        // 1.96 deviations of a mean of 100 coins are 0.098.
        assert!(
            (half.mean - 0.5).abs() < 1e-9
                && (half.low - 0.402).abs() < 0.02
                && (half.high - 0.598).abs() < 0.02
        );
    }
}
