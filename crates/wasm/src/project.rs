//! The joined view of all files as a JavaScript class.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use assay_analyses::{Whole, all, combine};
use assay_engine::{KeptTrees, RuleOrder, Step, StructuralSearch as Search, Turn};
use assay_languages::Lang;
use assay_model::{Finding, Range, RuleInfo, RuleSource};
use assay_project::search::{FoundFile, QueryError, SearchAnswer};
use assay_project::{
    Callees, CannotMove, CannotRename, Embedding, File, Known, Navigator, Project, Questions,
    Subtypes, Summary, Text, Texts, Uses, outline, search, symbols,
};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::engine::now;
use crate::error::Envelope;
use crate::values::{from_js, to_js};

#[wasm_bindgen(typescript_custom_section)]
const DECLARATION: &str = r#"
/** A finding of the whole project, in the file that it is shown in. */
export interface ProjectFinding {
    path: string;
    finding: Finding;
}
/** Something with a name, and where it is defined. */
export interface DefinitionPlace {
    path: string;
    /** Such as `class` or `enummember`. */
    kind: string;
    /** Names of what it belongs to, the outermost first, with dots; empty if to nothing but the file. */
    container: string;
    /** Where its name stands. */
    range: Range;
    /** How it begins. */
    signature: string;
    /** The first line of its documentation. */
    doc: string;
}
/** What a step of a structural search came to. */
export interface StructuralStep {
    /** Files with matches that were not told before. */
    files: FoundFile[];
    /** Grammars that must be added, or told to be missing, before the next step. */
    needs: string[];
    /** Files whose texts must be there, or be forgotten, before the next step. */
    texts: string[];
    /** How it went, without the files, if this was the last step. */
    answer?: SearchAnswer;
}
"#;

/// Bytes of texts whose trees are kept between two patterns.
const KEPT_BYTES: usize = 8 << 20;

/// See the declaration above.
#[derive(Serialize)]
struct ProjectFinding {
    path: String,
    finding: Finding,
}

/// See the declaration above.
#[derive(Serialize)]
struct DefinitionPlace {
    path: String,
    kind: String,
    container: String,
    range: Range,
    signature: String,
    doc: String,
}

/// See the declaration above.
#[derive(Default, Serialize)]
struct StructuralStep {
    files: Vec<FoundFile>,
    needs: Vec<&'static str>,
    texts: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Box<SearchAnswer>>,
}

/// See the declaration of `AnalysisInfo`.
#[derive(Serialize)]
struct AnalysisInfo {
    id: &'static str,
    version: u32,
    languages: Vec<&'static str>,
}

/// The analyses that tell something of each file.
#[wasm_bindgen(unchecked_return_type = "AnalysisInfo[]")]
pub fn analyses() -> Result<JsValue, JsValue> {
    let infos = all().iter().map(|analysis| AnalysisInfo {
        id: analysis.id(),
        version: analysis.version(),
        languages: Lang::all()
            .filter(|lang| analysis.covers(*lang))
            .map(Lang::id)
            .collect(),
    });
    let telling = infos.filter(|info| !info.languages.is_empty());
    Ok(to_js(&telling.collect::<Vec<_>>())?)
}

/// The rules about the project as a whole.
#[wasm_bindgen(js_name = projectRules, unchecked_return_type = "RuleInfo[]")]
pub fn project_rules() -> Result<JsValue, JsValue> {
    let rules: Vec<RuleInfo> = all().iter().flat_map(|analysis| analysis.rules()).collect();
    Ok(to_js(&rules)?)
}

/// The rules about the comments that hide findings.
#[wasm_bindgen(js_name = commentRules, unchecked_return_type = "RuleInfo[]")]
pub fn comment_rules() -> Result<JsValue, JsValue> {
    Ok(to_js(&assay_engine::comment_rules())?)
}

thread_local! {
    /// What words mean, for all projects of this thread.
    static EMBEDDING: OnceCell<Rc<Embedding>> = const { OnceCell::new() };
}

/// Takes the table of what words mean; false if the bytes are none.
#[wasm_bindgen(js_name = addEmbedding)]
pub fn add_embedding(bytes: &[u8]) -> bool {
    let read = Embedding::read(bytes).map(Rc::new);
    read.is_some_and(|read| {
        EMBEDDING.with(|embedding| drop(embedding.set(read)));
        true
    })
}

