//! HCL: Terraform, Nomad, Packer.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "hcl",
    name: "HCL",
    grammar: "hcl",
    aliases: &["terraform", "tf"],
    extensions: &["hcl", "nomad", "tf", "tfvars", "workflow", "tofu"],
    file_names: &[".terraform.lock.hcl"],
    expando: 'µ',
    comments: Comments { line: &["#", "//"], ..Comments::C },
    quotes: &[Quote::DOUBLE],
    ..Profile::PLAIN
};
