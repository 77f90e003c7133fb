//! What is odd about patterns of a language's code.

/// What matching must know of a language beyond the shape of its trees.
#[derive(Clone, Copy, Debug)]
pub struct Matching {
    /// What rules of Semgrep's dialect call the language. A name that several languages have means all of them.
    pub semgrep_names: &'static [&'static str],
    /// A dollar means something in its code.
    pub has_dollars: bool,
    /// A function returns the value of its last expression.
    pub implicit_return: bool,
    /// A string fits the number or truth value that is written in it.
    pub strings_coerce: bool,
    /// A type tells a value from a pointer to it.
    pub tells_pointers: bool,
    /// The type stands before the name: `(T $X)` is a metavariable with a type.
    pub type_first: bool,
    /// `->` leads to a member, not to the body of a function.
    pub arrow_is_member: bool,
    /// `a and b and c` is one operation, not two.
    pub joins_logic: bool,
    /// The key of a pair is an expression even if it is a name.
    pub keys_are_expressions: bool,
    /// `e : T` in an expression tells the type of `e`.
    pub ascribes_types: bool,
    /// Words that start a definition and are taken for names where the grammar does not get on with what follows.
    pub definition_words: &'static [&'static str],
    /// The grammar takes `x {…}` for a function without parameters, which there is none of.
    pub functions_have_parameters: bool,
    /// How code with types in it is told and read.
    pub typed: Option<Typed>,
    /// A metavariable in quotes stands for what they hold, which is not as it is written.
    pub reads_strings: bool,
    /// What code must start with that was found in a string.
    pub opening: Option<Opening>,
    /// `name: { … }` is an entry of an object rather than a block with a label.
    pub braces_are_objects: bool,
    /// There is one type for all numbers.
    pub one_number_type: bool,
    /// A string literal is an array of characters and no object of the class for strings.
    pub literals_are_arrays: bool,
    /// Types are gone when the code runs: `x as T` is `x`.
    pub types_vanish: bool,
    /// `f($X: T)` tells the type of an argument, which the grammar does not take.
    pub types_in_arguments: bool,
    /// A comma may stand behind the last entry of a pattern.
    pub commas_may_trail: bool,
    /// `a ... b` is a range.
    pub dots_are_ranges: bool,
    /// `K.apply(…)` makes a `K`.
    pub apply_creates: bool,
    /// Names and values of an assignment pair up whatever their number.
    pub assigns_in_turn: bool,
    /// A block of a pattern is found in blocks at any depth.
    pub blocks_nest: bool,
    /// An expression that is the body of a function is not what `return` gives.
    pub bodies_are_no_returns: bool,
    /// `a?.b` is not what `a.b` is.
    pub safe_access_differs: bool,
    /// Words tell imports apart: `import m` is no `using m`.
    pub import_words_count: bool,
    /// How a fix that is one expression is written.
    pub fixes: FixPrinting,
}

/// Code with types in it, which the grammar of another language reads.
#[derive(Clone, Copy, Debug)]
pub struct Typed {
    /// The id of that language.
    pub language: &'static str,
    /// Signs of types in a pattern.
    pub signs: &'static [&'static str],
    /// Whether a metavariable that says its type is such a sign.
    pub by_metavariables: bool,
}

/// What tells a grammar that code begins.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// What any of them starts with.
    pub sign: &'static str,
    /// The one to put in front of code that has none.
    pub tag: &'static str,
}

/// How a fix that is one expression is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixPrinting {
    /// As a text with the metavariables filled in.
    Text,
    /// Anew from its tree, but for members.
    Tree,
    /// Anew from its tree.
    TreeWithMembers,
}

impl Matching {
    /// What most languages share.
    pub const PLAIN: Matching = Matching {
        semgrep_names: &[],
        has_dollars: false,
        implicit_return: false,
        strings_coerce: false,
        tells_pointers: false,
        type_first: false,
        arrow_is_member: false,
        joins_logic: false,
        keys_are_expressions: false,
        ascribes_types: false,
        definition_words: &[],
        functions_have_parameters: false,
        typed: None,
        reads_strings: false,
        opening: None,
        braces_are_objects: false,
        one_number_type: false,
        literals_are_arrays: false,
        types_vanish: false,
        types_in_arguments: false,
        commas_may_trail: false,
        dots_are_ranges: false,
        apply_creates: false,
        assigns_in_turn: false,
        blocks_nest: false,
        bodies_are_no_returns: false,
        safe_access_differs: false,
        import_words_count: false,
        fixes: FixPrinting::Text,
    };
}