/// The summaries of all files, joined.
#[wasm_bindgen]
pub struct ProjectIndex {
    project: Project,
    texts: Texts,
    /// What questions about names have found out; of no use once anything has changed.
    known: Known,
    /// The words of all functions and types, with comments and without them; made when first asked.
    questions: [OnceCell<Questions>; 2],
    /// Trees of files that patterns were looked for in.
    trees: RefCell<KeptTrees>,
    /// Files as they were before something was tried, latest last.
    aside: Vec<(String, Option<File>, Option<Text>)>,
}

#[wasm_bindgen]
impl ProjectIndex {
    /// A project without files.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::new_without_default, reason = "JavaScript makes it")]
    pub fn new() -> ProjectIndex {
        ProjectIndex {
            project: Project::default(),
            texts: Texts::default(),
            known: Known::default(),
            questions: Default::default(),
            trees: RefCell::new(KeptTrees::up_to(KEPT_BYTES)),
            aside: Vec::new(),
        }
    }

    /// Takes a summary of a file, in place of the one before; false if its bytes are none, or of another version.
    pub fn add(
        &mut self,
        path: &str,
        language: &str,
        analysis: &str,
        version: u32,
        data: Vec<u8>,
    ) -> bool {
        let summary = Summary {
            analysis: analysis.to_owned(),
            version,
            data,
        };
        let known = all()
            .iter()
            .any(|one| one.id() == analysis && one.version() == version);
        let lang = Lang::from_name(language);
        self.forget_answers();
        known && self.project.add(path, lang, &summary).is_ok()
    }

    /// Takes the text of a file, UTF-8, in place of the one before.
    #[wasm_bindgen(js_name = addText)]
    pub fn add_text(&mut self, path: &str, language: &str, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        self.forget_answers();
        self.texts.add(path, Lang::from_name(language), &text);
    }

    /// Notes that there is such a file whose text is elsewhere, in place of the one before.
    #[wasm_bindgen(js_name = addTextElsewhere)]
    pub fn add_text_elsewhere(&mut self, path: &str, language: &str) {
        self.forget_answers();
        self.texts.add_elsewhere(path, Lang::from_name(language));
    }

    /// Takes the text of a file that was elsewhere. What was found out without it was forgotten when it was missed.
    #[wasm_bindgen(js_name = bringText)]
    pub fn bring_text(&mut self, path: &str, bytes: &[u8]) {
        let Some(lang) = self.texts.find(path).map(|text| text.lang) else {
            return;
        };
        self.texts.add(path, lang, &String::from_utf8_lossy(bytes));
    }

    /// Lets go the text of a file that is elsewhere, too: nothing changes but where it is.
    #[wasm_bindgen(js_name = letGoText)]
    pub fn let_go_text(&mut self, path: &str) {
        if let Some(lang) = self.texts.find(path).map(|text| text.lang) {
            self.texts.add_elsewhere(path, lang);
        }
    }

    /// Forgets the text of a file.
    #[wasm_bindgen(js_name = removeText)]
    pub fn remove_text(&mut self, path: &str) {
        self.forget_answers();
        self.texts.remove(path);
    }

    /// Files whose texts a question has asked for while they were elsewhere: its answer may lack something. Told once.
    #[wasm_bindgen(js_name = takeMissed)]
    pub fn take_missed(&mut self) -> Vec<String> {
        let missed = self.texts.take_missed();
        let missed: Vec<String> = missed.into_iter().map(str::to_owned).collect();
        if !missed.is_empty() {
            self.forget_answers();
        }
        missed
    }

    /// Bytes that the texts take here.
    #[wasm_bindgen(getter, js_name = textBytes)]
    pub fn text_bytes(&self) -> f64 {
        self.texts.packed_bytes() as f64
    }

    /// Forgets a file.
    pub fn remove(&mut self, path: &str) {
        self.forget_answers();
        self.project.remove(path);
        self.texts.remove(path);
    }

    /// Forgets a file until `putBack` is called: to see what would be if it were another one.
    #[wasm_bindgen(js_name = setAside)]
    pub fn set_aside(&mut self, path: &str) {
        self.forget_answers();
        let (file, text) = (self.project.remove(path), self.texts.remove(path));
        self.aside.push((path.to_owned(), file, text));
    }

    /// Has the project be what it was before anything was set aside.
    #[wasm_bindgen(js_name = putBack)]
    pub fn put_back(&mut self) {
        self.forget_answers();
        while let Some((path, file, text)) = self.aside.pop() {
            self.remove(&path);
            if let Some(file) = file {
                self.project.put_back(file);
            }
            if let Some(text) = text {
                self.texts.put_back(&path, text);
            }
        }
    }

    /// How many files it knows.
    #[wasm_bindgen(getter)]
    pub fn files(&self) -> u32 {
        self.project.len() as u32
    }

