//! From a pattern's text to its tree.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::rc::Rc;

use assay_languages::{Lang, has_grammar};
use assay_syntax::{Dots, Field, Kind, LoweringTable, NodeId, PatternText, Token, Tree, Wrapper};
use ast_grep_core::tree_sitter::LanguageExt;

use crate::pattern::{Pattern, PatternError, Root};
use crate::prepare::{DEEP, Prepared, Rendered};
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

/// Gives nodes the kinds that only patterns have.
fn mark(tree: &mut Tree) {
    let deep = Token::of(DEEP);
    for id in tree.ids() {
        match tree.kind(id) {
            Kind::Call
                if tree
                    .get(id, Field::Callee)
                    .is_some_and(|callee| tree.token(callee) == deep) =>
            {
                tree.retag(id, Kind::Deep, Token::NONE);
            }
            Kind::Member
                if tree
                    .get(id, Field::Name)
                    .is_some_and(|name| tree.kind(name) == Kind::Ellipsis) =>
            {
                tree.retag(id, Kind::Chain, Token::NONE);
            }
            Kind::Dict if is_deep_object(tree, id) => tree.retag(id, Kind::Deep, Token::NONE),
            Kind::Call if is_deep_command(tree, id) => tree.retag(id, Kind::Deep, Token::NONE),
            Kind::Call => {
                // `a. ...;` read as a call.
                let callee = tree.get(id, Field::Callee);
                if let Some(callee) = callee.filter(|callee| is_dots_called(tree, id, *callee)) {
                    tree.set_field(callee, Field::Object);
                    tree.retag(id, Kind::Chain, Token::NONE);
                }
            }
            _ => {}
        }
    }
}

/// `{"deep__": …}`, which stands for `<... ...>` where there are no calls.
fn is_deep_object(tree: &Tree, id: NodeId) -> bool {
    let [only] = *tree.children(id) else {
        return false;
    };
    let key = tree.get(only, Field::Key);
    key.is_some_and(|key| tree.text(key).trim_matches('"') == DEEP)
}

/// `$(deep__ …)`, which stands for it in a shell.
fn is_deep_command(tree: &Tree, id: NodeId) -> bool {
    let [only] = *tree.children(id) else {
        return false;
    };
    let word = tree.children(only).first();
    tree.token(id) == Token::of("$()")
        && tree.children(only).len() == 2
        && word.is_some_and(|word| tree.text(*word) == DEEP)
}

/// Among other statements any import of a group is any statement.
fn mark_imports(tree: &mut Tree, items: &[NodeId]) {
    for &item in items {
        let is_dots = |part: NodeId| tree.kind(part) == Kind::Ellipsis;
        let is_any = matches!(*tree.children(item), [only] if is_dots(only))
            || tree.get(item, Field::Name).is_some_and(is_dots);
        if tree.kind(item) == Kind::Import && is_any {
            tree.retag(item, Kind::Ellipsis, Token::of("..."));
        }
    }
}

/// Whether a call is of `...` as a member, which ends it.
fn is_dots_called(tree: &Tree, call: NodeId, callee: NodeId) -> bool {
    let name = tree.get(callee, Field::Name);
    tree.children(call).len() == 1 && name.is_some_and(|name| tree.kind(name) == Kind::Ellipsis)
}

/// `e : T` in an expression: of a metavariable it tells the type, in the arguments of a call as well. The places of
/// the types.
fn ascribed_types(tree: &mut Tree) -> Vec<(Token, Range<usize>)> {
    let mut found = Vec::new();
    if !tree.profile().matching.ascribes_types {
        return found;
    }
    for id in tree.ids() {
        let parts = (tree.get(id, Field::Value), tree.get(id, Field::Type));
        if let (Kind::Cast, (Some(value), Some(of))) = (tree.kind(id), parts)
            && tree.kind(value) == Kind::Metavar
        {
            let name = tree.token(value);
            found.push((name, tree.span(of)));
            tree.retag(id, Kind::Typed, name);
        }
    }
    found
}

/// The node or nodes that are the pattern, and whether part of what was parsed was cut off.
fn root(tree: &Tree, range: &Range<usize>) -> Option<(Root, bool)> {
    let mut at = tree.root();
    loop {
        let inside: Vec<NodeId> = tree
            .children(at)
            .iter()
            .copied()
            .filter(|id| tree.span(*id).start >= range.start)
            .collect();
        let holder = tree.children(at).iter().copied().find(|id| {
            let span = tree.span(*id);
            span.start < range.start && span.end > range.start
        });
        match (&*inside, holder) {
            ([], Some(holder)) => at = holder,
            // The pattern stands on both sides of a border: it closed the text around it.
            (_, Some(_)) | ([], None) => return None,
            ([only], None) => {
                let cut = tree.span(*only).end > range.end;
                return Some((Root::Node(unwrapped(tree, *only, range)), cut));
            }
            ([first, ..], None) if is_one_import(tree, *first, &inside) => {
                return Some((Root::Imports(inside), false));
            }
            // A statement has one value: the rest is a type that was said of it.
            (_, None) if tree.kind(at) == Kind::ExprStmt => return None,
            (_, None) => return Some((Root::Sequence(inside), false)),
        }
    }
}

/// Whether nodes are the names that one statement imports.
fn is_one_import(tree: &Tree, first: NodeId, all: &[NodeId]) -> bool {
    all.iter()
        .all(|id| tree.kind(*id) == Kind::Import && tree.span(*id) == tree.span(first))
}

