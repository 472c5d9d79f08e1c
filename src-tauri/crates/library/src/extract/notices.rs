//! What stands below letters without anybody having written it for them: notices of lawyers, of virus scanners, of mail
//! services and of mailing lists.

use super::attribution::evidence::says_i;
use super::tidy;

/// A notice has no more lines than this, with what stands below it.
const MOST_LINES: usize = 60;
/// A footer of a list or a service below a rule has no more.
const MOST_BELOW_RULE: usize = 8;
/// An invitation to a meeting has no more, and so many of them at least lead somewhere.
const MOST_OF_MEETING: usize = 20;
const FEWEST_LINKS: usize = 2;
/// Where meetings are.
const MEETINGS: [&str; 3] = ["teams.microsoft.com", "zoom.us/j/", "meet.google.com"];
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
    "poufn",
    "secreto profesional",
    "secret professionnel",
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
    "dirigido exclusivamente a",
    "dirigida exclusivamente a",
    "uso exclusivo de",
    "usage exclusif d",
    "attention exclusive d",
    "ontvanger",
    "geadresseerde",
    "bestemd",
    "mottagare",
    "adressat",
    "avsedd",
    "modtager",
    "adresat",
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
    "avertir",
    "error",
    "elimin",
    "borr",
    "destruy",
    "destruir",
    "notifíque",
    "comuníque",
    "prohibid",
    "no está permitid",
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
    "proibit",
    "omyłkow",
    "usunię",
    "zabronion",
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
    "comunicazione",
    "comunicación",
    "transmission",
    "wiadomoś",
];

/// How other lines begin that no one wrote for a letter; in lower case.
const STANDING: &str = "antes de imprimir este correo|antes de imprimir este mensaje|antes de imprimir este e-mail|\
    antes de imprimir este email|antes de imprimir esta mensagem|prima di stampare questa e-mail|\
    prima di stampare questa email|prima di stampare questa mail|prima di stampare questo messaggio|virus-free.|virenfrei.|sans virus.|libre de virus.|senza virus.|virusvrij.|\
    virusfritt.|this email has been checked for viruses|this e-mail has been checked for viruses|\
    this email has been scanned|this message has been scanned|diese e-mail wurde von avast|\
    diese e-mail wurde auf viren|l'absence de virus dans ce courrier|este correo electrónico ha sido comprobado|\
    el software de antivirus avast|este email foi escaneado|este e-mail foi verificado|\
    questa e-mail è stata controllata|deze e-mail is gecontroleerd|detta e-postmeddelande har|do you yahoo!?|information from eset|hinweis von eset|virus checked by g data|\
    this sf.net email is sponsored by|this message was sent using imp|this mail sent through imp|\
    visit topic](http|visit message](http|next part --------------|\
    an html attachment was scrubbed|garanti sans virus.|l’absence de virus dans ce courrier|\
    cet e-mail a été vérifié par le logiciel|ce message a été vérifié par le logiciel|\
    ce courrier électronique a été vérifié par le logiciel|message protected by mailguard|\
    click here to report this email as spam|click here to report this message as spam|sender notified by mailtrack|remitente notificado con mailtrack|\
    yahoo! groups links|yahoo! groups sponsor|your use of yahoo! groups is subject|to visit your group on the web|\
    non-text portions of this message have been removed|groups.io links:";
/// The rule above what Yahoo set below the mails of its groups.
const YAHOO_RULE: &str = "__._,_.___";

/// How lines begin that ask to save paper, ...
const SPARING: &str = "please consider the environment|consider the environment before|think before you print|\
    bitte denken sie an die umwelt|bitte prüfen sie, ob diese mail|denken sie an die umwelt|pensez à l'environnement|pensez à l’environnement|\
    antes de imprimir|piense en el medio ambiente|piensa en el medio ambiente|por favor, piense en el medio ambiente|\
    por favor piense en el medio ambiente|p antes de imprimir|p please consider the environment|\
    p pensez à l'environnement|avant d'imprimer|avant d’imprimer|merci de penser à l'environnement|\
    merci de penser à l’environnement|n'imprimez|n’imprimez|no imprima|pense no meio ambiente|prima di stampare|denk aan het milieu|\
    tänk på miljön";
/// ... what they ask it for, ...
const NATURE: &str =
    "environment|umwelt|environnement|ambiente|milieu|miljö|trees|planet|ausgedruckt werden";
/// ... and what nobody should do.
const PRINT: &str = "print|druck|druk|imprim|stampa|skriv";
/// One has no more words than this; one of a few words needs not say both.
const MOST_SPARING: usize = 60;
const FEW_SPARING: usize = 6;

