//! Checks that leave nothing harmful: what is compared with a fixed text, looked up in a fixed list, matched as a whole
//! by a narrow expression, found to be a number or judged by a function whose name says so is clean where the check
//! holds.

use assay_syntax::{Field, Kind, NodeId, Token};

use super::fixed::{Part, is_narrow};
use super::state::{State, Taints};
use super::walk::Walk;

/// How deep conditions of conditions are looked at. What is not found out counts as no check: nothing is missed by it.
const DEPTH: usize = 16;

/// Methods and functions that tell whether a text has only letters and digits, or is a number.
const PLAIN_TEXT: &[&str] = &[
    "isLetter",
    "isDigit",
    "isLetterOrDigit",
    "isAlphabetic",
    "isNumeric",
    "isAlpha",
    "isAlphanumeric",
    "isInteger",
    "isSafeInteger",
    "isFinite",
    "isdigit",
    "isalnum",
    "isalpha",
    "isdecimal",
    "isnumeric",
    "isidentifier",
    "IsLetter",
    "IsDigit",
    "IsLetterOrDigit",
    "IsNumber",
    "ctype_digit",
    "ctype_alpha",
    "ctype_alnum",
    "ctype_xdigit",
    "is_numeric",
    "is_int",
    "is_bool",
    "is_float",
];

/// Methods that tell whether something is in what they are called on, or in what they are handed.
const MEMBERSHIP: &[&str] = &[
    "contains",
    "containsKey",
    "Contains",
    "ContainsKey",
    "includes",
    "include?",
    "has",
    "member?",
    "in_array",
    "array_key_exists",
];

/// Types of which no text is left.
const NUMBERS: &[&str] = &[
    "number", "boolean", "bigint", "int", "float", "bool", "Integer", "Long", "Number", "Boolean",
    "Double",
];

/// Words in the name of a check of something that may be used where the check holds.
const TRUSTED: &[&str] = &[
    "safe",
    "valid",
    "validate",
    "validates",
    "allow",
    "allows",
    "allowed",
    "trusted",
    "permitted",
    "whitelisted",
    "allowlisted",
    "local",
];

/// Words in the name of a check of something that may be used where the check does not hold.
const REFUSED: &[&str] = &[
    "unsafe",
    "invalid",
    "malicious",
    "dangerous",
    "illegal",
    "forbidden",
    "disallowed",
    "blacklisted",
    "blocklisted",
    "traversal",
];

