//! Words that have a meaning for names.

use assay_syntax::{Token, Tree};

/// Words that are compared with.
pub(super) struct Words {
    pub finals: Vec<Token>,
    pub private: Token,
    pub var: Token,
    pub require: Token,
    pub outer: [Token; 2],
    pub this: Vec<Token>,
    pub star: Token,
}

impl Words {
    pub(super) fn new(tree: &Tree) -> Words {
        let mut finals: Vec<Token> = [
            "final",
            "const",
            "constexpr",
            "readonly",
            "val",
            "immutable",
            "constant",
        ]
        .map(Token::of)
        .to_vec();
        let more = tree.profile().semantics.names.final_words;
        finals.extend(more.iter().map(|word| Token::of(word)));
        Words {
            finals,
            private: Token::of("private"),
            var: Token::of("var"),
            require: Token::of("require"),
            outer: ["global", "nonlocal"].map(Token::of),
            this: ["this", "self", "$this"].map(Token::of).to_vec(),
            star: Token::of("*"),
        }
    }
}
