//! A pattern's text with everything that is no code replaced by names that are.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use assay_languages::Lang;
use assay_syntax::{Dots, Kind, LoweringTable, Place, Token};
use assay_text::InOrder;
use regex::Regex;

use crate::quotes::string_around;
use crate::typed_metavars::typed_metavars;

/// What stands in a pattern and not in code.
#[derive(Clone, Debug, PartialEq)]
enum HoleKind {
    /// `$X`, and `$X` of `($X : T)`.
    Metavar,
    Typed,
    /// `...` or `$...X`.
    Dots,
    /// `<...` and the `...>` that closes it.
    Deep,
    DeepEnd,
    /// `=~/…/` in quotes, whose escapes a grammar may refuse.
    Regex,
}

#[derive(Clone, Debug)]
struct Hole {
    range: Range<usize>,
    kind: HoleKind,
    /// The name of a metavariable, with its dollar.
    name: String,
    /// Behind a dot only the plain name will do.
    is_member: bool,
}

/// A pattern's text and the holes in it.
#[derive(Debug)]
pub(crate) struct Prepared {
    source: String,
    holes: Vec<Hole>,
    /// The types of typed metavariables, as text, by name.
    pub types: HashMap<String, String>,
}

/// A pattern as text that a grammar may take.
#[derive(Debug)]
pub(crate) struct Rendered {
    pub text: String,
    /// Where the pattern is in it.
    pub range: Range<usize>,
    pieces: Vec<(Range<usize>, Range<usize>)>,
}

static HOLES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<\.\.\.|\.\.\.>|\.\.\.|\$\.\.\.[A-Z_][A-Z_0-9]*|\$[A-Z_][A-Z_0-9]*")
        .expect("it is right")
});

static REGEXES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#""(=~/(?:[^"\\\n]|\\.)*)"|'(=~/(?:[^'\\\n]|\\.)*)'"#).expect("it is right")
});

/// Variables of PHP that look like metavariables and are none.
pub(crate) const SUPERGLOBALS: &[&str] = &[
    "$_SERVER",
    "$_GET",
    "$_POST",
    "$_FILES",
    "$_COOKIE",
    "$_SESSION",
    "$_REQUEST",
    "$_ENV",
];

const METAVAR: &str = "mv__";
const TYPED: &str = "tm__";
const DOTS: &str = "dots__";
const MANY: &str = "dm__";
pub(crate) const DEEP: &str = "deep__";
const REGEX: &str = "re__";

impl Rendered {
    /// Where holes start that have a word in front of their name.
    pub fn helped(&self) -> impl Iterator<Item = usize> + '_ {
        let starts = self.pieces.iter().map(|(out, _)| out.start);
        starts.filter(|start| {
            let text = &self.text[*start..];
            let spelled = |name: &str, sign| text.starts_with(&name.replace('_', sign));
            let is_name = [METAVAR, TYPED, DOTS, MANY, DEEP, REGEX]
                .iter()
                .any(|name| ["_", "-", "xx"].iter().any(|sign| spelled(name, sign)));
            text.starts_with(char::is_alphabetic) && !is_name
        })
    }
}

impl Prepared {
    /// Finds the holes.
    pub fn new(lang: Lang, source: &str) -> Prepared {
        let bare = match lang.profile().matching.commas_may_trail {
            true => without_trailing_commas(source),
            false => source.to_owned(),
        };
        let source = bare.trim_end();
        let has_ranges = lang.profile().matching.dots_are_ranges;
        let (typed, types) = typed_metavars(lang, source);
        let mut holes = Vec::new();
        let mut at = 0;
        let mut open = 0;
        while let Some(found) = HOLES.find_at(source, at) {
            at = found.end();
            if let Some((range, name)) = typed
                .iter()
                .find(|(range, _)| range.contains(&found.start()))
            {
                at = range.end;
                holes.push(Hole {
                    range: range.clone(),
                    kind: HoleKind::Typed,
                    name: name.clone(),
                    is_member: false,
                });
                continue;
            }
            if !(has_ranges && is_range(source, &found.range())) {
                holes.extend(hole(source, found.range(), &mut open));
            }
        }
        // A typed metavariable's bracket may come before any other hole.
        for (range, name) in typed {
            if !holes.iter().any(|hole| hole.range == range) {
                holes.retain(|hole| !range.contains(&hole.range.start));
                holes.push(Hole {
                    range,
                    kind: HoleKind::Typed,
                    name,
                    is_member: false,
                });
            }
        }
        for range in regexes(source) {
            holes.retain(|hole| !range.contains(&hole.range.start));
            holes.push(Hole {
                range,
                kind: HoleKind::Regex,
                name: String::new(),
                is_member: false,
            });
        }
        holes.put_in_order_by_key(|hole| hole.range.start);
        Prepared {
            source: source.to_owned(),
            holes,
            types,
        }
    }

