//! The engine and its answers as JavaScript classes.

use std::cell::{Cell, RefCell};

use assay_engine::{
    CheckOptions, Checked as Outcome, Choices, Refactor, RefactorOutcome, ThreatModels, Trees,
};
use assay_languages::{Lang, install_grammar};
use assay_model::{FileReport, ParseOutcome, RuleSource, Severity, Status};
use assay_project::Summary;
use tree_sitter_language::LanguageFn;
use wasm_bindgen::prelude::*;

use crate::error::Envelope;
use crate::options::Options;
use crate::summary::{Summarised, list};
use crate::values::{from_js, to_js};

/// How often the engine asks whether the time is up until the host is asked.
const ASKS_PER_TICK: u32 = 8;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds on the host's clock.
    #[wasm_bindgen(js_namespace = performance)]
    pub(crate) fn now() -> f64;
}

/// Rules and parsers of one thread.
#[wasm_bindgen]
#[derive(Default)]
pub struct Engine {
    inner: assay_engine::Engine,
}

#[wasm_bindgen]
impl Engine {
    /// An engine without rules.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Engine {
        Engine::default()
    }

    /// Takes a grammar as the function of that name does.
    #[wasm_bindgen(js_name = addGrammar)]
    pub fn add_grammar(
        &mut self,
        grammar: &str,
        #[wasm_bindgen(js_name = tableSlot)] table_slot: u32,
    ) -> Result<(), JsValue> {
        add_grammar(grammar, table_slot)?;
        self.inner.forget_failure(grammar);
        Ok(())
    }

    /// Remembers that a grammar cannot be had; files that need it are reported as such.
    #[wasm_bindgen(js_name = failGrammar)]
    pub fn fail_grammar(&mut self, grammar: &str, reason: &str) {
        self.inner.fail_grammar(grammar, reason);
    }

    /// Replaces the rule set. Patterns compile per language, when its grammar is there. `threatModels` names the sources
    /// that count; only remote ones if it is left out. `severities` has those that rules have instead of their own, by id.
    /// Throws if a name is none.
    #[wasm_bindgen(js_name = loadRules, unchecked_return_type = "LoadedRules")]
    pub fn load_rules(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "RuleSource[]")] sources: &JsValue,
        disabled: Vec<String>,
        #[wasm_bindgen(js_name = threatModels)] threat_models: Option<Vec<String>>,
        #[wasm_bindgen(unchecked_param_type = "Readonly<Record<string, Severity>>")]
        severities: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let sources: Vec<RuleSource> = from_js(sources, "sources")?;
        self.inner.set_threat_models(threats(threat_models)?);
        let choices = choices(disabled, severities)?;
        Ok(to_js(&self.inner.load_rules(&sources, &choices))?)
    }

    /// Replaces the rule set as `loadRules` does, and spares the description of it.
    #[wasm_bindgen(js_name = adoptRules)]
    pub fn adopt_rules(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "RuleSource[]")] sources: &JsValue,
        disabled: Vec<String>,
        #[wasm_bindgen(js_name = threatModels)] threat_models: Option<Vec<String>>,
        #[wasm_bindgen(unchecked_param_type = "Readonly<Record<string, Severity>>")]
        severities: &JsValue,
    ) -> Result<(), JsValue> {
        let sources: Vec<RuleSource> = from_js(sources, "sources")?;
        self.inner.set_threat_models(threats(threat_models)?);
        self.inner
            .adopt_rules(&sources, &choices(disabled, severities)?);
        Ok(())
    }

    /// Reads some rules that no file has asked for, about a millisecond's worth; false if there are none left.
    #[wasm_bindgen(js_name = readAhead)]
    pub fn read_ahead(&mut self) -> bool {
        self.inner.read_ahead()
    }

    /// The grammars that the rules of a language are compiled with.
    #[wasm_bindgen(js_name = grammarsForRules)]
    pub fn grammars_for_rules(&mut self, language: &str) -> Vec<String> {
        let lang = Lang::from_name(language);
        let names = lang
            .map(|lang| self.inner.grammars_for_rules(lang))
            .unwrap_or_default();
        names.into_iter().map(str::to_owned).collect()
    }

    /// Compiles the rules of a language whose grammar is there, or those for every text under any other
    /// name; says what is wrong with them.
    #[wasm_bindgen(js_name = compileRules, unchecked_return_type = "Problem[]")]
    pub fn compile_rules(&mut self, language: &str) -> Result<JsValue, JsValue> {
        let problems = match Lang::from_name(language) {
            Some(lang) => self.inner.compile_rules(lang),
            None => self.inner.compile_text_rules(),
        };
        Ok(to_js(&problems)?)
    }

    /// What each rule has cost since this was last called.
    #[wasm_bindgen(js_name = takeCosts, unchecked_return_type = "RuleCost[]")]
    pub fn take_costs(&mut self) -> Result<JsValue, JsValue> {
        Ok(to_js(&self.inner.take_costs())?)
    }

    /// Checks one file, UTF-8. Throws only if `language` is no language.
    pub fn check(
        &mut self,
        path: &str,
        bytes: Vec<u8>,
        #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
    ) -> Result<Checked, JsValue> {
        let options = Options::new(options);
        let tick = options.function("tick");
        let on_rule = options.function("onRule");
        // The engine asks for every pattern of every rule, which is more often than a call to JavaScript is worth.
        // A tick that throws ends the check: its host has lost interest.
        let asked = Cell::new(0u32);
        let ask = || {
            asked.set(asked.get().wrapping_add(1));
            asked.get().is_multiple_of(ASKS_PER_TICK)
                && tick.as_ref().is_some_and(|tick| {
                    tick.call0(&JsValue::NULL)
                        .map_or(true, |answer| answer.is_truthy())
                })
        };
        let tell = |id: &str| {
            if let Some(on_rule) = &on_rule {
                let _ = on_rule.call1(&JsValue::NULL, &id.into());
            }
        };
        let on_ready = options.function("onReady");
        let begin = || {
            if let Some(on_ready) = &on_ready {
                let _ = on_ready.call0(&JsValue::NULL);
            }
        };
        let summaries = RefCell::new(None);
        let keep = |told| *summaries.borrow_mut() = Some(told);
        let outcome = self.inner.check(
            path,
            bytes,
            &CheckOptions {
                in_embedded: false,
                use_prefilter: options.flag("usePrefilter", true),
                always_parse: options.flag("alwaysParse", false),
                language: language(&options)?,
                apply_paths: options.flag("applyPaths", true),
                isolate: options.flag("isolate", false),
                skip_rules: options.texts("skipRules"),
                tick: tick.is_some().then_some(&ask),
                deep: options.flag("deep", false),
                clock: Some(&now),
                rule_budget_ms: options.number("ruleBudgetMs"),
                on_ready: on_ready.is_some().then_some(&begin),
                now: options.number("now"),
                on_rule: on_rule.is_some().then_some(&tell),
                on_summaries: options.flag("summaries", false).then_some(&keep),
            },
        );
        Ok(Checked::new(outcome, summaries.take()))
    }

    /// What one file, UTF-8, tells others, without checking it. `tick` is asked often; true means that the time is up.
    pub fn summarise(&mut self, path: &str, bytes: Vec<u8>, tick: &js_sys::Function) -> Summarised {
        let ask = || {
            tick.call0(&JsValue::NULL)
                .map_or(true, |answer| answer.is_truthy())
        };
        self.inner.summarise(path, bytes, Some(&ask)).into()
    }
}

