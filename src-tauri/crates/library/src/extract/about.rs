//! What a document says about itself, as far as it is believed: programs put names, titles and dates of their own there.

use domain::Person;
use jiff::{SignedDuration, Timestamp};

/// No document is older that a program dated rightly, in seconds: the 1st of January 1981.
const OLDEST: i64 = 347_155_200;
/// When the template was made that `python-docx` has, whose date all that is made from it keep: the 23rd of December 2013.
const TEMPLATE: i64 = 1_387_840_500;
/// Clocks are wrong by no more than this.
const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// Programs put the name of the file or of themselves where the title belongs.
pub(super) fn is_a_title(text: &str) -> bool {
    const FILES: [&str; 12] = [
        ".doc", ".docx", ".odt", ".dot", ".dotx", ".pdf", ".rtf", ".txt", ".tex", ".dvi", ".htm",
        ".html",
    ];
    let lower = text.to_lowercase();
    !text.is_empty()
        && !lower.starts_with("microsoft word")
        && !lower.starts_with("untitled")
        && !FILES.iter().any(|ending| lower.ends_with(ending))
}

/// A person's name has two words at least, and is none that programs put there by themselves: one wrong name here would
/// make somebody's own document another person's.
pub(super) fn author(text: &str) -> Option<Person> {
    let odd = |c: char| c.is_ascii_digit() || matches!(c, '@' | '/' | '\\' | ':' | '_');
    let person = called(text);
    let is_name = text.split_whitespace().count() >= 2 && !text.contains(odd);
    (is_name && !is_nobody(&person)).then_some(person)
}

/// Whether `name` is surely another person's than that of `author`: it shares no part with it, and is none that programs
/// give.
pub(super) fn is_another(name: &str, author: &Person) -> bool {
    let other = called(name);
    !is_nobody(&other) && other.name_words().is_disjoint(&author.name_words())
}

fn called(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        address: String::new(),
    }
}

/// Whether no part of the name is a person's.
fn is_nobody(person: &Person) -> bool {
    const NOBODY: [&str; 22] = [
        "admin",
        "adobe",
        "apache",
        "auteur",
        "author",
        "autor",
        "benutzer",
        "company",
        "customer",
        "gebruiker",
        "google",
        "microsoft",
        "office",
        "openoffice",
        "python",
        "scanner",
        "team",
        "unbekannt",
        "unknown",
        "user",
        "usuario",
        "utilisateur",
    ];
    let parts = person.name_words();
    parts.is_empty()
        || parts
            .iter()
            .any(|part| NOBODY.iter().any(|no| part.starts_with(no)))
}

/// Whether a document that was last changed at `modified` may be from `date`.
pub(super) fn is_sane(date: Timestamp, modified: Option<Timestamp>) -> bool {
    let real = |date: &Timestamp| date.as_second() >= OLDEST && date.as_second() != TEMPLATE;
    let modified = modified.filter(real);
    real(&date) && modified.is_none_or(|modified| date.duration_since(modified) <= A_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_programs_give_are_nobody() {
        for name in [
            "Windows User",
            "python-docx",
            "Microsoft Office User",
            "HP Scanjet 5590",
            "C:\\Users\\Anna Bell",
            "Tom",
            "",
        ] {
            assert_eq!(author(name), None, "{name}");
        }
        for name in ["Ottilie Brock", "Jane Houser", "J. Doe and A. Roe"] {
            assert!(author(name).is_some(), "{name}");
        }
    }

    #[test]
    fn titles_that_programs_give_are_none() {
        for title in ["Microsoft Word - a.doc", "letter.odt", "thesis.dvi", ""] {
            assert!(!is_a_title(title), "{title}");
        }
        assert!(is_a_title("A letter"));
    }

    #[test]
    fn a_name_that_shares_a_part_may_be_the_same_persons() {
        let anna = author("Anna Bell").unwrap();
        for (name, another) in [
            ("Tom Averill", true),
            ("tom", true),
            ("T. Averill", true),
            ("anna bell", false),
            ("Bell, A.", false),
            ("Anna", false),
            ("Unknown Author", false),
            ("A.", false),
        ] {
            assert_eq!(is_another(name, &anna), another, "{name}");
        }
    }

    #[test]
    fn a_date_lies_between_the_first_programs_and_the_last_change() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let is_sane = |date, modified: &str| is_sane(at(date), modified.parse().ok());
        for (date, modified, sane) in [
            ("2024-03-05T10:00:00Z", "2024-03-05T09:00:00Z", true),
            ("2024-03-05T10:00:00Z", "", true),
            // A clock that was never set says nothing of another one.
            ("2024-03-05T10:00:00Z", "1970-01-01T00:00:00Z", true),
            ("2044-03-05T10:00:00Z", "2024-03-05T09:00:00Z", false),
            ("1970-01-01T00:00:00Z", "2024-03-05T09:00:00Z", false),
            ("2013-12-23T23:15:00Z", "2024-03-05T09:00:00Z", false),
            ("1601-01-01T00:00:00Z", "", false),
        ] {
            assert_eq!(is_sane(date, modified), sane, "{date} {modified}");
        }
    }
}
