//! An outline by the numbers that a grammar gives its nodes and fields, so that the walk compares no texts.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use assay_languages::{
    DefiningCalls, ImportCall, Lang, ModuleCalls, Outline, Part, Role, Scope, Visibility,
    installed, outline,
};
use tree_sitter::Language;

/// What is known of the nodes of one kind.
#[derive(Clone, Default)]
pub struct Kind {
    /// What their children are to them.
    pub places: Vec<Place>,
    /// They are names.
    pub name: Option<Role>,
    /// Names are defined in them.
    pub scope: Option<Scope>,
    /// They say who sees what is behind them.
    pub modifier: Option<Visibility>,
    /// Who sees the members of such scopes.
    pub members: Option<Visibility>,
    pub is_wrapper: bool,
    pub is_comment: bool,
    pub is_attribute: bool,
    pub is_import: bool,
    pub is_import_item: bool,
    pub is_type_import: bool,
    /// They may be calls that import.
    pub calls: Vec<&'static ImportCall>,
    /// They may be calls that define.
    pub defines: Option<&'static DefiningCalls>,
    /// They may be calls that import by a path.
    pub brings: Option<&'static ModuleCalls>,
}

/// A place under nodes of one kind.
#[derive(Clone)]
pub struct Place {
    /// The field; any if none.
    pub field: Option<u16>,
    /// The kind, named and not; any if none.
    pub child: Option<(u16, u16)>,
    pub part: Part,
}

/// The kinds of one grammar.
pub struct Kinds {
    kinds: Vec<Kind>,
    none: Kind,
}

impl Kinds {
    /// Nodes of errors have a number beyond all others.
    pub fn get(&self, id: u16) -> &Kind {
        self.kinds.get(usize::from(id)).unwrap_or(&self.none)
    }

    fn new(grammar: &Language, outline: &'static Outline) -> Kinds {
        let mut kinds = Kinds {
            kinds: vec![Kind::default(); grammar.node_kind_count()],
            none: Kind::default(),
        };
        let ids = |name: &str| [true, false].map(|named| grammar.id_for_node_kind(name, named));
        for (parent, field, child, part) in outline.places {
            let place = Place {
                field: grammar.field_id_for_name(field).map(u16::from),
                child: (!child.is_empty()).then(|| ids(child).into()),
                part: *part,
            };
            kinds.of(ids(parent), |kind| kind.places.push(place.clone()));
        }
        for (name, role) in outline.names {
            kinds.of(ids(name), |kind| kind.name = Some(*role));
        }
        for (name, scope) in outline.scopes {
            kinds.of([ids(name)[0], 0], |kind| kind.scope = Some(*scope));
        }
        for (name, visibility) in outline.modifiers {
            kinds.of(ids(name), |kind| kind.modifier = Some(*visibility));
        }
        for (name, visibility) in outline.members {
            kinds.of(ids(name), |kind| kind.members = Some(*visibility));
        }
        for call in outline.import_calls {
            kinds.of(ids(call.node), |kind| kind.calls.push(call));
        }
        if let Some(calls) = outline.defining_calls {
            kinds.of(ids(calls.node), |kind| kind.defines = Some(calls));
        }
        if let Some(calls) = outline.module_calls {
            kinds.of(ids(calls.node), |kind| kind.brings = Some(calls));
        }
        let mut mark = |names: &[&str], mark: fn(&mut Kind)| {
            for name in names {
                kinds.of(ids(name), mark);
            }
        };
        mark(outline.wrappers, |kind| kind.is_wrapper = true);
        mark(outline.comments, |kind| kind.is_comment = true);
        mark(outline.attributes, |kind| kind.is_attribute = true);
        mark(outline.imports, |kind| kind.is_import = true);
        mark(outline.import_items, |kind| kind.is_import_item = true);
        mark(outline.type_imports, |kind| kind.is_type_import = true);
        kinds
    }

    fn of(&mut self, ids: [u16; 2], change: impl Fn(&mut Kind)) {
        // 0 is the end of the text, which is what a grammar says of a name it does not know.
        for id in ids.into_iter().filter(|id| *id != 0) {
            if let Some(kind) = self.kinds.get_mut(usize::from(id)) {
                change(kind);
            }
        }
    }
}

thread_local! {
    /// Made once for each language; grammars belong to their thread.
    static KINDS: RefCell<HashMap<Lang, Rc<Kinds>>> = RefCell::default();
}

/// The outline of a language and its kinds; none if it has no outline or no grammar.
pub fn kinds_of(lang: Lang) -> Option<(&'static Outline, Rc<Kinds>)> {
    let outline = outline(lang)?;
    let known = KINDS.with_borrow(|kinds| kinds.get(&lang).cloned());
    if let Some(kinds) = known {
        return Some((outline, kinds));
    }
    let kinds = Rc::new(Kinds::new(&installed(lang)?, outline));
    KINDS.with_borrow_mut(|all| all.insert(lang, Rc::clone(&kinds)));
    Some((outline, kinds))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name that the grammar does not know would be passed over in silence.
    #[test]
    fn outlines_name_what_their_grammars_have() {
        assay_languages::install_native_grammars();
        let mut unknown = Vec::new();
        for lang in Lang::all() {
            let (Some(outline), Some(grammar)) = (outline(lang), installed(lang)) else {
                continue;
            };
            let mut check = |name: &'static str| {
                let is_known = [true, false]
                    .iter()
                    .any(|named| grammar.id_for_node_kind(name, *named) != 0);
                if !name.is_empty() && !is_known {
                    unknown.push(format!("{lang}: {name}"));
                }
            };
            for (parent, _, child, _) in outline.places {
                check(parent);
                check(child);
            }
            outline.names.iter().for_each(|(name, _)| check(name));
            outline.scopes.iter().for_each(|(name, _)| check(name));
            outline.modifiers.iter().for_each(|(name, _)| check(name));
            outline.members.iter().for_each(|(name, _)| check(name));
            outline
                .import_calls
                .iter()
                .for_each(|call| check(call.node));
            if let Some(calls) = outline.defining_calls {
                check(calls.node);
                check(calls.arguments);
                calls.heads.iter().for_each(|(kind, _, _)| check(kind));
                check(calls.marked.0);
            }
            if let Some(calls) = outline.module_calls {
                let nodes = [calls.node, calls.arguments, calls.path];
                nodes.into_iter().for_each(&mut check);
                check(calls.group.0);
                check(calls.option.0);
            }
            let lists = [
                outline.wrappers,
                outline.comments,
                outline.attributes,
                outline.imports,
                outline.import_items,
                outline.type_imports,
            ];
            lists.concat().into_iter().for_each(check);
            for (parent, field, _, _) in outline.places {
                if !field.is_empty() && grammar.field_id_for_name(field).is_none() {
                    unknown.push(format!("{lang}: {parent}.{field}"));
                }
            }
        }
        assert_eq!(unknown, Vec::<String>::new());
    }
}