/// Takes a grammar whose `tree_sitter_…` function stands in this slot of the function table, for all on this thread.
#[wasm_bindgen(js_name = addGrammar)]
pub fn add_grammar(
    grammar: &str,
    #[wasm_bindgen(js_name = tableSlot)] table_slot: u32,
) -> Result<(), JsValue> {
    if table_slot == 0 {
        let message = format!("the grammar `{grammar}` has no function");
        return Err(Envelope::new("bad-grammar", message).into());
    }
    let language = tree_sitter::Language::new(language_function(table_slot));
    let refuse = |error: assay_languages::GrammarError| {
        Envelope::new("bad-grammar", error.to_string()).help("build Assay again")
    };
    Ok(install_grammar(grammar, language).map_err(refuse)?)
}

#[wasm_bindgen]
impl Engine {
    /// What a refactoring of one file, UTF-8, changes. `needs` has grammars that must be added first; then ask again.
    /// Throws `cannot-refactor` if it changes nothing. `tick` is asked often; true means that the time is up.
    #[wasm_bindgen(unchecked_return_type = "{ needs: string[]; done: Refactored | null }")]
    pub fn refactor(
        &mut self,
        path: &str,
        bytes: Vec<u8>,
        #[wasm_bindgen(unchecked_param_type = "Refactor")] order: &JsValue,
        tick: &js_sys::Function,
    ) -> Result<JsValue, JsValue> {
        let order: Refactor = from_js(order, "order")?;
        let ask = || {
            tick.call0(&JsValue::NULL)
                .map_or(true, |answer| answer.is_truthy())
        };
        let (needs, done) = match self.inner.refactor(path, bytes, &order, Some(&ask)) {
            RefactorOutcome::Needs(needs) => (needs, None),
            RefactorOutcome::Done(Ok(done)) => (Vec::new(), Some(done)),
            RefactorOutcome::Done(Err(why)) => {
                return Err(Envelope::new("cannot-refactor", why.to_string()).into());
            }
        };
        Ok(to_js(&Answer { needs, done })?)
    }
}

