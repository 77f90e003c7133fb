//! What one walk over a tree must know of a language to tell its definitions, the roles of its names and its imports.
//!
//! An [`Outline`] is data: names of nodes and fields of the language's grammar, and what they stand for.

/// How names are defined, used, imported and hidden in a language.
#[derive(Debug)]
pub struct Outline {
    /// What a child is to its parent; the first place that fits counts, any other child is [`Part::Use`].
    pub places: &'static [Place],
    /// Leaves that are names, with the role they have where their place says nothing else.
    pub names: &'static [(&'static str, Role)],
    /// Nodes that names are defined in.
    pub scopes: &'static [(&'static str, Scope)],
    /// Nodes that a definition may stand in together with what belongs to it, such as its decorators.
    pub wrappers: &'static [&'static str],
    /// Comments.
    pub comments: &'static [&'static str],
    /// What may stand between a comment and what it documents.
    pub attributes: &'static [&'static str],
    /// Tokens in front of a name that say who sees it.
    pub modifiers: &'static [(&'static str, Visibility)],
    /// Texts that say so of all that follows in the same body.
    pub sections: &'static [(&'static str, Visibility)],
    /// Scopes whose members are seen by others than the rest.
    pub members: &'static [(&'static str, Visibility)],
    /// Who sees what no modifier is in front of.
    pub visibility: DefaultVisibility,
    /// Nodes that import; they may lie in each other, where a part of the path is shared.
    pub imports: &'static [&'static str],
    /// Nodes that stand in front of all imports, with the kind of what is in them, or empty: the name of a package.
    pub heads: &'static [(&'static str, &'static str)],
    /// Nodes of one imported name with its other name.
    pub import_items: &'static [&'static str],
    /// Calls that import.
    pub import_calls: &'static [ImportCall],
    /// Calls with the path of a module, not its text.
    pub module_calls: Option<&'static ModuleCalls>,
    /// Calls that define, where there is no other place for that.
    pub defining_calls: Option<&'static DefiningCalls>,
    /// Tokens that make an import one of types only.
    pub type_imports: &'static [&'static str],
    /// Conditions under which code is read but never run.
    pub type_guards: &'static [&'static str],
    /// What stands between the parts of a path.
    pub separator: &'static str,
    /// Names of functions that make a value of a type.
    pub constructors: &'static [&'static str],
    /// Nodes of bodies that stand in no field of that name.
    pub bodies: &'static [&'static str],
    /// How a relative import leads to a file; none if it never does.
    pub paths: Option<Paths>,
    /// What leads from an import to what it means.
    pub modules: Modules,
    /// How code of the language is written anew; none where nobody does so.
    pub writing: Option<Writing>,
    /// A file can be given another path, and what refers to it follows.
    pub moves: bool,
    /// A file runs when it is imported, so that a circle of imports runs one of them too late.
    pub imports_run: bool,
    /// Files that tools and frameworks find by their place and run by themselves: a name with at most one `*` in it, or a
    /// folder with a `/` behind it.
    pub entries: &'static [&'static str],
    /// What is written in a file that is run by itself.
    pub entry_marks: &'static [&'static str],
}

impl Outline {
    /// An outline to start from in a constant.
    pub const PLAIN: Outline = Outline {
        places: &[],
        names: &[],
        scopes: &[],
        wrappers: &[],
        comments: &["comment"],
        attributes: &[],
        modifiers: &[],
        sections: &[],
        members: &[],
        visibility: DefaultVisibility::Always(Visibility::Public),
        imports: &[],
        heads: &[],
        import_items: &[],
        import_calls: &[],
        module_calls: None,
        defining_calls: None,
        type_imports: &[],
        type_guards: &[],
        separator: ".",
        constructors: &[],
        bodies: &[],
        paths: None,
        modules: Modules::Nothing,
        writing: None,
        moves: false,
        imports_run: false,
        entries: &[],
        entry_marks: &[],
    };
}

/// How code of a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    /// What blocks are made of.
    pub blocks: Blocks,
    /// What imports look like.
    pub imports: ImportForm,
}

