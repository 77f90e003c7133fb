//! YAML as a small tree that remembers where everything stands.
//!
//! Rule files come from strangers, and their authors need to be told the line of a mistake. A
//! deserializer alone can do neither: it loses positions as soon as serde buffers a value, and it
//! expands aliases without end. So a file is read once into this tree, under limits, document by
//! document; everything else (rules, the prefilter, messages) works on the tree.

use std::collections::HashMap;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span};

/// Larger files are refused: a thousand rules take less than one megabyte.
pub const MAX_BYTES: usize = 5 << 20;
const MAX_DEPTH: usize = 100;
/// Nodes of one document after aliases are expanded.
const MAX_NODES: usize = 200_000;

/// A value and the byte offset in its file at which it starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Yaml {
    /// What it is.
    pub value: YamlValue,
    /// Byte offset in the file.
    pub at: usize,
}

/// What a node of the tree can be.
#[derive(Clone, Debug, PartialEq)]
pub enum YamlValue {
    /// Text; `plain` if it stood there without quotes, so that it may mean a number, a truth value or null.
    Scalar {
        /// The text after escapes.
        text: String,
        /// Whether it had no quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Yaml>),
    /// Keys and values in the order of the file.
    Map(Vec<(Yaml, Yaml)>),
}

/// What is wrong with a document, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// Byte offset in the file.
    pub at: usize,
}

impl Fault {
    /// A fault at an offset.
    pub fn new(at: usize, message: impl Into<String>) -> Fault {
        Fault {
            message: message.into(),
            at,
        }
    }
}

impl Yaml {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            YamlValue::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[(Yaml, Yaml)] {
        match &self.value {
            YamlValue::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Yaml] {
        match &self.value {
            YamlValue::List(items) => items,
            _ => &[],
        }
    }

    /// The key of this name in a map, and its value.
    pub fn entry(&self, key: &str) -> Option<(&Yaml, &Yaml)> {
        let mut entries = self.entries().iter();
        let found = entries.find(|(name, _)| name.text() == Some(key));
        found.map(|(name, value)| (name, value))
    }