#[wasm_bindgen]
impl Engine {
    /// What a rule of a file demands, in the order in which that is looked at.
    #[wasm_bindgen(unchecked_return_type = "Clause[]")]
    pub fn clauses(
        &self,
        #[wasm_bindgen(unchecked_param_type = "RuleSource")] source: &JsValue,
        rule: &str,
    ) -> Result<JsValue, JsValue> {
        let source: RuleSource = from_js(source, "source")?;
        Ok(to_js(&self.inner.clauses(&source, rule))?)
    }

    /// The trees of a text. `needs` has grammars that must be added first; then ask again. Throws if `language` is no
    /// language. `tick` is asked often; true means that the time is up.
    #[wasm_bindgen(unchecked_return_type = "{ needs: string[]; trees: ShownTrees | null }")]
    pub fn trees(
        &mut self,
        path: &str,
        text: &str,
        language: Option<String>,
        tick: &js_sys::Function,
    ) -> Result<JsValue, JsValue> {
        let lang = language.as_deref().map(known_language).transpose()?;
        let ask = || {
            tick.call0(&JsValue::NULL)
                .map_or(true, |answer| answer.is_truthy())
        };
        let (needs, trees) = match self.inner.trees(path, text, lang, &ask) {
            Trees::Needs(needs) => (needs, None),
            Trees::Are(trees) => (Vec::new(), Some(trees)),
        };
        Ok(to_js(&TreesAnswer { needs, trees })?)
    }
}

/// See [`Engine::trees`].
#[derive(serde::Serialize)]
struct TreesAnswer {
    needs: Vec<&'static str>,
    trees: Option<assay_model::ShownTrees>,
}

/// See [`Engine::refactor`].
#[derive(serde::Serialize)]
struct Answer {
    needs: Vec<&'static str>,
    done: Option<assay_engine::Refactored>,
}

fn language(options: &Options) -> Result<Option<Lang>, Envelope> {
    options
        .text("language")
        .as_deref()
        .map(known_language)
        .transpose()
}

fn known_language(name: &str) -> Result<Lang, Envelope> {
    let unknown = || {
        let names: Vec<&str> = Lang::all().map(Lang::id).collect();
        let message = format!("Assay does not support the language `{name}`");
        Envelope::new("unknown-language", message)
            .help(format!("the languages are {}", names.join(", ")))
    };
    Lang::from_name(name).ok_or_else(unknown)
}

