//! What a language's code means beyond its shape: names, control flow, values, and what its library is known to do.

/// What data flow must know of a language beyond the shape of its trees.
#[derive(Clone, Copy, Debug)]
pub struct LanguageSemantics {
    /// What names refer to.
    pub names: Names,
    /// What runs after what.
    pub control: Control,
    /// What operators give.
    pub values: Values,
    /// What is known of functions of the language's own.
    pub library: Library,
}

impl LanguageSemantics {
    /// What most languages share.
    pub const PLAIN: LanguageSemantics = LanguageSemantics {
        names: Names::PLAIN,
        control: Control::PLAIN,
        values: Values::PLAIN,
        library: Library::PLAIN,
    };
}

/// What names refer to.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// An assignment to an unknown name makes a variable.
    pub assigning_declares: bool,
    /// Such a variable belongs to the whole program, wherever it is assigned.
    pub assigning_is_global: bool,
    /// An assignment in a function makes a variable of the function, even where there is one of that name outside.
    pub assigning_is_local: bool,
    /// A block is a scope.
    pub block_scope: bool,
    /// `var` declares for the whole function, out of its block.
    pub var_leaves_block: bool,
    /// Members of a class are in scope in it.
    pub class_scope: bool,
    /// A type that has the members of an interface fits it without saying so.
    pub fits_by_members: bool,
    /// The type whose members are the elements of pages that nobody declares; empty where there are none.
    pub element_types: &'static str,
    /// A function is known by its name in the whole file.
    pub functions_are_known: bool,
    /// Calls in the body of a type that give it the members of what they take.
    pub mixing_in: &'static [&'static str],
    /// `x = require("m")` imports a module.
    pub requires: bool,
    /// Decorators of classes whose constructor's parameters become fields.
    pub injecting: &'static [&'static str],
    /// Which names keep the value that they get first, if they get no other.
    pub fixed: Fixed,
    /// Words that make a name final, besides those that many languages have.
    pub final_words: &'static [&'static str],
    /// What stands in the place of a type that the value tells.
    pub inferred_type: Option<&'static str>,
    /// What the first parameter of a method is called if it is the object.
    pub receivers: &'static [&'static str],
    /// A module in quotes goes by the name of its package, without version: `jwt` of `x/jwt-go/v3`.
    pub modules_are_packages: bool,
    /// What the parameter of a function is called that names none.
    pub unnamed_parameters: &'static [&'static str],
    /// Methods that call what they are handed as if it was one of their object's own.
    pub lending_this: &'static [&'static str],
    /// `f.call(this, a)` calls a function with the object it is to be a method of.
    pub functions_take_this: bool,
    /// Blocks give values to names that are used by a path: `local.x` from `locals { x = … }`.
    pub blocks_give_values: bool,
    /// A name alone calls the method of that name.
    pub names_call: bool,
    /// What the name of a field of the method's object begins with, once.
    pub field_sign: Option<char>,
    /// What says that a parameter is another name for the variable that is handed to it.
    pub by_reference: &'static [&'static str],
    /// Functions have names of their own, which no variable and no class takes; none where one name is one thing.
    pub functions_apart: Option<FunctionNames>,
}

/// How functions are told from what else has their names.
#[derive(Clone, Copy, Debug)]
pub struct FunctionNames {
    /// What an import says that brings a function; empty where none does.
    pub imported: &'static str,
    /// What an import says that brings a constant.
    pub constants_imported: &'static str,
    /// What variables begin with, where a variable may be called.
    pub variable_sign: Option<char>,
}

/// Which names keep the value that they get first, besides those that are declared final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixed {
    /// No others.
    Finals,
    /// Private ones, since nobody outside of the file can assign them; constructors and initializers count as declarations.
    Private,
    /// All.
    All,
}

impl Names {
    /// What most languages share.
    pub const PLAIN: Names = Names {
        assigning_declares: false,
        assigning_is_global: false,
        assigning_is_local: false,
        block_scope: true,
        var_leaves_block: false,
        class_scope: false,
        fits_by_members: false,
        element_types: "",
        functions_are_known: false,
        mixing_in: &[],
        requires: false,
        injecting: &[],
        fixed: Fixed::Finals,
        final_words: &[],
        inferred_type: None,
        receivers: &[],
        modules_are_packages: false,
        unnamed_parameters: &[],
        lending_this: &[],
        functions_take_this: false,
        blocks_give_values: false,
        names_call: false,
        field_sign: None,
        by_reference: &[],
        functions_apart: None,
    };

    /// Languages in which assigning makes a variable of the function.
    pub const ASSIGNED: Names = Names {
        assigning_declares: true,
        block_scope: false,
        ..Names::PLAIN
    };
}

