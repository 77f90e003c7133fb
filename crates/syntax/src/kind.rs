//! What nodes are, and what they are to their parents.

/// What a node is, whatever its language calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[rustfmt::skip]
pub enum Kind {
    // Leaves. Their token is their text.
    /// An identifier, of a value, a type or a member.
    Name,
    /// `this`, `self`, `super`: names that the language gives.
    Special,
    /// An integer; its token is that of its decimal form where it has one.
    Int,
    /// A number with a fraction.
    Float,
    /// `true` or `false`, token in lower case.
    Bool,
    /// The null, nil or None of the language.
    Null,
    /// A character.
    Char,
    /// A piece of a string: its content between quotes and interpolations.
    Text,
    /// A keyword, operator or other word that counts and is nothing else here.
    Word,

    // Expressions.
    /// A string: `Text` and `Interpolation` items; its token is its prefix or tag (`f`), if that matters.
    Str,
    /// An expression inside a string.
    Interpolation,
    /// A regular expression: one `Text` item; its token is its flags.
    Regex,
    /// A call: `Callee`, `Arg`s.
    Call,
    /// An object creation: `Type`, `Arg`s, `Body` for an anonymous class.
    New,
    /// An argument with a name: `Name`, `Value`.
    Keyword,
    /// `*args`, `...args`, `&block`: one `Value`; its token is the sign.
    Spread,
    /// `object.name`: `Object`, `Name`.
    Member,
    /// `object[index]`: `Object`, `Index`es.
    Index,
    /// `a:b:c` inside an index.
    Slice,
    /// One operand (`Value`); its token is the operator.
    Unary,
    /// `Left`, `Right`; its token is the operator.
    Binary,
    /// `x++`: `Value`; its token is the operator with `_` before or behind.
    Update,
    /// `Left` = `Right`.
    Assign,
    /// `Left` op= `Right`; its token is the operator without `=`.
    AugAssign,
    /// `Cond` ? `Then` : `Else`.
    Conditional,
    /// A function without a name: `Modifier`s, `Param`s, `Result`, `Body`.
    Lambda,
    /// `[a, b]`.
    List,
    /// `(a, b)`, or `a, b` where that makes one.
    Tuple,
    /// `{a, b}` where that is a set.
    Set,
    /// `{a: b}`: `Pair` items.
    Dict,
    /// `Key`, `Value`.
    Pair,
    /// An object literal whose order does not count (JavaScript): `Pair`, `Function`, `Spread` items.
    Record,
    /// `[x for x in xs]`: `Value`, then `CompFor` and `CompIf` items; its token is its bracket.
    Comprehension,
    /// `Left` in `Right` of a comprehension.
    CompFor,
    /// `Cond` of a comprehension.
    CompIf,
    /// `Value`.
    Await,
    /// `Value`; its token is `from` or `*` where it delegates.
    Yield,
    /// `Type`, `Value`.
    Cast,
    /// `Value` instanceof `Type`.
    TypeTest,
    /// `&x`, `&mut x`: `Value`; its token is the sign.
    Ref,
    /// `*x`: `Value`.
    Deref,
    /// Expressions with commas between, the last one counts.
    Sequence,
    /// A JSX or HTML element: `Name`, `Attr`s, `Item`s; its token tells nothing.
    Element,
    /// An attribute of an element: `Name`, `Value`.
    Attr,

    // Statements.
    /// Statements (or members of a class) in `Item`s. The root of every tree is one.
    Block,
    /// An expression as a statement: `Value`.
    ExprStmt,
    /// `Cond`, `Then`, `Else` (blocks).
    If,
    /// `Cond`, `Body`.
    While,
    /// `Body`, `Cond`.
    DoWhile,
    /// `Init`s, `Cond`, `Step`s, `Body`.
    For,
    /// `Left` in `Right`, `Body`.
    ForEach,
    /// `Cond`, `Case` items.
    Switch,
    /// `Label`s (none for the default), `Body`.
    Case,
    /// `Resource`s, `Body`, `Handler`s, `Else`, `Finally`.
    Try,
    /// `Type`s, `Name`, `Body`; or `Param`s, `Body`.
    Catch,
    /// `Body`.
    Finally,
    /// `Value`.
    Return,
    /// `Value`s.
    Throw,
    /// `Label`.
    Break,
    /// `Label`.
    Continue,
    /// `Label`.
    Goto,
    /// `Label`, `Body`.
    Labeled,
    /// `Arg`s.
    Assert,
    /// `with`, `using`: `Resource`s, `Body`.
    With,
    /// Takes one name (`Name`, a dotted path) from a module (`Module`, a path or string), perhaps `Alias`.
    /// Without `Name` it takes the module itself. Its token is `*` where it takes all names.
    Import,
    /// The package of the file: `Name`.
    Package,
    /// `delete x`, `del x`: `Value`s.
    Delete,

