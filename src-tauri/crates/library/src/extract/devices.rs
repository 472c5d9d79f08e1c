//! The line that a telephone or a mail program adds by itself: "Sent from my ...".

/// How such a line begins, in many languages.
const BEGINNINGS: &[&str] = &[
    "Sent from my ",
    "Sent from a ",
    "Sent from ",
    "Sent via ",
    "Sent with ",
    "Sent using ",
    "Get Outlook for ",
    "Get BlueMail for ",
    "Get TypeApp for ",
    "Få Outlook for ",
    "Hent Outlook til ",
    "Gesendet von ",
    "Gesendet mit ",
    "Gesendet über ",
    "Diese Nachricht wurde von meinem ",
    "Outlook für ",
    "Holen Sie sich Outlook für ",
    "Von meinem ",
    "Von ",
    "Envoyé de mon ",
    "Envoyé depuis ",
    "Envoyé à partir de ",
    "Envoyé à partir d'",
    "Envoyé à partir d’",
    "Envoyé avec ",
    "Obtenir Outlook pour ",
    "Obtenez Outlook pour ",
    "Provenance : ",
    "Télécharger Outlook pour ",
    "Téléchargez Outlook pour ",
    "Envoyé via ",
    "Enviado desde ",
    "Enviado con ",
    "Enviado de ",
    "Obtener Outlook para ",
    "Descargar Outlook para ",
    "Enviado do ",
    "Enviado com ",
    "Enviado via ",
    "Obter o Outlook para ",
    "Obter Outlook para ",
    "Baixar o Outlook para ",
    "Baixe o Outlook para ",
    "Enviado a partir do ",
    "Inviato da ",
    "Inviato dal mio ",
    "Inviato con ",
    "Inviato tramite ",
    "Inviato dall'",
    "Inviato dall’",
    "Scarica Outlook per ",
    "Ottieni Outlook per ",
    "Verzonden vanaf ",
    "Verzonden vanuit ",
    "Verstuurd vanaf ",
    "Verstuurd met ",
    "Verstuurd via ",
    "Verzonden met ",
    "Verzonden via ",
    "Outlook voor ",
    "Download Outlook voor ",
    "Skickat från ",
    "Skickat med ",
    "Skickat via ",
    "Hämta Outlook för ",
    "Sendt fra ",
    "Sendt med ",
    "Sendt via ",
    "Lähetetty ",
    "Wysłane z ",
    "Отправлено с ",
    "Отправлено из ",
    "Надіслано з ",
    "Відправлено з ",
    "Odesláno z ",
    "Odoslané z ",
    "Trimis de pe ",
    "Enviat des ",
    "Küldve az ",
    "Elküldve az ",
    "Poslano iz ",
    "Απεστάλη από το ",
    "Gửi từ ",
    "Dikirim dari ",
    "ส่งจาก ",
    "נשלח מה-",
    "مرسل من ",
    "发自我的",
    "從我的",
];

/// How it ends in those that name the telephone first.
const ENDINGS: &[&str] = &["から送信", "에서 보냄", "dan gönderildi", "den gönderildi"];
/// It has no more words then.
const MOST_BEFORE_END: usize = 4;

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
    "мобильн",
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
    "telekom",
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
    "tutanota",
    "shortwave",
    "maildroid",
    "mymail",
    "mail.ru",
    "zimbra",
];

/// What programs sign with whose names mean something else, too; in lower case and without an address behind it.
const SIGNED: &str = "|sent from nine|sent from hey|sent with hey|sent via hey|sent with missive|sent from missive|\
    sent from canary|sent with canary|sent via canary|sent from front|sent via front|sent from edison mail|\
    sent from boxer|sent from workspace one boxer|sent via newton mail|sent from newton mail|\
    sent with polymail|sent from polymail|sent from email+|sent from email+ secured by blackberry|";

/// One of these is among so many words: "Inviato da Libero Mail per Android".
const NAMED_WITHIN: usize = 4;

/// Whose telephone it is, ...
const MINE: &str = "|my|meinem|meiner|mon|ma|mi|meu|minha|mio|mia|mijn|min|mitt|mojego|mojej|моего|моей|мого|나의|내|benim|";

/// ... or that it is one, which some say in jest.
const FROM_A: &str = "Sent from a ";
/// "Von meinem iPhone gesendet" says what it is at its end, ...
const OF_MINE: &str = "Von meinem ";
/// ... and "Von Samsung-Tablet gesendet" in few words.
const OF: &str = "Von ";
const MOST_OF: usize = 4;
const SENT: &[&str] = &["gesendet", "gesandt", "geschickt", "versendet"];