    /// What these rules find in the project.
    #[wasm_bindgen(unchecked_return_type = "ProjectFinding[]")]
    pub fn combine(&self, rules: Vec<String>) -> Result<JsValue, JsValue> {
        let mut found = Vec::new();
        let wanted = |id: &str| rules.iter().any(|rule| rule == id);
        let whole = Whole {
            project: &self.project,
            texts: &self.texts,
            navigator: self.navigator(),
        };
        combine(&whole, &wanted, &mut |path, finding| {
            found.push(ProjectFinding {
                path: path.to_owned(),
                finding,
            });
        });
        Ok(to_js(&found)?)
    }

    /// Everything that is defined, or what has this name.
    #[wasm_bindgen(unchecked_return_type = "SymbolRow[]")]
    pub fn symbols(&self, name: Option<String>) -> Result<JsValue, JsValue> {
        Ok(to_js(&symbols(&self.project, name.as_deref()))?)
    }

    /// Begins to search the texts; throws if the query cannot be read.
    #[wasm_bindgen(js_name = textSearch)]
    pub fn text_search(&self, query: &str) -> Result<TextSearch, JsValue> {
        let query = search::parse(query).map_err(bad_query)?;
        Ok(TextSearch(search::TextSearch::new(query)))
    }

    /// Looks at these files, or at all, each of which is looked at once; tells those that have to be looked at again when
    /// their texts are there. `tick` is asked for each file; true ends it.
    #[wasm_bindgen(js_name = lookForText)]
    pub fn look_for_text(
        &self,
        search: &mut TextSearch,
        paths: Option<Vec<String>>,
        tick: &js_sys::Function,
    ) -> Vec<String> {
        let ask = || is_over(tick);
        search
            .0
            .look(&self.project, &self.texts, paths.as_deref(), &ask)
    }

    /// Begins to search for code of a form; undefined if the query searches for something else. Throws if it cannot be read.
    #[wasm_bindgen(js_name = structuralSearch)]
    pub fn structural_search(&self, query: &str) -> Result<Option<StructuralSearch>, JsValue> {
        let query = search::structural(query).map_err(bad_query)?;
        let begin = |query| StructuralSearch(Search::new(&self.project, &self.texts, query));
        Ok(query.map(begin))
    }

    /// Begins to ask rules of all files, of `first` before the others; rules in `disabled` are only there to be referred to.
    #[wasm_bindgen(js_name = ruleSearch)]
    pub fn rule_search(
        &self,
        #[wasm_bindgen(unchecked_param_type = "RuleSource[]")] sources: &JsValue,
        disabled: Vec<String>,
        first: Option<String>,
        limit: u32,
    ) -> Result<StructuralSearch, JsValue> {
        let sources: Vec<RuleSource> = from_js(sources, "sources")?;
        let limit = limit as usize;
        let order = RuleOrder {
            sources,
            disabled,
            first,
            limit,
        };
        Ok(StructuralSearch(Search::of_rules(&self.texts, order)))
    }

    /// Looks into files for some milliseconds. The project must be the one in which the search was begun. Throws if the
    /// pattern is no code in any language.
    #[wasm_bindgen(js_name = structuralStep, unchecked_return_type = "StructuralStep")]
    pub fn structural_step(
        &self,
        search: &mut StructuralSearch,
        ms: f64,
    ) -> Result<JsValue, JsValue> {
        let turn = Turn { clock: &now, ms };
        let mut trees = self.trees.borrow_mut();
        let step = search.0.step(&self.texts, &mut trees, &turn);
        let step = match step.map_err(bad_query)? {
            Step::Needs(needs) => StructuralStep {
                needs,
                ..StructuralStep::default()
            },
            Step::Texts(texts) => StructuralStep {
                texts,
                ..StructuralStep::default()
            },
            Step::Found(files) => StructuralStep {
                files,
                ..StructuralStep::default()
            },
            Step::Done(files, answer) => StructuralStep {
                files,
                answer: Some(answer),
                ..StructuralStep::default()
            },
        };
        Ok(to_js(&step)?)
    }

    /// Which functions and types a question in plain words is about, the likeliest first; `by_meaning` also those that say
    /// the same in other words, for which `addEmbedding` must have been called.
    #[wasm_bindgen(unchecked_return_type = "AskRow[]")]
    pub fn ask(
        &self,
        words: &str,
        limit: u32,
        with_comments: bool,
        by_meaning: bool,
    ) -> Result<JsValue, JsValue> {
        let made = &self.questions[usize::from(with_comments)];
        let questions =
            made.get_or_init(|| Questions::new(&self.project, &self.texts, with_comments));
        let embedding = EMBEDDING.with(|embedding| embedding.get().cloned());
        let embedding = embedding.as_ref().filter(|_| by_meaning);
        Ok(to_js(&questions.ask(
            &self.project,
            words,
            limit as usize,
            embedding,
        ))?)
    }

