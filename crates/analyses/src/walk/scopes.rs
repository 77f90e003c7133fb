//! What the walk is in: the scopes around a node, and what a name that is defined there is.

use assay_languages::{DefaultVisibility, Outline, Scope, SymbolKind, Visibility};
use assay_project::{Container, Definition};
use tree_sitter::Node;

use super::calls::SayingCall;

/// A node that names are defined in.
pub struct ScopeFrame<'t> {
    /// Its place among the nodes that the walk is in.
    pub depth: usize,
    pub scope: Scope,
    pub node: Node<'t>,
    /// The row of the outermost node that belongs to it, such as its decorators.
    pub outer_row: usize,
    /// What is defined by it, once its name has come by.
    pub definition: Option<u32>,
    /// Where its head starts: behind its attributes.
    pub head: usize,
    /// What its keyword says that is defined, before the name has come by.
    pub kind: Option<SymbolKind>,
    /// What its modifiers say.
    pub modifier: Option<Visibility>,
    /// What was last said of the members that follow.
    pub section: Option<Visibility>,
    /// The type that it belongs to, if it does not stand in it.
    pub owner: Option<u32>,
    /// What it says of the names in it, where it is a call.
    pub call: Option<SayingCall>,
}

impl<'t> ScopeFrame<'t> {
    /// One of which nothing is known yet but where it is.
    pub fn new(depth: usize, scope: Scope, node: Node<'t>, outer_row: usize) -> ScopeFrame<'t> {
        ScopeFrame {
            depth,
            scope,
            node,
            outer_row,
            definition: None,
            head: node.start_byte(),
            kind: None,
            modifier: None,
            section: None,
            owner: None,
            call: None,
        }
    }
}

/// The scopes around a node, the innermost last.
#[derive(Default)]
pub struct Scopes<'t>(pub Vec<ScopeFrame<'t>>);

/// Where a name is defined.
pub struct Site {
    /// The scope that is what is defined.
    pub own: Option<usize>,
    /// The number of scopes around what is defined.
    outer: usize,
}

impl<'t> Scopes<'t> {
    /// What the keyword of the innermost scope says of the name that it has not yet.
    pub fn told_kind(&self) -> Option<SymbolKind> {
        let unnamed = self.0.last().filter(|scope| scope.definition.is_none());
        unnamed.and_then(|scope| scope.kind)
    }

    /// The site of a name of this kind.
    pub fn site(&self, kind: SymbolKind) -> Site {
        let count = self.0.len();
        let own = self.0.last().filter(|top| match top.scope {
            Scope::Plain => true,
            Scope::Exports => false,
            Scope::Members | Scope::Locals => {
                top.definition.is_none() && !kind.is_local_in_functions()
            }
        });
        Site {
            own: own.map(|_| count - 1),
            outer: count - usize::from(own.is_some()),
        }
    }

    /// The scope whose name it is: another one where the site is a part of something.
    fn around(&self, site: &Site) -> Option<&ScopeFrame<'t>> {
        let outer = self.0[..site.outer].iter().rev();
        outer.into_iter().find(|frame| frame.scope != Scope::Plain)
    }

    /// Whether it is nobody's business outside of the function it is in.
    pub fn is_local(&self, site: &Site, kind: SymbolKind) -> bool {
        let is_in_function = |frame: &ScopeFrame<'_>| frame.scope == Scope::Locals;
        kind == SymbolKind::Parameter
            || (kind.is_local_in_functions() && self.around(site).is_some_and(is_in_function))
    }

    /// What it belongs to. A field may be declared by a constructor's parameter.
    pub fn container(&self, site: &Site, kind: SymbolKind) -> Container {
        if let Some(owner) = site.own.and_then(|own| self.0[own].owner) {
            return Container::Named(owner);
        }
        let outer = self.0[..site.outer].iter().rev();
        let is_around = |frame: &&ScopeFrame<'_>| match frame.scope {
            Scope::Plain => false,
            Scope::Locals => kind != SymbolKind::Field,
            Scope::Members | Scope::Exports => true,
        };
        let mut named = outer.filter(is_around);
        named
            .find_map(|frame| frame.definition)
            .map_or(Container::File, Container::Definition)
    }

    /// Whether it is a member of a type. A field always is, though a constructor's parameter may declare it.
    pub fn is_member(&self, site: &Site, kind: SymbolKind, definitions: &[Definition]) -> bool {
        let has_owner = site.own.is_some_and(|own| self.0[own].owner.is_some());
        if has_owner || kind == SymbolKind::Field {
            return true;
        }
        let Some(frame) = self
            .around(site)
            .filter(|frame| frame.scope == Scope::Members)
        else {
            return false;
        };
        let definition = frame.definition.and_then(|at| definitions.get(at as usize));
        definition.is_none_or(|definition| definition.kind != SymbolKind::Module)
    }

    /// Whether it stands right in an export of the file.
    pub fn is_exported(&self, site: &Site) -> bool {
        let mut outer = self.0[..site.outer]
            .iter()
            .filter(|frame| frame.scope != Scope::Plain);
        outer
            .next()
            .is_some_and(|frame| frame.scope == Scope::Exports)
            && outer.next().is_none()
    }

    /// Who sees it.
    pub fn visibility(
        &self,
        site: &Site,
        (kind, name): (SymbolKind, &str),
        is_member: bool,
        outline: &Outline,
    ) -> Visibility {
        if let Some(modifier) = site.own.and_then(|own| self.0[own].modifier) {
            return modifier;
        }
        if matches!(kind, SymbolKind::EnumMember | SymbolKind::Extension) {
            return Visibility::Public;
        }
        if let Some(section) = self.around(site).and_then(|frame| frame.section) {
            return section;
        }
        match outline.visibility {
            DefaultVisibility::Always(visibility) => visibility,
            DefaultVisibility::Exported if is_member && !name.starts_with('#') => {
                Visibility::Public
            }
            DefaultVisibility::Exported if self.is_exported(site) => Visibility::Public,
            DefaultVisibility::Exported => Visibility::Private,
            DefaultVisibility::Underscore => {
                let is_special = name.starts_with("__") && name.ends_with("__");
                if name.starts_with('_') && !is_special {
                    Visibility::Private
                } else {
                    Visibility::Public
                }
            }
            DefaultVisibility::Capital if name.starts_with(char::is_uppercase) => {
                Visibility::Public
            }
            DefaultVisibility::Capital => Visibility::Internal,
        }
    }
}
