//! What stands at the head of a GGUF file: its metadata and how many weights it lists.
//!
//! The file may come from anywhere. Nothing is believed: every count has a bound, and what is not needed is skipped and
//! not kept. The reader of llama.cpp ends the process where a value has another type than was asked for, and does not
//! say how long a list is; hence this one.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Seek};

use domain::{Error, ErrorCode, Result};

/// The versions that llama.cpp reads.
const VERSIONS: [u32; 2] = [2, 3];
/// More entries than any model has.
const MOST_ENTRIES: u64 = 100_000;
/// Longer texts, such as large chat templates, are skipped.
const LONGEST_TEXT: u64 = 4096;
/// All lists of numbers together have so many at the most; further ones are skipped, too.
const MOST_NUMBERS: u64 = 1_000_000;
/// Longer lists of numbers are skipped; one number a layer is what is looked for.
const LONGEST_NUMBERS: u64 = 4096;
/// The largest vocabularies have a quarter of a million pieces.
const LONGEST_LIST: u64 = 16_000_000;

/// One value of the metadata.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// A number without a sign, or a signed one that is not below 0.
    Count(u64),
    /// Any other number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A text.
    Text(String),
    /// A short list of numbers.
    Counts(Vec<u64>),
    /// Any other list, by its length.
    List(u64),
    /// What was skipped.
    Skipped,
}

/// The head of a GGUF file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Head {
    /// The metadata.
    pub(crate) values: BTreeMap<String, Value>,
    /// Weights in all tensors together.
    pub(crate) parameters: u64,
}

impl Head {
    /// Reads the head of a file of `bytes` bytes and looks whether all tensors that it lists can lie within them.
    ///
    /// # Errors
    /// `NoModel` for a file that is no GGUF, is cut short or makes no sense.
    pub(crate) fn read(from: &mut (impl BufRead + Seek), bytes: u64) -> Result<Self> {
        let mut reader = Reader {
            from,
            bytes,
            room: MOST_NUMBERS,
        };
        let mut magic = [0; 4];
        if reader.exact(&mut magic).is_err() || &magic != b"GGUF" {
            return Err(
                no_model("this is no GGUF model".into()).remedy("Name a file in the GGUF format")
            );
        }
        reader.head().map_err(|wrong| match wrong {
            Wrong::Short => no_model("this model file is cut short".into())
                .remedy("Get it again; it was not copied or downloaded to its end"),
            Wrong::Unreadable(cause) => {
                no_model(format!("this model file cannot be read ({cause})"))
                    .remedy("Check its permissions and the disk")
            }
            Wrong::Nonsense(what) => no_model(format!(
                "what this model file says of itself makes no sense: {what}"
            ))
            .remedy("It is damaged or made for another program; get it again"),
        })
    }
}

fn no_model(what: String) -> Error {
    Error::new(ErrorCode::NoModel, what)
}

enum Wrong {
    Short,
    Unreadable(io::Error),
    Nonsense(String),
}

type Outcome<T> = std::result::Result<T, Wrong>;

impl From<io::Error> for Wrong {
    fn from(cause: io::Error) -> Self {
        if cause.kind() == io::ErrorKind::UnexpectedEof {
            Wrong::Short
        } else {
            Wrong::Unreadable(cause)
        }
    }
}

struct Reader<'from, From> {
    from: &'from mut From,
    bytes: u64,
    /// How many more numbers of lists may be kept.
    room: u64,
}

