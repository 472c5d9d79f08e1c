//! What stands below letters without anybody having written it for them: notices of lawyers, of virus scanners, of mail
//! services and of mailing lists.

use super::tidy;

/// A notice has no more lines than this, with what stands below it.
const MOST_LINES: usize = 60;
/// A footer of a list or a service below a rule has no more.
const MOST_BELOW_RULE: usize = 8;
/// A rule that a service draws is wide.
const WIDE_RULE: usize = 10;

/// What a notice is about, in the languages of those who are warned: that something is secret, ...
const SECRET: &[&str] = &[
    "confidential",
    "privileged",
    "vertraulich",
    "confidentiel",
    "confidencial",
    "riservat",
    "confidenzial",
    "vertrouwelijk",
    "konfidentiell",
    "förtrolig",
    "sekretess",
    "fortrolig",
];
/// ... who may read it, ...
const READER: &[&str] = &[
    "intended recipient",
    "addressee",
    "named recipient",
    "intended only",
    "intended solely",
    "solely for",
    "sole use",
    "not the intended",
    "empfänger",
    "adressat",
    "destinataire",
    "destinatari",
    "destinatári",
    "ontvanger",
    "geadresseerde",
    "bestemd",
    "mottagare",
    "adressat",
    "avsedd",
    "modtager",
];
/// ... and what to do with it.
const DUTY: &[&str] = &[
    "error",
    "delete",
    "destroy",
    "notify",
    "prohibited",
    "disclos",
    "irrtümlich",
    "löschen",
    "vernichten",
    "unbefugt",
    "informieren",
    "erreur",
    "détrui",
    "supprim",
    "interdit",
    "error",
    "elimin",
    "borr",
    "prohibid",
    "errore",
    "cancell",
    "vietat",
    "comunicar",
    "erro",
    "apag",
    "proibid",
    "abus",
    "vergissing",
    "verwijder",
    "verboden",
    "misstag",
    "radera",
    "förbjud",
    "meddela",
    "fejl",
    "slet",
];

/// What a notice calls the letter that it stands below.
const MAIL: &[&str] = &[
    "mail",
    "message",
    "nachricht",
    "courriel",
    "correo",
    "mensaje",
    "messaggio",
    "mensagem",
    "bericht",
    "meddelande",
    "communication",
    "transmission",
];

/// How other lines begin that no one wrote for a letter; in lower case.
const STANDING: &[&str] = &[
    "please consider the environment",
    "consider the environment before",
    "think before you print",
    "bitte denken sie an die umwelt",
    "bitte prüfen sie, ob diese mail",
    "denken sie an die umwelt",
    "pensez à l'environnement",
    "pensez à l’environnement",
    "antes de imprimir",
    "piense en el medio ambiente",
    "pense no meio ambiente",
    "prima di stampare",
    "denk aan het milieu",
    "tänk på miljön",
    "virus-free.",
    "virenfrei.",
    "sans virus.",
    "libre de virus.",
    "senza virus.",
    "virusvrij.",
    "virusfritt.",
    "this email has been checked for viruses",
    "this e-mail has been checked for viruses",
    "this email has been scanned",
    "this message has been scanned",
    "diese e-mail wurde von avast",
    "diese e-mail wurde auf viren",
    "l'absence de virus dans ce courrier",
    "este correo electrónico ha sido comprobado",
    "el software de antivirus avast",
    "este email foi escaneado",
    "este e-mail foi verificado",
    "questa e-mail è stata controllata",
    "deze e-mail is gecontroleerd",
    "detta e-postmeddelande har",
    "do you yahoo!?",
];

/// How the footers of mailing lists and newsletters begin, and words in their first lines; in lower case.
const LISTS: &[&str] = &[
    "to unsubscribe",
    "you received this message because you",
    "you are receiving this",
    "you're receiving this",
    "unsubscribe:",
    "unsubscribe from",
    "list-unsubscribe",
    "to post to this group",
    "to view this discussion",
    "to leave this list",
    "to stop receiving",
    "manage your subscription",
    "um sich von dieser liste abzumelden",
    "sie erhalten diese",
    "abmelden:",
    "zum abmelden",
    "vous recevez ce",
    "pour se désinscrire",
    "pour vous désabonner",
    "pour vous désinscrire",
    "se désabonner",
    "ha recibido este mensaje",
    "has recibido este mensaje",
    "para cancelar la suscripción",
    "para darse de baja",
    "para anular la suscripción",
    "hai ricevuto questo",
    "per annullare l'iscrizione",
    "per cancellarsi",
    "per disiscriverti",
    "recebeu esta mensagem porque",
    "você recebeu esta mensagem",
    "para cancelar a inscrição",
    "para cancelar a subscrição",
    "je ontvangt dit bericht",
    "u ontvangt",
    "om je af te melden",
    "om u af te melden",
    "afmelden",
    "du får detta",
    "du har fått det här",
    "för att avsluta prenumerationen",
    "för att avanmäla",
];

/// Where in `lines` something begins that stands there by itself and reaches to the end.
pub(super) fn begins(lines: &[&str]) -> Option<usize> {
    let from = lines.len().saturating_sub(MOST_LINES);
    let at = (from..lines.len())
        .filter(|at| {
            *at == 0
                || lines[*at - 1].trim().is_empty()
                || is_rule(lines[*at - 1])
                || is_standing(lines[*at])
        })
        .find(|at| {
            is_notice(lines, *at)
                || is_standing(lines[*at])
                || is_list(lines, *at)
                || is_service(lines, *at)
        })?;
    // A rule above it, and its heading, belong to it.
    let mut start = at;
    while let Some(above) = (0..start).rev().find(|n| !lines[*n].trim().is_empty()) {
        let line = lines[above];
        let heads = line.split_whitespace().count() <= 4
            && [
                "disclaimer",
                "confidential",
                "notice",
                "hinweis",
                "vertraulich",
                "avis",
                "aviso",
                "avviso",
                "avertissement",
            ]
            .iter()
            .any(|word| line.to_lowercase().contains(word));
        if !(is_rule(line) || heads) {
            break;
        }
        start = above;
    }
    Some(start)
}

