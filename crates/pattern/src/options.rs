//! What a rule may switch on and off.

/// Semgrep's rule options that matching honours, with Semgrep's defaults.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "use the names in Semgrep's documentation")]
pub struct Options {
    pub constant_propagation: bool,
    pub symbolic_propagation: bool,
    pub vardef_assign: bool,
    pub flddef_assign: bool,
    pub attr_expr: bool,
    pub arrow_is_function: bool,
    pub let_is_var: bool,
    pub ac_matching: bool,
    pub commutative_boolop: bool,
    pub symmetric_eq: bool,
    pub go_deeper_expr: bool,
    pub go_deeper_stmt: bool,
    pub implicit_deep_exprstmt: bool,
    pub implicit_ellipsis: bool,
    pub implicit_return: bool,
    pub decorators_order_matters: bool,
    pub xml_singleton_loose_matching: bool,
    pub xml_attrs_implicit_ellipsis: bool,
    pub xml_children_ordered: bool,
    pub unify_ids_strictly: bool,
    /// Type arguments of calls and what functions capture count where a pattern has them. Semgrep passes over both.
    pub spelled_parts: bool,
    /// `cpp_parsing_pref: as_vardef_with_ctor`.
    pub declares_by_constructor: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            constant_propagation: true,
            symbolic_propagation: false,
            vardef_assign: true,
            flddef_assign: false,
            attr_expr: true,
            arrow_is_function: true,
            let_is_var: true,
            ac_matching: true,
            commutative_boolop: false,
            symmetric_eq: false,
            go_deeper_expr: true,
            go_deeper_stmt: true,
            implicit_deep_exprstmt: true,
            implicit_ellipsis: true,
            implicit_return: true,
            decorators_order_matters: false,
            xml_singleton_loose_matching: true,
            xml_attrs_implicit_ellipsis: true,
            xml_children_ordered: true,
            unify_ids_strictly: true,
            spelled_parts: false,
            declares_by_constructor: false,
        }
    }
}
