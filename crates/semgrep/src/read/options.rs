//! `options:`, with Semgrep's own defaults.

use assay_dataflow::taint::Options as TaintOptions;
use assay_pattern::Options;

use crate::fault::{Read, bad, unsupported};
use crate::generic::aliengrep::Alphabet;
use crate::generic::{CommentStyle, Limits};
use crate::yaml_values::{list, text, truth};
use assay_rules::yaml::{Yaml, YamlValue};

/// What a rule switches on and off.
#[derive(Clone, Debug)]
pub struct RuleOptions {
    /// How code is matched.
    pub matching: Options,
    /// How texts without a language are matched.
    pub limits: Limits,
    /// What words and braces are, where the second engine for texts without a language is asked for.
    pub aliengrep: Option<Alphabet>,
    /// Comments that texts without a language have.
    pub comments: Option<CommentStyle>,
    /// How taint spreads.
    pub taint: TaintOptions,
    /// The finding of a taint rule is where the source is, not the sink.
    pub focus_on_source: bool,
    /// Findings of the rule in one file; the others are left out.
    pub max_match_per_file: Option<usize>,
}

impl RuleOptions {
    /// Whether patterns match the same with these options as with others.
    pub fn match_like(&self, other: &RuleOptions) -> bool {
        self.matching == other.matching
            && self.limits == other.limits
            && self.aliengrep == other.aliengrep
            && self.comments == other.comments
    }
}

impl Default for RuleOptions {
    fn default() -> RuleOptions {
        RuleOptions {
            matching: Options::default(),
            limits: Limits {
                ellipsis_max_span: 10,
                any_case: false,
            },
            aliengrep: None,
            comments: None,
            taint: TaintOptions::default(),
            focus_on_source: false,
            max_match_per_file: None,
        }
    }
}

/// Options that change nothing here: limits of Semgrep's own engine, and its commercial one's.
const WITHOUT_EFFECT: &[&str] = &[
    "timeout",
    "dynamic_timeout",
    "dynamic_timeout_unit_kb",
    "dynamic_timeout_max_multiplier",
    "taint_fixpoint_timeout",
    "taint_interfile_depth",
    "guarded_taint_signatures",
    "taint_intrafile",
    "taint_interfile",
    "interfile",
];

/// Reads `options`; an unknown one is told and left out, as Semgrep does it.
pub fn read_options(map: &Yaml, warn: &mut dyn FnMut(crate::fault::Bad)) -> Read<RuleOptions> {
    let mut options = RuleOptions::default();
    let mut alphabet = Alphabet::default();
    let mut extra_braces = Vec::new();
    let mut is_aliengrep = false;
    if !matches!(map.value, YamlValue::Map(_)) && !map.is_null() {
        return bad(
            map.at,
            "`options` must be a map",
            "write `name: value` pairs under it",
        );
    }
    for (key, value) in map.entries() {
        let name = key.text().unwrap_or_default();
        if let Some(flag) = flag(&mut options, name) {
            *flag = truth(value, name)?;
            continue;
        }
        match name {
            "generic_ellipsis_max_span" => {
                options.limits.ellipsis_max_span = number(value, name)?;
            }
            "generic_comment_style" => {
                let style = text(value, name)?;
                options.comments = CommentStyle::from_name(style);
                if options.comments.is_none() {
                    return bad(
                        value.at,
                        format!("`{style}` is not a comment style"),
                        "use `c`, `cpp` or `shell`",
                    );
                }
            }
            "generic_engine" => {
                is_aliengrep = match text(value, name)? {
                    "spacegrep" => false,
                    "aliengrep" => true,
                    other => {
                        return bad(
                            value.at,
                            format!("`{other}` is not a generic engine"),
                            "use `spacegrep` or `aliengrep`",
                        );
                    }
                };
            }
            "cpp_parsing_pref" => {
                options.matching.declares_by_constructor =
                    text(value, name)? == "as_vardef_with_ctor";
            }
            "generic_multiline" => alphabet.multiline = truth(value, name)?,
            "generic_braces" => alphabet.braces = braces(value, name)?,
            "generic_extra_braces" => extra_braces = braces(value, name)?,
            "generic_extra_word_characters" => {
                let chars = list(value, name)?.iter().map(|item| sign(item, name));
                alphabet.extra_word_chars = chars.collect::<Read<_>>()?;
            }
            "max_match_per_file" => {
                options.max_match_per_file = Some(number(value, name)? as usize);
            }
            // The second is an older name.
            "taint_focus_on" | "taint_match_on" => {
                options.focus_on_source |= text(value, name)? == "source";
            }
            _ if WITHOUT_EFFECT.contains(&name) => {}
            _ => {
                if let Err(unknown) = unsupported::<()>(
                    key.at,
                    format!("unknown option `{name}`"),
                    "the rule runs without it",
                ) {
                    warn(unknown);
                }
            }
        }
    }
    if is_aliengrep {
        alphabet.any_case = options.limits.any_case;
        alphabet.braces.append(&mut extra_braces);
        if let Some(fault) = alphabet.fault() {
            return bad(map.at, fault, "use each character for one purpose only");
        }
        options.aliengrep = Some(alphabet);
    }
    Ok(options)
}