/// What blocks are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocks {
    /// Code of this language is only put in order, not written.
    Unwritten,
    /// `function f(a) { }`, `const a = 1;`
    Braces,
    /// The same, and parameters have types: `function f(a: T) { }`.
    TypedBraces,
    /// `def f(a):`, `a = 1`, and what is in a block stands further right.
    Indented,
}

/// What imports look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportForm {
    /// `import a, { b as c } from 'm';`
    Named,
    /// `import a.b as c`, `from a import b as c`
    Dotted,
    /// `import ( "a/b" )`
    Listed,
    /// `import a.b.C;`
    Single,
}

/// A call with the text of a module as its first argument: `require("a")`.
#[derive(Debug)]
pub struct ImportCall {
    /// Its node.
    pub node: &'static str,
    /// The field of the function in it.
    pub function: &'static str,
    /// What is called.
    pub names: &'static [&'static str],
    /// Whether the module is loaded only later.
    pub is_deferred: bool,
    /// How what it gives is named; none where nothing is.
    pub binding: Option<ImportBinding>,
}

/// Calls that import the module whose path is their first argument: `alias Chat.{Room, User}`, `import Enum, only: [map: 2]`.
#[derive(Debug)]
pub struct ModuleCalls {
    /// Their node.
    pub node: &'static str,
    /// The field of the function in it.
    pub function: &'static str,
    /// The node of the arguments in it.
    pub arguments: &'static str,
    /// What is called, and what of the module each brings.
    pub words: &'static [(&'static str, Brings)],
    /// The node of a path.
    pub path: &'static str,
    /// A path with several ends, and the fields of its beginning and of them.
    pub group: (&'static str, &'static str, &'static str),
    /// An option, and the fields of its name and value.
    pub option: (&'static str, &'static str, &'static str),
    /// The option with another name for the module.
    pub renamed: &'static str,
    /// The option with the names that are brought and no others, each as an option again.
    pub only: &'static str,
}

/// What an import brings into the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brings {
    /// No name.
    Nothing,
    /// The module, by the last part of its path.
    Itself,
    /// What the module has.
    Everything,
}

/// Calls that define: `def area(shape) when is_map(shape) do … end`, in a language where everything is a call.
#[derive(Debug)]
pub struct DefiningCalls {
    /// Their node.
    pub node: &'static str,
    /// The field of the function in it.
    pub function: &'static str,
    /// The node of the arguments in it, of which the first one has the name.
    pub arguments: &'static str,
    /// Nodes that may be around the name, with the operator that they have, or empty, and the field that leads on.
    pub heads: &'static [(&'static str, &'static str, &'static str)],
    /// What is called, and what each defines.
    pub words: &'static [(&'static str, Defined)],
    /// The node, sign and words of calls that an operator is in front of, in which other names are types: `@type t :: u`.
    pub marked: (
        &'static str,
        &'static str,
        &'static [(&'static str, Defined)],
    ),
}

/// What a call defines.
#[derive(Clone, Copy, Debug)]
pub enum Defined {
    /// Something with a name.
    Named(SymbolKind, Scope, Visibility),
    /// Nothing: it says that what the innermost scope defines is of this kind.
    Refined(SymbolKind),
    /// Nothing: it says what types something with a name has.
    Typed,
    /// Nothing: its first argument documents what comes next.
    Documents,
    /// Nothing: its first argument documents the innermost scope.
    DocumentsScope,
}

/// How a value is given a name: `const { a, b: c } = value`, `const d = value.e`. Kinds of nodes, and fields in them.
#[derive(Debug)]
pub struct ImportBinding {
    /// The node with a name and a value.
    pub node: &'static str,
    /// The field of the name in it.
    pub name: &'static str,
    /// Nodes that may be around the value.
    pub wrappers: &'static [&'static str],
    /// A part of the value, and the field of its name.
    pub member: (&'static str, &'static str),
    /// Names of several parts of the value.
    pub pattern: &'static str,
    /// One of them that is named as it is.
    pub shorthand: &'static str,
    /// One with another name, and the fields of both.
    pub pair: (&'static str, &'static str, &'static str),
}

