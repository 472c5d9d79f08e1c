//! Quotes without marks, set in by spaces: "Tim May said," and below it a block that stands further to the right.

/// Columns by which a quote stands in at least.
const LEAST: usize = 2;
/// A block of fewer words may be a command, an address, a line of code.
const FEWEST_WORDS: usize = 6;
/// So many lines of a block tell whether there are sentences in it.
const MOST_LOOKED_AT: usize = 40;
/// A line of so many letters fills most of the width that mail programs used to give.
const WIDE: usize = 45;
/// So many lines may a sentence take that announces a quote; and so many full ones are a passage.
const MOST_LINES: usize = 4;
/// An announcement of so few words says whose words follow and nothing else.
const BARE_WORDS: usize = 8;

/// Words of somebody who passes on what somebody else said. Whole words, in lower case.
const SAYING: &str = " say says said saying wrote writes written posted posts posting comments commented asks asked \
    replied replies responded responds noted notes added adds announced explained explains suggested suggests quote quotes quoting quoted \
    following continues continued argued argues claims claimed stated states reports reported \
    schrieb schreibt sagte sagt meinte meint fragte zitiere écrit écrivait dit disait demandait cite \
    escribió escribe dijo dice preguntó cito scrive scrisse disse chiede escreveu disse perguntou \
    schreef schrijft zei zegt vroeg skrev skriver sade säger frågade ";

/// How a mail sets quotes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Indent(usize);

/// A block that stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    /// How many lines it has.
    pub(super) lines: usize,
    /// Whether the line above it is nothing but its announcement.
    pub(super) bare: bool,
}

/// How the author of `lines` sets quotes in, if some block shows that they do: one that is announced, or one with
/// marked lines in it.
pub(super) fn habit(lines: &[&str]) -> Option<Indent> {
    let outside = |line: &&&str| columns(line) == 0 && line.len() >= WIDE && !line.starts_with('>');
    let mine = lines.iter().filter(outside).take(MOST_LINES).count();
    (0..lines.len()).find_map(|at| {
        let columns = columns_of_block(lines, at);
        let deep = columns > 2 && lines[at].trim_start().starts_with("> ");
        let shown = deep
            || announced(lines, at, columns).is_some_and(|words| {
                words > 0 || mine == MOST_LINES && is_long(lines, at, columns)
            });
        shown.then_some(Indent(columns))
    })
}

/// Whether whole lines of prose stand in: nobody sets in so much of their own.
fn is_long(lines: &[&str], at: usize, columns: usize) -> bool {
    lines[at - 1].trim().is_empty()
        && lines[at..]
            .iter()
            .take(MOST_LINES)
            .filter(|line| self::columns(line) >= columns && line.trim().len() >= WIDE)
            .count()
            == MOST_LINES
}

/// The quote that begins at line `at` of a mail with this `habit`.
pub(super) fn block(lines: &[&str], at: usize, habit: Indent) -> Option<Block> {
    let columns = columns_of_block(lines, at);
    let words = announced(lines, at, columns)?;
    (words > 0 || columns == habit.0).then(|| Block {
        lines: extent(lines, at, columns),
        bare: (1..=BARE_WORDS).contains(&words),
    })
}

/// The words of the announcement above the block of sentences that begins at line `at`: 0 where nothing stands above it that
/// leads up to it. None if there is no such block, or if it is the author who goes on in it.
fn announced(lines: &[&str], at: usize, columns: usize) -> Option<usize> {
    if columns < LEAST || at == 0 || lines[at].trim().is_empty() {
        return None;
    }
    let above = lines[at - 1];
    let last = (0..at)
        .rev()
        .take(3)
        .find(|n| !lines[*n].trim().is_empty())?;
    let outside = self::columns(lines[last]) < columns || lines[last].trim_start().starts_with('>');
    let begins = outside && (above.trim().is_empty() || self::columns(above) == 0);
    if !begins {
        return None;
    }
    let words = announcement(lines, last);
    let leads_up = lines[last].trim_end().ends_with(':') && !lines[last].starts_with('>');
    if words.is_none() && leads_up {
        return None;
    }
    is_prose(lines, at, columns).then(|| words.unwrap_or(0))
}

/// How many lines stand in as far or further, with the empty ones between them.
fn extent(lines: &[&str], at: usize, columns: usize) -> usize {
    let mut end = at;
    for (next, line) in lines.iter().enumerate().skip(at) {
        if line.trim().is_empty() {
            continue;
        }
        if self::columns(line) < columns {
            break;
        }
        end = next + 1;
    }
    end - at
}

/// Whether the block has sentences in it, rather than a list of files or a line to type.
fn is_prose(lines: &[&str], at: usize, columns: usize) -> bool {
    let words = lines[at..]
        .iter()
        .take(MOST_LOOKED_AT)
        .take_while(|line| line.trim().is_empty() || self::columns(line) >= columns)
        .flat_map(|line| line.split_whitespace());
    let is_word = |word: &&str| {
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
        !bare.is_empty()
            && bare
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
    };
    let (all, real) = words.fold((0, 0), |(all, real), word| {
        (all + 1, real + usize::from(is_word(&word)))
    });
    real >= FEWEST_WORDS && real * 10 >= all * 6
}

