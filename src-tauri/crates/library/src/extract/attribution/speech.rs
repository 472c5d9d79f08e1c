//! The words that attributions begin and end with, in the languages of common mail programs; in lower case.

use super::evidence::says_i;

/// Verbs that end an attribution.
const WRITING: &str = "wrote|writes|write|typed|scribbled|a écrit|écrit|écrivait|ha scritto|scrive|escribió|escribio|\
    escreveu|skrev|skrev følgende|schrieb|schreibt|geschrieben|schreef|geschreven|het volgende geschreven|kirjoitti|\
    napisał|napisała|napisał(a)|pisze|napsal|napsala|napsal(a)|píše|napísal|napísala|napísal(a)|írta|ezt írta|\
    пишет|написал|написала|написал(а)|писал|написав|пише|написа|yazdı|έγραψε|γράφει|a scris|scrie|\
    napisao|napisala|napisao/la|napisao(la)|napisao je|napisala je|napisao/la je|piše|napisal|napisal(a)|va escriure|escriu|\
    ha escrit|đã viết|viết|menulis|kirjutas|rašė|parašė|rakstīja|כתב|כתבה|כתב/ה|كتب|كتبت|يكتب";
/// Those that are said of speech. People use them, programs do not.
const SAYING: &str = "said|says|sez|spake|opined|asks|asked|replied";
/// Verbs of scripts that set no gap before them.
const RUN_ON: &str = "写道|写到|寫道|寫到|提到|のメール|さんは書きました|님이 작성|님이 작성한 글|이(가) 쓴 글|님이 쓴 글|เขียนว่า|เขียน|ได้เขียน";
/// How one that has no verb begins, ...
const CITING: &str = "quoting |zitat von ";
/// ... and what stands before the day in one that parts its verb.
const PARTED: &str = " hat am ";
/// Verbs that stand before the name.
const INNER: &str = " schrieb | schreef | skrev | escribió | a écrit | wrote | het volgende| kirjutas | je napisao| je napisala| כתב | כתבה | كتب ";
/// Words that an attribution with a date begins with.
const OPENERS: &str = "on |am |le |el |il |in data |il giorno |em |a |no dia |às |op |den |at |dnia |w dniu |dne |begin |\
    in article |in message |in <|in a message |in your message |in your letter |quoting |zitat von |from |\
    wiadomość napisana |dňa |dana |στις |στη |την |на |в |pe |în data |la data |missatge de |vào |lúc |pada |kuupäev |\
    ในวันที่|เมื่อ|วันที่|בתאריך |ביום |ב-|في |بتاريخ |يوم |在 |在2|于 |於 |于2|於2";
/// Days of the week, as they are cut short, and some in full.
const DAYS: &str = "|mon|tue|wed|thu|fri|sat|sun|man|tir|ons|tor|fre|lør|søn|lun|mar|mer|jeu|ven|sam|dim|\
    mié|jue|vie|sáb|dom|mo|di|mi|do|fr|sa|so|ma|ti|ke|to|pe|la|su|пн|вт|ср|чт|пт|сб|вс|нд|\
    monday|tuesday|wednesday|thursday|friday|saturday|sunday|\
    понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|понеділок|вівторок|середа|четвер|п'ятниця|субота|неділя|\
    pon|wt|śr|czw|pt|sob|niedz|nd|po|út|ut|st|čt|št|pá|pi|ne|uto|sri|sre|čet|pet|sub|ned|joi|vin|sâm|dum|mie|\
    pzt|sal|çar|per|cum|cmt|paz|δευ|τρί|τρι|τετ|πέμ|πεμ|παρ|σάβ|σαβ|κυρ|dl|dt|dc|dj|dv|ds|dg|th|cn|sen|sel|rab|kam|jum|sab|min|";
/// Words of those who speak of themselves, beside "I".
const MYSELF: &str = "|i've|i'm|i'd|i'll|ich|wir|ik|wij|we|jag|jeg|j'ai|я|jsem|";

/// What ends a line that may be an attribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// A verb of writing.
    Writes,
    /// The same, in a script in which nothing needs to stand before it.
    RunsOn,
    /// A verb of speech.
    Says,
}

/// The verb with which `end` ends.
pub(super) fn last_verb(end: &str) -> Option<Verb> {
    let ends_with = |verbs: &str| verbs.split('|').any(|verb| ends_with_word(end, verb));
    if ends_with(WRITING) {
        return Some(Verb::Writes);
    }
    if RUN_ON.split('|').any(|verb| end.ends_with(verb)) {
        return Some(Verb::RunsOn);
    }
    ends_with(SAYING).then_some(Verb::Says)
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|before| {
        !before.ends_with(|c: char| c.is_alphanumeric()) && !before.is_empty()
    })
}

/// Whether `lower` has a verb that stands before a name.
pub(super) fn has_inner_verb(lower: &str) -> bool {
    INNER.split('|').any(|verb| lower.contains(verb))
}

/// Whether any verb at all stands within `end`.
pub(super) fn has_verb_within(end: &str) -> bool {
    WRITING
        .split('|')
        .chain(SAYING.split('|'))
        .any(|verb| end.contains(&format!(" {verb} ")))
}

/// Whether `lower` begins as attributions without a verb do.
pub(super) fn cites(lower: &str) -> bool {
    CITING.split('|').any(|word| lower.starts_with(word))
}

/// What stands before and between the two parts of the verb: name and time of "Anna hat am 4. März um 10:00 geschrieben".
pub(super) fn around_verb(end: &str) -> Option<(&str, &str)> {
    end.strip_suffix(" geschrieben")?.split_once(PARTED)
}

/// Whether `text` begins as attributions do.
pub(super) fn opens(text: &str) -> bool {
    let lower: String = text.chars().take(24).collect::<String>().to_lowercase();
    let lower = lower.trim_start_matches(['-', ' ', '*']);
    OPENERS.split('|').any(|word| lower.starts_with(word)) || starts_with_date(lower)
}

/// A number or the name of a day.
fn starts_with_date(lower: &str) -> bool {
    let word = lower.split([',', '.', ' ']).next().unwrap_or("");
    lower.starts_with(|c: char| c.is_ascii_digit()) || DAYS.contains(&format!("|{word}|"))
}

/// Whether whoever wrote `text` speaks of themselves in it.
pub(super) fn is_about_me(text: &str) -> bool {
    says_i(text, MYSELF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_stand_apart_where_the_script_sets_gaps() {
        assert_eq!(last_verb("anna wrote"), Some(Verb::Writes));
        assert_eq!(last_verb("anna napisao/la"), Some(Verb::Writes));
        assert_eq!(last_verb("10:00写道"), Some(Verb::RunsOn));
        assert_eq!(last_verb("tim sez"), Some(Verb::Says));
        assert_eq!(last_verb("rewrote"), None);
        assert_eq!(last_verb("wrote"), None);
    }

    #[test]
    fn openers_are_whole_words() {
        assert!(
            opens("On Monday") && opens("---- On Wed") && opens("пн, 4 бер.") && opens("4 Mar")
        );
        assert!(!opens("Only") && !opens("Monkeys") && !opens(""));
    }

    #[test]
    fn who_speaks_of_themselves_is_no_program() {
        assert!(is_about_me("At 8:30 I wrote:") && is_about_me("schrieb ich:"));
        assert!(
            !is_about_me("Anna skrev i går:") && !is_about_me("John I. Bell") && !is_about_me("")
        );
    }
}