    /// What the name at a place refers to: lines and columns from 1, columns in UTF-16 units.
    #[wasm_bindgen(js_name = definitionsAt, unchecked_return_type = "DefinitionRow[]")]
    pub fn definitions_at(&self, path: &str, line: u32, col: u32) -> Result<JsValue, JsValue> {
        Ok(to_js(&self.navigator().definitions(path, line, col))?)
    }

    /// What is said of the name at a place; undefined where there is none.
    #[wasm_bindgen(js_name = hover, unchecked_return_type = "HoverRow | null")]
    pub fn hover(&self, path: &str, line: u32, col: u32) -> Result<JsValue, JsValue> {
        Ok(to_js(&self.navigator().hover(path, line, col))?)
    }

    /// Where in its file that stands which the name at a place refers to.
    #[wasm_bindgen(unchecked_return_type = "UsedPlace[]")]
    pub fn occurrences(&self, path: &str, line: u32, col: u32) -> Result<JsValue, JsValue> {
        Ok(to_js(&self.navigator().occurrences(path, line, col))?)
    }

    /// Begins to look for what the function at a place calls.
    #[wasm_bindgen(js_name = calleesAt)]
    pub fn callees_at(&self, path: &str, line: u32, col: u32) -> Option<RelativeSearch> {
        let found = self.navigator().callees(path, line, col);
        found.map(|found| RelativeSearch(Relatives::Callees(found)))
    }

    /// Begins to look for the types that are derived from the one at a place.
    #[wasm_bindgen(js_name = subtypesAt)]
    pub fn subtypes_at(&self, path: &str, line: u32, col: u32) -> Option<RelativeSearch> {
        let found = self.navigator().subtypes(path, line, col);
        found.map(|found| RelativeSearch(Relatives::Subtypes(found)))
    }

    /// Goes on until `tick` is true; true if it has come to the end. The project must be the one in which the search was begun.
    #[wasm_bindgen(js_name = lookForRelatives)]
    pub fn look_for_relatives(&self, search: &mut RelativeSearch, tick: &js_sys::Function) -> bool {
        let is_over = || is_over(tick);
        let navigator = self.navigator();
        match &mut search.0 {
            Relatives::Callees(found) => navigator.look_for_callees(found, &is_over),
            Relatives::Subtypes(found) => navigator.look_for_subtypes(found, &is_over),
        }
    }

    /// The types that the one at a place is derived from.
    #[wasm_bindgen(unchecked_return_type = "DefinitionRow[]")]
    pub fn supertypes(&self, path: &str, line: u32, col: u32) -> Result<JsValue, JsValue> {
        Ok(to_js(&self.navigator().supertypes(path, line, col))?)
    }

    /// What a file defines.
    #[wasm_bindgen(unchecked_return_type = "OutlineRow[]")]
    pub fn outline(&self, path: &str) -> Result<JsValue, JsValue> {
        Ok(to_js(&outline(&self.project, path))?)
    }

    /// Begins to look for the uses of what the name at a place refers to.
    #[wasm_bindgen(js_name = usesAt)]
    pub fn uses_at(&self, path: &str, line: u32, col: u32) -> Option<UseSearch> {
        let uses = self.navigator().uses_at(path, line, col);
        uses.map(UseSearch)
    }

    /// Begins to look for the uses of anything that has a name.
    #[wasm_bindgen(js_name = usesOf)]
    pub fn uses_of(&self, name: &str) -> UseSearch {
        UseSearch(self.navigator().uses_of(name))
    }

    /// The uses in the next file that has some; null when there are no more, or when `tick` is true. The project must be the
    /// one in which the search was begun.
    #[wasm_bindgen(js_name = nextUses, unchecked_return_type = "UsedFile | null")]
    pub fn next_uses(
        &self,
        search: &mut UseSearch,
        tick: &js_sys::Function,
    ) -> Result<JsValue, JsValue> {
        let is_over = || is_over(tick);
        Ok(to_js(&self.navigator().next_uses(&mut search.0, &is_over))?)
    }

    /// What calling the thing at a place by a new name changes; throws if it cannot be renamed.
    #[wasm_bindgen(unchecked_return_type = "Renaming")]
    pub fn rename(&self, path: &str, line: u32, col: u32, new: &str) -> Result<JsValue, JsValue> {
        let renaming = self.navigator().rename((path, line, col), new);
        let refused = |error: CannotRename| Envelope::new("cannot-rename", error.to_string());
        Ok(to_js(&renaming.map_err(refused)?)?)
    }

