//! One message on a pipe: its length as four little-endian bytes, then JSON.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A longer message is taken for damage: the largest honest one holds a text of 8 MB, each letter of which may take six.
const LARGEST: usize = 96 << 20;

/// Writes one message. It does not flush.
pub(crate) fn write<T: Serialize>(to: &mut impl Write, message: &T) -> io::Result<()> {
    let body = serde_json::to_vec(message)?;
    let length =
        u32::try_from(body.len()).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(&body)
}

/// Reads one message; `None` where the other side has closed the pipe between two messages.
pub(crate) fn read<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > LARGEST {
        return Err(io::Error::from(io::ErrorKind::InvalidData));
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body)?;
    Ok(Some(serde_json::from_slice(&body)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_the_end_is_no_error() {
        let mut pipe = Vec::new();
        write(&mut pipe, &"first\n").unwrap();
        write(&mut pipe, &"second").unwrap();
        let mut from = pipe.as_slice();
        assert_eq!(
            read::<String>(&mut from).unwrap().as_deref(),
            Some("first\n")
        );
        assert_eq!(
            read::<String>(&mut from).unwrap().as_deref(),
            Some("second")
        );
        assert_eq!(read::<String>(&mut from).unwrap(), None);
    }

    #[test]
    fn damage_is_an_error() {
        assert!(read::<String>(&mut [255, 255, 255, 255, b'x'].as_slice()).is_err());
        assert!(read::<String>(&mut [9, 0, 0, 0, b'x'].as_slice()).is_err());
    }
}
