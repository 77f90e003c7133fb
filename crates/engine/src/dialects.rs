//! The dialects that rules may be written in.

use assay_ast_grep::AstGrep;
use assay_rules::{Dialects, ThreatModels};
use assay_semgrep::Semgrep;
use assay_toml_pattern::TomlPatterns;

/// All of them, for one rule set.
pub fn dialects(threats: &ThreatModels) -> Dialects {
    Dialects::new(vec![
        Box::new(AstGrep::default()),
        Box::new(TomlPatterns),
        Box::new(Semgrep::new(threats.clone())),
    ])
}