/// How the footers of mailing lists and newsletters begin that say so at once, in lower case, ...
const LISTS: &str = "to unsubscribe|you received this message because you|unsubscribe:|list-unsubscribe|\
    to post to this group|to view this discussion|to leave this list|to stop receiving|manage your subscription|\
    um sich von dieser liste abzumelden|abmelden:|pour se désinscrire|pour vous désabonner|pour vous désinscrire|\
    para cancelar la suscripción|para darse de baja|para anular la suscripción|per annullare l'iscrizione|\
    per disiscriverti|para cancelar a inscrição|para cancelar a subscrição|om je af te melden|om u af te melden|\
    för att avsluta prenumerationen|för att avanmäla";
/// ... and those that begin as letters may, too: what comes after it has to tell.
const LIKE_LISTS: &str = "you are receiving this|you're receiving this|unsubscribe from|sie erhalten diese|\
    zum abmelden|vous recevez ce|se désabonner|ha recibido este mensaje|has recibido este mensaje|hai ricevuto questo|\
    per cancellarsi|recebeu esta mensagem porque|você recebeu esta mensagem|je ontvangt dit bericht|u ontvangt|\
    afmelden|du får detta|du har fått det här";
/// Words of lists and newsletters, and of who is on them.
const TELLING: &str = "mailing|newsletter|nieuwsbrief|nyhetsbrev|subscri|suscri|abonn|this list|the list|this group|\
    google group|dieser liste|abmeld|abgemeld|angemeldet|cette liste|désinscri|inscrit|esta lista|este grupo|\
    darse de baja|inscrição|inscrito|questa lista|iscrit|iscrizion|deze lijst|deze groep|aangemeld|afmeld|\
    af te melden|ingeschreven|uitschrijv|prenumer|avanmäl";
/// Who says such a word writes themselves.
const MYSELF: &str = "|i'm|i've|i'll|i'd|my|me|ich|mir|mich|mein|meine|meinem|meinen|meiner|j'ai|mon|moi|yo|mis|mio|mia|\
    miei|meu|minha|meus|minhas|ik|mijn|mij|jag|mig|min|mitt|mina|";
/// Of these, those who do something.
const WRITER: &str = "|i'm|i've|i'll|i'd|ich|j'ai|yo|ik|jag|";
/// What else stands below a notice, in lower case.
const OF_COMPANIES: &str = "views|opinions|liability|virus|registered|copyright|haftung|responsabil|opiniones|aansprakelijk|\
    ansvar|åsikt";
/// Words of what companies have to say of themselves, in lower case, and how many of them tell; ...
const REGISTERED: &str = "registered in england|registered in scotland|registered in ireland|registered office|\
    company number|company no|company registration|sitz der gesellschaft|amtsgericht|registergericht|handelsregister| hrb |\
    geschäftsführer:|vorstand:|siège social| rcs |capital de|siret";
const FEWEST_REGISTERED: usize = 2;
/// ... nobody speaks to anybody there.
const ADDRESSING: &str = "|we|our|us|you|your|please|wir|uns|unser|unsere|unseren|unserer|sie|ihr|ihre|ihren|du|dein|deine|\
    bitte|nous|notre|nos|vous|votre|vos|merci|";
/// Words of what companies have to say of what they keep of people, in lower case, and how many of them tell; ...
const DATA: &str = "2016/679|rgpd|lopd|protección de datos|responsable del tratamiento|derechos de acceso|derecho de acceso|\
    rectificación|supresión|protection des données|données personnelles|données à caractère personnel|\
    informatique et libertés|responsable du traitement|droit d'accès|droit d’accès|de rectification|d'opposition";
const FEWEST_OF_DATA: usize = 3;
/// ... it is their readers who have the right to something.
const RIGHTS: &str = "puede ejercer|podrá ejercer|podrán ejercer|puede usted ejercer|podrá usted ejercer|ejercitar|\
    le informamos|se le informa|vous disposez|vous pouvez exercer|vous bénéficiez";
/// A paragraph with so many words is one of a letter, unless it tells of a list.
const PROSE: usize = 12;