    /// The value under a key of a map.
    pub fn get(&self, key: &str) -> Option<&Yaml> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The text under a key of a map.
    pub fn str(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// Whether it is an unquoted nothing.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, YamlValue::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// Where the first scalar with exactly this text stands, keys included.
    pub fn find_text(&self, wanted: &str) -> Option<usize> {
        match &self.value {
            YamlValue::Scalar { text, .. } => (text == wanted).then_some(self.at),
            YamlValue::List(items) => items.iter().find_map(|item| item.find_text(wanted)),
            YamlValue::Map(entries) => entries
                .iter()
                .find_map(|(key, value)| key.find_text(wanted).or_else(|| value.find_text(wanted))),
        }
    }

    fn size(&self) -> usize {
        match &self.value {
            YamlValue::Scalar { .. } => 1,
            YamlValue::List(items) => 1 + items.iter().map(Yaml::size).sum::<usize>(),
            YamlValue::Map(entries) => {
                1 + entries
                    .iter()
                    .map(|(k, v)| k.size() + v.size())
                    .sum::<usize>()
            }
        }
    }
}

/// Reads every document of a file. A broken one does not take the others with it; empty ones are left out.
pub fn documents(text: &str) -> Vec<Result<Yaml, Fault>> {
    if text.len() > MAX_BYTES {
        let message = format!(
            "the file is {} MB; rule files can be up to {} MB",
            text.len() >> 20,
            MAX_BYTES >> 20
        );
        return vec![Err(Fault::new(0, message))];
    }
    let mut options = Options::default();
    options.emit_comments = false;
    options.flow_nesting_limit = MAX_DEPTH;
    options.block_nesting_limit = MAX_DEPTH;
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut found = Vec::new();
    let mut reader = Reader::default();
    while let Some(event) = parser.next_event() {
        let step = event
            .map_err(|error| scan_fault(text, &error))
            .and_then(|(event, span)| reader.take(event, span));
        match step {
            Ok(None) => {}
            Ok(Some(document)) if document.is_null() => {}
            Ok(Some(document)) => found.push(Ok(document)),
            Err(fault) => {
                found.push(Err(fault));
                reader = Reader::default();
                if !matches!(parser.proceed_next_document(), Ok(true)) {
                    break;
                }
            }
        }
    }
    found
}

fn scan_fault(text: &str, error: &ScanError) -> Fault {
    let mark = error.marker();
    let by_line = || {
        text.split_inclusive('\n')
            .take(mark.line().saturating_sub(1))
            .map(str::len)
            .sum::<usize>()
            + mark.col()
    };
    Fault::new(
        mark.byte_offset().unwrap_or_else(by_line),
        format!("this is not valid YAML: {}", error.info()),
    )
}

/// Builds one document out of parser events.
#[derive(Default)]
struct Reader {
    open: Vec<(Yaml, usize, Option<Yaml>)>,
    anchors: HashMap<usize, Yaml>,
    root: Option<Yaml>,
    nodes: usize,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<Option<Yaml>, Fault> {
        let at = span.start.byte_offset().unwrap_or_default();
        let custom_tag = event
            .tag()
            .filter(|tag| tag.is_custom())
            .map(|tag| tag.original());
        if let Some(tag) = custom_tag {
            return Err(Fault::new(at, format!("the tag `{tag}` is not supported")));
        }
        match event {
            Event::DocumentStart(..) => *self = Reader::default(),
            Event::DocumentEnd => return Ok(self.root.take()),
            Event::Alias(id) => return self.alias(id, at),
            Event::Scalar(text, style, anchor, tag) => {
                let plain = matches!(style, ScalarStyle::Plain)
                    && tag.is_none_or(|tag| tag.suffix() != "str");
                let value = YamlValue::Scalar {
                    text: text.into_owned(),
                    plain,
                };
                self.close(Yaml { value, at }, anchor)?;
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open(YamlValue::List(Vec::new()), at, anchor)?
            }
            Event::MappingStart(_, anchor, _) => {
                self.open(YamlValue::Map(Vec::new()), at, anchor)?
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((node, anchor, _)) = self.open.pop() {
                    self.close(node, anchor)?;
                }
            }
            _ => {}
        }
        Ok(None)
    }

    fn open(&mut self, value: YamlValue, at: usize, anchor: usize) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Fault::new(
                at,
                format!("the document is nested more than {MAX_DEPTH} levels deep"),
            ));
        }
        self.open.push((Yaml { value, at }, anchor, None));
        Ok(())
    }

    fn alias(&mut self, id: usize, at: usize) -> Result<Option<Yaml>, Fault> {
        let Some(target) = self.anchors.get(&id).cloned() else {
            return Err(Fault::new(
                at,
                "the alias refers to a value that contains it",
            ));
        };
        self.nodes += target.size() - 1;
        self.close(target, 0)?;
        Ok(None)
    }

    /// A complete node goes into the innermost open one, or becomes the root.
    fn close(&mut self, node: Yaml, anchor: usize) -> Result<(), Fault> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let message = format!(
                "the document has more than {MAX_NODES} values once its aliases are expanded"
            );
            return Err(Fault::new(node.at, message));
        }
        let node = merged(node);
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some((parent, _, key)) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match (&mut parent.value, key.take()) {
            (YamlValue::List(items), _) => items.push(node),
            (YamlValue::Map(_), None) => *key = Some(node),
            (YamlValue::Map(entries), Some(name)) => {
                if entries.iter().any(|(other, _)| other.value == name.value) {
                    return Err(Fault::new(
                        name.at,
                        format!("the key `{}` is duplicated", name.text().unwrap_or("?")),
                    ));
                }
                entries.push((name, node));
            }
            (YamlValue::Scalar { .. }, _) => {}
        }
        Ok(())
    }
}

