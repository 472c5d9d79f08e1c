//! What a piece of text is about, as a direction in 128 dimensions: the mean of the vectors of its word pieces. The table
//! is a part of the program, as much as the rules are by which text is cut; `assets/vectors` says how it is made.

use std::sync::LazyLock;

use crate::pieces::Pieces;

/// Numbers in a vector. With 256, meaning alone finds 19 of 100 where it finds 16 with these; together with words there
/// was no difference, and memory, disk and time of a search are half (see `fuse` for how that was tried).
pub(crate) const DIMENSIONS: usize = 128;
/// A vector as it is kept: a direction, its largest number 127.
pub(crate) type Codes = [i8; DIMENSIONS];
/// A vector as it is reckoned with.
pub(crate) type Vector = [f32; DIMENSIONS];

static BYTES: &[u8] = include_bytes!("../../../../assets/vectors/word-vectors.bin");
const HEAD: usize = 8 + 8 + 3 * 4;

/// The table of word vectors. Read when the first text asks for it.
static TABLE: LazyLock<Option<Table>> = LazyLock::new(|| Table::read(BYTES));

/// Tells this table from any other: what was reckoned with another is worth nothing.
pub(crate) fn version() -> String {
    BYTES
        .get(8..16)
        .unwrap_or_default()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The direction of `text`; none for a text without a known word.
pub(crate) fn direction(text: &str) -> Option<Vector> {
    TABLE.as_ref()?.direction(text)
}

/// How near two texts or words are in meaning: the cosine of their directions, or 0 where one has none.
pub fn likeness(one: &str, other: &str) -> f64 {
    let (Some(one), Some(other)) = (direction(one), direction(other)) else {
        return 0.0;
    };
    let dot = |a: &Vector, b: &Vector| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    f64::from(dot(&one, &other).clamp(-1.0, 1.0))
}

/// `vector`, which is not all zeros, in 128 bytes.
pub(crate) fn codes(vector: &Vector) -> Codes {
    let largest = vector
        .iter()
        .fold(0.0_f32, |most, number| most.max(number.abs()));
    let mut codes = [0; DIMENSIONS];
    for (code, number) in codes.iter_mut().zip(vector) {
        *code = (number / largest * 127.0).round() as i8;
    }
    codes
}

struct Table {
    pieces: Pieces,
    /// What 1 stands for in each row.
    scales: Vec<f32>,
    rows: &'static [[u8; DIMENSIONS]],
}

impl Table {
    /// A table as `assets/vectors/recipe.py` writes it; none if the bytes are something else.
    fn read(bytes: &'static [u8]) -> Option<Self> {
        if !bytes.starts_with(b"LHWV\x02\0\0\0") {
            return None;
        }
        let number =
            |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?) as usize);
        let (count, dimensions, length) = (number(16)?, number(20)?, number(24)?);
        let (vocabulary, rest) = bytes.get(HEAD..)?.split_at_checked(length)?;
        let (scales, rows) = rest.split_at_checked(count * 4)?;
        let (rows, over) = rows.as_chunks();
        let vocabulary = std::str::from_utf8(vocabulary).ok()?;
        let whole = dimensions == DIMENSIONS
            && rows.len() == count
            && over.is_empty()
            && vocabulary.lines().count() == count;
        let scales = scales
            .as_chunks()
            .0
            .iter()
            .map(|four| f32::from_le_bytes(*four));
        whole.then(|| Self {
            pieces: Pieces::new(vocabulary),
            scales: scales.collect(),
            rows,
        })
    }

    fn direction(&self, text: &str) -> Option<Vector> {
        let mut sum = [0.0_f32; DIMENSIONS];
        self.pieces.cut(text, &mut |piece| {
            let (row, scale) = (&self.rows[piece as usize], self.scales[piece as usize]);
            for (sum, number) in sum.iter_mut().zip(row) {
                *sum += f32::from(number.cast_signed()) * scale;
            }
        });
        let length = sum.iter().map(|number| number * number).sum::<f32>().sqrt();
        if length <= f32::EPSILON {
            return None;
        }
        sum.iter_mut().for_each(|number| *number /= length);
        Some(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn the_table_is_whole_and_is_what_its_head_says() {
        assert!(TABLE.is_some());
        assert_eq!(BYTES[8..16], Sha256::digest(&BYTES[16..])[..8]);
        assert!(BYTES.len() <= 8_000_000);
    }

    #[test]
    fn other_bytes_are_no_table() {
        assert!(Table::read(b"").is_none());
        assert!(Table::read(&BYTES[..BYTES.len() - 1]).is_none());
        assert!(Table::read(&BYTES[..HEAD + 3]).is_none());
        assert!(Table::read(&BYTES[1..]).is_none());
    }

    #[test]
    fn what_means_the_same_is_near() {
        let near = [
            ("doctor", "physician", "carrot"),
            ("invoice", "payment", "violin"),
            (
                "the car broke down",
                "my vehicle needs repairs",
                "we sang all evening",
            ),
            (
                "Rehearsal is on Thursday",
                "choir practice moves to friday",
                "the tap drips",
            ),
        ];
        for (one, like, unlike) in near {
            let (like, unlike) = (likeness(one, like), likeness(one, unlike));
            assert!(like > unlike + 0.15, "{one}: {like} {unlike}");
        }
        assert!((likeness("the key", "The KEY!") - 1.0).abs() < 0.1);
        assert_eq!(likeness("key", ""), 0.0);
    }

    #[test]
    fn a_vector_in_bytes_points_the_same_way() {
        let vector = direction("Who has the key to the side door?").unwrap();
        let codes = codes(&vector);
        let dot: f32 = codes
            .iter()
            .zip(vector)
            .map(|(code, number)| f32::from(*code) * number)
            .sum();
        let length = codes
            .iter()
            .map(|code| f32::from(*code).powi(2))
            .sum::<f32>()
            .sqrt();
        assert!(dot / length > 0.9995, "{}", dot / length);
    }
}