/// A place in the grammar and what stands there: kind of the parent, field (empty: any or none), kind of the child
/// (empty: any), and its part.
pub type Place = (&'static str, &'static str, &'static str, Part);

/// What a node is to its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Nothing in particular: names below are references.
    Use,
    /// The same as its parent is to its own.
    Same,
    /// The same, if it is the only child.
    SameIfAlone,
    /// The same, but that what is defined there was defined elsewhere and is written: `a.b = 1`.
    Member,
    /// Names below have this role.
    Names(Role),
    /// The name of something that is defined by the innermost scope around it.
    Defines(SymbolKind),
    /// The same, of the kind that came before the name ([`Part::Kind`]); if none did it defines nothing.
    DefinesTold,
    /// The same, with the whole text of the node for a name: `A.B`.
    DefinesPath(SymbolKind),
    /// The same, if the scope has a body; else it is but named.
    DefinesWithBody(SymbolKind),
    /// Says that what the innermost scope defines is of this kind.
    Kind(SymbolKind),
    /// Says who sees the members of the innermost scope.
    Members(Visibility),
    /// The name of the type that what is defined belongs to, though it does not stand in it.
    Owner,
    /// The same in front of a name that is defined: `A` of `A::f() {}`.
    OwnerOfDefined,
    /// A word that says who sees what follows in the same body; see [`Outline::sections`].
    Section,
    /// The condition of code.
    Condition,
    /// A statement that documents the scope around it if it is the first and a string.
    Docstring,
    /// What is imported from: a string or a path. In nested imports it follows that of the outer one.
    Module,
    /// The name of what is imported; if nothing says from where, the module.
    Name,
    /// A whole path: module and, behind the last separator, the name.
    Path,
    /// The other name of what is imported.
    Alias,
    /// The name under which the default of the module is imported.
    Default,
    /// The name under which the whole module is imported.
    Namespace,
    /// The module itself is imported, under its own name.
    Itself,
    /// Everything is imported.
    Everything,
    /// A path of which everything is imported.
    AllOf,
    /// One part of a path, in a grammar that has no node for all of it.
    Segment,
    /// Another path begins.
    NextPath,
    /// Everything is imported and exported.
    ExportAll,
    /// The name of what is exported, and its other name.
    Export,
    /// See [`Part::Export`].
    ExportAs,
    /// Makes what is exported the default of the module.
    DefaultExport,
}

impl Part {
    /// Whether it is one of an import or export, whose names are neither defined nor used there.
    pub fn is_import(self) -> bool {
        matches!(
            self,
            Part::Module
                | Part::Name
                | Part::Path
                | Part::AllOf
                | Part::Segment
                | Part::Alias
                | Part::Default
                | Part::Namespace
                | Part::Export
                | Part::ExportAs
        )
    }
}

/// What a node may be for the names that are defined in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Something without names of its own, such as a variable.
    Plain,
    /// Its names belong to it: a class, a module.
    Members,
    /// Its names are nobody else's business: a function.
    Locals,
    /// What is defined right in it is exported.
    Exports,
}

/// What something is that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum SymbolKind {
    /// A module, a namespace or a package.
    Module,
    /// A class.
    Class,
    /// A struct, a union or a record.
    Struct,
    /// An interface, a trait or a protocol.
    Interface,
    /// An enumeration.
    Enum,
    /// One of its values.
    EnumMember,
    /// Another name for a type.
    TypeAlias,
    /// What adds to a type that is defined elsewhere: `impl`, `extension`.
    Extension,
    /// A function.
    Function,
    /// A function of a type.
    Method,
    /// What makes a value of a type.
    Constructor,
    /// A variable of a type.
    Field,
    /// A property with code behind it.
    Property,
    /// A variable.
    Variable,
    /// A constant.
    Constant,
    /// A macro.
    Macro,
    /// A parameter; never listed, since nobody else sees it.
    Parameter,
}

