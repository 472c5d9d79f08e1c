//! The blocks that Lotus Notes sets above the mail that it answers: a name, a moment, and below or beside them to whom, with
//! copies to whom, and about what. It always names all three.

use super::attribution::evidence::{folded, is_moment, plain};

/// What it calls them, in small letters.
const LABELS: [&str; 3] = [
    "|to|an|pour|a|à|para|per|aan|till|til|",
    "|cc|kopie|copie|copia|cópia|kopia|kopi|",
    "|subject|thema|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|",
];
/// A name with its address and a moment have so many lines, ...
const MOST_NAMED: usize = 5;
/// ... what they say to one thing has so many, ...
const MOST_APART: usize = 8;
/// ... and all of a block has so many.
const MOST_LINES: usize = 30;
/// A name has so many words, and a line with one so many bytes.
const MOST_WORDS: usize = 8;
const LONGEST: usize = 120;

/// How many lines the block has that begins at line `at`.
pub(super) fn block(lines: &[&str], at: usize) -> Option<usize> {
    let apart = at == 0 || is_blank(lines[at - 1]);
    let rest = &lines[at..lines.len().min(at + MOST_LINES)];
    if !apart || is_blank(rest[0]) {
        return None;
    }
    stacked(rest)
        .or_else(|| in_columns(rest))
        .or_else(|| drawn(rest))
}

/// Whether `line` is what newer ones set above their headers: "Anna Bell ---04.03.2024 10:00:00---Hi Tom, who has", with the
/// first words of what she wrote.
pub(super) fn is_summary(line: &str) -> bool {
    line.split_once("---")
        .and_then(|(name, rest)| Some((name, rest.split_once("---")?.0)))
        .is_some_and(|(name, when)| is_name(name) && is_when(when))
}

/// One below the other: names, a moment, "To" and who, "cc", "Subject" and what, the values in the line of the label or in
/// the next ones.
fn stacked(rest: &[&str]) -> Option<usize> {
    let named = rest.iter().take(MOST_NAMED).take_while(|l| !is_blank(l));
    let when = named
        .enumerate()
        .find(|(at, line)| *at > 0 && is_when(line) || is_named_when(line))?
        .0;
    if !rest[..when].iter().all(|line| is_name(line)) {
        return None;
    }
    let mut at = when;
    for names in LABELS {
        let mut next = rest[at + 1..].iter().take(MOST_APART);
        at += 1 + next.position(|line| is_label(line, names))?;
    }
    let alone = !rest[at].contains(':');
    let value = alone && rest.get(at + 1).is_some_and(|line| !is_blank(line));
    Some(at + 1 + usize::from(value))
}

/// Side by side: names and a moment in one column, to whom and about what in another.
fn in_columns(rest: &[&str]) -> Option<usize> {
    let end = rest.iter().take_while(|line| !is_blank(line)).count();
    let mut left = String::new();
    let mut columns = Vec::new();
    for line in &rest[..end] {
        let names = LABELS.get(columns.len()).copied().unwrap_or_default();
        let column = label_within(line, names);
        let beside = &line[..column.unwrap_or(line.len())];
        columns.extend(column.map(|_| beside.chars().count()));
        left.push_str(beside);
        left.push(' ');
    }
    let aligned = columns.iter().all(|column| *column == columns[0]);
    (columns.len() == LABELS.len() && aligned && is_moment(&plain(&left))).then_some(end)
}

/// A table drawn with strokes: "|---------+---->" and below it the two columns, each in a box.
fn drawn(rest: &[&str]) -> Option<usize> {
    let top = rest[0].trim();
    if !(top.starts_with("|--") && top.ends_with("->"))
        || top.contains(|c: char| !"|-+>".contains(c))
    {
        return None;
    }
    let boxed = |line: &&&str| line.trim_start().starts_with(['|', '>']);
    let end = rest.iter().take_while(boxed).count();
    let cells: Vec<&str> = rest[..end]
        .iter()
        .map(|line| line.trim_matches(['|', ' ', '\t']))
        .collect();
    let mut labels = LABELS.iter();
    let mut next = labels.next();
    for cell in &cells {
        if next.is_some_and(|names| is_label(cell, names)) {
            next = labels.next();
        }
    }
    (next.is_none() && is_moment(&plain(&cells.join(" ")))).then_some(end)
}

/// Whether `line` is one of `names`, with a value behind it or alone.
fn is_label(line: &str, names: &str) -> bool {
    let name = line.split(':').next().unwrap_or(line).trim();
    !name.is_empty() && name.len() <= LONGEST && names.contains(&format!("|{}|", folded(name)))
}

/// Where in `line` one of `names` stands in a column of its own.
fn label_within(line: &str, names: &str) -> Option<usize> {
    if line.len() > 2 * LONGEST {
        return None;
    }
    line.match_indices(':').find_map(|(end, _)| {
        let start = line[..end].rfind([' ', '\t'])? + 1;
        let apart = line[..start].ends_with("  ") || line[..start].ends_with('\t');
        (apart && is_label(&line[start..end], names)).then_some(start)
    })
}

