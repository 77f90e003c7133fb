//! The joined view of all files as a JavaScript class.

use std::cell::OnceCell;

use assay_analyses::{all, combine};
use assay_languages::Lang;
use assay_model::{Finding, Range, RuleInfo};
use assay_project::{
    CannotRename, Known, Navigator, Project, Questions, Summary, Texts, Uses, outline, search,
    symbols,
};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::error::Envelope;
use crate::values::to_js;

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
"#;

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

/// The summaries of all files, joined.
#[wasm_bindgen]
#[derive(Default)]
pub struct ProjectIndex {
    project: Project,
    texts: Texts,
    /// What questions about names have found out; of no use once anything has changed.
    known: Known,
    /// The words of all functions and types, with comments and without them; made when first asked.
    questions: [OnceCell<Questions>; 2],
}

#[wasm_bindgen]
impl ProjectIndex {
    /// A project without files.
    #[wasm_bindgen(constructor)]
    pub fn new() -> ProjectIndex {
        ProjectIndex::default()
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

    /// Forgets a file.
    pub fn remove(&mut self, path: &str) {
        self.forget_answers();
        self.project.remove(path);
        self.texts.remove(path);
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
        combine(&self.project, &wanted, &mut |path, finding| {
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

    /// Searches the texts; throws if the query cannot be read. `tick` is asked for each file; true ends the search.
    #[wasm_bindgen(unchecked_return_type = "SearchAnswer")]
    pub fn search(&self, query: &str, tick: &js_sys::Function) -> Result<JsValue, JsValue> {
        let read = search::parse(query);
        let query = read.map_err(|error| {
            let at = format!("at character {}", error.at + 1);
            Envelope::new("bad-query", error.message).detail(at)
        })?;
        let ask = || is_over(tick);
        Ok(to_js(&search::search(
            &self.project,
            &self.texts,
            &query,
            &ask,
        ))?)
    }

    /// Which functions and types a question in plain words is about, the likeliest first.
    #[wasm_bindgen(unchecked_return_type = "AskRow[]")]
    pub fn ask(&self, words: &str, limit: u32, with_comments: bool) -> Result<JsValue, JsValue> {
        let made = &self.questions[usize::from(with_comments)];
        let questions =
            made.get_or_init(|| Questions::new(&self.project, &self.texts, with_comments));
        Ok(to_js(&questions.ask(&self.project, words, limit as usize))?)
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
