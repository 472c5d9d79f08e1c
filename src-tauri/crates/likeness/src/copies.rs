//! Which texts are the same but for their layout: a copy of what is to be written would give it away.

/// A text that stands in another one is a copy of it, if it has so many letters and digits.
const COPY: usize = 100;

/// What `text` is known by: its letters and digits, in lower case.
pub fn letters(text: &str) -> String {
    let plain = text.chars().filter(|c| c.is_alphanumeric());
    plain.flat_map(char::to_lowercase).collect()
}

/// Whether one of two texts, each as its `letters`, is the other, or a part of it that has a hundred of them.
pub fn is_copy(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    one == other || (short.chars().nth(COPY - 1).is_some() && long.contains(short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_known_by_its_letters() {
        let text = "The gulls have left the roof again, and the tiles with them. ".repeat(3);
        let copy = text.to_uppercase().replace(' ', "\r\n");
        assert!(is_copy(&letters(&text), &letters(&copy)));
        let longer = format!("> {text}\nWell, they have.");
        assert!(is_copy(&letters(&text), &letters(&longer)));
        assert!(is_copy(&letters(&longer), &letters(&text)));
        assert!(!is_copy(&letters("Gulls!"), &letters(&text)));
        assert!(!is_copy(
            &letters(&text.replace("tiles", "slates")),
            &letters(&text)
        ));
    }

    #[test]
    fn a_hundred_letters_are_enough_for_a_copy() {
        let long = "xy".repeat(80);
        assert!(is_copy(&long[..100], &long) && !is_copy(&long[..99], &long));
        let signs = "鸥".repeat(120);
        assert!(!is_copy(&"鸥".repeat(99), &signs) && is_copy(&"鸥".repeat(100), &signs));
    }
}