/// A day and a time of day and nothing else.
fn is_when(line: &str) -> bool {
    let line = plain(line);
    let is_part = |word: &str| {
        let figures = word.starts_with(|c: char| c.is_ascii_digit());
        let zone = |c: u8| c.is_ascii_uppercase() || c.is_ascii_digit();
        figures || word.len() <= 4 && word.bytes().all(zone)
    };
    line.len() <= LONGEST
        && is_moment(&line)
        && (2..=4).contains(&line.split_whitespace().count())
        && line.trim().starts_with(|c: char| c.is_ascii_digit())
        && line.split_whitespace().all(is_part)
}

/// "Anna Bell <a@b.c> on 03/04/2004 10:00:00 AM", as older ones write it in one line.
fn is_named_when(line: &str) -> bool {
    [" on ", " am "]
        .iter()
        .filter_map(|joint| line.rsplit_once(joint))
        .any(|(name, when)| is_name(name) && is_when(when))
}

/// A few words with which no sentence ends.
fn is_name(line: &str) -> bool {
    let line = line.trim();
    line.len() <= LONGEST
        && (1..=MOST_WORDS).contains(&line.split_whitespace().count())
        && !line.ends_with(['.', '!', '?', ':', ',', ';'])
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<usize> {
        block(&text.lines().collect::<Vec<_>>(), 0)
    }

    #[test]
    fn blocks_of_every_age() {
        for text in [
            "Anna Bell <a@b.c>\n03/04/2024 10:00 AM\nTo\nTom <t@b.c>\ncc\n\nSubject\nKeys",
            "\"Anna Bell\" <a@b.c> \n04.03.2004 10:00\n\nAn\n<t@b.c>\nKopie\n\nThema\nSchlüssel",
            "Anna Bell/Choir/DE\n04.03.2004 10:00 ZE1\n\nAn\nTom, \nBen\nKopie\nPip\nThema\nSchlüssel",
            "Anna Bell\n03/04/2000 10:00 AM\nTo:\tTom/HOU@ECT\ncc:\t\nSubject:\tKeys",
            "Anna Bell@EES on 03/04/2000 10:00:00 AM\nTo: Tom\ncc: \nSubject: Keys",
            "Änna Bell\n<a@exam\nplé.org>        To: Tom\n                cc:\n03/04/2004 10:00\nAM              Subject: Keys",
            "          Anna Bell\n          <a@b.c>      To:     Tom\n                       cc:\n                       Subject:  Re: Keys\n          03/04/2004\n          10:00 AM",
            "|------+---->\n|      |  Anna Bell |\n|      |  04/03/2004 10:00 |\n|------+---->\n  >-----|\n  |  To:   Tom  |\n  |  cc:   |\n  |  Subject: Keys |\n  >-----|",
        ] {
            assert_eq!(of(text), Some(text.lines().count()), "{text}");
        }
    }

    #[test]
    fn what_people_write_is_no_block() {
        for text in [
            "Tea\n04.03.2024 10:00\nTo\nwhom it may concern\n\nSubject\nKeys",
            "The choir\n04.03.2024 10:00\n\nAn alle\nKopie folgt\nThema: Schlüssel",
            "We meet again.\n04.03.2024 10:00\nTo\nTom\ncc\nSubject\nKeys",
            "Anna came on 4 March at 10:00\nTo: Tom\ncc:\nSubject: Keys",
            "04.03.2024 10:00\nTo\nTom\ncc\nSubject\nKeys",
            "Put into the fields:\n\n  To: Tom\n  cc: Ben\n  Subject: Keys",
            "Put this\n  To: Tom\n  cc: Ben\n  Subject: Keys",
            "| a | b |\n|---|---|\n| To: | 04.03.2024 10:00 |\n| cc: | x |\n| Subject: | x |",
            "|---+--->\n| a | 04.03.2024 10:00 |",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
        let below = [
            "Hi",
            "Anna",
            "04.03.2024 10:00",
            "To",
            "Tom",
            "cc",
            "Subject",
            "x",
        ];
        assert_eq!(block(&below, 1), None);
    }

    #[test]
    fn a_summary_has_a_name_and_a_moment() {
        assert!(is_summary(
            "Anna Bell ---04.03.2024 10:00:00---Hi Tom, who has"
        ));
        assert!(is_summary("Anna Bell ---03/04/2024 10:00:00 AM---Hi"));
        for line in [
            "---04.03.2024 10:00:00---Hi",
            "Anna ---at 10:00 or so---came",
            "It rained ---04.03.2024--- all day",
            "Anna --- Tom --- Ben",
        ] {
            assert!(!is_summary(line), "{line}");
        }
    }

    #[test]
    fn hostile_blocks() {
        of(&":".repeat(1 << 20));
        of(&"a\n1.1.2004 10:00\nTo\n".repeat(10_000));
        of(&"|-->\n".repeat(10_000));
        assert!(!is_summary(&"---".repeat(100_000)));
    }
}