/// Whether `name: value` was taken for a label before a statement; it is a field of an object.
fn is_field(tree: &Tree, root: &Root, range: &Range<usize>) -> bool {
    let Root::Node(only) = *root else {
        return false;
    };
    let body = tree.get(only, Field::Body).map(|body| tree.kind(body));
    let is_value = match body {
        // What looks like a block is an object there.
        Some(Kind::Block) => tree.profile().matching.braces_are_objects,
        body => matches!(body, Some(Kind::ExprStmt | Kind::Metavar)),
    };
    tree.kind(only) == Kind::Labeled
        && is_value
        && !tree.source()[range.clone()].trim_end().ends_with(';')
        || is_symbol_entry(tree, only)
        || tree.kind(only) == Kind::VarDef
            && tree.profile().matching.braces_are_objects
            && tree.get(only, Field::Type).is_some_and(|of| {
                let before = tree.source()[range.start..tree.span(of).start].trim_end();
                before.ends_with(':') && tree.children(only).len() == 2
            })
}

/// Whether `:key => value` was taken for anything but an entry of a hash.
fn is_symbol_entry(tree: &Tree, only: NodeId) -> bool {
    let text = tree.text(only);
    text.starts_with(':') && text.contains("=>") && tree.kind(only) != Kind::Pair
}

/// Whether a word that only helps a hole to its place (`int` before the name of a parameter) came to be
/// something else in the tree.
fn has_leftover(tree: &Tree, rendered: &Rendered) -> bool {
    let is_hole = |kind| matches!(kind, Kind::Metavar | Kind::Metavars | Kind::Ellipsis);
    let starts: Vec<u32> = tree
        .ids()
        .filter(|id| is_hole(tree.kind(*id)))
        .map(|id| tree.node(id).start)
        .collect();
    let mut helped = rendered.helped();
    helped.any(|start| !starts.contains(&(start as u32)))
}

/// Whether code with metavariables was taken for the text between two tags.
fn is_prose(tree: &Tree, root: &Root, prepared: &Prepared) -> bool {
    matches!(*root, Root::Node(only) if tree.kind(only) == Kind::Text)
        && !prepared.names().is_empty()
}

/// Words that start a part of a statement, and that some grammars also take as names.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &["if", "else", "for", "while", "do", "switch", "case", "try", "catch", "finally"];

/// Whether `catch (E e) { ... }` was taken for a method of that name, or the like.
fn starts_with_keyword(tree: &Tree, range: &Range<usize>) -> bool {
    tree.ids().any(|id| {
        let node = tree.node(id);
        let parent = tree.parent(id).map(|parent| tree.kind(parent));
        let has_block = || {
            tree.source()[node.end as usize..]
                .trim_start()
                .starts_with('{')
        };
        let is_part = match (parent, node.field) {
            (Some(Kind::Function), Field::Name) | (Some(Kind::New), Field::Type) => true,
            (Some(Kind::Call), Field::Callee) => has_block(),
            _ => false,
        };
        let word = tree.text(id);
        let is_definition = tree.profile().matching.definition_words.contains(&word);
        matches!(node.kind, Kind::Name | Kind::New)
            && node.start as usize == range.start
            && (is_part && KEYWORDS.contains(&word) || is_definition && range.len() > word.len())
    })
}

/// Whether `[...](...) { ... }` or `T x{...}` was taken for a function.
fn has_no_parameters(tree: &Tree) -> bool {
    let is_function = |id: &NodeId| tree.kind(*id) == Kind::Function;
    let may_be = tree.profile().matching.functions_have_parameters;
    tree.ids().filter(is_function).filter(|_| may_be).any(|id| {
        let (name, body) = (tree.get(id, Field::Name), tree.get(id, Field::Body));
        name.zip(body).is_some_and(|(name, body)| {
            let between = tree.span(name).end..tree.span(body).start;
            let between = tree.source().get(between).unwrap_or("(");
            tree.kind(name) == Kind::Tuple || !between.contains('(')
        })
    })
}

/// Whether `...` and the line behind it were taken for one thing: for a definition with the dots as its type, or for a
/// call of them.
fn has_dots_joined(tree: &Tree) -> bool {
    let is_dots = |id: &NodeId| {
        let node = tree.node(*id);
        matches!(node.kind, Kind::Ellipsis | Kind::Metavars)
            && matches!(
                node.field,
                Field::Type | Field::Result | Field::Callee | Field::Object | Field::Alias
            )
    };
    tree.ids().filter(is_dots).any(|id| {
        let rest = &tree.source()[tree.span(id).end..];
        let blank = &rest[..rest.len() - rest.trim_start().len()];
        blank.contains('\n')
    })
}

/// The expression of a statement that is written without a semicolon.
fn unwrapped(tree: &Tree, id: NodeId, range: &Range<usize>) -> NodeId {
    let ends_open = !tree.source()[range.clone()].trim_end().ends_with(';');
    match (tree.kind(id), tree.children(id)) {
        (Kind::ExprStmt, [value]) if ends_open => *value,
        // A type alone, before the name that makes it a definition.
        (Kind::VarDef | Kind::Function | Kind::Param, [only])
            if matches!(tree.node(*only).field, Field::Type | Field::Result) =>
        {
            *only
        }
        // An annotation alone; what it stands before is text around the pattern.
        (_, [only]) if tree.kind(*only) == Kind::Decorator => *only,
        _ => id,
    }
}
