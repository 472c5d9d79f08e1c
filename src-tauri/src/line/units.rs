//! Figures as people say them.

/// `98 MB`, `1.1 GB`.
pub(super) fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        format!("{} kB", bytes.div_ceil(1000))
    } else if bytes < 999_500_000 {
        format!("{:.0} MB", bytes as f64 / 1e6)
    } else {
        format!("{:.1} GB", bytes as f64 / 1e9)
    }
}

/// A count with its noun: `1 piece`, `2 pieces`.
pub(super) fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!(many(1, "piece", "pieces"), "1 piece");
        assert_eq!(many(0, "piece", "pieces"), "0 pieces");
    }

    #[test]
    fn sizes_are_said_as_people_say_them() {
        assert_eq!(size(98_362_432), "98 MB");
        assert_eq!(size(1_117_320_768), "1.1 GB");
        assert_eq!(size(300), "1 kB");
    }
}