/// Pairs of signs: `[["(", ")"]]`.
fn braces(value: &Yaml, name: &str) -> Read<Vec<(char, char)>> {
    let pair = |item: &Yaml| match list(item, name)? {
        [open, close] => Ok((sign(open, name)?, sign(close, name)?)),
        _ => bad(
            item.at,
            format!("`{name}` must be a list of pairs"),
            "write an opening and a closing character, for example [\"(\", \")\"]",
        ),
    };
    list(value, name)?.iter().map(pair).collect()
}

fn sign(value: &Yaml, name: &str) -> Read<char> {
    let mut chars = text(value, name)?.chars();
    match (chars.next(), chars.next()) {
        (Some(sign), None) if !sign.is_whitespace() => Ok(sign),
        _ => bad(
            value.at,
            format!("`{name}` must contain single characters"),
            "write one character in quotes",
        ),
    }
}

fn number(value: &Yaml, name: &str) -> Read<u32> {
    let parsed = value.text().and_then(|text| text.parse().ok());
    match parsed {
        Some(number) => Ok(number),
        None => bad(
            value.at,
            format!("`{name}` must be a number"),
            "use a whole number",
        ),
    }
}

fn flag<'o>(options: &'o mut RuleOptions, name: &str) -> Option<&'o mut bool> {
    let (matching, taint) = (&mut options.matching, &mut options.taint);
    Some(match name {
        "constant_propagation" => &mut matching.constant_propagation,
        "symbolic_propagation" => &mut matching.symbolic_propagation,
        "vardef_assign" => &mut matching.vardef_assign,
        "flddef_assign" => &mut matching.flddef_assign,
        "attr_expr" => &mut matching.attr_expr,
        "arrow_is_function" => &mut matching.arrow_is_function,
        "let_is_var" => &mut matching.let_is_var,
        "ac_matching" => &mut matching.ac_matching,
        "commutative_boolop" => &mut matching.commutative_boolop,
        // The second is an older name.
        "symmetric_eq" | "commutative_compop" => &mut matching.symmetric_eq,
        "unify_ids_strictly" => &mut matching.unify_ids_strictly,
        "go_deeper_expr" => &mut matching.go_deeper_expr,
        "go_deeper_stmt" => &mut matching.go_deeper_stmt,
        "implicit_deep_exprstmt" => &mut matching.implicit_deep_exprstmt,
        "implicit_ellipsis" => &mut matching.implicit_ellipsis,
        "implicit_return" => &mut matching.implicit_return,
        "decorators_order_matters" => &mut matching.decorators_order_matters,
        "xml_singleton_loose_matching" => &mut matching.xml_singleton_loose_matching,
        "xml_attrs_implicit_ellipsis" => &mut matching.xml_attrs_implicit_ellipsis,
        "xml_children_ordered" => &mut matching.xml_children_ordered,
        "generic_caseless" => &mut options.limits.any_case,
        "taint_unify_mvars" => &mut taint.unify_mvars,
        "taint_assume_safe_functions" => &mut taint.assume_safe_functions,
        "taint_assume_safe_indexes" => &mut taint.assume_safe_indexes,
        "taint_assume_safe_comparisons" => &mut taint.assume_safe_comparisons,
        "taint_assume_safe_booleans" => &mut taint.assume_safe_booleans,
        "taint_assume_safe_numbers" => &mut taint.assume_safe_numbers,
        "taint_only_propagate_through_assignments" => &mut taint.only_propagate_through_assignments,
        _ => return None,
    })
}