impl<From: BufRead + Seek> Reader<'_, From> {
    fn head(&mut self) -> Outcome<Head> {
        let version = self.u32()?;
        if !VERSIONS.contains(&version) {
            return Err(Wrong::Nonsense(format!(
                "its version is {version}, and only {VERSIONS:?} are known"
            )));
        }
        let (tensors, entries) = (self.u64()?, self.u64()?);
        if tensors > MOST_ENTRIES || entries > MOST_ENTRIES {
            return Err(Wrong::Nonsense(format!(
                "it lists {tensors} tensors and {entries} facts"
            )));
        }
        let mut head = Head::default();
        for _ in 0..entries {
            let key = self.text()?.unwrap_or_default();
            let kind = self.u32()?;
            let value = self.value(kind)?;
            head.values.insert(key, value);
        }
        let mut end = 0;
        for _ in 0..tensors {
            let (weights, ends) = self.tensor()?;
            head.parameters = head.parameters.saturating_add(weights);
            end = end.max(ends);
        }
        let alignment = match head.values.get("general.alignment") {
            Some(Value::Count(alignment)) if *alignment > 0 => *alignment,
            _ => 32,
        };
        let start = self.from.stream_position()?;
        let start = start
            .checked_next_multiple_of(alignment)
            .unwrap_or(u64::MAX);
        if tensors > 0 && start.saturating_add(end) > self.bytes {
            return Err(Wrong::Short);
        }
        Ok(head)
    }

    /// How many weights a tensor has, and where it ends, counted from where the first one begins.
    fn tensor(&mut self) -> Outcome<(u64, u64)> {
        self.text()?;
        let dimensions = self.u32()?;
        if dimensions > 8 {
            return Err(Wrong::Nonsense(format!(
                "a tensor has {dimensions} dimensions"
            )));
        }
        let mut weights = 1_u64;
        for _ in 0..dimensions {
            weights = weights.saturating_mul(self.u64()?);
        }
        let kind = self.u32()?;
        let offset = self.u64()?;
        let (block, bytes) = block(kind);
        let size = (weights / block).saturating_mul(bytes);
        Ok((weights, offset.saturating_add(size)))
    }

    fn value(&mut self, kind: u32) -> Outcome<Value> {
        Ok(match kind {
            8 => match self.text()? {
                Some(text) => Value::Text(text),
                None => Value::Skipped,
            },
            9 => self.list()?,
            7 => Value::Flag(self.take::<1>()?[0] != 0),
            6 => Value::Number(f32::from_le_bytes(self.take()?).into()),
            12 => Value::Number(f64::from_le_bytes(self.take()?)),
            kind => self.number(kind)?,
        })
    }

    fn number(&mut self, kind: u32) -> Outcome<Value> {
        let signed = match kind {
            0 => return Ok(Value::Count(self.take::<1>()?[0].into())),
            2 => return Ok(Value::Count(u16::from_le_bytes(self.take()?).into())),
            4 => return Ok(Value::Count(self.u32()?.into())),
            10 => return Ok(Value::Count(self.u64()?)),
            1 => i8::from_le_bytes(self.take()?).into(),
            3 => i16::from_le_bytes(self.take()?).into(),
            5 => i32::from_le_bytes(self.take()?).into(),
            11 => i64::from_le_bytes(self.take()?),
            other => return Err(Wrong::Nonsense(format!("a fact is of the type {other}"))),
        };
        Ok(u64::try_from(signed).map_or(Value::Number(signed as f64), Value::Count))
    }

    fn list(&mut self) -> Outcome<Value> {
        let (kind, length) = (self.u32()?, self.u64()?);
        if length > LONGEST_LIST {
            return Err(Wrong::Nonsense(format!("a list has {length} entries")));
        }
        let size = match kind {
            0 | 1 | 7 => 1,
            2 | 3 => 2,
            4..=6 => 4,
            10..=12 => 8,
            8 => {
                for _ in 0..length {
                    let skip = self.u64()?;
                    self.skip(skip)?;
                }
                return Ok(Value::List(length));
            }
            other => return Err(Wrong::Nonsense(format!("a list is of the type {other}"))),
        };
        let whole = !matches!(kind, 6 | 7 | 12);
        if !whole || length > LONGEST_NUMBERS.min(self.room) {
            self.skip(length.saturating_mul(size))?;
            return Ok(Value::List(length));
        }
        self.room -= length;
        let mut numbers = Vec::new();
        for _ in 0..length {
            match self.number(kind)? {
                Value::Count(number) => numbers.push(number),
                _ => numbers.push(0),
            }
        }
        Ok(Value::Counts(numbers))
    }

    /// A text; none if it is too long to be kept.
    fn text(&mut self) -> Outcome<Option<String>> {
        let length = self.u64()?;
        if length > LONGEST_TEXT {
            self.skip(length)?;
            return Ok(None);
        }
        let mut bytes = vec![0; length as usize];
        self.exact(&mut bytes)?;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn skip(&mut self, bytes: u64) -> Outcome<()> {
        let at = self.from.stream_position()?;
        if at.saturating_add(bytes) > self.bytes {
            return Err(Wrong::Short);
        }
        match i64::try_from(bytes) {
            Ok(bytes) => self.from.seek_relative(bytes)?,
            Err(_) => return Err(Wrong::Short),
        }
        Ok(())
    }

    fn u32(&mut self) -> Outcome<u32> {
        Ok(u32::from_le_bytes(self.take()?))
    }

    fn u64(&mut self) -> Outcome<u64> {
        Ok(u64::from_le_bytes(self.take()?))
    }

    fn take<const N: usize>(&mut self) -> Outcome<[u8; N]> {
        let mut bytes = [0; N];
        self.exact(&mut bytes)?;
        Ok(bytes)
    }

    fn exact(&mut self, into: &mut [u8]) -> Outcome<()> {
        Ok(self.from.read_exact(into)?)
    }
}

/// How many weights a block of this type of tensor has, and how many bytes. A type that is not known here counts as one
/// that takes no room: llama.cpp knows better, and looks again when it loads.
fn block(kind: u32) -> (u64, u64) {
    match kind {
        0 | 26 => (1, 4),
        1 | 25 | 30 => (1, 2),
        24 => (1, 1),
        27 | 28 => (1, 8),
        2 | 20 => (32, 18),
        3 => (32, 20),
        6 => (32, 22),
        7 => (32, 24),
        8 => (32, 34),
        39 => (32, 17),
        10 => (256, 84),
        11 | 21 => (256, 110),
        12 => (256, 144),
        13 => (256, 176),
        14 => (256, 210),
        16 | 35 => (256, 66),
        17 => (256, 74),
        18 => (256, 98),
        19 => (256, 50),
        22 => (256, 82),
        23 => (256, 136),
        29 => (256, 56),
        34 => (256, 54),
        _ => (1, 0),
    }
}
