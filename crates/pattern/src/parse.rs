//! From a pattern's text to its tree.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::rc::Rc;

use assay_languages::{Lang, has_grammar};
use assay_syntax::{Dots, Field, Kind, LoweringTable, NodeId, PatternText, Token, Tree, Wrapper};
use ast_grep_core::tree_sitter::LanguageExt;

use crate::marks::{ascribed_types, mark, mark_imports};
use crate::misread::{
    has_dots_joined, has_leftover, has_no_parameters, is_field, is_prose, starts_with_keyword,
};
use crate::pattern::{Pattern, PatternError, Root};
use crate::prepare::{Prepared, Rendered};
use crate::root::root;
use crate::texts::{TextPattern, unescaped};
use crate::typed_code::typed_language;

/// How many forms of a pattern are tried before it is given up.
const MAX_TRIES: usize = 2_400;
/// How many have been tried when another grammar gets its turn, where there is one: what it reads at once is found
/// long before all forms have failed in the first.
const TURNS: [usize; 3] = [60, 300, MAX_TRIES];
/// How many forms are tried in which holes in like places are read alike.
const ALIKE_TRIES: usize = 100;
/// How many are tried as a type.
const TYPE_TRIES: usize = 300;

impl Pattern {
    /// Parses a pattern; the grammar of its language must be there.
    pub fn parse(lang: Lang, text: &str) -> Result<Pattern, PatternError> {
        let fail = |message: String| PatternError { message, offset: 0 };
        let Some(profile) = lang.lowering_table() else {
            return Err(fail(format!(
                "patterns in {} are not supported",
                lang.name()
            )));
        };
        if !has_grammar(lang) {
            return Err(fail(format!("the {} grammar is not loaded", lang.name())));
        }
        if text.trim().is_empty() {
            return Err(fail("the pattern is empty".to_owned()));
        }
        let other = profile.fallback.and_then(Lang::from_name);
        let Some(other) = other.filter(|other| *other != lang && has_grammar(*other)) else {
            return parse(lang, profile, text, 0..MAX_TRIES);
        };
        let of_other = other.lowering_table().unwrap_or(&LoweringTable::PLAIN);
        let mut grammars = [(lang, profile), (other, of_other)];
        if typed_language(lang, text) == Some(other) {
            grammars.reverse();
        }
        let mut furthest: Option<PatternError> = None;
        let mut tried = 0;
        for turn in TURNS {
            for (grammar, profile) in grammars {
                match parse(grammar, profile, text, tried..turn) {
                    Ok(pattern) => return Ok(pattern),
                    Err(error) if grammar == lang => {
                        let is_further = |before: &PatternError| error.offset > before.offset;
                        if furthest.as_ref().is_none_or(is_further) {
                            furthest = Some(error);
                        }
                    }
                    Err(_) => {}
                }
            }
            tried = turn;
        }
        Err(furthest.unwrap_or_else(|| fail("the pattern is not valid".to_owned())))
    }
}

/// A type, as a pattern; where a language says how, read in the place of one.
fn parse_type(lang: Lang, text: &str) -> Result<Pattern, PatternError> {
    let Some((profile, around)) = lang
        .lowering_table()
        .and_then(|profile| Some((profile, profile.types?)))
    else {
        return Pattern::parse(lang, text);
    };
    let as_type = parse_in(lang, profile, text, &[around], 0..TYPE_TRIES)
        .ok()
        .and_then(|mut pattern| {
            let Root::Node(root) = pattern.root else {
                return None;
            };
            if pattern.tree.kind(root) == Kind::VarDef {
                pattern.root = Root::Node(pattern.tree.get(root, Field::Type)?);
            }
            Some(pattern)
        });
    as_type.map_or_else(|| Pattern::parse(lang, text), Ok)
}

/// `tries` says which of the tries: those before were made.
fn parse(
    lang: Lang,
    profile: &LoweringTable,
    text: &str,
    tries: Range<usize>,
) -> Result<Pattern, PatternError> {
    let braces = profile
        .braces
        .filter(|_| text.trim_start().starts_with('{'));
    let wrappers: Vec<Wrapper> = braces
        .into_iter()
        .chain(profile.wrappers.iter().copied())
        .collect();
    parse_in(lang, profile, text, &wrappers, tries)
}

