//! Analyses: what is more than a pattern in one file.
//!
//! An [`Analysis`] tells of each file by itself what others may need to know ([`Analysis::summarise`]) and draws its
//! conclusions from all files together ([`Analysis::combine`]). A folder each.

mod cycles;
mod imports;
mod scopes;
mod suppressed;
mod symbols;
mod unimported;
mod walk;

use assay_context::FileContext;
use assay_languages::Lang;
use assay_model::{Finding, RuleInfo, Status};
use assay_project::{Navigator, Project, Summary, Texts};

pub use imports::missing_imports;

/// Something that is found out of files one by one, of all of them together, or both.
pub trait Analysis: Sync {
    /// Stable, lower case.
    fn id(&self) -> &'static str;

    /// The version of its summaries: those of another one are made again.
    fn version(&self) -> u32;

    /// Whether it has anything to tell of files of a language.
    fn covers(&self, _: Lang) -> bool {
        false
    }

    /// What it tells of one file; none if the time was up before the end. The same text gives the same bytes.
    fn summarise(&self, _: &FileContext<'_>) -> Option<Vec<u8>> {
        None
    }

    /// The rules that it finds breaches of when it sees all files.
    fn rules(&self) -> Vec<RuleInfo> {
        Vec::new()
    }

    /// What it finds in all files together, in an order that depends on nothing but them.
    fn combine(&self, _: &Whole<'_>, _: &mut Sink<'_>) {}
}

/// All files together: what they tell, their texts as far as they are at hand, and who finds out where names lead.
pub struct Whole<'p> {
    /// What all files tell.
    pub project: &'p Project,
    /// Their texts.
    pub texts: &'p Texts,
    /// Where imports and names lead.
    pub navigator: Navigator<'p>,
}

/// Where findings of the whole project go. Takes the path of the file that a finding is shown in.
pub type Sink<'s> = dyn FnMut(&str, Finding) + 's;

/// All analyses.
pub fn all() -> &'static [&'static dyn Analysis] {
    &[
        &symbols::SymbolsAnalysis,
        &imports::ImportsAnalysis,
        &scopes::ScopesAnalysis,
        &suppressed::SuppressedAnalysis,
        &cycles::ImportCycles,
        &unimported::UnimportedFiles,
    ]
}

/// Whether any analysis has something to tell of files of a language.
pub fn covers(lang: Lang) -> bool {
    all().iter().any(|analysis| analysis.covers(lang))
}

/// What the rules that are wanted find in the project, with the comments that hide some of it.
pub fn combine(whole: &Whole<'_>, wanted: &dyn Fn(&str) -> bool, sink: &mut Sink<'_>) {
    for analysis in all() {
        if !analysis.rules().iter().any(|rule| wanted(&rule.id)) {
            continue;
        }
        analysis.combine(whole, &mut |path, mut finding| {
            let project = whole.project;
            let file = project.find(path).and_then(|id| project.get(id));
            let line = finding.range.start.line;
            if let Some(hidden) = file.and_then(|file| file.hidden(&finding.rule_id, line)) {
                finding.status = Status::Suppressed {
                    comment: hidden.comment.clone(),
                    line: hidden.comment_line,
                    until: None,
                };
            }
            if wanted(&finding.rule_id) {
                sink(path, finding);
            }
        });
    }
}

/// The languages of the code in a file whose grammars are needed for its summaries, that of the file first.
pub fn languages_in(file: &FileContext<'_>) -> Vec<Lang> {
    walk::languages_in(file)
}

/// The summaries of a file; none if the time was up before the end.
pub fn summarise(file: &FileContext<'_>) -> Option<Vec<Summary>> {
    let lang = file.language?;
    let summary = |analysis: &&dyn Analysis| {
        Some(Summary {
            analysis: analysis.id().to_owned(),
            version: analysis.version(),
            data: analysis.summarise(file)?,
        })
    };
    let wanted = all().iter().filter(|analysis| analysis.covers(lang));
    wanted.map(summary).collect()
}
