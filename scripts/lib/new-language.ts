/** What a new language consists of: the files of its folder, and its lines in the lists that name every language. */

/** Texts that are changed, by path from the project's folder. */
export type Edits = Record<string, (text: string) => string>;

const LANGUAGES = 'crates/languages';

/** A grammar's crate and the oldest version of it that will do, from `tree-sitter-erlang@0.15`. */
function grammarOf(name: string, grammar: string): { crate: string; version: string } {
  const [crate = '', version = ''] = (grammar || `tree-sitter-${name}`).split('@');
  return { crate, version: version || '*' };
}

/** The files of its folder. */
export function languageFiles(name: string): Record<string, string> {
  const folder = `${LANGUAGES}/src/${moduleName(name)}`;
  return {
    [`${folder}/mod.rs`]: profile(name),
    [`${folder}/lowering.rs`]: lowering(name),
    [`${folder}/semantics.rs`]: semantics(name),
    [`${folder}/matching.rs`]: matching(name),
    [`${folder}/words.rs`]: words(name),
    [`${folder}/sample.${name}`]: '',
  };
}

/** Its lines in the list of languages and in the manifest of grammars. */
export function languageEdits(name: string, grammar: string): Edits {
  return {
    [`${LANGUAGES}/src/lib.rs`]: (text) => listed(text, moduleName(name)),
    [`${LANGUAGES}/Cargo.toml`]: (text) => withGrammar(text, name, grammar),
  };
}

function moduleName(name: string): string {
  return name.replaceAll('-', '_');
}

function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

function listed(text: string, module: string): string {
  const entries =
    (/LANGUAGES: &\[Language\] = &\[\n([\s\S]*?)\];/.exec(text)?.[1] ?? '').match(/\w+(?=::)/g) ?? [];
  const next = entries.find((entry) => entry > module);
  const before = (line: (name: string) => string, all: string) => {
    const last = line(entries.at(-1) ?? '');
    return next
      ? all.replace(line(next), `${line(module)}${line(next)}`)
      : all.replace(last, `${last}${line(module)}`);
  };
  return before(
    (entry) => `    ${entry}::LANGUAGE,\n`,
    before((entry) => `mod ${entry};\n`, text),
  );
}

/** The manifest with the crate (unless a language has it already) and the grammar. */
function withGrammar(text: string, name: string, grammar: string): string {
  const { crate, version } = grammarOf(name, grammar);
  const has = new RegExp(`^${crate} = `, 'm').test(text);
  const added = has
    ? text
    : text
        .replace('\n[[test]]', `${crate} = { version = "${version}", optional = true }\n\n[[test]]`)
        .replace(/(grammar-sources = \[\n[\s\S]*?)\]/, `$1  "dep:${crate}",\n]`);
  return `${added.trimEnd()}\n${name} = { crate = "${crate}" }\n`;
}

function profile(name: string): string {
  return `//! ${title(name)}: say what is odd about it.

mod lowering;
mod matching;
mod semantics;
mod words;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: None,
};

const PROFILE: Profile = Profile {
    id: "${name}",
    name: "${title(name)}",
    grammar: "${name}",
    extensions: &["${name}"],
    comments: Comments::C,
    quotes: &[Quote::DOUBLE, Quote::SINGLE],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};
`;
}

function lowering(name: string): string {
  return `//! How trees of ${title(name)} get the shape that all languages share. What has no entry compares by its parts.

use assay_syntax::{Kind, LoweringTable, Shape, leaf};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    leaf("identifier", Kind::Name),
];
`;
}

function semantics(name: string): string {
  return `//! What names, control flow and values are in ${title(name)}.

use assay_profile::LanguageSemantics;

pub(crate) const SEMANTICS: LanguageSemantics = LanguageSemantics {
    ..LanguageSemantics::PLAIN
};
`;
}

function matching(name: string): string {
  return `//! What is odd about patterns of ${title(name)}.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["${name}"],
    ..Matching::PLAIN
};
`;
}

function words(name: string): string {
  return `//! Which words a file of ${title(name)} must contain for a pattern to match.

use assay_profile::Words;

pub(crate) const WORDS: Words = Words { ..Words::PLAIN };
`;
}
