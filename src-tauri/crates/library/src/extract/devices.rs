//! The line that a telephone or a mail program adds by itself: "Sent from my ...".

/// How such a line begins, in many languages.
const BEGINNINGS: &[&str] = &[
    "Sent from my ",
    "Sent from ",
    "Sent via ",
    "Sent with ",
    "Get Outlook for ",
    "Gesendet von ",
    "Von meinem ",
    "Envoyé de mon ",
    "Envoyé depuis ",
    "Envoyé à partir de ",
    "Enviado desde ",
    "Enviado do meu ",
    "Enviado a partir do ",
    "Inviato da ",
    "Inviato dal mio ",
    "Verzonden vanaf ",
    "Verstuurd vanaf ",
    "Skickat från ",
    "Sendt fra ",
    "Lähetetty ",
    "Wysłane z ",
    "Отправлено с ",
];

/// Whether `line` is one. A sentence that happens to begin so goes on for longer and ends like a sentence.
pub(super) fn is_device_line(line: &str) -> bool {
    let line = line.trim();
    let words = line.split_whitespace().count();
    BEGINNINGS
        .iter()
        .any(|beginning| line.starts_with(beginning))
        && words <= 9
        && !line.contains(", ")
        && !line.ends_with(['.', '!', '?', ':', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_sign_in_many_languages() {
        for line in [
            "Sent from my iPhone",
            "Sent from my Verizon Wireless BlackBerry",
            "Get Outlook for iOS<https://aka.ms/o0ukef>",
            "Gesendet von Outlook für Android<https://aka.ms/AAb9ysg>",
            "Envoyé de mon iPhone",
        ] {
            assert!(is_device_line(line), "{line}");
        }
    }

    #[test]
    fn a_sentence_is_no_signature() {
        assert!(!is_device_line(
            "Sent from my desk, is much easier then my mobile phone."
        ));
        assert!(!is_device_line("The note was sent from my iPhone app"));
    }
}