/// What runs after what.
#[derive(Clone, Copy, Debug)]
pub struct Control {
    /// The first case that fits is the only one that runs.
    pub cases_end: bool,
    /// The pattern of a case that fits everything.
    pub wildcard: Option<&'static str>,
    /// How a case starts whose patterns bind names; none where patterns bind none.
    pub binding_case: Option<&'static str>,
    /// The last expression of a function is its result.
    pub last_is_result: bool,
    /// A loop gives what is yielded in it.
    pub loops_give: bool,
    /// What is yielded is handed to the function that stands behind the arguments of the call.
    pub yield_calls: bool,
    /// Functions of the language's own that never come back.
    pub never_return: &'static [&'static str],
    /// Words in front of a call that does not run at once: at the end of the function, or beside it.
    pub putting_off: &'static [&'static str],
    /// The function that gives up with a value, and the one that gets it back in a call that was put off.
    pub panics: Option<(&'static str, &'static str)>,
}

impl Control {
    /// What most languages share.
    pub const PLAIN: Control = Control {
        cases_end: true,
        wildcard: None,
        binding_case: None,
        last_is_result: false,
        loops_give: false,
        yield_calls: false,
        never_return: &[],
        putting_off: &[],
        panics: None,
    };
}

/// What operators give.
#[derive(Clone, Copy, Debug)]
pub struct Values {
    /// What is created may be any expression: `new $class()`.
    pub classes_are_values: bool,
    /// Patterns look like what makes the value: `Some(a)`, `Foo { a, b: c }`.
    pub patterns_make: bool,
    /// Which numbers become text where they are added to one.
    pub added_to_text: AddedToText,
    /// `+` and `-` never make a text of a number, so that one number tells what the other operand is.
    pub numbers_stay_numbers: bool,
    /// Dividing whole numbers gives a whole number.
    pub divides_whole: bool,
    /// A text times a number is the text so many times.
    pub repeats_text: bool,
    /// `and` and `or` give one of their operands.
    pub logic_gives_operand: bool,
    /// `a || b` is always a truth value, and `a | b` of truth values is one.
    pub logic_is_strict: bool,
    /// A call of `$` is the value of a variable.
    pub dollar_reads: bool,
    /// Assigning a list, a map or a structure that is written out copies it.
    pub literals_are_copied: bool,
    /// In regular expressions, `^` and `$` stand at the ends of lines.
    pub anchors_are_lines: bool,
    /// What stands in braces behind a type names fields, keys or elements: `T{a: 1}`.
    pub braces_tell_parts: bool,
    /// `a << b` puts `b` into `a`.
    pub shifting_fills: bool,
    /// What stands before the number of a tuple's part, counted from 1, where it is a member: `_1`.
    pub tuple_parts: Option<&'static str>,
}

/// Which numbers become text where they are added to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddedToText {
    /// None.
    Nothing,
    /// Whole ones, in the spelling they have.
    Integers,
    /// All.
    Numbers,
}

impl Values {
    /// What most languages share.
    pub const PLAIN: Values = Values {
        classes_are_values: false,
        patterns_make: false,
        added_to_text: AddedToText::Nothing,
        numbers_stay_numbers: false,
        divides_whole: false,
        repeats_text: false,
        logic_gives_operand: false,
        logic_is_strict: false,
        dollar_reads: false,
        literals_are_copied: false,
        anchors_are_lines: false,
        braces_tell_parts: false,
        shifting_fills: false,
        tuple_parts: None,
    };
}

/// What is known of functions of the language's own.
#[derive(Clone, Copy, Debug)]
pub struct Library {
    /// Functions that give a text that does not change for arguments that do not.
    pub constant_functions: &'static [&'static str],
    /// Methods that put a text behind the one they are called on.
    pub appending_methods: &'static [&'static str],
    /// Functions that put what else they are handed into one of their arguments, by its place.
    pub filling: &'static [(&'static str, usize)],
    /// Methods that put what they are handed into their object, besides those that many languages have.
    pub filling_methods: &'static [&'static str],
    /// Functions that give what they are handed in another form.
    pub handing_on: &'static [&'static str],
    /// What methods give back.
    pub methods: &'static [Methods],
    /// Methods of collections that give an element.
    pub element_getters: &'static [&'static str],
    /// Members that are whole numbers, of whatever they are.
    pub counts: &'static [&'static str],
    /// `getX()` and `setX(v)` stand for a property.
    pub accessors: bool,
}

/// Methods with one type of result.
#[derive(Clone, Copy, Debug)]
pub struct Methods {
    /// The class they belong to; none if it does not matter.
    pub class: Option<&'static str>,
    /// Their names.
    pub names: &'static [&'static str],
    /// What they give back.
    pub give: Builtin,
}

/// A built-in type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtin {
    /// A truth value.
    Bool,
    /// A whole number.
    Int,
    /// A number with a fraction.
    Float,
}

impl Library {
    /// Nothing.
    pub const PLAIN: Library = Library {
        constant_functions: &[],
        appending_methods: &[],
        filling: &[],
        filling_methods: &[],
        handing_on: &[],
        methods: &[],
        element_getters: &[],
        counts: &[],
        accessors: false,
    };
}