/// A map with the entries that `<<` puts into it (YAML 1.1): its own come first, then those of earlier maps.
fn merged(node: Yaml) -> Yaml {
    let YamlValue::Map(entries) = node.value else {
        return node;
    };
    let is_merge = |(key, _): &(Yaml, Yaml)| key.text() == Some("<<");
    let (merges, mut own): (Vec<_>, Vec<_>) = entries.into_iter().partition(is_merge);
    for (_, from) in merges {
        let maps = match from.value {
            YamlValue::List(maps) => maps,
            _ => vec![from],
        };
        for (key, value) in maps.iter().flat_map(Yaml::entries) {
            if !own.iter().any(|(other, _)| other.value == key.value) {
                own.push((key.clone(), value.clone()));
            }
        }
    }
    Yaml {
        value: YamlValue::Map(own),
        ..node
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(usize, String)> {
        documents(text)
            .into_iter()
            .filter_map(Result::err)
            .map(|fault| (fault.at, fault.message))
            .collect()
    }

    #[test]
    fn a_tree_remembers_where_things_stand() {
        let text = "id: a\nrule:\n  any: [{kind: x}, y]\n";
        let document = documents(text).remove(0).unwrap();
        assert_eq!(document.str("id"), Some("a"));
        let any = document
            .get("rule")
            .and_then(|rule| rule.get("any"))
            .unwrap();
        assert_eq!(any.items()[0].str("kind"), Some("x"));
        assert_eq!(document.find_text("y"), text.find("y]"));
        assert_eq!(document.find_text("kind"), text.find("kind"));
    }

    #[test]
    fn maps_are_merged() {
        let text = "base: &b {a: 1, c: 2}\nrule:\n  <<: *b\n  c: 3\nboth: {<<: [*b, {d: 4}]}";
        let document = documents(text).remove(0).unwrap();
        let texts = |key: &str, names: [&str; 3]| {
            let map = document.get(key).unwrap();
            names.map(|name| map.str(name).map(str::to_owned))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            texts("rule", ["a", "c", "<<"]),
            [some("1"), some("3"), None]
        );
        assert_eq!(
            texts("both", ["a", "c", "d"]),
            [some("1"), some("2"), some("4")]
        );
    }

    #[test]
    fn a_broken_document_leaves_the_others() {
        let read = documents("id: a\n---\nid: [\n---\nid: c\n---\n# nothing\n---\nid: d\n");
        let ids: Vec<_> = read
            .iter()
            .map(|document| document.as_ref().ok().and_then(|d| d.str("id")))
            .collect();
        assert_eq!(ids, [Some("a"), None, Some("c"), Some("d")]);
    }

    #[test]
    fn quotes_make_text_of_a_null() {
        let document = documents("a: null\nb: 'null'\nc: ~\nd: !!str null")
            .remove(0)
            .unwrap();
        let nulls: Vec<_> = document
            .entries()
            .iter()
            .map(|(_, value)| value.is_null())
            .collect();
        assert_eq!(nulls, [true, false, true, false]);
    }

    #[test]
    fn aliases_are_expanded_and_bombs_refused() {
        let document = documents("a: &x {k: v}\nb: *x").remove(0).unwrap();
        assert_eq!(document.get("b").and_then(|b| b.str("k")), Some("v"));
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for n in 1..12 {
            let previous = vec![format!("*a{}", n - 1); 9].join(", ");
            bomb += &format!("a{n}: &a{n} [{previous}]\n");
        }
        assert!(faults(&bomb)[0].1.contains("aliases"));
        assert!(
            faults("a: &a [*a]")[0].1.contains("contains it"),
            "{:?}",
            faults("a: &a [*a]")
        );
    }

    #[test]
    fn depth_size_tags_and_double_keys_are_refused() {
        assert_eq!(faults(&"[".repeat(100_000)).len(), 1);
        assert!(faults(&"- ".repeat(100_000)).len() == 1);
        assert!(faults(&"x".repeat(MAX_BYTES + 1))[0].1.contains("MB"));
        assert!(faults("a: !boom 1")[0].1.contains("!boom"));
        assert_eq!(
            faults("a: 1\na: 2"),
            [(5, "the key `a` is duplicated".to_owned())]
        );
    }
}