fn parse_in(
    lang: Lang,
    profile: &LoweringTable,
    text: &str,
    wrappers: &[Wrapper],
    tries: Range<usize>,
) -> Result<Pattern, PatternError> {
    let lead = text.len() - text.trim_start().len();
    let prepared = Prepared::new(lang, text.trim());
    let mut parser = tree_sitter::Parser::new();
    parser
        .set_language(&lang.get_ts_language())
        .map_err(|error| PatternError {
            message: error.to_string(),
            offset: 0,
        })?;
    let mut furthest = 0;
    let of_each = |tries: usize| tries / wrappers.len().max(1);
    let (made, limit) = (of_each(tries.start), of_each(tries.end).max(1));
    let forms: Vec<Vec<usize>> = all_forms(&prepared, profile)
        .take(limit)
        .skip(made)
        .collect();
    // A likely form in an unlikely place comes after an unlikely form in a likely place, and the reverse.
    for rank in 0..forms.len() + wrappers.len() {
        let pair = |(place, wrapper)| Some((wrapper, forms.get(rank.checked_sub(place)?)?));
        for (wrapper, forms) in wrappers.iter().enumerate().filter_map(pair) {
            let wrapper: &Wrapper = wrapper;
            let rendered = prepared.render(profile, forms, (wrapper.0, wrapper.1));
            if lang.beyond_scanner(&rendered.text).is_some() {
                return Err(too_deep());
            }
            let Some(parsed) = parser.parse(&rendered.text, None) else {
                continue;
            };
            if parsed.root_node().has_error() {
                let error = first_error(parsed.root_node()).saturating_sub(rendered.range.start);
                furthest = furthest.max(error);
                continue;
            }
            let cut = !wrapper.1.is_empty();
            if let Some(pattern) = compile(lang, profile, &prepared, &rendered, &parsed, cut) {
                return pattern;
            }
        }
    }
    let offset = lead + furthest.min(text.trim().len());
    Err(PatternError {
        message: format!("the pattern is not valid {}", lang.name()),
        offset,
    })
}

fn too_deep() -> PatternError {
    PatternError {
        message: "the pattern is nested too deeply".to_owned(),
        offset: 0,
    }
}

/// Which form each hole has, the likelier ones first: holes in like places are read alike, and only then each by
/// itself.
fn all_forms(prepared: &Prepared, profile: &LoweringTable) -> impl Iterator<Item = Vec<usize>> {
    let holes = prepared.choices(profile);
    let places = prepared.places(profile);
    let mut of_places: Vec<Vec<&str>> = Vec::new();
    for (place, forms) in places.iter().zip(&holes) {
        of_places.resize_with(of_places.len().max(place + 1), Vec::new);
        let known = &mut of_places[*place];
        for form in forms {
            if !known.contains(&form.0) {
                known.push(form.0);
            }
        }
    }
    let counts: Vec<usize> = holes.iter().map(Vec::len).collect();
    let counts_of_places: Vec<usize> = of_places.iter().map(Vec::len).collect();
    let alike = choices(&counts_of_places).filter_map(move |chosen| {
        let in_place = |(place, forms): (&usize, &Vec<Dots>)| {
            let wanted = of_places[*place][chosen[*place]];
            forms.iter().position(|form| form.0 == wanted)
        };
        places.iter().zip(&holes).map(in_place).collect()
    });
    alike.take(ALIKE_TRIES).chain(choices(&counts))
}

/// Which form each hole or place has, the likelier ones first: few and low numbers before many and high ones.
/// `forms` tells for each hole how many there are.
fn choices(forms: &[usize]) -> impl Iterator<Item = Vec<usize>> + use<> {
    let forms = forms.to_vec();
    let most = forms.iter().copied().max().unwrap_or(1);
    let of_all = forms.clone();
    let uniform =
        (1..most).map(move |form| of_all.iter().map(|forms| form.min(forms - 1)).collect());
    let mut open = VecDeque::from([vec![0; forms.len()]]);
    let graded = std::iter::from_fn(move || {
        let next: Vec<usize> = open.pop_front()?;
        let last = next.iter().rposition(|form| *form > 0).unwrap_or(0);
        for place in last..forms.len() {
            if next[place] + 1 < forms[place] {
                let mut more = next.clone();
                more[place] += 1;
                open.push_back(more);
            }
        }
        Some(next)
    });
    let mut graded = graded;
    let first = graded.next();
    first.into_iter().chain(uniform).chain(graded)
}

fn first_error(root: tree_sitter::Node<'_>) -> usize {
    let mut cursor = root.walk();
    loop {
        let node = cursor.node();
        if node.is_error() || node.is_missing() {
            return node.start_byte();
        }
        if node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return root.end_byte();
            }
        }
    }
}

