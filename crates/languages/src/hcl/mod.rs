//! HCL: Terraform, Nomad, Packer.

mod lowering;
mod matching;
mod semantics;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_hcl::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "hcl",
    name: "HCL",
    grammar: "hcl",
    aliases: &["terraform", "tf"],
    extensions: &["hcl", "nomad", "tf", "tfvars", "workflow", "tofu"],
    file_names: &[".terraform.lock.hcl"],
    expando: 'µ',
    comments: Comments {
        line: &["#", "//"],
        ..Comments::C
    },
    quotes: &[Quote::DOUBLE],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
