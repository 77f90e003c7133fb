//! `import a.b as c`, `from a import b as c`

use std::collections::BTreeMap;

use assay_text::InOrder;

use super::lines::statements;
use super::{Statement, sorted};

/// Names with their other names.
type Names = Vec<(String, Option<String>)>;

pub fn in_order(group: &str, path: &str, used: &dyn Fn(&str) -> bool) -> Option<String> {
    // What a package's own file imports is meant for those who import the package.
    let keeps_all = path.ends_with("__init__.py");
    let all = statements(group)?;
    let mixed = is_mixed(&all);
    let mut kept: Vec<Statement> = Vec::new();
    let mut joined: BTreeMap<String, (Names, bool)> = BTreeMap::new();
    for statement in all {
        if statement.contains(['#', ';']) || !statement.ends_with('\n') {
            return None;
        }
        let said = statement.trim_end();
        if let Some(list) = said.strip_prefix("import ") {
            let names = names_in(list)?;
            let keep = |(name, alias): &(String, Option<String>)| {
                keeps_all
                    || used(
                        alias
                            .as_deref()
                            .unwrap_or_else(|| name.split('.').next().unwrap_or(name)),
                    )
            };
            let left: Names = names.into_iter().filter(keep).collect();
            let Some((first, _)) = left.first() else {
                continue;
            };
            let key = (1, first.clone());
            kept.push(Statement {
                text: format!("import {}\n", written(&left)),
                key,
            });
            continue;
        }
        let (module, list) = said.strip_prefix("from ")?.split_once(" import ")?;
        let is_long = list.contains('\n');
        let list = list.trim().trim_start_matches('(').trim_end_matches(')');
        let names = names_in(list)?;
        let is_kept = |(name, alias): &(String, Option<String>)| {
            keeps_all
                || module == "__future__"
                || name == "*"
                || used(alias.as_deref().unwrap_or(name))
        };
        let entry = joined.entry(module.trim().to_owned()).or_default();
        entry.1 |= is_long;
        for one in names.into_iter().filter(is_kept) {
            if !entry.0.contains(&one) {
                entry.0.push(one);
            }
        }
    }
    for (module, (mut names, is_long)) in joined {
        if names.is_empty() {
            continue;
        }
        names.put_in_order_by_key(|(name, _)| (rank(name), name.clone()));
        let line = format!("from {module} import {}\n", written(&names));
        let text = match is_long && line.len() > 80 {
            true => {
                let lines = names
                    .iter()
                    .map(|one| format!("    {},\n", written(std::slice::from_ref(one))));
                format!("from {module} import (\n{})\n", lines.collect::<String>())
            }
            false => line,
        };
        let place = match module.as_str() {
            "__future__" => 0,
            _ if mixed => 1,
            _ => 2,
        };
        kept.push(Statement {
            text,
            key: (place, module),
        });
    }
    Some(sorted(kept))
}

/// Whether both forms stand among each other, in the order of their modules.
fn is_mixed(all: &[&str]) -> bool {
    let said: Vec<(bool, &str)> = all
        .iter()
        .filter_map(|one| {
            let mut words = one.split_whitespace();
            Some((words.next()? == "from", words.next()?))
        })
        .filter(|(_, module)| *module != "__future__")
        .collect();
    let in_order = said.windows(2).all(|pair| pair[0].1 <= pair[1].1);
    in_order && said.windows(2).any(|pair| pair[0].0 && !pair[1].0)
}

/// Constants, then types, then the rest.
fn rank(name: &str) -> u8 {
    let is_constant = name.len() > 1 && name.chars().all(|sign| !sign.is_lowercase());
    match (is_constant, name.starts_with(char::is_uppercase)) {
        (true, _) => 0,
        (false, true) => 1,
        _ => 2,
    }
}

fn names_in(list: &str) -> Option<Names> {
    let parts = list
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let read = parts.map(|part| {
        let words: Vec<&str> = part.split_whitespace().collect();
        match words.as_slice() {
            [name] => Some(((*name).to_owned(), None)),
            [name, "as", alias] => Some(((*name).to_owned(), Some((*alias).to_owned()))),
            _ => None,
        }
    });
    read.collect()
}

fn written(names: &[(String, Option<String>)]) -> String {
    let one = |(name, alias): &(String, Option<String>)| match alias {
        Some(alias) => format!("{name} as {alias}"),
        None => name.clone(),
    };
    names.iter().map(one).collect::<Vec<_>>().join(", ")
}