impl SymbolKind {
    /// Every kind, in the order of the numbers that stand for them in summaries.
    pub const ALL: [SymbolKind; 17] = [
        SymbolKind::Module,
        SymbolKind::Class,
        SymbolKind::Struct,
        SymbolKind::Interface,
        SymbolKind::Enum,
        SymbolKind::EnumMember,
        SymbolKind::TypeAlias,
        SymbolKind::Extension,
        SymbolKind::Function,
        SymbolKind::Method,
        SymbolKind::Constructor,
        SymbolKind::Field,
        SymbolKind::Property,
        SymbolKind::Variable,
        SymbolKind::Constant,
        SymbolKind::Macro,
        SymbolKind::Parameter,
    ];

    /// Its name as people and files read it: `class`, `enummember`.
    pub fn text(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    /// Whether it is of no interest outside of the function that it is defined in.
    pub fn is_local_in_functions(self) -> bool {
        matches!(
            self,
            SymbolKind::Variable | SymbolKind::Constant | SymbolKind::Parameter
        )
    }
}

/// What a name does where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Role {
    /// It is defined.
    Definition,
    /// It is read, or nobody knows.
    Reference,
    /// It is written.
    Write,
    /// It is called.
    Call,
    /// It names a type.
    Type,
    /// It is imported.
    Import,
}

impl Role {
    /// Every role, in the order of the numbers that stand for them in summaries.
    pub const ALL: [Role; 6] = [
        Role::Definition,
        Role::Reference,
        Role::Write,
        Role::Call,
        Role::Type,
        Role::Import,
    ];
}

/// Who sees a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Visibility {
    /// Everybody.
    Public,
    /// What is derived from it.
    Protected,
    /// The same package, module or assembly.
    Internal,
    /// The same file or type.
    Private,
}

impl Visibility {
    /// Every visibility, in the order of the numbers that stand for them in summaries.
    pub const ALL: [Visibility; 4] = [
        Visibility::Public,
        Visibility::Protected,
        Visibility::Internal,
        Visibility::Private,
    ];
}

/// Who sees a definition without a modifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultVisibility {
    /// The same of all.
    Always(Visibility),
    /// Nobody but the file, unless it is exported; members are public.
    Exported,
    /// Everybody, unless its name starts with an underscore.
    Underscore,
    /// Everybody, if its name starts with a capital letter; else the package.
    Capital,
}

/// What leads from an import to what it means, beyond the path of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modules {
    /// Nothing.
    Nothing,
    /// A path, or the name of a package with a path in it, as Node and its tools read them.
    Specifiers,
    /// The path of a file from a root of the sources, with dots.
    Dotted,
    /// The path of a folder, whose files are one package, behind the path of its module.
    Folders,
    /// The name of a package, which its files say they belong to.
    Packages,
    /// The path of a module in a tree of files that a crate is.
    Crates,
    /// The path of a file whose text is put in its place.
    Includes,
    /// Nothing: what one file defines, all know.
    Everywhere,
}

/// How an import's text leads to a file.
#[derive(Clone, Copy, Debug)]
pub struct Paths {
    /// What the text is made of.
    pub style: PathStyle,
    /// Endings that may be left away, with the dot, likeliest first.
    pub endings: &'static [&'static str],
    /// Names of the file that stands for its folder.
    pub folder_files: &'static [&'static str],
    /// Endings that may stand for others: code says `.js` and means the `.ts` that becomes it.
    pub stands_for: &'static [(&'static str, &'static [&'static str])],
}

/// The form of relative paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStyle {
    /// `./a/b` from the folder of the file; anything else is no file of the project.
    Dotted,
    /// Any path, from the folder of the file.
    FromFolder,
    /// Python's `.a.b`: a dot for the package of the file, one more for each above it.
    Package,
}

/// One list behind the other, for languages that have much in common.
pub(crate) const fn joined<T: Copy, const N: usize>(first: &[T], then: &[T]) -> [T; N] {
    let mut both = [first[0]; N];
    let mut at = 0;
    while at < N {
        both[at] = if at < first.len() {
            first[at]
        } else {
            then[at - first.len()]
        };
        at += 1;
    }
    both
}
