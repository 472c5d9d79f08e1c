//! Taking the armour of PGP off a mail: the words of a signed text stay, keys and signatures go.

use std::borrow::Cow;

/// Signed texts are sometimes signed again by a mailer on their way.
const MOST_LAYERS: usize = 4;

/// `text` without its armour.
pub(super) fn unwrap(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..MOST_LAYERS {
        if !text.contains("-----BEGIN PGP ") {
            break;
        }
        text = Cow::Owned(layer(&text));
    }
    text
}

/// Takes one layer off.
fn layer(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut signed = false;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let bare = line.trim_end();
        if bare == "-----BEGIN PGP SIGNED MESSAGE-----" {
            signed = true;
            while lines
                .next_if(|head| head.starts_with("Hash:") || head.starts_with("Charset:"))
                .is_some()
            {}
            continue;
        }
        if let Some(what) = bare.strip_prefix("-----BEGIN PGP ") {
            let end = format!("-----END PGP {what}");
            signed = false;
            lines.by_ref().find(|inner| inner.trim_end() == end);
            continue;
        }
        // Signing puts "- " before a line that begins with a dash.
        let escaped = line
            .strip_prefix("- ")
            .filter(|rest| signed && (rest.starts_with('-') || rest.starts_with("From ")));
        kept.push_str(escaped.unwrap_or(line));
        kept.push('\n');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_text_loses_its_armour() {
        let text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nHi\n- -- \nAnna\n- one\n\
                    -----BEGIN PGP SIGNATURE-----\nVersion: 2\n\niQBF\n-----END PGP SIGNATURE-----\nPS";
        assert_eq!(unwrap(text), "\nHi\n-- \nAnna\n- one\nPS\n");
    }

    #[test]
    fn a_text_signed_twice_loses_both() {
        let inner = "-----BEGIN PGP SIGNED MESSAGE-----\n\nHi\n-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----";
        let outer = format!(
            "-----BEGIN PGP SIGNED MESSAGE-----\n\n{}\n-----BEGIN PGP SIGNATURE-----\ny\n-----END PGP SIGNATURE-----",
            inner
                .replace("-----BEGIN", "- -----BEGIN")
                .replace("-----END", "- -----END")
        );
        assert_eq!(unwrap(&outer).trim(), "Hi");
    }

    #[test]
    fn keys_and_ciphers_are_no_words() {
        let text = "My key:\n-----BEGIN PGP PUBLIC KEY BLOCK-----\nx\n-----END PGP PUBLIC KEY BLOCK-----\nBye";
        assert_eq!(unwrap(text), "My key:\nBye\n");
        assert_eq!(unwrap("Hi\n-----BEGIN PGP MESSAGE-----\nx"), "Hi\n");
        assert!(matches!(unwrap("no PGP"), Cow::Borrowed(_)));
    }
}
