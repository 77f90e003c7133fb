//! Names as words of a text.

use memchr::memmem;

/// Whether a name can take the place of another one: it has letters, digits and what the other has, and begins as that
/// does. Whether it is a keyword shows when the result is parsed.
pub fn may_replace(old: &str, new: &str) -> bool {
    let is_letter = |sign: char| sign.is_alphabetic() || sign == '_';
    let sigil =
        |name: &str| -> String { name.chars().take_while(|sign| !is_letter(*sign)).collect() };
    let fits = |sign: char| sign.is_alphanumeric() || sign == '_' || old.contains(sign);
    sigil(old) == sigil(new) && new.chars().any(is_letter) && new.chars().all(fits)
}

/// Where a name stands as a word of its own.
pub fn matches<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    let goes_on = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == '$';
    memmem::find_iter(text.as_bytes(), name.as_bytes()).filter(move |at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(goes_on) && !after.is_some_and(goes_on)
    })
}

#[cfg(test)]
mod tests {
    use super::{matches, may_replace};

    #[test]
    fn a_name_takes_the_place_of_another_one_that_begins_alike() {
        for (old, new) in [
            ("a", "b2"),
            ("$a", "$b"),
            ("größe", "länge"),
            ("valid?", "ok?"),
        ] {
            assert!(may_replace(old, new), "{old} {new}");
        }
        for (old, new) in [
            ("a", "2b"),
            ("a", ""),
            ("a", "b c"),
            ("a", "$b"),
            ("$a", "b"),
            ("a", "b()"),
            ("a", "b\n"),
            ("a", "b?"),
        ] {
            assert!(!may_replace(old, new), "{old} {new:?}");
        }
    }

    #[test]
    fn a_word_is_not_a_part_of_another_one() {
        let found: Vec<usize> = matches("max max_2 'max' ämax max.", "max").collect();
        assert_eq!(found, [0, 11, 22]);
    }
}
