//! What a rule looks for, as data: patterns combined, with conditions. It is read once; its patterns
//! are compiled for each language of the rule.

use assay_languages::Lang;

use super::conditions::expression::Expression;

/// A pattern's place among [`Leaf`]s.
pub type LeafId = usize;

/// What is to be found.
#[derive(Clone, Debug)]
pub struct Formula {
    /// The patterns and how they combine.
    pub kind: Kind,
    /// What must hold of each match.
    pub conditions: Vec<Condition>,
    /// Metavariables that the match shrinks to: alternatives, of each of several lists.
    pub focus: Vec<Vec<String>>,
    /// What takes the place of a match.
    pub fix: Option<String>,
    /// The metavariable that stands for the whole match.
    pub alias: Option<String>,
}

/// How patterns combine.
#[derive(Clone, Debug)]
pub enum Kind {
    /// One pattern.
    Leaf(LeafId),
    /// All of them, at one place.
    And(Vec<Formula>),
    /// Any of them.
    Or(Vec<Formula>),
    /// None; only inside [`Kind::And`].
    Not(Box<Formula>),
    /// The match lies inside.
    Inside(Box<Formula>),
    /// It occurs anywhere in the file.
    Anywhere(Box<Formula>),
}

/// What must hold of the metavariables of a match.
#[derive(Clone, Debug)]
pub enum Condition {
    /// Its text matches from its start.
    Regex {
        /// The metavariable.
        metavariable: String,
        /// The expression.
        expression: LeafId,
        /// Whether the value of a constant counts, rather than its name.
        constants: bool,
    },
    /// It has one of these types.
    Type {
        /// The metavariable.
        metavariable: String,
        /// Typed metavariables of these types.
        types: Vec<LeafId>,
    },
    /// Something is found in it.
    Pattern {
        /// The metavariable.
        metavariable: String,
        /// What its text is read as, if not as the rule's language.
        analyzer: Option<Analyzer>,
        /// What is to be found.
        formula: Formula,
    },
    /// An expression is true.
    Comparison(Expression),
    /// It looks like a secret.
    Entropy(String),
    /// It is a regular expression that may take forever.
    Redos(String),
}

/// What a text is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Analyzer {
    /// Code of the rule's language.
    Own,
    /// Code of this language.
    Code(Lang),
    /// Plain text.
    Regex,
    /// Words and signs.
    Generic,
}

/// A pattern as it stands in the rule.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// What it is.
    pub kind: LeafKind,
    /// Its text.
    pub text: String,
    /// Where it stands in the rule's file.
    pub at: usize,
}

/// What a pattern is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeafKind {
    /// Code of a language; none is the rule's own.
    Code(Option<Lang>),
    /// A type of a language.
    Type(Option<Lang>),
    /// An expression searched over the text.
    Regex,
    /// An expression for the whole text of a metavariable.
    Condition,
    /// Words and signs.
    Generic,
}

impl Formula {
    /// A formula without conditions.
    pub fn new(kind: Kind) -> Formula {
        Formula {
            kind,
            conditions: Vec::new(),
            focus: Vec::new(),
            fix: None,
            alias: None,
        }
    }

    /// Whether it says where something is, rather than where it is not.
    pub fn is_positive(&self) -> bool {
        !matches!(self.kind, Kind::Not(_))
    }

    /// The formulas right below it, those of conditions included.
    pub fn parts(&self) -> Vec<&Formula> {
        let mut parts: Vec<&Formula> = match &self.kind {
            Kind::Leaf(_) => Vec::new(),
            Kind::And(parts) | Kind::Or(parts) => parts.iter().collect(),
            Kind::Not(part) | Kind::Inside(part) | Kind::Anywhere(part) => vec![part],
        };
        for condition in &self.conditions {
            if let Condition::Pattern { formula, .. } = condition {
                parts.push(formula);
            }
        }
        parts
    }

    /// Whether it shrinks to a metavariable anywhere.
    pub fn has_focus(&self) -> bool {
        !self.focus.is_empty() || self.parts().into_iter().any(Formula::has_focus)
    }

    /// Whether it, or a part of it, brings a fix.
    pub fn has_fix(&self) -> bool {
        self.fix.is_some() || self.parts().into_iter().any(Formula::has_fix)
    }
}
