//! The line above a quote that says whose words it is: "On Monday, Anna wrote:", in many languages.

/// So many lines may one attribution take.
const MOST_LINES: usize = 4;
/// A longer one is prose.
const LONGEST: usize = 400;

/// Verbs that end an attribution.
const LAST_VERBS: &[&str] = &[
    "wrote",
    "writes",
    "write",
    "said",
    "says",
    "sez",
    "typed",
    "scribbled",
    "spake",
    "opined",
    "asks",
    "asked",
    "replied",
    "a écrit",
    "écrit",
    "écrivait",
    "ha scritto",
    "scrive",
    "escribió",
    "escribio",
    "escreveu",
    "skrev",
    "skrev følgende",
    "schrieb",
    "schreibt",
    "schreef",
    "kirjoitti",
    "napisał",
    "napisał(a)",
    "napisała",
    "napsal",
    "napsal(a)",
    "írta",
    "ezt írta",
    "пишет",
    "написал",
    "написал(а)",
    "писал",
    "yazdı",
    "написав",
    "geschreven",
    "het volgende geschreven",
];
/// Verbs that stand before the name.
const INNER_VERBS: &[&str] = &[
    " schrieb ",
    " schreef ",
    " skrev ",
    " escribió ",
    " a écrit ",
    " wrote ",
    " het volgende",
];
/// Words that an attribution with a date begins with.
const OPENERS: &[&str] = &[
    "on ",
    "am ",
    "le ",
    "el ",
    "il ",
    "in data ",
    "il giorno ",
    "em ",
    "a ",
    "no dia ",
    "às ",
    "op ",
    "den ",
    "at ",
    "dnia ",
    "w dniu ",
    "dne ",
    "begin ",
    "in article ",
    "in message ",
    "in <",
    "in a message ",
    "in your message ",
    "in your letter ",
    "quoting ",
    "from ",
];
const DAYS: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "man", "tir", "ons", "tor", "fre", "lør",
    "søn", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "mié", "jue", "vie", "sáb", "dom",
    "mo", "di", "mi", "do", "fr", "sa", "so", "ma", "ti", "ke", "to", "pe", "la", "su", "пн", "вт",
    "ср", "чт", "пт", "сб", "вс",
];

/// An attribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attribution {
    /// How many lines it takes.
    pub(super) lines: usize,
    /// What has to follow for it to be one.
    pub(super) before: Before,
}

/// What an attribution stands before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// It names a time or an address: what follows is a quote, whatever it looks like.
    Anything,
    /// "Anna says:" stands before a quote if what follows is marked or indented.
    Indented,
    /// Anything looser counts only before marks.
    Marks,
}

/// The attribution that begins with the first of `lines`.
pub(super) fn at(lines: &[&str]) -> Option<Attribution> {
    let first = lines.first()?.trim();
    if first.is_empty() || first.len() > LONGEST {
        return None;
    }
    let mut joined = String::new();
    let mut found = None;
    for (at, line) in lines.iter().take(MOST_LINES).enumerate() {
        let line = line.trim();
        if line.is_empty()
            || line.starts_with('>') && !line.starts_with(">:")
            || joined.len() + line.len() > LONGEST
        {
            break;
        }
        if at > 0 {
            joined.push(' ');
        }
        joined.push_str(line);
        if let Some(before) = sort(&joined, at + 1) {
            found = Some(Attribution {
                lines: at + 1,
                before,
            });
            break;
        }
        // A sentence that ends here is prose, unless an address or a date ends it.
        if line.ends_with(['.', '!', '?']) || !(opens(&joined) || at == 0 && has_address(first)) {
            break;
        }
    }
    found
}

/// Whether `text` is a whole attribution, and what has to follow.
fn sort(text: &str, lines: usize) -> Option<Before> {
    let lower = text.to_lowercase();
    let bare = lower.trim_end_matches(['-', ' ']);
    let colon = bare.ends_with(':');
    let end = bare.trim_end_matches([':', ' ', '\u{a0}', '.', ',', '>']);
    let last = LAST_VERBS.iter().any(|verb| ends_with_word(end, verb));
    if !(last || colon) {
        return None;
    }
    let inner = || colon && INNER_VERBS.iter().any(|verb| lower.contains(verb));
    let opened = opens(text);
    let (dated, address) = (is_dated(&lower), has_address(text));
    if (last || inner()) && opened && (dated || address) {
        // "On 5 March 2024 the doctor wrote:" may as well be a part of the letter.
        let article = lower.starts_with("in article ") || lower.starts_with("in message ");
        let sure = address || article || has_time(&lower) || end.ends_with("you wrote");
        return Some(if sure {
            Before::Anything
        } else {
            Before::Indented
        });
    }
    if last && address && words(end) <= 16 {
        return Some(Before::Anything);
    }
    // "30.09.2017, 18.30, "Anna" <a@b.c>:" has no verb at all.
    if colon
        && address
        && dated
        && (opened || starts_with_date(&lower))
        && bare.ends_with(['>', ':'])
    {
        return Some(Before::Anything);
    }
    let count = words(end);
    let plain = lines <= 2 && !end.contains([';', '?', '!']);
    let ended = colon || text.ends_with("...");
    let named = last
        && ended
        && count
            <= if end.ends_with("wrote") || end.ends_with("writes") {
                12
            } else {
                9
            };
    let bare_name = last && count <= 3 && (end.ends_with("wrote") || end.ends_with("writes"));
    let first = text.split_whitespace().next().unwrap_or("");
    let bare_address =
        colon && count <= 6 && address && (has_address(first) || lower.starts_with("from:"));
    // "Anna said here on Monday:"
    let told = || {
        colon
            && count <= 8
            && LAST_VERBS
                .iter()
                .any(|verb| end.contains(&format!(" {verb} ")))
    };
    // Whom I quote is myself, and those are my words.
    if plain && named && !lower.starts_with("i ") {
        return Some(Before::Indented);
    }
    (plain && (named || bare_name || bare_address || told())).then_some(Before::Marks)
}

/// A time of day, such as 7:37.
fn has_time(text: &str) -> bool {
    text.as_bytes().windows(4).any(|w| {
        w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit() && w[3].is_ascii_digit()
    })
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|before| {
        !before.ends_with(|c: char| c.is_alphanumeric()) && !before.is_empty()
    })
}

fn opens(text: &str) -> bool {
    let lower: String = text.chars().take(24).collect::<String>().to_lowercase();
    let lower = lower.trim_start_matches(['-', ' ', '*']);
    OPENERS.iter().any(|word| lower.starts_with(word)) || starts_with_date(lower)
}

/// A number or the name of a day.
fn starts_with_date(lower: &str) -> bool {
    let word = lower.split([',', '.', ' ']).next().unwrap_or("");
    lower.starts_with(|c: char| c.is_ascii_digit())
        || DAYS.contains(&word)
        || [
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ]
        .contains(&word)
}

/// A year, a time of day or a day of a month in figures.
fn is_dated(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '/' | '.' | '-')))
        .any(|part| {
            let figures = || part.split([':', '/', '.', '-']).filter(|p| !p.is_empty());
            figures().any(|p| p.len() == 4 && (p.starts_with("19") || p.starts_with("20")))
                || figures()
                    .filter(|p| p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit()))
                    .count()
                    >= 2
        })
}

/// Something like `a@b`.
fn has_address(text: &str) -> bool {
    text.split('@')
        .zip(text.split('@').skip(1))
        .any(|(before, after)| {
            before.ends_with(|c: char| c.is_alphanumeric())
                && after.starts_with(|c: char| c.is_alphanumeric())
        })
}

#[cfg(test)]
mod tests;
