//! The languages, a folder each: what is known of it ([`Profile`]), how its trees are lowered
//! ([`LoweringTable`]), and a sample of its code. A new one is a folder and two lines here.
//!
//! The rest of the engine asks a [`Lang`] and never names a language itself. Grammars are not part
//! of this crate: a host hands each one over when a project needs it ([`install_grammar`]), because
//! all of them together would make the engine tens of megabytes.

mod detect;
mod grammars;
mod injections;
mod lang;
mod language;
mod lines;
#[cfg(feature = "native-grammars")]
mod native;
mod outline;
mod pattern;
mod stretches;

mod apex;
mod bash;
mod c;
mod clojure;
mod cpp;
mod csharp;
mod css;
mod dart;
mod dockerfile;
mod elixir;
mod go;
mod haskell;
mod hcl;
mod html;
mod java;
mod javascript;
mod json;
mod jsonnet;
mod julia;
mod kotlin;
mod lua;
mod markdown;
mod nix;
mod objc;
mod ocaml;
mod ocaml_interface;
mod php;
mod python;
mod r;
mod ruby;
mod rust;
mod scala;
mod solidity;
mod svelte;
mod swift;
mod toml;
mod tsx;
mod typescript;
mod vue;
mod xml;
mod yaml;
mod zig;

pub use assay_profile::{Block, Comments, FileKind, Profile, Quote};
pub use assay_syntax::LoweringTable;
pub use grammars::{GrammarError, has_grammar, install_grammar, installed};
pub use injections::injections;
pub use lang::{Lang, UnknownLanguage};
pub(crate) use language::Language;
pub use lines::count_lines;
#[cfg(feature = "native-grammars")]
pub use native::install_native_grammars;
pub use outline::{
    Blocks, Brings, DefaultVisibility, Defined, DefiningCalls, ImportBinding, ImportCall,
    ImportForm, ModuleCalls, Modules, Outline, Part, PathStyle, Paths, Place, Role, Scope,
    SymbolKind, Visibility, Writing,
};
pub use stretches::{Stretch, stretches};

/// Every language, by id. A [`Lang`] is an index into it. A static: of a constant each use has a copy of its own, tables and all.
static LANGUAGES: &[Language] = &[
    apex::LANGUAGE,
    bash::LANGUAGE,
    c::LANGUAGE,
    clojure::LANGUAGE,
    cpp::LANGUAGE,
    csharp::LANGUAGE,
    css::LANGUAGE,
    dart::LANGUAGE,
    dockerfile::LANGUAGE,
    elixir::LANGUAGE,
    go::LANGUAGE,
    haskell::LANGUAGE,
    hcl::LANGUAGE,
    html::LANGUAGE,
    java::LANGUAGE,
    javascript::LANGUAGE,
    json::LANGUAGE,
    jsonnet::LANGUAGE,
    julia::LANGUAGE,
    kotlin::LANGUAGE,
    lua::LANGUAGE,
    markdown::LANGUAGE,
    nix::LANGUAGE,
    objc::LANGUAGE,
    ocaml::LANGUAGE,
    ocaml_interface::LANGUAGE,
    php::LANGUAGE,
    python::LANGUAGE,
    r::LANGUAGE,
    ruby::LANGUAGE,
    rust::LANGUAGE,
    scala::LANGUAGE,
    solidity::LANGUAGE,
    svelte::LANGUAGE,
    swift::LANGUAGE,
    toml::LANGUAGE,
    tsx::LANGUAGE,
    typescript::LANGUAGE,
    vue::LANGUAGE,
    xml::LANGUAGE,
    yaml::LANGUAGE,
    zig::LANGUAGE,
];

/// How names are told in a language, if it has an outline.
pub fn outline(lang: Lang) -> Option<&'static Outline> {
    LANGUAGES[lang.index()].outline
}

/// How names are told of the code in files of a language: its own, or that of scripts embedded in it.
pub fn code_outline(lang: Lang) -> Option<&'static Outline> {
    let of_scripts = || {
        let elements = lang.profile().embeds?.elements.iter();
        let langs = elements.filter_map(|(_, name)| Lang::from_name(name));
        langs.filter_map(outline).next()
    };
    outline(lang).or_else(of_scripts)
}
