//! What languages do differently with names and values.

use assay_profile::Profile;

/// What data flow must know of a language beyond the shape of its trees.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LanguageSemantics {
    /// An assignment to an unknown name makes a variable.
    pub assigning_declares: bool,
    /// A block is a scope.
    pub block_scope: bool,
    /// Members of a class are in scope in it.
    pub class_scope: bool,
    /// `const x = require("m")`, functions as bindings, `var`.
    pub is_js: bool,
    pub is_python: bool,
    pub is_java: bool,
    pub is_go: bool,
    /// The first case that fits is the only one that runs.
    pub cases_end: bool,
    /// The last expression of a function is its result.
    pub last_is_result: bool,
    /// What is created may be any expression: `new $class()`.
    pub classes_are_values: bool,
    /// Patterns look like what makes the value: `Some(a)`, `Foo { a, b: c }`.
    pub patterns_make: bool,
}

impl LanguageSemantics {
    pub(crate) fn of(profile: &Profile) -> LanguageSemantics {
        let id = profile.id;
        let is_js = matches!(id, "javascript" | "typescript" | "tsx");
        let assigning_declares =
            is_js || matches!(id, "python" | "ruby" | "php" | "bash" | "lua" | "hcl");
        let class_scope = is_js
            || matches!(
                id,
                "java" | "kotlin" | "csharp" | "php" | "scala" | "swift" | "cpp"
            );
        LanguageSemantics {
            assigning_declares,
            block_scope: !assigning_declares,
            class_scope,
            is_js,
            is_python: id == "python",
            is_java: id == "java",
            is_go: id == "go",
            cases_end: !matches!(
                id,
                "javascript" | "typescript" | "tsx" | "java" | "c" | "cpp" | "php" | "csharp"
            ),
            last_is_result: matches!(id, "ruby" | "rust" | "scala" | "kotlin"),
            classes_are_values: is_js || id == "php",
            patterns_make: id == "rust",
        }
    }
}