fn paragraph(lines: &[&str], at: usize) -> String {
    let inside = |line: &&&str| !line.trim().is_empty();
    lines[at..]
        .iter()
        .take_while(inside)
        .copied()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// A paragraph that says that a mail is secret, for whom it is and what anybody else has to do with it: two of them at
/// least, in words that letters do not use.
fn is_notice(lines: &[&str], at: usize) -> bool {
    if lines[at].trim().is_empty() {
        return false;
    }
    let text = paragraph(lines, at);
    let count = |words: &[&str]| words.iter().filter(|word| text.contains(**word)).count();
    let about = count(MAIL) > 0 && count(READER) > 0;
    text.split_whitespace().count() >= 12 && about && (count(SECRET) > 0 || count(DUTY) > 1)
}

fn is_standing(line: &str) -> bool {
    let lower = line
        .trim()
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    STANDING.iter().any(|start| lower.starts_with(start))
}

fn is_list(lines: &[&str], at: usize) -> bool {
    let lower = lines[at].trim().to_lowercase();
    let ruled = at > 0 && is_rule(lines[at - 1]);
    let named = lower.ends_with("mailing list")
        || lower.contains(" mailing list ") && lower.split_whitespace().count() <= 6;
    LISTS.iter().any(|start| lower.starts_with(start))
        || lower.starts_with("[this message has been signed by") && paragraph(lines, at).len() < 400
        || ruled
            && (named
                || paragraph(lines, at).contains("to subscribe")
                || paragraph(lines, at).contains("unsubscribe"))
}

/// "____________" and below it, at the very end, the page of a mail service.
fn is_service(lines: &[&str], at: usize) -> bool {
    let below: Vec<&&str> = lines[at..]
        .iter()
        .filter(|line| !line.trim().is_empty())
        .collect();
    at > 0
        && !lines[at].trim().is_empty()
        && lines[at - 1].trim().len() >= WIDE_RULE
        && lines[at - 1].trim().chars().all(|c| c == '_')
        && (1..=MOST_BELOW_RULE).contains(&below.len())
        && below
            .iter()
            .any(|line| line.contains("://") || line.contains("www."))
}

fn is_rule(line: &str) -> bool {
    tidy::is_rule(line) || matches!(line.trim(), "--" | "__")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> String {
        let lines: Vec<&str> = text.lines().collect();
        lines[..begins(&lines).unwrap_or(lines.len())]
            .join("\n")
            .trim_end()
            .to_owned()
    }

    #[test]
    fn notices_of_lawyers_go() {
        for notice in [
            "CONFIDENTIALITY NOTICE\n\nThis e-mail is confidential and intended only for the named recipient. If you have received it in\nerror, please notify the sender and delete it.",
            "_______________\nDiese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Empfänger sind, informieren Sie\nbitte den Absender und vernichten Sie diese Mail.",
            "Ce message est confidentiel et destiné exclusivement à son destinataire. Si vous le recevez par erreur, merci de le détruire.",
            "Este mensaje es confidencial y va dirigido exclusivamente a su destinatario. Si lo ha recibido por error, elimínelo, por favor.",
            "Le informazioni contenute in questo messaggio sono riservate e per uso esclusivo del destinatario. Se lo ricevete per\nerrore vi preghiamo di cancellarlo.",
            "Esta mensagem é confidencial e destina-se exclusivamente ao seu destinatário. Se a recebeu por erro, apague-a, por favor.",
            "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Hebt u het per vergissing ontvangen, verwijder\nhet dan.",
            "Detta meddelande är konfidentiellt och endast avsett för mottagaren. Om du har fått det av misstag ber vi dig radera det.",
        ] {
            assert_eq!(
                kept(&format!("So be it.\n\nAnna\n\n{notice}\n")),
                "So be it.\n\nAnna",
                "{notice}"
            );
        }
    }

    #[test]
    fn footers_of_lists_and_services_go() {
        for footer in [
            "__\nriak-users mailing list\nhttp://x.y",
            "---\nTo unsubscribe, write to x",
            "-- \nYou received this message because you are subscribed to the group.",
            "__________________________________________________\nDo You Yahoo!?\nhttp://mail.example.com",
            "*****\nTidings ... is what you have just read. To subscribe to it, write to x.",
            "Vous recevez ce message car vous êtes abonné.",
            "Please consider the environment before printing this.",
        ] {
            assert_eq!(
                kept(&format!("So be it.\n\n{footer}\n")),
                "So be it.",
                "{footer}"
            );
        }
    }

    #[test]
    fn letters_about_such_things_stay() {
        for letter in [
            "What I told you is confidential. Please delete it.",
            "The recipient of the parcel has moved, so I sent an e-mail to the post office and asked them to notify him.",
            "We have a mailing list now.\nTom runs it.",
            "A part\n__________\n\nand the next, see http://example.org for more and so on and so on",
        ] {
            assert_eq!(kept(letter), letter);
        }
        assert_eq!(
            kept(&format!("To unsubscribe?\n{}", "No.\n".repeat(100)))
                .lines()
                .count(),
            101
        );
    }

    #[test]
    fn hostile_notices() {
        kept(&"confidential recipient error message ".repeat(50_000));
        kept(&"____\nto subscribe\n\n".repeat(20_000));
    }
}