/// Where in `lines` something begins that stands there by itself and reaches to the end.
pub(super) fn begins(lines: &[&str]) -> Option<usize> {
    let from = lines.len().saturating_sub(MOST_LINES);
    let at = (from..lines.len())
        .filter(|at| {
            *at == 0
                || lines[*at - 1].trim().is_empty()
                || is_rule(lines[*at - 1])
                || is_standing(lines, *at)
        })
        .find(|at| {
            is_notice(lines, *at)
                || is_standing(lines, *at)
                || is_list(lines, *at)
                || is_service(lines, *at)
                || is_invitation(lines, *at)
                || is_registration(lines, *at)
                || is_about_data(lines, *at)
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

/// The paragraph at line `at`, in lower case.
fn paragraph(lines: &[&str], at: usize) -> String {
    as_written(lines, at).to_lowercase()
}

fn as_written(lines: &[&str], at: usize) -> String {
    let inside = |line: &&&str| !line.trim().is_empty();
    lines[at..]
        .iter()
        .take_while(inside)
        .copied()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A paragraph that warns whoever else should read a mail. One of a letter may use all those words, too, but then somebody
/// speaks of themselves, or the letter goes on; lawyers who say all of it mean it, though they say "me", unless "I" or a name
/// alone stands below.
fn is_notice(lines: &[&str], at: usize) -> bool {
    if lines[at].trim().is_empty() {
        return false;
    }
    match warns(&paragraph(lines, at)) {
        None => false,
        Some(Warning::Partly) => {
            let of_company = |text: &str| OF_COMPANIES.split('|').any(|word| text.contains(word));
            !says_i(&as_written(lines, at), MYSELF) && !letter_goes_on(lines, at, of_company)
        }
        Some(Warning::Wholly) => {
            let full = |line: &&&str| !line.trim().is_empty();
            let below = lines[at..].iter().skip_while(full).filter(full);
            let signed = |line: &str| line.trim().chars().all(char::is_alphabetic);
            !says_i(&as_written(lines, at), WRITER)
                && !below.clone().any(|line| says_i(line, WRITER))
                && !below.last().is_some_and(|line| signed(line))
        }
    }
}

/// How much a notice says.
enum Warning {
    /// For whom a mail is, and that it is secret or what anybody else has to do with it, ...
    Partly,
    /// ... or both.
    Wholly,
}

/// Whether `text`, in lower case, says that a mail is secret, for whom it is and what anybody else has to do with it: two of
/// them at least, in words that letters do not use.
fn warns(text: &str) -> Option<Warning> {
    let count = |words: &[&str]| words.iter().filter(|word| text.contains(**word)).count();
    let about = count(MAIL) > 0 && count(READER) > 0;
    if !about || text.split_whitespace().count() < PROSE {
        return None;
    }
    match (count(SECRET) > 0, count(DUTY)) {
        (true, 1..) => Some(Warning::Wholly),
        (true, 0) | (false, 2..) => Some(Warning::Partly),
        (false, _) => None,
    }
}

fn is_standing(lines: &[&str], at: usize) -> bool {
    let lower = lines[at]
        .trim()
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    let begins = |starts: &str| starts.split('|').any(|start| lower.starts_with(start));
    lines[at].trim() == YAHOO_RULE
        || begins(STANDING)
        || begins(SPARING) && is_sparing(&paragraph(lines, at))
}

/// Whether a paragraph that begins so asks to save paper: "Think before you print, the toner is dear" does not.
fn is_sparing(text: &str) -> bool {
    let names = |words: &str| words.split('|').any(|word| text.contains(word));
    let count = text.split_whitespace().count();
    count <= FEW_SPARING && !text.contains(',')
        || count <= MOST_SPARING && names(NATURE) && names(PRINT)
}

fn is_list(lines: &[&str], at: usize) -> bool {
    let lower = lines[at].trim().to_lowercase();
    let ruled = at > 0 && is_rule(lines[at - 1]);
    let named = lower.ends_with("mailing list")
        || lower.contains(" mailing list ") && lower.split_whitespace().count() <= 6;
    is_footer(lines, at, &lower)
        || lower.starts_with("[this message has been signed by") && paragraph(lines, at).len() < 400
        || ruled
            && (named
                || paragraph(lines, at).contains("to subscribe")
                || paragraph(lines, at).contains("unsubscribe"))
}

/// Whether the paragraph at line `at`, which begins with `first`, is the footer of a list: it begins like one and tells of
/// one, nobody speaks of themselves in it, and no letter goes on below it.
fn is_footer(lines: &[&str], at: usize, first: &str) -> bool {
    let begins = |starts: &'static str| starts.split('|').find(|start| first.starts_with(start));
    let tells = begins(LISTS).is_some()
        || begins(LIKE_LISTS).is_some_and(|start| {
            let text = paragraph(lines, at);
            let rest = text.trim_start().strip_prefix(start).unwrap_or_default();
            // Nothing but "Afmelden" is what a button says.
            !rest.contains(char::is_alphanumeric) || tells_of_list(rest)
        });
    tells && !says_i(&as_written(lines, at), MYSELF) && !letter_goes_on(lines, at, |_| false)
}

/// Whether `text`, in lower case, has a word of lists in it, or a way to one.
fn tells_of_list(text: &str) -> bool {
    TELLING.split('|').any(|word| text.contains(word))
        || text.contains("://")
        || text.contains("www.")
        || text.contains('@')
}

/// Whether a paragraph below the one at line `at` is of a letter: prose, or the few words with which one signs; but for what
/// is `excused`.
fn letter_goes_on(lines: &[&str], at: usize, excused: impl Fn(&str) -> bool) -> bool {
    let is_blank = |n: &usize| lines[*n].trim().is_empty();
    let Some(end) = (at..lines.len()).find(is_blank) else {
        return false;
    };
    let mut begins = (end..lines.len()).filter(|n| !is_blank(n) && is_blank(&(n - 1)));
    begins.any(|n| {
        let text = paragraph(lines, n);
        let count = text.split_whitespace().count();
        let figures = text.contains(|c: char| c.is_ascii_digit());
        let is_written = count >= PROSE || !figures && text.contains(char::is_alphabetic);
        let standing = || warns(&text).is_some() || excused(&text) || is_standing(lines, n);
        is_written && !tells_of_list(&text) && !standing()
    })
}

/// "____________" and below it, at the very end, the page of a mail service or the ways into a meeting.
fn is_service(lines: &[&str], at: usize) -> bool {
    let below: Vec<&&str> = lines[at..]
        .iter()
        .filter(|line| !line.trim().is_empty())
        .collect();
    at > 0
        && !lines[at].trim().is_empty()
        && lines[at - 1].trim().len() >= WIDE_RULE
        && lines[at - 1].trim().chars().all(|c| c == '_')
        && (below.len() <= MOST_BELOW_RULE && below.iter().any(|line| leads(line))
            || below.len() <= MOST_OF_MEETING && is_meeting(&below))
}

fn leads(line: &str) -> bool {
    line.contains("://") || line.contains("www.")
}

/// Whether a program wrote `lines` for whoever is asked to a meeting.
fn is_meeting(lines: &[&&str]) -> bool {
    let links = lines.iter().filter(|line| leads(line)).count();
    let names = |line: &&&str| MEETINGS.iter().any(|name| line.contains(name));
    let written = lines.iter().any(|line| says_i(line, MYSELF));
    links >= FEWEST_LINKS && lines.iter().any(names) && !written
}

/// "Tom Averill is inviting you to a scheduled Zoom meeting." and the way there, as it is pasted without a rule.
fn is_invitation(lines: &[&str], at: usize) -> bool {
    let begins = lines[at].trim().trim_end_matches('.');
    let below = || lines[at + 1..].iter();
    let is_written = |line: &&str| {
        !leads(line) && (line.split_whitespace().count() >= PROSE || says_i(line, MYSELF))
    };
    begins.ends_with(" is inviting you to a scheduled Zoom meeting")
        && below().any(|line| line.contains("zoom.us/"))
        && !below().any(is_written)
}

/// What a company has to say of itself below its letters: where it is registered, and under which number.
fn is_registration(lines: &[&str], at: usize) -> bool {
    if at == 0 || lines[at].trim().is_empty() {
        return false;
    }
    let text = paragraph(lines, at);
    let said = REGISTERED.split('|').filter(|word| text.contains(word));
    said.count() >= FEWEST_REGISTERED
        && text.contains(|c: char| c.is_ascii_digit())
        && !says_i(&as_written(lines, at), MYSELF)
        && !says_i(&as_written(lines, at), ADDRESSING)
        && !letter_goes_on(lines, at, |_| false)
}

/// What a company has to say below its letters of what it keeps of whom it writes to.
fn is_about_data(lines: &[&str], at: usize) -> bool {
    if at == 0 || lines[at].trim().is_empty() {
        return false;
    }
    let text = paragraph(lines, at);
    let said = DATA.split('|').filter(|word| text.contains(word));
    said.count() >= FEWEST_OF_DATA
        && RIGHTS.split('|').any(|right| text.contains(right))
        && !says_i(&as_written(lines, at), MYSELF)
        && !letter_goes_on(lines, at, |_| false)
}

fn is_rule(line: &str) -> bool {
    tidy::is_rule(line) || matches!(line.trim(), "--" | "__")
}

#[cfg(test)]
mod tests;
