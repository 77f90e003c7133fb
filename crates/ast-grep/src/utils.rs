//! Utilities of a project: rules that other rules of its language call by name.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use assay_languages::Lang;
use assay_model::Problem;
use ast_grep_config::{DeserializeEnv, GlobalRules, SerializableGlobalRule};

use crate::errors::explain;
use crate::language::language;
use crate::needs::rule_needs;
use assay_rules::yaml::{Fault, Yaml};
use assay_rules::{Needs, Origin, from_yaml};

/// The utilities of a rule set: all of them are known before the first rule is compiled.
#[derive(Default)]
pub struct GlobalUtils {
    utils: RefCell<Vec<UtilRule>>,
    compiled: RefCell<HashMap<Lang, Rc<CompiledUtils>>>,
}

struct CompiledUtils {
    rules: Rc<GlobalRules>,
    problems: Vec<Problem>,
}

impl GlobalUtils {
    /// Adds one.
    pub fn add(&self, util: UtilRule) {
        self.utils.borrow_mut().push(util);
    }

    /// What a file must contain for a rule to match, with its utilities.
    pub fn needs_of(&self, document: &Yaml, lang: Lang) -> Needs {
        let utils = self.utils.borrow();
        let of_lang = utils.iter().filter(|util| util.lang == lang);
        let by_name: HashMap<String, &Yaml> = of_lang
            .map(|util| (util.id.clone(), &util.document))
            .collect();
        rule_needs(document, lang, &by_name)
    }

    /// Those of a language; its grammar must be there.
    pub fn compiled(&self, lang: Lang) -> Rc<GlobalRules> {
        Rc::clone(&self.of(lang).rules)
    }

    /// What is wrong with those of a language.
    pub fn problems(&self, lang: Lang) -> Vec<Problem> {
        self.of(lang).problems.clone()
    }

    fn of(&self, lang: Lang) -> Rc<CompiledUtils> {
        let compile = || {
            let (rules, problems) = compile_utils(&self.utils.borrow(), lang);
            let rules = Rc::new(rules);
            Rc::new(CompiledUtils { rules, problems })
        };
        Rc::clone(
            self.compiled
                .borrow_mut()
                .entry(lang)
                .or_insert_with(compile),
        )
    }
}

/// A global utility rule, not yet compiled.
pub struct UtilRule {
    id: String,
    lang: Lang,
    document: Yaml,
    config: SerializableGlobalRule<Lang>,
    path: String,
    text: Rc<str>,
}

/// Reads one document of a utility folder.
pub fn load_util(document: Yaml, origin: &Origin<'_>, text: &Rc<str>) -> Result<UtilRule, Problem> {
    let bad = |fault: Fault| {
        origin.bad_rule(
            fault,
            "a utility needs `id`, `language` and `rule`",
            document.str("id"),
        )
    };
    let id = document
        .str("id")
        .ok_or_else(|| bad(Fault::new(document.at, "the utility has no `id`")))?
        .to_owned();
    let lang = language(&document, origin, &id)?;
    let config = from_yaml(&document).map_err(bad)?;
    let (path, text) = (origin.path.to_owned(), Rc::clone(text));
    Ok(UtilRule {
        id,
        lang,
        config,
        path,
        text,
        document,
    })
}

/// Compiles the utilities of one language. A bad one is named and left out; the others still serve.
fn compile_utils(utils: &[UtilRule], lang: Lang) -> (GlobalRules, Vec<Problem>) {
    let mut usable: Vec<&UtilRule> = utils.iter().filter(|util| util.lang == lang).collect();
    let mut problems = Vec::new();
    loop {
        let configs = usable.iter().map(|util| util.config.clone()).collect();
        let error = match DeserializeEnv::parse_global_utils(configs) {
            Ok(compiled) => return (compiled, problems),
            Err(error) => error,
        };
        let alone = |util: &UtilRule| {
            DeserializeEnv::parse_global_utils(vec![util.config.clone()]).is_err()
        };
        let culprit = usable
            .iter()
            .position(|util| alone(util))
            .unwrap_or(usable.len() - 1);
        let util = usable.remove(culprit);
        let origin = Origin {
            path: &util.path,
            text: &util.text,
        };
        let (fault, help) = explain(&error, &util.document, lang);
        problems.push(origin.bad_rule(fault, &help, Some(&util.id)));
    }
}
