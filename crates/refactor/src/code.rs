//! A file as its refactorings see it: its tree, its text, and what its names refer to.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use assay_context::FileContext;
use assay_languages::{Blocks, Role};
use assay_model::{Edit, Position};
use assay_project::{Known, LocalName, LocalNames, Navigator, Project, Texts};
use assay_syntax::{Field, Kind, NodeId, Tree};
use assay_text::LineIndex;

use crate::{Refactored, Refused};

/// One file.
pub struct Code {
    pub tree: Rc<Tree>,
    pub text: Rc<str>,
    pub blocks: Blocks,
    pub names: LocalNames,
}

impl Code {
    pub fn of(file: &FileContext<'_>, blocks: Blocks) -> Result<Code, Refused> {
        let unread = || Refused::new("The code could not be read.");
        let common = file.common().ok_or_else(unread)?;
        if common.tree.source() != &file.text || common.tree.too_deep().is_some() {
            return Err(unread());
        }
        Ok(Code {
            tree: Rc::clone(&common.tree),
            text: Rc::clone(&file.text),
            blocks,
            names: names_of(file).ok_or_else(unread)?,
        })
    }

    pub fn span(&self, id: NodeId) -> Range<usize> {
        self.tree.span(id)
    }

    pub fn said(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    pub fn is_indented(&self) -> bool {
        self.blocks == Blocks::Indented
    }

    /// The names in a stretch.
    pub fn names_in(&self, range: &Range<usize>) -> impl Iterator<Item = &LocalName> {
        let range = range.clone();
        let all = self.names.names.iter();
        all.filter(move |one| range.contains(&(one.offset as usize)))
    }

    /// The names that refer to a declaration.
    pub fn names_of(&self, declared: u32) -> impl Iterator<Item = &LocalName> {
        let all = self.names.names.iter();
        all.filter(move |one| one.declared == Some(declared) && !one.is_member)
    }

    /// Whether a declaration is known only in a part of the file.
    pub fn is_local(&self, declared: u32) -> bool {
        matches!(self.names.reach.get(&declared), Some(Some(_)))
    }

    /// What the name around a byte refers to.
    pub fn declared_around(&self, offset: u32) -> Result<u32, Refused> {
        let is_around =
            |one: &&LocalName| one.offset <= offset && offset <= one.offset + one.name.len() as u32;
        let found = self.names.names.iter().rfind(is_around);
        let found = found.ok_or_else(|| Refused::new("There is no name at this place."))?;
        let declared = found.declared.filter(|_| !found.is_member);
        declared.ok_or_else(|| {
            Refused::new("What this name stands for is not declared in this file by itself.")
        })
    }

    /// The innermost node that begins with a byte, and has this kind.
    pub fn node_at(&self, offset: usize, fits: impl Fn(Kind) -> bool) -> Option<NodeId> {
        let starts = |id: &NodeId| self.span(*id).start == offset && fits(self.tree.kind(*id));
        self.tree
            .ids()
            .filter(starts)
            .min_by_key(|id| self.span(*id).len())
    }

    /// The function that is declared by the name at a byte.
    pub fn function_of(&self, declared: u32) -> Option<NodeId> {
        let name = self.node_at(declared as usize, |kind| kind == Kind::Name)?;
        let parent = self.tree.parent(name)?;
        let is_function = self.tree.kind(parent) == Kind::Function
            && self.tree.get(parent, Field::Name) == Some(name);
        if is_function {
            return Some(parent);
        }
        let value = self.tree.get(parent, Field::Right)?;
        (self.tree.kind(value) == Kind::Lambda && self.tree.get(parent, Field::Left) == Some(name))
            .then_some(value)
    }

    /// The functions around a node, the innermost first.
    pub fn functions_around(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let all = self.tree.ancestors(id);
        all.filter(|id| matches!(self.tree.kind(*id), Kind::Function | Kind::Lambda))
    }

    /// The statement that a node stands in, if it is one of a block.
    pub fn statement_around(&self, id: NodeId) -> Result<NodeId, Refused> {
        let mut at = id;
        while let Some(parent) = self.tree.parent(at) {
            if self.tree.kind(parent) == Kind::Block && self.is_statement_of(parent, at) {
                return match self.is_real(parent) {
                    true => Ok(at),
                    false => Err(Refused::new("Its statement has no block of its own.")),
                };
            }
            if self.tree.kind(parent) == Kind::Class {
                return Err(Refused::new(
                    "It is a part of a class, where nothing can stand before it.",
                ));
            }
            at = parent;
        }
        Err(Refused::new("It stands in no statement."))
    }

    fn is_statement_of(&self, block: NodeId, id: NodeId) -> bool {
        self.tree.children(block).contains(&id)
    }

    /// Whether a block is written as one, so that a statement can be added.
    pub fn is_real(&self, block: NodeId) -> bool {
        let Some(parent) = self.tree.parent(block) else {
            return true;
        };
        if self.tree.kind(parent) == Kind::Class {
            return false;
        }
        if !self.is_indented() {
            return self.text[self.span(block).start..].starts_with('{');
        }
        let children = self.tree.children(block);
        children.first().is_some_and(|first| {
            let at = self.span(*first).start;
            let is_first = self.text[self.line_start(at)..at].trim().is_empty();
            // It goes on with the condition before.
            is_first && !self.text[at..].starts_with("elif")
        })
    }

    pub fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |at| at + 1)
    }

    /// The white space that the line of a byte begins with.
    pub fn indent_at(&self, offset: usize) -> &str {
        let line = &self.text[self.line_start(offset)..];
        let end = line
            .find(|sign: char| !matches!(sign, ' ' | '\t'))
            .unwrap_or(line.len());
        &line[..end]
    }

    /// What one step to the right is.
    pub fn step(&self) -> &str {
        let mut last = "";
        for line in self.text.lines().filter(|line| !line.trim().is_empty()) {
            let indent = &line[..line.len() - line.trim_start().len()];
            let step = indent.strip_prefix(last).filter(|step| !step.is_empty());
            if let Some(step) = step.filter(|_| !line.trim_start().starts_with('*')) {
                return step;
            }
            last = indent;
        }
        if self.is_indented() { "    " } else { "  " }
    }

    /// What statements end with.
    pub fn semicolon(&self) -> &'static str {
        let ends = |sign: char| {
            self.text
                .lines()
                .filter(|line| line.trim_end().ends_with(sign))
                .count()
        };
        if self.is_indented() || (ends(';') == 0 && ends(')') > 0) {
            ""
        } else {
            ";"
        }
    }

    /// Where a statement ends, with its semicolon.
    pub fn end_of(&self, id: NodeId) -> usize {
        let end = self.span(id).end;
        match self.text[end..].starts_with(';') {
            true => end + 1,
            false => end,
        }
    }

    /// Whether others are given what a statement declares.
    pub fn is_exported(&self, statement: NodeId) -> bool {
        let span = self.span(statement);
        let before = self.said(self.line_start(span.start)..span.start);
        before.contains("export") || self.said(span).starts_with("export")
    }

    /// Refuses a name that is none, or that means something in the file.
    pub fn check_name(&self, name: &str) -> Result<(), Refused> {
        let is_letter = |sign: char| {
            sign.is_alphabetic() || sign == '_' || (sign == '$' && !self.is_indented())
        };
        let fits = name.starts_with(is_letter)
            && name
                .chars()
                .all(|sign| is_letter(sign) || sign.is_numeric());
        if !fits {
            return Err(Refused::new("The new name is not a name in this language."));
        }
        let taken = self
            .names
            .names
            .iter()
            .any(|one| one.name == name && !one.is_member);
        match taken {
            true => Err(Refused::new(format!(
                "{name} means something else in this file already."
            ))),
            false => Ok(()),
        }
    }

    /// Refuses a name for a member that something in the file has already.
    pub fn check_member(&self, name: &str) -> Result<(), Refused> {
        let taken = self.names.names.iter().any(|one| one.name == name);
        match taken {
            true => Err(Refused::new(format!(
                "{name} means something else in this file already."
            ))),
            false => Ok(()),
        }
    }

    /// The edits, with what was done.
    pub fn done(&self, title: String, edits: BTreeMap<(usize, usize), String>) -> Refactored {
        Refactored {
            title,
            edits: edits_of(&self.text, edits),
        }
    }
}

/// Texts by what they replace, as edits.
pub fn edits_of(text: &str, edits: BTreeMap<(usize, usize), String>) -> Vec<Edit> {
    let lines = LineIndex::new(text);
    let position = |offset: usize| {
        let place = lines.place(text, offset);
        Position {
            line: place.line,
            col: place.col,
            offset: offset as u32,
        }
    };
    let changing = edits
        .into_iter()
        .filter(|((start, end), new)| text.get(*start..*end) != Some(new));
    let made = changing.map(|((start, end), text)| Edit {
        range: assay_model::Range {
            start: position(start),
            end: position(end),
        },
        text,
    });
    made.collect()
}

/// What the names of a file refer to in it.
pub fn names_of(file: &FileContext<'_>) -> Option<LocalNames> {
    let (mut project, mut texts) = (Project::default(), Texts::default());
    texts.add(file.path, file.language, &file.text);
    for summary in assay_analyses::summarise(file)? {
        project.add(file.path, file.language, &summary).ok()?;
    }
    let known = Known::default();
    Navigator::new(&project, &texts, &known).local_names(file.path)
}

/// Whether a name is given a value.
pub fn is_write(one: &LocalName) -> bool {
    matches!(one.role, Role::Write | Role::Definition)
}
