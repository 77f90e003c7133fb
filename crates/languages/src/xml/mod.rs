//! XML.

mod lowering;
mod matching;

use crate::{Comments, Language, Profile};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_xml::LANGUAGE_XML),
};

const PROFILE: Profile = Profile {
    id: "xml",
    name: "XML",
    grammar: "xml",
    extensions: &[
        "xml",
        "xsd",
        "xsl",
        "xslt",
        "wsdl",
        "rss",
        "atom",
        "svg",
        "plist",
        "csproj",
        "fsproj",
        "vbproj",
        "props",
        "targets",
        "nuspec",
        "resx",
        "xaml",
        "storyboard",
        "xib",
        "jelly",
    ],
    file_names: &[
        "web.config",
        "app.config",
        "nuget.config",
        "packages.config",
    ],
    openings: &["<?xml"],
    expando: '_',
    comments: Comments::MARKUP,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
