//! The Semgrep dialect.
#![allow(dead_code, missing_docs)]
mod conditions;
mod generic;
mod pcre;
