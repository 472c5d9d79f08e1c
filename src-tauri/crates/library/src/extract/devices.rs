//! The line that a telephone or a mail program adds by itself: "Sent from my ...".

/// How such a line begins, in many languages.
const BEGINNINGS: &[&str] = &[
    "Sent from my ",
    "Sent from a ",
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
    "Отправлено из ",
    "Надіслано з ",
    "Odesláno z ",
    "Odoslané z ",
    "Trimis de pe ",
    "Enviat des ",
    "发自我的",
];

/// What telephones and mail programs are called, in lower case.
const NAMES: &[&str] = &[
    "iphon",
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
    "ios",
    "macbook",
    "macos",
    "tablet",
    "phone",
    "téléphone",
    "teléfono",
    "telefone",
    "cellulare",
    "fairphone",
    "motorola",
    "oneplus",
    "xperia",
    "vodafone",
    "verizon",
    "t-mobile",
];

/// Those that are as well the beginnings of other words: they have to stand there whole.
const WHOLE_NAMES: &[&str] = &[
    "mac",
    "htc",
    "lg",
    "sony",
    "oppo",
    "redmi",
    "spark",
    "superhuman",
    "k-9",
    "fairemail",
    "bluemail",
    "mailbird",
    "tuta",
    "fastmail",
    "zoho",
    "icloud",
    "airmail",
    "aquamail",
    "hushmail",
    "mailspring",
    "typeapp",
];

/// Whose telephone it is, ...
const MINE: &str =
    "|my|meinem|meiner|mon|ma|mi|meu|minha|mio|mia|mijn|min|mitt|mojego|mojej|моего|моей|мого|";

/// ... or that it is one, which some say in jest.
const FROM_A: &str = "Sent from a ";
/// "Von meinem iPhone gesendet" says what it is at its end.
const OF_MINE: &str = "Von meinem ";
const SENT: &[&str] = &["gesendet", "gesandt", "geschickt", "versendet"];

/// Whether `line` is one: it names a telephone or a program, or says whose it is. A sentence that happens to begin so goes on
/// for longer and ends like a sentence, and what is "sent with love" names neither.
pub(super) fn is_device_line(line: &str) -> bool {
    let line = line.trim();
    let Some((beginning, rest)) = BEGINNINGS
        .iter()
        .find_map(|beginning| Some((*beginning, line.strip_prefix(beginning)?)))
    else {
        return false;
    };
    if beginning == OF_MINE && !SENT.iter().any(|sent| rest.contains(sent)) {
        return false;
    }
    let count = line.split_whitespace().count();
    // Some excuse their typing in the same line.
    if rest.split_whitespace().take(3).any(is_name) {
        return count <= 14 && !line.ends_with([':', '?']);
    }
    let mut owner = beginning
        .split_whitespace()
        .chain(rest.split_whitespace().take(2));
    let owned = beginning == FROM_A || owner.any(|word| MINE.contains(&format!("|{word}|")));
    owned && count <= 9 && !line.contains(", ") && !line.ends_with(['.', '!', '?', ':', ','])
}

fn is_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    let bare = lower.split(['<', '[']).next().unwrap_or_default();
    let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
    NAMES.iter().any(|name| bare.starts_with(name)) || WHOLE_NAMES.contains(&bare)
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
            "Sent from my Wiko",
            "Sent from a potato",
            "Sent from Mail for Windows 10",
            "Gesendet mit der GMX Mail App",
            "Gesendet von Mail für Windows",
            "Envoyé depuis l'application Mail Orange",
            "Sent with Proton Mail secure email.",
            "Outlook für iOS herunterladen",
            "Wysłane z mojego telefonu",
            "Odesláno z iPhonu",
            "发自我的iPhone",
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
        for line in [
            "Sent with love",
            "Sent from Berlin with love",
            "Gesendet von Herzen",
            "Verzonden met liefs",
            "Envoyé avec amour",
            "Enviado con cariño",
            "Von meinem Vater geerbt",
            "Outlook für alle einrichten",
            "Sent with sparkling eyes",
        ] {
            assert!(!is_device_line(line), "{line}");
        }
    }
}
