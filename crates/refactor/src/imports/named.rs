//! `import a, { b as c } from 'm';`

use assay_text::InOrder;

use super::Statement;
use super::lines::statements;

/// One statement, taken apart.
struct Import {
    is_type: bool,
    default: Option<String>,
    namespace: Option<String>,
    /// As they are written, such as `type a as b`.
    names: Option<Vec<String>>,
    module: String,
    quote: char,
    end: &'static str,
    is_long: bool,
}

pub fn in_order(group: &str, text: &str, used: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut result = String::new();
    let mut run: Vec<Import> = Vec::new();
    for statement in statements(group)? {
        if statement.contains("//") && !statement.contains("://")
            || statement.contains("/*")
            || !statement.ends_with('\n')
        {
            return None;
        }
        match read(statement)? {
            // What is only run stays where it is, and so does what stands around it.
            None => {
                result += &written(std::mem::take(&mut run), text, used);
                result += statement;
            }
            Some(import) => run.push(import),
        }
    }
    result += &written(run, text, used);
    Some(result)
}

/// None within for a statement that only runs a module.
fn read(statement: &str) -> Option<Option<Import>> {
    let said = statement.trim_end();
    let (said, end) = match said.strip_suffix(';') {
        Some(said) => (said, ";"),
        None => (said, ""),
    };
    let said = said.strip_prefix("import")?.trim_start();
    let quote = said
        .chars()
        .next_back()
        .filter(|sign| matches!(sign, '"' | '\''))?;
    let module_start = said[..said.len() - 1].rfind(quote)?;
    let module = &said[module_start + 1..said.len() - 1];
    let head = said[..module_start].trim_end();
    if head.is_empty() {
        return Some(None);
    }
    let head = head.strip_suffix("from")?.trim_end();
    let (is_type, head) = match head.strip_prefix("type ").map(str::trim_start) {
        Some(rest) if !rest.starts_with(',') && !rest.is_empty() => (true, rest),
        _ => (false, head),
    };
    let mut import = Import {
        is_type,
        default: None,
        namespace: None,
        names: None,
        module: module.to_owned(),
        quote,
        end,
        is_long: head.contains('\n'),
    };
    let (default, rest) = match head.find(['{', '*']) {
        Some(at) => (head[..at].trim().trim_end_matches(',').trim(), &head[at..]),
        None => (head, ""),
    };
    import.default = (!default.is_empty()).then(|| default.to_owned());
    if let Some(list) = rest.strip_prefix('{') {
        let list = list.strip_suffix('}')?;
        let names = list
            .split(',')
            .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
        import.names = Some(names.filter(|name| !name.is_empty()).collect());
    } else if let Some(name) = rest.strip_prefix("* as ") {
        import.namespace = Some(name.trim().to_owned());
    } else if !rest.is_empty() {
        return None;
    }
    Some(Some(import))
}

/// The name by which the file knows it.
fn local(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

fn written(all: Vec<Import>, text: &str, used: &dyn Fn(&str) -> bool) -> String {
    // JSX is made by what its pragma says, or by this.
    let is_jsx = text.contains("</") || text.contains("/>");
    let is_used = |name: &str| used(name) || (is_jsx && matches!(name, "React" | "h" | "Fragment"));
    let mut joined: Vec<Import> = Vec::new();
    for mut import in all {
        let was_empty = import.names.as_ref().is_some_and(Vec::is_empty);
        import.default = import.default.filter(|name| is_used(name));
        import.namespace = import.namespace.filter(|name| is_used(name));
        import.names = import.names.map(|names| {
            names
                .into_iter()
                .filter(|name| is_used(local(name)))
                .collect::<Vec<_>>()
        });
        let is_empty = import.names.as_ref().is_none_or(Vec::is_empty);
        if import.default.is_none() && import.namespace.is_none() && is_empty && !was_empty {
            continue;
        }
        let fits = |one: &&mut Import| {
            one.module == import.module
                && one.is_type == import.is_type
                && one.namespace.is_none()
                && import.namespace.is_none()
                && (one.default.is_none()
                    || import.default.is_none()
                    || one.default == import.default)
                && !(import.is_type && (one.default.is_some() || import.default.is_some()))
        };
        match joined.iter_mut().find(fits) {
            Some(one) => {
                one.default = one.default.take().or(import.default);
                one.is_long |= import.is_long;
                let names = one.names.get_or_insert_default();
                for name in import.names.unwrap_or_default() {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
            None => joined.push(import),
        }
    }
    let statements = joined.into_iter().map(|import| Statement {
        key: (0, import.module.to_lowercase()),
        text: line(import),
    });
    super::sorted(statements.collect())
}

fn line(import: Import) -> String {
    let Import {
        is_type,
        default,
        namespace,
        names,
        module,
        quote,
        end,
        is_long,
    } = import;
    let keyword = if is_type { "import type" } else { "import" };
    let mut names = names.unwrap_or_default();
    names.put_in_order_by_key(|name| {
        let plain = name.strip_prefix("type ").unwrap_or(name);
        (plain.to_lowercase(), plain.to_owned())
    });
    let from = format!("from {quote}{module}{quote}{end}\n");
    let mut parts: Vec<String> = default.into_iter().collect();
    parts.extend(namespace.map(|name| format!("* as {name}")));
    let heads = parts.join(", ");
    let comma = if heads.is_empty() { "" } else { ", " };
    match names.is_empty() {
        true if heads.is_empty() => format!("{keyword} {{}} {from}"),
        true => format!("{keyword} {heads} {from}"),
        false => {
            let one = format!("{keyword} {heads}{comma}{{ {} }} {from}", names.join(", "));
            if !is_long || one.len() <= 80 {
                return one;
            }
            let lines: String = names.iter().map(|name| format!("  {name},\n")).collect();
            format!("{keyword} {heads}{comma}{{\n{lines}}} {from}")
        }
    }
}
