//! Numbers out of repeats: medians, percentiles, and chance with a seed.

/// The value in the middle; NaN of none.
pub(crate) fn median(values: &[f64]) -> f64 {
    percentile(values, 50.0)
}

/// The value below which `percent` of them lie, between two neighbours by straight line; NaN of none.
pub(crate) fn percentile(values: &[f64], percent: f64) -> f64 {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let at = percent / 100.0 * last as f64;
    let (low, high) = (at.floor() as usize, at.ceil() as usize);
    sorted[low] + (sorted[high] - sorted[low]) * at.fract()
}

/// Pairs of one thing measured twice in the same repeat: ours, and what it is held against.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pairs {
    pub(crate) ours: Vec<f64>,
    pub(crate) anchor: Vec<f64>,
}

impl Pairs {
    pub(crate) fn push(&mut self, ours: f64, anchor: f64) {
        self.ours.push(ours);
        self.anchor.push(anchor);
    }

    /// The median of ours / anchor, repeat by repeat.
    pub(crate) fn as_part(&self) -> f64 {
        let ratios: Vec<f64> = self.ratios().collect();
        median(&ratios)
    }

    /// The median of anchor / ours, repeat by repeat: how many times better, where less is better.
    pub(crate) fn times_better(&self) -> f64 {
        let ratios: Vec<f64> = self.ratios().map(|ratio| 1.0 / ratio).collect();
        median(&ratios)
    }

    fn ratios(&self) -> impl Iterator<Item = f64> {
        self.ours.iter().zip(&self.anchor).map(|(a, b)| a / b)
    }
}

/// Chance that comes out the same for the same seed (xorshift).
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..8 {
            chance.next();
        }
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A whole number below `end`; 0 where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() >> 11) as usize % end.max(1)
    }

    /// A number between the two.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.next() >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_an_even_number_lies_between_two() {
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(&[7.0]), 7.0);
        assert!(median(&[]).is_nan());
        assert_eq!(percentile(&[1.0, 2.0, 3.0, 4.0, 5.0], 100.0), 5.0);
        assert_eq!(percentile(&[0.0, 10.0], 95.0), 9.5);
    }

    #[test]
    fn ratios_are_taken_repeat_by_repeat() {
        let mut pairs = Pairs::default();
        // The machine became ten times slower between the repeats; the ratio does not see it.
        pairs.push(90.0, 100.0);
        pairs.push(9.0, 10.0);
        pairs.push(8.0, 10.0);
        assert_eq!(pairs.as_part(), 0.9);
        assert!((pairs.times_better() - 1.0 / 0.9).abs() < 1e-9);
    }

    #[test]
    fn chance_is_the_same_for_the_same_seed_and_stays_within_bounds() {
        let (mut a, mut b) = (Chance::new(7), Chance::new(7));
        for _ in 0..1000 {
            assert_eq!(a.below(10), b.below(10));
            let (x, y) = (a.between(2.0, 3.0), b.between(2.0, 3.0));
            assert_eq!(x, y);
            assert!((2.0..3.0).contains(&x));
        }
        assert_eq!(a.below(0), 0);
    }
}
