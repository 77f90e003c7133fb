//! The languages: a file each.

use crate::LoweringTable;

mod bash;
mod c;
mod common;
mod csharp;
mod dockerfile;
mod go;
mod hcl;
mod html;
mod java;
mod javascript;
mod json;
mod kotlin;
mod lua;
mod php;
mod python;
mod ruby;
mod rust;
mod scala;
mod solidity;
mod swift;
mod yaml;

/// The table of the language with this id.
pub(crate) fn lowering_table(id: &str) -> Option<&'static LoweringTable> {
    Some(match id {
        "c" | "cpp" => &c::PROFILE,
        "csharp" => &csharp::PROFILE,
        "dockerfile" => &dockerfile::PROFILE,
        "go" => &go::PROFILE,
        "bash" => &bash::PROFILE,
        "java" => &java::PROFILE,
        "javascript" | "typescript" | "tsx" => &javascript::PROFILE,
        "kotlin" => &kotlin::PROFILE,
        "php" => &php::PROFILE,
        "python" => &python::PROFILE,
        "solidity" => &solidity::PROFILE,
        "swift" => &swift::PROFILE,
        "scala" => &scala::PROFILE,
        "rust" => &rust::PROFILE,
        "ruby" => &ruby::PROFILE,
        "hcl" => &hcl::PROFILE,
        "html" => &html::PROFILE,
        "json" => &json::PROFILE,
        "lua" => &lua::PROFILE,
        "yaml" => &yaml::PROFILE,
        _ => return None,
    })
}