    // Definitions.
    /// `Decorator`s, `Modifier`s, `Name`, `TypeParam`s, `Receiver`, `Param`s, `Result`, `Body`.
    Function,
    /// `Decorator`s, `Modifier`s, `Name`, `TypeParam`s, `Super`s, `Implements`, `Body`; its token is `class`, `interface`, `enum`, …
    Class,
    /// A variable or a field: `Decorator`s, `Modifier`s, `Left`, `Type`, `Right`.
    VarDef,
    /// `Decorator`s, `Modifier`s, `Name`, `Type`, `Default`; its token is `*`, `**` or `...` where it takes many.
    Param,
    /// A name for a type: `Name`, `Type`.
    TypeDef,
    /// `@name(args)`: `Name` (an expression), `Arg`s.
    Decorator,
    /// `static`, `async`, `const`; a leaf.
    Modifier,
    /// A namespace or module: `Name`, `Body`.
    Namespace,

    // Types.
    /// `Type`<`TypeArg`s>.
    Generic,
    /// `Type`[`Index`].
    ArrayType,
    /// `Type`*.
    PointerType,

    // Only in patterns.
    /// `$X`; its token is the name with the dollar.
    Metavar,
    /// `$...X`.
    Metavars,
    /// `...`.
    Ellipsis,
    /// `<... Value ...>`.
    Deep,
    /// `($X : T)`: `Type`; its token is the name.
    Typed,
    /// `a. ... .b`: the object of a member access with any calls and members between: `Object`.
    Chain,

    /// Anything else; its token is that of the grammar's kind.
    Other,
}

impl Kind {
    /// How many kinds there are.
    pub const COUNT: usize = Kind::Other as usize + 1;

    /// Every kind, in order.
    pub fn all() -> impl Iterator<Item = Kind> {
        ALL.iter().copied()
    }

    /// Whether it is a statement (or a definition, which may stand where statements do).
    pub fn is_statement(self) -> bool {
        (Kind::Block..=Kind::VarDef).contains(&self)
            || matches!(self, Kind::TypeDef | Kind::Namespace)
    }

    /// Whether it is a leaf with a text of its own.
    pub fn is_leaf(self) -> bool {
        self <= Kind::Word
            || matches!(
                self,
                Kind::Modifier | Kind::Metavar | Kind::Metavars | Kind::Ellipsis
            )
    }

    /// Whether it stands only in patterns.
    pub fn is_pattern_only(self) -> bool {
        (Kind::Metavar..=Kind::Chain).contains(&self)
    }
}

#[rustfmt::skip]
const ALL: [Kind; Kind::COUNT] = {
    use Kind::*;
    [
        Name, Special, Int, Float, Bool, Null, Char, Text, Word, Str, Interpolation, Regex, Call, New, Keyword, Spread, Member, Index, Slice, Unary, Binary, Update, Assign, AugAssign, Conditional, Lambda, List, Tuple, Set, Dict, Pair, Record, Comprehension, CompFor, CompIf, Await, Yield, Cast, TypeTest, Ref, Deref, Sequence, Element, Attr, Block, ExprStmt, If, While, DoWhile, For, ForEach, Switch, Case, Try, Catch, Finally, Return, Throw, Break, Continue, Goto, Labeled, Assert, With, Import, Package, Delete, Function, Class, VarDef, Param, TypeDef, Decorator, Modifier, Namespace, Generic, ArrayType, PointerType, Metavar, Metavars, Ellipsis, Deep, Typed, Chain, Other,
    ]
};

/// What a node is to its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[rustfmt::skip]
#[allow(missing_docs, reason = "the names say it; which kinds have which is said at the kinds")]
pub enum Field {
    /// One of a list, or of a node whose parts have no names.
    Item,
    Callee, Arg, Object, Name, Index, Left, Right, Value, Type, Key,
    Cond, Then, Else, Body, Init, Step, Label,
    Decorator, Modifier, TypeParam, Receiver, Param, Result, Default, Super, Implements, TypeArg,
    Resource, Handler, Finally, Module, Alias, Attr, Operator,
}
