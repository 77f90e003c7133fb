//! JSON. The grammar also reads the comments that configuration files have.

mod lowering;
mod matching;

use crate::{Comments, FileKind, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_json::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "json",
    name: "JSON",
    grammar: "json",
    aliases: &["jsonc"],
    extensions: &[
        "json",
        "jsonc",
        "geojson",
        "webmanifest",
        "code-workspace",
        "har",
        "avsc",
    ],
    file_names: &[
        ".babelrc",
        ".eslintrc",
        ".jshintrc",
        ".prettierrc",
        ".stylelintrc",
        ".swcrc",
        ".watchmanconfig",
        "composer.lock",
        "Pipfile.lock",
        "flake.lock",
        ".all-contributorsrc",
    ],
    kind: FileKind::Data,
    comments: Comments::C,
    refuses_comments: true,
    quotes: &[Quote::DOUBLE],
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