    /// For each hole whose form can be chosen its forms.
    pub fn choices(&self, profile: &LoweringTable) -> Vec<Vec<Dots>> {
        self.open_holes(profile).map(|(_, forms)| forms).collect()
    }

    /// For each of those holes which place it has: a number that holes in like places share.
    pub fn places(&self, profile: &LoweringTable) -> Vec<usize> {
        let mut known = Vec::new();
        let places = self
            .open_holes(profile)
            .map(|(hole, _)| (&hole.kind, Place::of(&self.source, hole.range.clone())));
        places
            .map(|place| {
                let before = known.iter().position(|other| *other == place);
                before.unwrap_or_else(|| {
                    known.push(place);
                    known.len() - 1
                })
            })
            .collect()
    }

    /// The holes whose form can be chosen, with their forms.
    fn open_holes(&self, profile: &LoweringTable) -> impl Iterator<Item = (&Hole, Vec<Dots>)> {
        let holes = self.holes.iter();
        let forms = move |hole| (hole, self.forms(profile, hole));
        holes.map(forms).filter(|(_, forms)| !forms.is_empty())
    }

    /// What a hole may look like at its place.
    fn forms(&self, profile: &LoweringTable, hole: &Hole) -> Vec<Dots> {
        if let Some(form) = profile.in_strings.filter(|_| self.is_interpolated(hole)) {
            return vec![form];
        }
        let before = &self.source[..hole.range.start];
        let before = before.trim_end();
        let fits = |form: &&Dots| {
            form.1.is_empty()
                || before.is_empty()
                || form.1.split('|').any(|word| before.ends_with(word))
                // Behind another ellipsis what may follow a statement may follow.
                || before.ends_with("...") && form.1.contains(';')
        };
        let is_dots = hole.kind == HoleKind::Dots;
        let may_choose = !hole.is_member && (is_dots || hole.kind == HoleKind::Metavar);
        if let Some(choose) = profile.choose_form.filter(|_| may_choose) {
            let all = if is_dots {
                profile.dots
            } else {
                profile.metavars
            };
            let chosen = choose(&self.source, hole.range.clone(), is_dots);
            return chosen.iter().map(|form| all[*form]).collect();
        }
        match hole.kind {
            // A member alone is no statement everywhere, a call is.
            HoleKind::Dots if hole.is_member && self.source[hole.range.end..].starts_with(';') => {
                vec![Dots("@", ""), Dots("@()", "")]
            }
            HoleKind::Metavar | HoleKind::Dots if hole.is_member => Vec::new(),
            HoleKind::Dots => {
                let mut forms: Vec<Dots> = profile.dots.iter().filter(fits).copied().collect();
                if opens_class(before) {
                    // Members stand there: what ends like one comes first.
                    forms.put_in_order_by_key(|form| form.0 != MEMBER);
                }
                forms
            }
            HoleKind::Metavar => profile.metavars.iter().filter(fits).copied().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a metavariable stands in a string beside other text: then it is code inside the string.
    fn is_interpolated(&self, hole: &Hole) -> bool {
        hole.kind == HoleKind::Metavar
            && string_around(&self.source, hole.range.start)
                .is_some_and(|inside| inside != hole.range)
    }

    /// The text with each ellipsis in its chosen form.
    pub fn render(
        &self,
        profile: &LoweringTable,
        forms: &[usize],
        around: (&str, &str),
    ) -> Rendered {
        let mut text = around.0.to_owned();
        let mut pieces = Vec::new();
        let mut at = 0;
        let mut forms = forms.iter();
        for hole in &self.holes {
            text.push_str(&self.source[at..hole.range.start]);
            let start = text.len();
            match hole.kind {
                HoleKind::Typed => text.push_str(&format!("{TYPED}{}", &hole.name[1..])),
                HoleKind::Metavar | HoleKind::Dots => {
                    let name = if hole.kind == HoleKind::Dots {
                        dots_name(&hole.name)
                    } else {
                        metavar_name(&hole.name)
                    };
                    let choices = self.forms(profile, hole);
                    let form = if choices.is_empty() {
                        None
                    } else {
                        forms.next().and_then(|form| choices.get(*form))
                    };
                    text.push_str(&filled(form.map_or("@", |form| form.0), &name));
                }
                HoleKind::Deep => text.push_str(&filled(profile.deep.0, DEEP)),
                HoleKind::DeepEnd => text.push_str(profile.deep.1),
                HoleKind::Regex => text.push_str(REGEX),
            }
            pieces.push((start..text.len(), hole.range.clone()));
            at = hole.range.end;
        }
        text.push_str(&self.source[at..]);
        let range = around.0.len()..text.len();
        text.push_str(around.1);
        Rendered {
            text,
            range,
            pieces,
        }
    }

    /// What the placeholders look like, without white space, and what they stand for.
    pub fn placeholders(
        &self,
        profile: &LoweringTable,
        rendered: &Rendered,
    ) -> HashMap<String, (Kind, Token)> {
        let mut table = HashMap::new();
        for (hole, (out, _)) in self.holes.iter().zip(&rendered.pieces) {
            let chosen: String = rendered.text[out.clone()].split_whitespace().collect();
            match hole.kind {
                HoleKind::Metavar => {
                    let name = metavar_name(&hole.name);
                    for form in profile.metavars {
                        let text: String = filled(form.0, &name).split_whitespace().collect();
                        // `{$X}` that the pattern itself has is an object.
                        if !text.starts_with('{') || text == chosen {
                            table.insert(text, (Kind::Metavar, Token::of(&hole.name)));
                        }
                    }
                    table.insert(name, (Kind::Metavar, Token::of(&hole.name)));
                }
                HoleKind::Typed => {
                    table.insert(
                        format!("{TYPED}{}", &hole.name[1..]),
                        (Kind::Typed, Token::of(&hole.name)),
                    );
                }
                HoleKind::Dots => {
                    let kind = if hole.name == "..." {
                        Kind::Ellipsis
                    } else {
                        Kind::Metavars
                    };
                    for form in profile.dots {
                        let text: String = filled(form.0, &dots_name(&hole.name))
                            .split_whitespace()
                            .collect();
                        // `{...}` that the pattern itself has is an object.
                        if text.starts_with('{') && text != chosen {
                            continue;
                        }
                        table.insert(
                            text.trim_end_matches([';', ',']).to_owned(),
                            (kind, Token::of(&hole.name)),
                        );
                    }
                }
                HoleKind::Deep | HoleKind::DeepEnd | HoleKind::Regex => {}
            }
        }
        table
    }

    /// The text as it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The words that a text must contain, where words have one spelling.
    pub fn words(&self, lang: Lang) -> Vec<String> {
        if lang.profile().words.any_case {
            Vec::new()
        } else {
            crate::words::words(lang, &self.source)
        }
    }

    /// The names of its metavariables, `$...X` among them.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .holes
            .iter()
            .map(|hole| hole.name.clone())
            .filter(|name| name.starts_with('$'))
            .collect();
        names.put_in_order();
        names.dedup();
        names
    }

    /// The text as it was written for a stretch of what was rendered.
    pub fn original(&self, rendered: &Rendered, range: Range<usize>) -> String {
        let mut text = String::new();
        let mut at = range.start;
        for (out, source) in rendered
            .pieces
            .iter()
            .filter(|(out, _)| out.start >= range.start && out.end <= range.end)
        {
            text.push_str(&rendered.text[at..out.start]);
            text.push_str(&self.source[source.clone()]);
            at = out.end;
        }
        text.push_str(&rendered.text[at..range.end]);
        text
    }
}

/// The form of an ellipsis that reads as a member of a class.
const MEMBER: &str = "@;";

/// Whether a text ends where the members of a class begin.
fn opens_class(text: &str) -> bool {
    let Some(head) = text.strip_suffix('{') else {
        return false;
    };
    let start = head.rfind(['{', '}', ';']).map_or(0, |end| end + 1);
    head[start..].split_whitespace().any(|word| word == "class")
}

/// A form with its name: `@` is the name, `~` the name with dashes, `%` with letters, where a grammar
/// takes no underscores, `#` a number that stands for it.
fn filled(form: &str, name: &str) -> String {
    form.replace('@', name)
        .replace('~', &name.replace('_', "-"))
        .replace('%', &name.replace('_', "xx"))
        .replace('#', &number_of(name))
}

/// The letters of a name as digits.
fn number_of(name: &str) -> String {
    name.bytes().map(|byte| format!("{byte:03}")).collect()
}

fn metavar_name(name: &str) -> String {
    format!("{METAVAR}{}", &name[1..])
}

fn dots_name(name: &str) -> String {
    match name.strip_prefix("$...") {
        Some(name) => format!("{MANY}{name}"),
        None => DOTS.to_owned(),
    }
}

/// Where the regular expressions stand that strings of a pattern are.
fn regexes(source: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let found = REGEXES.captures_iter(source);
    found.filter_map(|found| Some(found.get(1).or_else(|| found.get(2))?.range()))
}

fn hole(source: &str, range: Range<usize>, open: &mut usize) -> Option<Hole> {
    let text = &source[range.clone()];
    let before = source[..range.start].trim_end();
    let after = source[range.end..].chars().next();
    let mut name = text.to_owned();
    let mut range = range;
    // `Foo<...>` and `Foo<..., T>` are lists of types.
    let is_type_list = text == "<..." && matches!(after, Some(',' | '>'));
    if is_type_list {
        range.start += 1;
        name = "...".to_owned();
    }
    let kind = match text {
        _ if is_type_list => HoleKind::Dots,
        "<..." => {
            *open += 1;
            HoleKind::Deep
        }
        "...>" if *open > 0 => {
            *open -= 1;
            HoleKind::DeepEnd
        }
        "...>" | "..." => {
            range.end = range.start + 3;
            name = "...".to_owned();
            let spreads = |c: char| c.is_alphabetic() || matches!(c, '_' | '[' | '(');
            let in_list = before.ends_with(['(', '[', '{', ',', '=']);
            let is_spread = text == "..."
                && (in_list && after.is_some_and(spreads)
                    || is_metavar(&source[range.end..])
                    || is_rest(source, &range));
            if is_spread {
                return None;
            }
            HoleKind::Dots
        }
        _ if SUPERGLOBALS.contains(&text) => return None,
        _ if text.starts_with("$...") => HoleKind::Dots,
        _ if after.is_some_and(|c| c.is_alphanumeric()) => return None,
        _ => HoleKind::Metavar,
    };
    Some(Hole {
        range,
        kind,
        name,
        is_member: before.ends_with('.') && !before.ends_with("..."),
    })
}

/// Whether `...` stands between two operands on one line, as the operator does: `$A ... $B`.
fn is_range(source: &str, range: &Range<usize>) -> bool {
    let is_end = |sign: char| sign.is_alphanumeric() || matches!(sign, ')' | ']' | '_');
    let is_start = |sign: char| sign.is_alphanumeric() || matches!(sign, '$' | '(');
    let before = source[..range.start].trim_end_matches(' ');
    let after = source[range.end..].trim_start_matches(' ');
    let word = |sign: char| !sign.is_alphanumeric();
    let last = before.rsplit(word).next().unwrap_or_default();
    let next = after.split(word).next().unwrap_or_default();
    &source[range.clone()] == "..."
        && before.ends_with(is_end)
        && after.starts_with(is_start)
        && !BEFORE_STATEMENTS.contains(&last)
        && !AFTER_STATEMENTS.contains(&next)
}

/// Words between which and the next `...` is a statement.
const BEFORE_STATEMENTS: &[&str] = &["do", "then", "else", "begin", "ensure"];
const AFTER_STATEMENTS: &[&str] = &["do", "end", "if", "unless", "while", "until", "rescue"];

static TRAILING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#""(?:\\.|[^"\\])*"|,\s*[}\]]|,\s*$"#).expect("it is right"));

/// A pattern in which no comma stands behind the last of a list. What is in quotes stays.
fn without_trailing_commas(source: &str) -> String {
    let bare = |found: &regex::Captures<'_>| found[0].replacen(',', " ", 1);
    let replace = |found: &regex::Captures<'_>| match found[0].starts_with('"') {
        true => found[0].to_owned(),
        false => bare(found),
    };
    TRAILING.replace_all(source, replace).into_owned()
}

fn is_metavar(text: &str) -> bool {
    text.strip_prefix('$')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// `String... names` and `f(names...)`: the language's own dots.
fn is_rest(source: &str, range: &Range<usize>) -> bool {
    let glued = source[..range.start].ends_with(|c: char| c.is_alphanumeric() || c == ']');
    let rest = source[range.end..].trim_start();
    glued && (rest.starts_with(')') || rest.starts_with(|c: char| c.is_alphabetic() || c == '$'))
}
