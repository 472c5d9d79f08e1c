//! The line that a telephone or a mail program adds by itself: "Sent from my ...".

/// How such a line begins, in many languages.
const BEGINNINGS: &[&str] = &[
    "Sent from my ",
    "Sent from ",
    "Sent via ",
    "Sent with ",
    "Get Outlook for ",
    "Gesendet von ",
    "Gesendet mit ",
    "Diese Nachricht wurde von meinem ",
    "Outlook für ",
    "Holen Sie sich Outlook für ",
    "Von meinem ",
    "Envoyé de mon ",
    "Envoyé depuis ",
    "Envoyé à partir de ",
    "Envoyé avec ",
    "Obtenir Outlook pour ",
    "Télécharger Outlook pour ",
    "Enviado desde ",
    "Enviado con ",
    "Enviado de mi ",
    "Obtener Outlook para ",
    "Enviado do meu ",
    "Enviado com ",
    "Enviado via ",
    "Obter o Outlook para ",
    "Enviado a partir do ",
    "Inviato da ",
    "Inviato dal mio ",
    "Inviato con ",
    "Scarica Outlook per ",
    "Ottieni Outlook per ",
    "Verzonden vanaf ",
    "Verstuurd vanaf ",
    "Verzonden met ",
    "Verzonden via ",
    "Outlook voor ",
    "Download Outlook voor ",
    "Skickat från ",
    "Skickat med ",
    "Hämta Outlook för ",
    "Sendt fra ",
    "Lähetetty ",
    "Wysłane z ",
    "Отправлено с ",
];

/// What telephones and mail programs are called, in lower case.
const NAMES: &[&str] = &[
    "iphone",
    "ipad",
    "ipod",
    "blackberry",
    "android",
    "samsung",
    "galaxy",
    "nokia",
    "huawei",
    "xiaomi",
    "pixel",
    "outlook",
    "yahoo",
    "gmail",
    "aol",
    "thunderbird",
    "proton",
    "handy",
    "mobile",
    "móvil",
    "mobil",
    "smartphone",
    "telefon",
    "telefoon",
    "windows",
    "gmx",
    "web.de",
    "t-online",
    "orange",
];

/// Whether `line` is one. A sentence that happens to begin so goes on for longer and ends like a sentence.
pub(super) fn is_device_line(line: &str) -> bool {
    let line = line.trim();
    let Some(rest) = BEGINNINGS
        .iter()
        .find_map(|beginning| line.strip_prefix(beginning))
    else {
        return false;
    };
    // Some excuse their typing in the same line.
    let named = rest.split_whitespace().take(3).any(|word| {
        NAMES
            .iter()
            .any(|name| word.to_lowercase().starts_with(name))
    });
    let words = line.split_whitespace().count();
    if named {
        return words <= 14 && !line.ends_with([':', '?']);
    }
    words <= 9 && !line.contains(", ") && !line.ends_with(['.', '!', '?', ':', ','])
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
            "Von meinem iPhone gesendet",
            "Enviado desde mi iPhone",
            "Inviato da iPhone",
            "Enviado do meu iPhone",
            "Verzonden vanaf mijn iPhone",
            "Skickat från min iPhone",
            "Sent from my iPad, please excuse any typos.",
            "Sent from my Verizon, Samsung Galaxy smartphone",
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