/// Whether `line` is one: it names a telephone or a program, or says whose it is. A sentence that happens to begin so goes on
/// for longer and ends like a sentence, and what is "sent with love" names neither.
pub(super) fn is_device_line(line: &str) -> bool {
    let line = line.trim();
    if ENDINGS.iter().any(|end| line.ends_with(end)) {
        let mut words = line.split_whitespace();
        return words.clone().count() <= MOST_BEFORE_END
            && words.find(|word| !is_owner(word)).is_some_and(is_name);
    }
    let bare = line.split(['<', '(', '[']).next().unwrap_or_default();
    let bare = bare.trim().trim_end_matches('.').to_lowercase();
    if !bare.is_empty() && SIGNED.contains(&format!("|{bare}|")) {
        return true;
    }
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
    if beginning == OF && (count > MOST_OF || !SENT.iter().any(|sent| rest.ends_with(sent))) {
        return false;
    }
    // Some excuse their typing in the same line.
    if rest.split_whitespace().take(NAMED_WITHIN).any(is_name) {
        return count <= 14 && !line.ends_with([':', '?']);
    }
    let mut owner = beginning
        .split_whitespace()
        .chain(rest.split_whitespace().take(2));
    let owned = beginning == FROM_A || owner.any(is_owner);
    owned && count <= 9 && !line.contains(", ") && !line.ends_with(['.', '!', '?', ':', ','])
}

fn is_owner(word: &str) -> bool {
    MINE.contains(&format!("|{word}|"))
}

fn is_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    let bare = lower.trim_start_matches(['<', '[']);
    let bare = bare.split(['<', '[', ']']).next().unwrap_or_default();
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
            "從我的 iPhone 傳送",
            "iPhoneから送信",
            "iPhone에서 보냄",
            "나의 iPhone에서 보냄",
            "iPhone'umdan gönderildi",
            "Απεστάλη από το iPhone μου",
            "Küldve az iPhone-omról",
            "Poslano iz mog iPhonea",
            "Gửi từ iPhone của tôi",
            "Dikirim dari iPhone saya",
            "ส่งจาก iPhone ของฉัน",
            "נשלח מה-iPhone שלי",
            "مرسل من الـ iPhone",
            "Отправлено из мобильной Почты Mail",
            "Sent from [Proton Mail](https://proton.me/mail/home) for iOS.",
            "Sent with [Proton Mail](https://proton.me/) secure email.",
            "Enviado do Outlook",
            "Enviado do Yahoo Mail no Android",
            "Verzonden vanuit Mail voor Windows",
            "Få Outlook for iOS",
            "Hent Outlook til iOS",
            "Provenance : Courrier pour Windows 10",
            "Obtenez Outlook pour iOS",
            "Von Samsung-Tablet gesendet",
            "Envoyé à partir d’Outlook pour Android",
            "Envoyé à partir d'Outlook",
            "Inviato da Libero Mail per Android",
            "Відправлено з iPhone",
            "Elküldve az iPhone-omról",
            "Get BlueMail for Android",
            "Get TypeApp for Android",
            "Gesendet mit der Telekom Mail App",
            "Sent from ProtonMail for iOS",
            "Sent from Nine<http://www.9folders.com/>",
            "Sent from HEY",
            "Sent with Canary (https://canarymail.io)",
            "Sent from Workspace ONE Boxer<https://whatisworkspaceone.com/boxer>",
            "Sent via Superhuman ( https://sprh.mn/?vip=a@b.c )",
            "Sent with [Spark](https://sparkmailapp.com)",
            "Sent using Zoho Mail",
            "Sent from BlueMail",
            "Enviado desde mi Xiaomi",
            "Enviado desde mi teléfono",
            "Enviado de mi teléfono",
            "Enviado de Samsung Mobile",
            "Enviado desde Correo para Windows",
            "Descargar Outlook para iOS",
            "Envoyé via ProtonMail",
            "Téléchargez Outlook pour Android",
            "Inviato tramite Yahoo Mail per Android",
            "Inviato dall'app Gmail",
            "Baixar o Outlook para Android",
            "Gesendet über Yahoo Mail auf Android",
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
            "Von Anna gesendet",
            "Von Samsung habe ich lange nichts mehr gehört",
            "Von Outlook aus wird nichts mehr gesendet",
            "Get BlueMail for the office",
            "Outlook für alle einrichten",
            "Sent with sparkling eyes",
            "Provenance : Saint-Malo, fin du siècle",
            "Enviado do escritório",
            "Verzonden vanuit het hart",
            "Poslano iz Zagreba",
            "Küldve az egész családnak",
            "Gửi từ Hà Nội",
            "その写真は友だちのiPhoneから見て、あとで妹から送信",
            "写真はパリから送信",
            "Fotoğraf iPhone'dan gönderildi",
            "Ankara'dan gönderildi",
            "어제 서울에서 보냄",
            "Sent from nine countries",
            "Sent from Canary Wharf",
            "Sent using a pigeon",
            "Enviado de Madrid",
            "Envoyé via la poste",
            "Inviato dall'ufficio",
        ] {
            assert!(!is_device_line(line), "{line}");
        }
    }
}
