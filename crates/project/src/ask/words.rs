//! Words of questions and of names: names taken apart, endings cut off.

use super::related::related;

/// Words that say nothing of what is looked for.
const STOP: &[&str] = &[
    "a", "about", "all", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
    "code", "could", "do", "does", "for", "from", "function", "given", "has", "have", "how", "i",
    "if", "in", "into", "is", "it", "its", "me", "method", "my", "no", "not", "of", "on", "or",
    "our", "should", "show", "so", "some", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "those", "to", "used", "using", "via", "was", "we", "were", "what",
    "when", "where", "which", "who", "why", "will", "with", "would", "you", "your",
];

/// Words that a question begins with which is about a thing, and not about what is done.
const THINGS: &[&str] = &[
    "a",
    "abstract",
    "an",
    "base",
    "class",
    "interface",
    "represents",
    "struct",
    "the",
    "this",
    "type",
];

/// Words of questions about tests.
const TESTS: &[&str] = &["benchmark", "fixture", "mock", "test", "testing", "tests"];

/// A question, taken apart.
#[derive(Debug, Default)]
pub struct Question {
    pub words: Vec<Asked>,
    /// It asks for a thing and not for what is done.
    pub about_thing: bool,
    /// It asks for tests.
    pub about_tests: bool,
}

/// A word of a question.
#[derive(Debug)]
pub struct Asked {
    pub word: String,
    pub stem: String,
    /// Others that say the same in code, with their stems.
    pub related: Vec<(&'static str, String)>,
}

/// The words of a question, each once, without those that say nothing.
pub fn question(text: &str) -> Question {
    let mut asked = Question::default();
    let mut is_first = true;
    each(text, &mut |word| {
        asked.about_thing |= std::mem::take(&mut is_first) && THINGS.contains(&word);
        asked.about_tests |= TESTS.contains(&word);
        let stem = stem(word);
        if !STOP.contains(&word) && asked.words.iter().all(|one| one.stem != stem) {
            asked.words.push(Asked::new(word, stem));
        }
    });
    // A question of nothing but such words is about them.
    if asked.words.is_empty() {
        each(text, &mut |word| {
            asked.words.push(Asked::new(word, stem(word)))
        });
    }
    asked
}

impl Asked {
    fn new(word: &str, own: String) -> Asked {
        let mut known = vec![own.clone()];
        let all = related(word).chain(related(&own));
        let others = all.map(|other| (other, stem(other)));
        let related = others.filter(|(_, stem)| {
            let is_new = !known.contains(stem);
            known.push(stem.clone());
            is_new
        });
        Asked {
            related: related.collect(),
            word: word.to_owned(),
            stem: own,
        }
    }
}

/// Calls with every word of a text in lower case; `HTTPServer_run2` has `http`, `server` and `run`.
pub fn each(text: &str, found: &mut dyn FnMut(&str)) {
    let mut word = String::new();
    let mut signs = text.chars().peekable();
    let mut was_lower = false;
    let mut was_upper = false;
    let mut was_digit = false;
    while let Some(sign) = signs.next() {
        let is_digit = sign.is_ascii_digit();
        let starts_word = sign.is_uppercase()
            && (was_lower || was_upper && signs.peek().is_some_and(|next| next.is_lowercase()));
        if !sign.is_alphabetic() && !is_digit || starts_word || is_digit != was_digit {
            finish(&mut word, found);
        }
        if sign.is_alphabetic() || is_digit {
            word.extend(sign.to_lowercase());
        }
        (was_lower, was_upper) = (sign.is_lowercase(), sign.is_uppercase());
        was_digit = is_digit;
    }
    finish(&mut word, found);
}

fn finish(word: &mut String, found: &mut dyn FnMut(&str)) {
    if !word.is_empty() && word.len() <= 40 {
        found(word);
    }
    word.clear();
}

/// A word without the ending that grammar gives it: `validates`, `validating` and `validation` are one.
pub fn stem(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    let mut stem = word.to_owned();
    if let Some(rest) = stem.strip_suffix("ies").filter(|rest| rest.len() > 1) {
        return without_more(format!("{rest}y"));
    }
    if ["sses", "xes", "ches", "shes"]
        .iter()
        .any(|ending| stem.ends_with(ending))
    {
        stem.truncate(stem.len() - 2);
        return without_more(stem);
    }
    if stem.ends_with('s')
        && !stem.ends_with("ss")
        && !stem.ends_with("us")
        && !stem.ends_with("is")
    {
        stem.pop();
    }
    without_more(stem)
}

const ENDINGS: [(&str, &str); 22] = [
    ("ization", "ize"),
    ("ational", "ate"),
    ("fulness", "ful"),
    ("iveness", "ive"),
    ("ation", "ate"),
    ("ition", "it"),
    ("ement", ""),
    ("ment", ""),
    ("ness", ""),
    ("able", ""),
    ("ible", ""),
    ("ating", "ate"),
    ("ator", "ate"),
    ("ated", "ate"),
    ("ally", "al"),
    ("ing", ""),
    ("ion", ""),
    ("ers", ""),
    ("er", ""),
    ("or", ""),
    ("ed", ""),
    ("ly", ""),
];

fn without_more(mut stem: String) -> String {
    let ending = ENDINGS.iter().find_map(|(ending, instead)| {
        let rest = stem.strip_suffix(ending)?;
        let has_vowel = rest.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        (rest.len() >= 3 && has_vowel).then(|| format!("{rest}{instead}"))
    });
    stem = ending.unwrap_or(stem);
    let bytes = stem.as_bytes();
    let is_double = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    if is_double && !stem.ends_with(['l', 's', 'z', 'e', 'o']) {
        stem.pop();
    }
    if stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    if stem.len() > 3 && stem.ends_with('y') {
        stem.pop();
        stem.push('i');
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::{each, question, stem};

    #[test]
    fn names_are_taken_apart() {
        for (name, words) in [
            ("HTTPServer_run2", &["http", "server", "run", "2"][..]),
            ("getUserID", &["get", "user", "id"]),
            ("größeÄndern", &["größe", "ändern"]),
            ("__init__", &["init"]),
        ] {
            let mut found = Vec::new();
            each(name, &mut |word| found.push(word.to_owned()));
            assert_eq!(found, words, "{name}");
        }
    }

    #[test]
    fn forms_of_a_word_are_one() {
        for forms in [
            &[
                "validate",
                "validates",
                "validated",
                "validating",
                "validation",
                "validator",
            ][..],
            &["query", "queries"],
            &["run", "running", "runs", "runner"],
            &["match", "matches", "matching", "matcher"],
            &["create", "creates", "creating", "creation"],
            &["parse", "parser", "parsing", "parsed"],
            &["delete", "deleted", "deleting", "deletion"],
        ] {
            let stems: Vec<String> = forms.iter().map(|form| stem(form)).collect();
            assert!(
                stems.iter().all(|one| *one == stems[0]),
                "{forms:?}: {stems:?}"
            );
        }
        assert_ne!(stem("class"), stem("clas"));
        assert_ne!(stem("string"), stem("str"));
    }

    #[test]
    fn questions_keep_what_they_are_about() {
        let words = |text| -> Vec<String> {
            question(text)
                .words
                .into_iter()
                .map(|one| one.word)
                .collect()
        };
        assert_eq!(
            words("where do we check the password?"),
            ["check", "password"]
        );
        assert_eq!(words("what is it"), ["what", "is", "it"]);
    }
}
