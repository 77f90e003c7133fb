//! Constraints on metavariables that stand for several nodes, `$$$ARGS`: all of these have to fit. ast-grep reads such
//! constraints and asks none of them.

use assay_context::Node;
use assay_languages::Lang;
use ast_grep_config::{DeserializeEnv, GlobalRules, Rule, SerializableRuleConfig};
use ast_grep_core::matcher::{MatcherExt as _, NodeMatch};

/// The constraints of a rule that are about several nodes.
pub struct ListConstraints {
    rules: Vec<(String, Rule)>,
    /// Holds the utilities that the rules call.
    _utils: Option<DeserializeEnv<Lang>>,
}

impl ListConstraints {
    /// Those of a rule whose other constraints are in order; `text` is the file that it stands in.
    pub fn of(config: &SerializableRuleConfig<Lang>, globals: &GlobalRules, text: &str) -> Self {
        let constraints = config.core.constraints.iter().flatten();
        let about_lists: Vec<_> = constraints
            .filter(|(name, _)| text.contains(&format!("$$${name}")))
            .collect();
        if about_lists.is_empty() {
            return ListConstraints {
                rules: Vec::new(),
                _utils: None,
            };
        }
        let env = DeserializeEnv::new(config.language).with_globals(globals);
        let no_utils = Default::default();
        let env = env.with_utils(config.core.utils.as_ref().unwrap_or(&no_utils));
        let Ok(env) = env else {
            return ListConstraints {
                rules: Vec::new(),
                _utils: None,
            };
        };
        let compiled = about_lists.into_iter().filter_map(|(name, rule)| {
            Some((name.clone(), env.deserialize_rule(rule.clone()).ok()?))
        });
        ListConstraints {
            rules: compiled.collect(),
            _utils: Some(env),
        }
    }

    /// Whether all nodes that such metavariables stand for fit.
    pub fn hold<'t>(&self, found: &NodeMatch<'t, assay_context::FileDoc>) -> bool {
        self.rules.iter().all(|(name, rule)| {
            let nodes: Vec<Node<'t>> = found.get_env().get_multiple_matches(name);
            let mut named = nodes.into_iter().filter(|node| node.is_named());
            named.all(|node| rule.match_node(node).is_some())
        })
    }
}