/// How many words the sentence has that ends with line `last`, if it announces what somebody else said; very many if there
/// is more in its lines than that sentence.
pub(super) fn announcement(lines: &[&str], last: usize) -> Option<usize> {
    let line = lines[last].trim_end().trim_end_matches([')', '"']);
    if columns(line) > 0 || !line.ends_with([':', ',', '.', '…']) {
        return None;
    }
    let first = (0..=last)
        .rev()
        .take(MOST_LINES)
        .take_while(|n| !lines[*n].trim().is_empty() && columns(lines[*n]) == 0)
        .last()?;
    let whole = lines[first..=last].join(" ");
    let whole = whole.trim_end().trim_end_matches([')', '"']);
    let bare = whole.trim_end_matches([':', ',', '.', '…', ' ']);
    let sentence = last_sentence(bare);
    let alone = sentence.len() == bare.len() && sentence.starts_with(|c: char| !c.is_lowercase());
    let ends_open = whole.ends_with([':', ',', '…']) || whole.ends_with("...");
    let words: Vec<String> = sentence
        .split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .collect();
    let says = words.iter().enumerate().any(|(n, word)| {
        // Whom I quote is myself, and those are my words; but I may quote somebody.
        let mine = n > 0
            && matches!(
                words[n - 1].as_str(),
                "i" | "ich" | "je" | "yo" | "io" | "ik" | "jag" | "we"
            );
        let quotes = matches!(word.as_str(), "quote" | "zitiere" | "cite" | "cito");
        SAYING.contains(&format!(" {word} ")) && !mine && (ends_open || quotes)
    });
    says.then_some(if alone { words.len() } else { usize::MAX })
}

/// What stands behind the last end of a sentence in `text`. "T. Bell" and "Dr. Bell" end none, nor does "1.4".
fn last_sentence(text: &str) -> &str {
    let mut ends = text.match_indices([' ', '\t']).filter(|(at, _)| {
        let before = &text[..*at];
        let word = before.rsplit(char::is_whitespace).next().unwrap_or(before);
        let short = word.chars().count() <= 4
            && word.starts_with(char::is_uppercase)
            && word.ends_with('.');
        before.ends_with(['.', '!', '?']) && !short
    });
    ends.next_back()
        .map_or(text, |(at, _)| text[at..].trim_start())
}

/// How far the paragraph stands in that begins at line `at`: as far as its outermost line, for the first line of a paragraph
/// may stand in by itself.
fn columns_of_block(lines: &[&str], at: usize) -> usize {
    if columns(lines[at]) < LEAST {
        return 0;
    }
    lines[at..]
        .iter()
        .take(MOST_LOOKED_AT)
        .take_while(|line| !line.trim().is_empty())
        .map(|line| columns(line))
        .min()
        .unwrap_or(0)
}

/// How far a line stands in; a tab counts for eight.
fn columns(line: &str) -> usize {
    line.chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .map(|c| if c == '\t' { 8 } else { 1 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(usize, usize, bool)> {
        let lines: Vec<&str> = text.lines().collect();
        let habit = habit(&lines)?;
        (0..lines.len()).find_map(|at| block(&lines, at, habit).map(|b| (at, b.lines, b.bare)))
    }

    #[test]
    fn a_block_that_is_announced_is_theirs() {
        let block =
            "    Nobody needs a kettle that sings\n    before it boils, and nobody ever did.\n";
        for above in [
            "Tim said,\n",
            "Tim Bell posted here on Oct 24:\n\n",
            "In response to Anna's posting:\n",
            "Anna schrieb gestern:\n\n",
            "Comme disait Anna,\n\n",
        ] {
            let found = of(&format!("{above}{block}\nNot so."));
            assert_eq!(found, Some((above.lines().count(), 2, true)), "{above}");
        }
        let long = "I was a little surprised to receive the following as a response\nfrom a man of his age:\n\n";
        assert_eq!(of(&format!("{long}{block}")), Some((3, 2, false)));
        assert_eq!(
            of(&format!("I will quote Anna on this.\n\n{block}")),
            Some((2, 2, true))
        );
    }

    #[test]
    fn who_quotes_so_once_does_it_again() {
        let text = "Tim said,\n    one two three four five six seven\n\nNo.\n\n    eight nine ten and so on and on\n    and on.\n\nNo.";
        let lines: Vec<&str> = text.lines().collect();
        let habit = habit(&lines).unwrap();
        assert_eq!(
            block(&lines, 5, habit),
            Some(Block {
                lines: 2,
                bare: false
            })
        );
    }

    #[test]
    fn what_stands_in_otherwise_is_mine() {
        for text in [
            "I said:\n\n    my own words of old, and many of them",
            "They say that it works with this:\n\n    tar -xJf a.tar.xz -C /tmp/x",
            "Here is how:\n\n    first you fill the kettle with water",
            "     As Tim said:\n     a paragraph begins with spaces and\ngoes on without them.",
            "What he said,\n    to begin with a line that stands in\nand goes on without.",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn hostile_blocks() {
        of(&"Tim said:\n    one two three four five six\n".repeat(2_000));
        of(&"    one two three four five six\n".repeat(20_000));
    }
}
