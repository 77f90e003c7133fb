//! The table by which a language's grammar becomes kinds and fields.

use crate::{Field, Kind, Lowering};

/// How a language's trees are lowered and its patterns are parsed.
#[derive(Debug)]
pub struct LoweringTable {
    /// One entry for each kind of node that means something; the rest becomes [`Kind::Other`].
    pub shapes: &'static [Shape],
    /// Unnamed words of the grammar that are kept as [`Kind::Modifier`].
    pub modifiers: &'static [&'static str],
    /// Spellings of operators that mean another: `and` is `&&`.
    pub operators: &'static [(&'static str, &'static str)],
    /// Texts around a pattern that make it a whole file, tried in order until one parses.
    pub wrappers: &'static [Wrapper],
    /// The text around a pattern that starts with `{`, tried first: an object rather than a block.
    pub braces: Option<Wrapper>,
    /// The text around a type, in which it is the first part of a definition or stands alone.
    pub types: Option<Wrapper>,
    /// What can stand for `...` and `$...X`, tried in order.
    pub dots: &'static [Dots],
    /// Which of `dots` (or else of `metavars`) may stand for the hole at this place of the pattern: for
    /// a grammar that takes everything everywhere, and where what is around a hole tells its form.
    pub choose_form: Option<ChooseForm>,
    /// What stands for `$X` inside a string beside other text, where that is the language's own sign for a
    /// variable inside a string.
    pub in_strings: Option<Dots>,
    /// Languages whose code stands inside this one's and is lowered with it.
    pub embedded: &'static [&'static str],
    /// The language that a pattern is in that is none of this one.
    pub fallback: Option<&'static str>,
    /// What can stand for `$X`, tried in order.
    pub metavars: &'static [Dots],
    /// What stands for `<...` and `...>`; `@` is a name.
    pub deep: (&'static str, &'static str),
}

impl LoweringTable {
    /// What most languages share.
    pub const PLAIN: LoweringTable = LoweringTable {
        shapes: &[],
        modifiers: &[],
        operators: &[],
        wrappers: &[Wrapper("", "")],
        braces: None,
        types: None,
        dots: &[Dots("@", "")],
        choose_form: None,
        in_strings: None,
        embedded: &[],
        fallback: None,
        metavars: &[Dots("@", "")],
        deep: ("@(", ")"),
    };
}

/// Which forms a hole may take, the likeliest first, from the pattern, the place of the hole and whether
/// it is an ellipsis.
pub type ChooseForm = fn(&str, std::ops::Range<usize>, bool) -> &'static [usize];

/// Text before and behind a pattern.
#[derive(Clone, Copy, Debug)]
pub struct Wrapper(pub &'static str, pub &'static str);

/// A text in which `@` is the place of a name (`~` of the name with dashes for underscores, `%` with letters
/// for them, `#` a number); where a node consists of it alone, the node is a placeholder. The second text, or one of those in it with `|`
/// between, must stand before it (or nothing at all) for this form to be tried; an empty one need not.
#[derive(Clone, Copy, Debug)]
pub struct Dots(pub &'static str, pub &'static str);

/// What becomes of one kind of node.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The grammar's name of it.
    pub raw: &'static str,
    /// What to do.
    pub how: How,
}

/// What becomes of a node.
#[derive(Clone, Copy)]
pub enum How {
    /// A node. Its children go by the names of their fields; `""` is for those without one that is listed.
    Node(Kind, &'static [(&'static str, Slot)]),
    /// A leaf whose token is its text.
    Leaf(Kind),
    /// A string; the kinds listed are interpolations inside it.
    Str(&'static [&'static str]),
    /// Its children take its place.
    Inline,
    /// Nothing.
    Drop,
    /// What a function makes of it.
    Hook(Hook),
}

/// Lowers one node: pushes any number of nodes with this field.
pub type Hook = for<'t> fn(&mut Lowering<'t>, tree_sitter::Node<'t>, Field);

impl std::fmt::Debug for How {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            How::Node(..) => "Node",
            How::Leaf(_) => "Leaf",
            How::Str(_) => "Str",
            How::Inline => "Inline",
            How::Drop => "Drop",
            How::Hook(_) => "Hook",
        })
    }
}

/// Where a child goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// It becomes a part of this sort.
    To(Field),
    /// The same, inside a block of its own if it is not one.
    Block(Field),
    /// The same, and an expression becomes the value that is returned.
    Returned(Field),
    /// Its text is part of the node's token.
    Token,
    /// It goes.
    Skip,
}

/// A node by a table of its fields.
pub const fn node(raw: &'static str, kind: Kind, slots: &'static [(&'static str, Slot)]) -> Shape {
    Shape {
        raw,
        how: How::Node(kind, slots),
    }
}

/// A leaf.
pub const fn leaf(raw: &'static str, kind: Kind) -> Shape {
    Shape {
        raw,
        how: How::Leaf(kind),
    }
}

/// A string with the kinds of its interpolations.
pub const fn string(raw: &'static str, interpolations: &'static [&'static str]) -> Shape {
    Shape {
        raw,
        how: How::Str(interpolations),
    }
}

/// A node whose children take its place.
pub const fn inline(raw: &'static str) -> Shape {
    Shape {
        raw,
        how: How::Inline,
    }
}

/// A node that goes.
pub const fn drop(raw: &'static str) -> Shape {
    Shape {
        raw,
        how: How::Drop,
    }
}

/// A node that a function lowers.
pub const fn hook(raw: &'static str, hook: Hook) -> Shape {
    Shape {
        raw,
        how: How::Hook(hook),
    }
}