    /// What moving a file to another path changes; throws if it cannot be moved.
    #[wasm_bindgen(js_name = moveFile, unchecked_return_type = "Moving")]
    pub fn move_file(&self, from: &str, to: &str) -> Result<JsValue, JsValue> {
        let refused = |error: CannotMove| Envelope::new("cannot-move", error.to_string());
        Ok(to_js(
            &self.navigator().move_path(from, to).map_err(refused)?,
        )?)
    }

    /// What the names of a file outside of its imports lead to in other files.
    #[wasm_bindgen(unchecked_return_type = "Lead[]")]
    pub fn leads(&self, path: &str) -> Result<JsValue, JsValue> {
        Ok(to_js(&self.navigator().leads(path))?)
    }

    /// Where that is used which the name at a place refers to.
    #[wasm_bindgen(js_name = referencesAt, unchecked_return_type = "ReferenceRow[]")]
    pub fn references_at(&self, path: &str, line: u32, col: u32) -> Result<JsValue, JsValue> {
        Ok(to_js(&self.navigator().references(path, line, col))?)
    }

    /// Where anything of this name is used.
    #[wasm_bindgen(js_name = referencesTo, unchecked_return_type = "ReferenceRow[]")]
    pub fn references_to(&self, name: &str) -> Result<JsValue, JsValue> {
        Ok(to_js(&self.navigator().references_to(name))?)
    }

    /// Where a name is defined.
    #[wasm_bindgen(unchecked_return_type = "DefinitionPlace[]")]
    pub fn definitions(&self, name: &str) -> Result<JsValue, JsValue> {
        let found = self.project.definitions(name);
        let places = found.into_iter().map(|found| DefinitionPlace {
            path: found.path.to_owned(),
            kind: found.definition.kind.text(),
            container: found.container,
            range: found.definition.name_range,
            signature: found.definition.signature,
            doc: found.definition.doc,
        });
        Ok(to_js(&places.collect::<Vec<_>>())?)
    }
}

/// A search of texts that is under way.
#[wasm_bindgen]
pub struct TextSearch(search::TextSearch);

#[wasm_bindgen]
impl TextSearch {
    /// What came of it; it is used up.
    #[wasm_bindgen(unchecked_return_type = "SearchAnswer")]
    pub fn finish(self) -> Result<JsValue, JsValue> {
        Ok(to_js(&self.0.finish())?)
    }
}

/// A search for code of a form that is under way.
#[wasm_bindgen]
pub struct StructuralSearch(Search);

#[wasm_bindgen]
impl StructuralSearch {
    /// A grammar cannot be had: files that need it are told.
    #[wasm_bindgen(js_name = failGrammar)]
    pub fn fail_grammar(&mut self, grammar: &str, reason: &str) {
        self.0.fail_grammar(grammar, reason);
    }
}

/// A search for uses that is under way.
#[wasm_bindgen]
pub struct UseSearch(Uses);

#[wasm_bindgen]
impl UseSearch {
    /// Files that are left to look into.
    #[wasm_bindgen(getter)]
    pub fn left(&self) -> u32 {
        self.0.left() as u32
    }
}

/// A search for callees or subtypes that is under way.
#[wasm_bindgen]
pub struct RelativeSearch(Relatives);

enum Relatives {
    Callees(Callees),
    Subtypes(Subtypes),
}

#[wasm_bindgen]
impl RelativeSearch {
    /// What was found by now; the search is used up.
    #[wasm_bindgen(unchecked_return_type = "(CalleeRow | DefinitionRow)[]")]
    pub fn finish(self) -> Result<JsValue, JsValue> {
        Ok(match self.0 {
            Relatives::Callees(found) => to_js(&found.into_rows())?,
            Relatives::Subtypes(found) => to_js(&found.into_rows())?,
        })
    }
}

fn bad_query(error: QueryError) -> Envelope {
    let at = format!("at character {}", error.at + 1);
    Envelope::new("bad-query", error.message).detail(at)
}

/// What a tick says; one that throws ends the work, too.
fn is_over(tick: &js_sys::Function) -> bool {
    let answer = tick.call0(&JsValue::NULL);
    answer.map_or(true, |answer| answer.is_truthy())
}

impl ProjectIndex {
    fn forget_answers(&mut self) {
        self.known = Known::default();
        self.questions = Default::default();
    }

    fn navigator(&self) -> Navigator<'_> {
        Navigator::new(&self.project, &self.texts, &self.known)
    }
}