/// The pattern in a tree without errors; none if the text around it got in its way.
fn compile(
    lang: Lang,
    profile: &LoweringTable,
    prepared: &Prepared,
    rendered: &Rendered,
    parsed: &tree_sitter::Tree,
    may_be_partial: bool,
) -> Option<Result<Pattern, PatternError>> {
    let table = prepared.placeholders(profile, rendered);
    let placeholder = |text: &str| {
        if text.len() > 200 {
            return None;
        }
        let plain: String = text.split_whitespace().collect();
        table
            .get(plain.trim_end_matches([';', ',']))
            .or_else(|| table.get(&plain))
            .copied()
            .filter(|(kind, _)| {
                // `$X;` is a statement that consists of a metavariable, not the metavariable.
                !matches!(kind, Kind::Metavar | Kind::Typed) || !plain.ends_with([';', ','])
            })
    };
    let text: Rc<str> = Rc::from(rendered.text.as_str());
    let extent = PatternText {
        placeholder: &placeholder,
        end: rendered.range.end,
    };
    let mut tree = lang.lower(parsed, &text, Some(extent))?;
    if tree.too_deep().is_some() {
        return Some(Err(too_deep()));
    }
    if has_dots_joined(&tree)
        || starts_with_keyword(&tree, &rendered.range)
        || has_no_parameters(&tree)
    {
        return None;
    }
    if has_leftover(&tree, rendered) {
        return None;
    }
    mark(&mut tree);
    let ascribed = ascribed_types(&mut tree);
    let (root, cut) = root(&tree, &rendered.range)?;
    if let Root::Sequence(items) = &root {
        mark_imports(&mut tree, items);
    }
    if is_field(&tree, &root, &rendered.range) || is_prose(&tree, &root, prepared) {
        return None;
    }
    let mut types = HashMap::new();
    let bracketed = prepared.types.iter();
    let bracketed = bracketed.map(|(name, of)| (Token::of(name), of.clone()));
    for (name, of) in bracketed.chain(
        ascribed
            .into_iter()
            .map(|(name, span)| (name, prepared.original(rendered, span))),
    ) {
        match parse_type(lang, &of) {
            Ok(pattern) => types.insert(name, Rc::new(pattern)),
            Err(error) => return Some(Err(error)),
        };
    }
    let texts = texts(&tree, prepared, rendered);
    let words: Vec<Rc<str>> = prepared.words(lang).into_iter().map(Rc::from).collect();
    let later = later_words(&tree, &root, &words);
    let own = prepared.names().into_iter().chain(string_names(&texts));
    let mut names: HashMap<Token, Rc<str>> = own
        .map(|name| (Token::of(&name), Rc::from(name.as_str())))
        .collect();
    let of_types = types.values().flat_map(|of: &Rc<Pattern>| of.names.clone());
    names.extend(of_types.collect::<Vec<_>>());
    Some(Ok(Pattern {
        tree,
        source: prepared.source().into(),
        root,
        is_partial: may_be_partial && cut,
        texts,
        types,
        words,
        later,
        names,
    }))
}

/// The words of the items of a sequence after the first.
fn later_words(tree: &Tree, root: &Root, words: &[Rc<str>]) -> Vec<Rc<str>> {
    let Root::Sequence(items) = root else {
        return Vec::new();
    };
    let names = items
        .iter()
        .skip(1)
        .flat_map(|item| tree.walk(*item))
        .filter(|id| tree.kind(*id) == Kind::Name);
    let texts: Vec<&str> = names.map(|id| tree.text(id)).collect();
    words
        .iter()
        .filter(|word| texts.contains(&&***word))
        .cloned()
        .collect()
}

fn string_names(texts: &HashMap<NodeId, TextPattern>) -> impl Iterator<Item = String> + '_ {
    texts.values().filter_map(|text| match text {
        TextPattern::Metavar(name) | TextPattern::Metavars(name) => Some(name.clone()),
        _ => None,
    })
}

fn texts(tree: &Tree, prepared: &Prepared, rendered: &Rendered) -> HashMap<NodeId, TextPattern> {
    let is_text = |id: &NodeId| tree.kind(*id) == Kind::Text;
    tree.ids()
        .filter(is_text)
        .map(|id| {
            let text = prepared.original(rendered, tree.span(id));
            let is_quoted = tree.source()[..tree.span(id).start].ends_with('"');
            let is_read = tree.profile().matching.reads_strings && is_quoted;
            match is_read && text.starts_with("=~/") {
                true => (id, TextPattern::of(&unescaped(&text))),
                false => (id, TextPattern::of(&text)),
            }
        })
        .collect()
}