fn choices(disabled: Vec<String>, severities: &JsValue) -> Result<Choices, JsValue> {
    Ok(Choices {
        disabled,
        severities: from_js(severities, "severities")?,
    })
}

fn threats(names: Option<Vec<String>>) -> Result<ThreatModels, Envelope> {
    let Some(names) = names else {
        return Ok(ThreatModels::default());
    };
    ThreatModels::from_names(&names).map_err(|wrong| {
        let known: Vec<&str> = ThreatModels::known().collect();
        Envelope::new("unknown-threat", format!("`{wrong}` is not a threat model"))
            .help(format!("the threat models are {}", known.join(", ")))
    })
}

/// On wasm32 a place in the function table is a function pointer.
fn language_function(table_slot: u32) -> LanguageFn {
    let address = table_slot as usize as *const ();
    // SAFETY: the host put the grammar's language function, which has this type, into the slot.
    unsafe {
        LanguageFn::from_raw(std::mem::transmute::<
            *const (),
            unsafe extern "C" fn() -> *const (),
        >(address))
    }
}

/// What came of a check.
#[wasm_bindgen]
pub struct Checked {
    needs: Vec<String>,
    report: Option<Vec<u8>>,
    findings: u32,
    counts: [u32; 5],
    parsed: bool,
    summaries: Option<Vec<Summary>>,
}

#[wasm_bindgen]
impl Checked {
    /// Grammars that must be added before the file can be checked; then check it again.
    #[wasm_bindgen(getter)]
    pub fn needs(&self) -> Vec<String> {
        self.needs.clone()
    }

    /// The `FileReport` as UTF-8 JSON; it can be taken once.
    #[wasm_bindgen(js_name = takeReport, unchecked_return_type = "Uint8Array<ArrayBuffer> | undefined")]
    pub fn take_report(&mut self) -> JsValue {
        self.report.take().map_or(JsValue::UNDEFINED, |report| {
            js_sys::Uint8Array::from(report.as_slice()).into()
        })
    }

    /// What the file tells others; undefined if it was not parsed or nobody asked. They can be taken once.
    #[wasm_bindgen(js_name = takeSummaries, unchecked_return_type = "Summary[] | undefined")]
    pub fn take_summaries(&mut self) -> JsValue {
        let taken = self.summaries.take();
        taken.map_or(JsValue::UNDEFINED, |summaries| list(&summaries))
    }

    /// How many findings there are, suppressed ones included.
    #[wasm_bindgen(getter)]
    pub fn findings(&self) -> u32 {
        self.findings
    }

    /// Findings that are not suppressed, from `info` to `critical`.
    #[wasm_bindgen(getter)]
    pub fn counts(&self) -> Vec<u32> {
        self.counts.to_vec()
    }

    /// Whether the file was parsed.
    #[wasm_bindgen(getter)]
    pub fn parsed(&self) -> bool {
        self.parsed
    }
}

impl Checked {
    fn new(outcome: Outcome, summaries: Option<Vec<Summary>>) -> Checked {
        match outcome {
            Outcome::Needs(grammars) => Checked {
                needs: grammars.into_iter().map(str::to_owned).collect(),
                report: None,
                findings: 0,
                counts: [0; 5],
                parsed: false,
                summaries,
            },
            Outcome::Report(report) => Checked {
                needs: Vec::new(),
                findings: report.findings.len() as u32,
                counts: counts(&report),
                parsed: matches!(report.parse, ParseOutcome::Parsed(_)),
                report: serde_json::to_vec(&*report).ok(),
                summaries,
            },
        }
    }
}

fn counts(report: &FileReport) -> [u32; 5] {
    let mut counts = [0; 5];
    for finding in report
        .findings
        .iter()
        .filter(|finding| finding.status == Status::Open)
    {
        counts[match finding.severity {
            Severity::Info => 0,
            Severity::Low => 1,
            Severity::Medium => 2,
            Severity::High => 3,
            Severity::Critical => 4,
        }] += 1;
    }
    counts
}