/// Whether what a check is named for may be used where it holds, or where it does not; none if its name does not tell.
fn verdict(name: &str) -> Option<bool> {
    let has = |among: &[&str]| words(name).any(|word| among.contains(&word.as_str()));
    match (has(TRUSTED), has(REFUSED)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// The words of a name, small: of `isSafeURL` and `is_safe_url` the same.
pub(super) fn words(name: &str) -> impl Iterator<Item = String> {
    let mut found = vec![String::new()];
    let mut before_is_small = false;
    for letter in name.chars().take(LONGEST_NAME) {
        let starts = !letter.is_alphanumeric() || letter.is_uppercase() && before_is_small;
        if starts {
            found.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = found.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        before_is_small = letter.is_lowercase() || letter.is_numeric();
    }
    found.into_iter().filter(|word| !word.is_empty())
}

/// So much of a name is read.
const LONGEST_NAME: usize = 80;

impl Walk<'_> {
    /// Cleans what a condition has checked, where it holds or where it does not.
    pub(super) fn guard(&self, state: &mut State, condition: NodeId, holds: bool) {
        if self.features.guards && state.is_tainted() {
            self.doubt(state, condition);
            for checked in self.checked(condition, holds, 0) {
                self.wipe_checked(state, checked);
            }
        }
    }

    /// Cleans what is switched on, in a case of fixed values.
    pub(super) fn guard_case(&self, state: &mut State, subject: NodeId, case: NodeId) {
        if !self.features.guards || !state.is_tainted() {
            return;
        }
        let mut labels = self.tree.all(case, Field::Label).peekable();
        if labels.peek().is_some() && labels.all(|label| self.is_fixed_label(label)) {
            self.wipe_checked(state, subject);
        }
    }

    /// Whether a label is a fixed value, or the choice of some: `"a" | "b"`.
    fn is_fixed_label(&self, label: NodeId) -> bool {
        let tree = self.tree;
        let mut open = vec![label];
        while let Some(label) = open.pop() {
            let is_choice = match (tree.kind(label), tree.children(label)) {
                (Kind::Binary, _) => tree.source()[tree.span(label)].contains('|'),
                (Kind::Other, [_, bar, ..]) => tree.text(*bar) == "|",
                _ => false,
            };
            if is_choice {
                let is_sign = |part: &NodeId| tree.kind(*part) == Kind::Word;
                let parts = tree.children(label).iter().copied();
                open.extend(parts.filter(|part| !is_sign(part)));
            } else if !self.is_fixed(label) {
                return false;
            }
        }
        true
    }

    /// The taint of the second operand of `and` and `or`, which runs where the first one holds or does not.
    pub(super) fn guarded(
        &mut self,
        state: &mut State,
        operator: Token,
        first: Option<NodeId>,
        second: Option<NodeId>,
    ) -> Taints {
        let holds = self.folding.is_and(operator);
        let is_logic = holds || self.folding.is_or(operator);
        let checked = match first {
            Some(first) if is_logic && self.features.guards && state.is_tainted() => {
                self.checked(first, holds, 0)
            }
            _ => Vec::new(),
        };
        if checked.is_empty() {
            return self.evals(state, second.into_iter());
        }
        let mut other = state.clone();
        for checked in checked {
            self.wipe_checked(&mut other, checked);
        }
        let taints = self.evals(&mut other, second.into_iter());
        state.join(&other);
        taints
    }

    fn wipe_checked(&self, state: &mut State, checked: NodeId) {
        if let Some(place) = self.place(checked) {
            state.wipe(&place);
        }
    }

    /// The expressions that are harmless where a condition holds, or where it does not.
    fn checked(&self, condition: NodeId, holds: bool, depth: usize) -> Vec<NodeId> {
        let tree = self.tree;
        if depth > DEPTH {
            return Vec::new();
        }
        let part = |field| tree.get(condition, field);
        match tree.kind(condition) {
            Kind::Unary if self.folding.is_not(tree.token(condition)) => part(Field::Value)
                .map_or(Vec::new(), |value| self.checked(value, !holds, depth + 1)),
            Kind::Binary => {
                let (Some(left), Some(right)) = (part(Field::Left), part(Field::Right)) else {
                    return Vec::new();
                };
                self.checked_by_operator(tree.token(condition), [left, right], holds, depth)
            }
            Kind::Call => self.checked_by_call(condition, holds, depth),
            Kind::TypeTest if holds != self.folding.is_not(tree.token(condition)) => {
                let is_number = |ty: NodeId| NUMBERS.contains(&tree.text(ty));
                let value = part(Field::Value);
                value
                    .filter(|_| part(Field::Type).is_some_and(is_number))
                    .into_iter()
                    .collect()
            }
            // A check that has a name, of something that stays as it is.
            Kind::Name => {
                let value = self.facts.value(condition);
                let mut all =
                    value.map_or(Vec::new(), |value| self.checked(value, holds, depth + 1));
                all.retain(|one| self.is_kept(*one));
                all
            }
            _ => Vec::new(),
        }
    }

    fn checked_by_operator(
        &self,
        operator: Token,
        [left, right]: [NodeId; 2],
        holds: bool,
        depth: usize,
    ) -> Vec<NodeId> {
        let tree = self.tree;
        let is = |words: &[&str]| words.iter().any(|word| Token::of(word) == operator);
        let is_and = self.folding.is_and(operator);
        if is_and || self.folding.is_or(operator) {
            let mut first = self.checked(left, holds, depth + 1);
            let second = self.checked(right, holds, depth + 1);
            if is_and == holds {
                first.extend(second);
            } else {
                // Either of them may have told: what both check is clean.
                let is_in_both = |one: &NodeId| {
                    second
                        .iter()
                        .any(|other| tree.text(*other) == tree.text(*one))
                };
                first.retain(is_in_both);
            }
            return first;
        }
        if is(&["==", "===", "is"]) && holds || is(&["!=", "!==", "<>"]) && !holds {
            for (fixed, other) in [(right, left), (left, right)] {
                if let Some(asked) = self.type_asked(other) {
                    let is_number = NUMBERS.contains(&self.text_of(fixed).unwrap_or_default());
                    return is_number.then_some(asked).into_iter().collect();
                }
                if self.is_fixed(fixed) {
                    return vec![other];
                }
            }
        }
        if is(&["=~"]) && holds || is(&["!~"]) && !holds {
            let matched = self.matched_whole("match", Some(left), &[right]);
            return matched.into_iter().collect();
        }
        let is_in = is(&["in"]) && holds || is(&["not in", "!in"]) && !holds;
        if is_in && self.is_fixed_collection(right, Part::Keys, 0) {
            return vec![left];
        }
        Vec::new()
    }

    /// `x` of `typeof x`.
    fn type_asked(&self, id: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let is_typeof = tree.kind(id) == Kind::Unary && tree.token(id) == Token::of("typeof");
        tree.get(id, Field::Value).filter(|_| is_typeof)
    }

    fn checked_by_call(&self, call: NodeId, holds: bool, depth: usize) -> Vec<NodeId> {
        let tree = self.tree;
        let Some(callee) = tree.get(call, Field::Callee) else {
            return Vec::new();
        };
        let args: Vec<NodeId> = tree.all(call, Field::Arg).collect();
        let object = (tree.kind(callee) == Kind::Member)
            .then(|| tree.get(callee, Field::Object))
            .flatten();
        let name = tree.get(callee, Field::Name).unwrap_or(callee);
        let name = tree.text(name);
        if name == "isNaN" {
            return args.into_iter().take(1).filter(|_| !holds).collect();
        }
        let own = self.resolve(callee, args.len());
        let seen = own.and_then(|function| self.checked_by_function(function, &args, holds, depth));
        if let Some(checked) = seen {
            return checked;
        }
        // What it is handed has been judged, whatever that takes; a method's object may have more in it.
        if let Some(verdict) = verdict(name) {
            let judged = args.into_iter().take(1);
            return judged.filter(|_| verdict == holds).collect();
        }
        if !holds || own.is_some() {
            return Vec::new();
        }
        match (name, object, &args[..]) {
            ("equals" | "Equals" | "equalsIgnoreCase" | "eq", Some(object), [arg]) => {
                let both = [(object, *arg), (*arg, object)];
                let fixed = both.into_iter().find(|(fixed, _)| self.is_fixed(*fixed));
                fixed.map(|(_, other)| other).into_iter().collect()
            }
            ("matches!", None, [value, label]) if self.is_fixed_label(*label) => vec![*value],
            ("isinstance", None, [value, ty]) if NUMBERS.contains(&tree.text(*ty)) => vec![*value],
            (name, Some(object), []) if PLAIN_TEXT.contains(&name) => vec![object],
            (name, _, [arg]) if PLAIN_TEXT.contains(&name) => vec![*arg],
            (name, Some(list), [arg])
                if MEMBERSHIP.contains(&name) && self.is_fixed_collection(list, Part::Keys, 0) =>
            {
                vec![*arg]
            }
            (name, None, [arg, list, ..])
                if MEMBERSHIP.contains(&name) && self.is_fixed_collection(*list, Part::Keys, 0) =>
            {
                vec![*arg]
            }
            _ => self
                .matched_whole(name, object, &args)
                .into_iter()
                .collect(),
        }
    }

    /// What a function of the file has checked that gives back just a check of its parameters; none if it does more.
    fn checked_by_function(
        &self,
        function: NodeId,
        args: &[NodeId],
        holds: bool,
        depth: usize,
    ) -> Option<Vec<NodeId>> {
        let tree = self.tree;
        let body = tree.get(function, Field::Body)?;
        let given = match tree.kind(body) {
            Kind::Block => match tree.children(body) {
                [only] if tree.kind(*only) == Kind::Return => tree.get(*only, Field::Value),
                _ => None,
            },
            _ => Some(body),
        }?;
        let params = self.params(function);
        let handed = |checked: NodeId| {
            let is_same = |(param, _): &&(NodeId, u16)| {
                let name = tree.get(*param, Field::Name).unwrap_or(*param);
                tree.token(name) == tree.token(checked)
            };
            let (_, place) = params.iter().find(is_same)?;
            args.get(usize::from(*place)).copied()
        };
        let checked = self.checked(given, holds, depth + 1);
        Some(checked.into_iter().filter_map(handed).collect())
    }

    /// What is matched from its start to its end by an expression that lets nothing harmful through.
    fn matched_whole(&self, name: &str, object: Option<NodeId>, args: &[NodeId]) -> Option<NodeId> {
        let tree = self.tree;
        let anchors_are_lines = self.semantics.values.anchors_are_lines;
        let narrow = |id: NodeId, is_anchored: bool| {
            self.text_of(id)
                .is_some_and(|text| is_narrow(text, is_anchored, anchors_are_lines))
        };
        // `Pattern.compile(…)`, `regexp.MustCompile(…)`, `/…/`: the text of the expression.
        let of = |id: NodeId| {
            let value = self.facts.value(id).unwrap_or(id);
            match tree.kind(value) {
                Kind::Call | Kind::New => self.first_argument(value),
                _ => Some(value),
            }
        };
        match (name, object, args) {
            ("matches", Some(text), [pattern]) if narrow(*pattern, true) => Some(text),
            ("matches", Some(text), [pattern]) if narrow(of(*pattern)?, true) => Some(text),
            ("matches", Some(pattern), [text]) if narrow(of(pattern)?, true) => Some(*text),
            ("matches", Some(matcher), []) => {
                let callee = tree.get(matcher, Field::Callee)?;
                let pattern = of(tree.get(callee, Field::Object)?)?;
                narrow(pattern, true).then(|| tree.get(matcher, Field::Arg))?
            }
            ("matches" | "fullmatch" | "full_match", _, [pattern, text, ..]) => {
                narrow(*pattern, true).then_some(*text)
            }
            ("fullmatch", Some(pattern), [text]) if narrow(of(pattern)?, true) => Some(*text),
            ("test" | "MatchString" | "IsMatch" | "is_match" | "match", Some(pattern), [text])
                if of(pattern).is_some_and(|pattern| narrow(pattern, false)) =>
            {
                Some(*text)
            }
            ("match" | "match?", Some(text), [pattern]) if narrow(of(*pattern)?, false) => {
                Some(text)
            }
            ("preg_match", None, [pattern, text, ..]) => narrow(*pattern, false).then_some(*text),
            ("match" | "search" | "MatchString" | "IsMatch", Some(_), [first, second, ..]) => {
                let is_pattern = |id: &NodeId| narrow(*id, false);
                match (is_pattern(first), is_pattern(second)) {
                    (true, false) => Some(*second),
                    (false, true) => Some(*first),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The first argument of a call, or of the one that it is a link behind: `a` of `new(a).unwrap()`.
    fn first_argument(&self, call: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let mut at = call;
        loop {
            if let Some(argument) = tree.get(at, Field::Arg) {
                return Some(argument);
            }
            at = tree.get(tree.get(at, Field::Callee)?, Field::Object)?;
        }
    }

    /// Whether a variable has the value that it got first.
    fn is_kept(&self, id: NodeId) -> bool {
        let binding = self.facts.names().get(id);
        self.tree.kind(id) == Kind::Name && binding.is_some_and(|binding| binding.assigned <= 1)
    }
}
