//! Which rules are tried on a file.

use std::cell::Cell;

use assay_languages::Lang;
use assay_rules::{LanguageRules, Rule, RuleSet, Survivors};
use assay_text::InOrder;
use ast_grep_core::tree_sitter::LanguageExt;

use crate::{CheckOptions, Engine};

/// Which rules may match in a file: its own language's, and those of languages that may be embedded.
pub struct Plan {
    pub host: Option<Lang>,
    /// Languages with rules that may match, the host's included.
    pub parts: Vec<(Lang, Survivors)>,
    /// Rules for every text that may match.
    pub texts: Survivors,
    /// Languages that these rules need besides their own.
    also: Vec<Lang>,
    /// The time was up before this was known.
    pub timed_out: bool,
}

/// The languages whose rules a file may be for: its own, and those that may be embedded in it.
pub fn languages_in(rules: &RuleSet, host: Option<Lang>) -> Vec<Lang> {
    let mut languages: Vec<Lang> = host.into_iter().collect();
    if let Some(host) = host {
        let built_in = host.injectable_languages().unwrap_or_default();
        languages.extend(built_in.iter().filter_map(|name| Lang::from_name(name)));
        languages.extend(rules.embedded_languages(host));
    }
    languages.put_in_order();
    languages.dedup();
    languages
}

/// Which rules may match in a file, and whether some had to be read to know that.
pub fn plan(
    engine: &mut Engine,
    path: &str,
    lang: Option<Lang>,
    text: &[u8],
    options: &CheckOptions<'_>,
) -> (Plan, bool) {
    let languages = languages_in(&engine.rules, lang);
    let mut has_read = engine.rules.activate(None);
    for lang in &languages {
        has_read |= engine.rules.activate(Some(*lang));
    }
    let plan = Plan::new(&engine.rules, lang, languages, path, text, options);
    (plan, has_read)
}

impl Plan {
    fn new(
        rules: &RuleSet,
        host: Option<Lang>,
        languages: Vec<Lang>,
        path: &str,
        text: &[u8],
        options: &CheckOptions<'_>,
    ) -> Plan {
        let admitted = |rule: &Rule| {
            (!options.apply_paths || rule.paths.admits(path))
                && !options.skip_rules.contains(&rule.info.id)
        };
        let timed_out = Cell::new(false);
        let tick = || {
            timed_out.set(timed_out.get() || options.tick.is_some_and(|tick| tick()));
            timed_out.get()
        };
        let survivors = |lang: Lang| {
            let language = rules.language(lang)?;
            let fits = |place: usize| {
                let rule = &language.rules[place];
                (rule.in_embedded || options.in_embedded || Some(lang) == host)
                    && admitted(rule)
                    && !language.is_bad(place)
            };
            let all = language.survivors(text, options.use_prefilter, &tick);
            let survivors = all.filter(fits);
            (survivors.count > 0).then_some((lang, survivors))
        };
        let mut parts: Vec<(Lang, Survivors)> =
            languages.into_iter().filter_map(survivors).collect();
        if let Some(host) = host.filter(|_| options.always_parse && parts.is_empty()) {
            parts.push((host, Survivors::new(Vec::new())));
        }
        let texts = rules.texts().map(|texts| {
            let survivors = texts.survivors(text, options.use_prefilter, &tick);
            survivors.filter(|place| admitted(&texts.rules[place]))
        });
        let texts = texts.unwrap_or_else(|| Survivors::new(Vec::new()));
        let of = |language: &'_ LanguageRules, wanted: &Survivors| -> Vec<Lang> {
            let rules = wanted.iter().map(|place| &language.rules[place]);
            rules.flat_map(|rule| rule.also.iter().copied()).collect()
        };
        let of_parts = parts
            .iter()
            .filter_map(|(lang, wanted)| Some(of(rules.language(*lang)?, wanted)));
        let of_texts = rules.texts().map(|language| of(language, &texts));
        let mut also: Vec<Lang> = of_parts.chain(of_texts).flatten().collect();
        also.put_in_order();
        also.dedup();
        Plan {
            host,
            parts,
            texts,
            also,
            timed_out: timed_out.get(),
        }
    }

    /// Whether no rule may match.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.texts.count == 0
    }

    pub fn has_embedded(&self) -> bool {
        self.parts.iter().any(|(lang, _)| Some(*lang) != self.host)
    }

    pub fn survivors(&self, lang: Lang) -> Option<&Survivors> {
        self.parts
            .iter()
            .find(|(part, _)| *part == lang)
            .map(|(_, survivors)| survivors)
    }

    /// Languages whose grammars are needed: the host's if anything is parsed, since embedded code is found in its tree.
    pub fn languages(&self) -> impl Iterator<Item = Lang> + '_ {
        let host = self.host.filter(|_| !self.parts.is_empty());
        let embedded = self
            .parts
            .iter()
            .map(|(lang, _)| *lang)
            .filter(|lang| Some(*lang) != self.host);
        let also = self
            .also
            .iter()
            .copied()
            .filter(move |lang| Some(*lang) != host);
        host.into_iter().chain(embedded).chain(also)
    }
}
