//! What a search with a backtracking expression may cost between two of its steps back.
//!
//! The engine counts steps back and nothing else. Between two of them it goes on uncounted: it hands parts
//! to an automaton, and leaves a lookaround without stepping back through it. Each of these may go over
//! all the text that it can reach, and does so again at each turn of a repetition around it. So the
//! work is the reach to the power of how deep such repetitions are nested.

use fancy_regex::Expr;

/// From so many turns on a repetition counts as one without end.
const MANY_TURNS: usize = 16;
/// How deep subroutine calls count as nested: what they repeat is not seen where they stand.
const SUBROUTINE: u32 = 8;

/// What is known of an expression's cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// How deep uncounted repetitions are nested in an attempt at one place; none if all steps are counted.
    nesting: u32,
    /// Whether only the backtracking engine can run it.
    backtracks: bool,
    /// Whether a repetition may go past the end of a line.
    crosses_lines: bool,
    /// The most turns of a repetition that ends.
    turns: usize,
}

impl Cost {
    /// Of an expression; unknown syntax costs nothing, since it does not compile either.
    pub fn of(expression: &str) -> Cost {
        let tree = Expr::parse_tree(expression).map(|tree| tree.expr);
        let expr = tree.unwrap_or(Expr::Empty);
        Cost {
            nesting: nesting(&expr, true),
            backtracks: is_hard(&expr),
            crosses_lines: any(&expr, &crosses_lines),
            turns: most_turns(&expr),
        }
    }

    /// The most work between two steps back in an attempt at one place of a text.
    pub fn at_place(&self, text: &str) -> u64 {
        self.power(text, self.nesting)
    }

    /// The same in a search over the text: each attempt begins with a look for a likely place.
    pub fn in_search(&self, text: &str) -> u64 {
        self.power(text, self.nesting.max(1))
    }

    fn power(&self, text: &str, nesting: u32) -> u64 {
        if !self.backtracks || nesting == 0 {
            return 1;
        }
        let reach = match self.crosses_lines {
            true => text.len(),
            false => longest_line(text),
        };
        (reach.max(self.turns) as u64 + 1).saturating_pow(nesting)
    }
}

fn longest_line(text: &str) -> usize {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let lengths = ends.scan(0, |start, end| {
        let length = end - *start;
        *start = end;
        Some(length)
    });
    lengths.max().unwrap_or_default()
}

/// How deep uncounted repetitions are nested. With `is_last` nothing follows that could make the engine
/// step back into the expression: it goes to an automaton, or its steps are dropped.
fn nesting(expr: &Expr, is_last: bool) -> u32 {
    match expr {
        Expr::Repeat { child, hi, .. } if *hi > 1 => repeated(child, *hi, is_last),
        Expr::LookAround(child, _) | Expr::AtomicGroup(child) => nesting(child, true),
        Expr::Concat(children) => {
            let last_hard = children.iter().rposition(is_hard);
            let depths = children.iter().enumerate().map(|(at, child)| {
                let is_last = is_last && last_hard.is_none_or(|hard| at >= hard);
                nesting(child, is_last)
            });
            depths.max().unwrap_or_default()
        }
        Expr::SubroutineCall(_) | Expr::Absent(_) => SUBROUTINE,
        _ => {
            let children = expr.children_iter();
            let depths = children.map(|child| nesting(child, is_last));
            depths.max().unwrap_or_default()
        }
    }
}

fn repeated(child: &Expr, most: usize, is_last: bool) -> u32 {
    let inner = nesting(child, is_last);
    if may_be_empty(child) {
        return inner + 1;
    }
    let looks = match is_last {
        // What an automaton does in a repetition, it does in one go.
        true if !is_hard(child) => 0,
        _ => inner,
    };
    let is_long = most > MANY_TURNS;
    match is_long && (is_last || looks > 0) {
        true => looks + 1,
        false => inner,
    }
}

/// Whether it, or something in it, is for the backtracking engine only.
fn is_hard(expr: &Expr) -> bool {
    any(expr, &|expr| {
        let is_simple = matches!(
            expr,
            Expr::Empty
                | Expr::Any { .. }
                | Expr::Literal { .. }
                | Expr::Delegate { .. }
                | Expr::Assertion(_)
                | Expr::Concat(_)
                | Expr::Alt(_)
                | Expr::Group(_)
                | Expr::Repeat { .. }
        );
        !is_simple
    })
}

fn may_be_empty(expr: &Expr) -> bool {
    match expr {
        Expr::Any { .. } | Expr::Delegate { .. } | Expr::GeneralNewline { .. } => false,
        Expr::Literal { val, .. } => val.is_empty(),
        Expr::Repeat { child, lo, .. } => *lo == 0 || may_be_empty(child),
        Expr::Concat(children) => children.iter().all(may_be_empty),
        Expr::Alt(children) => children.iter().any(may_be_empty),
        Expr::Group(child) => may_be_empty(child),
        Expr::AtomicGroup(child) => may_be_empty(child),
        _ => true,
    }
}

/// Whether it is a repetition that may go past the end of a line.
fn crosses_lines(expr: &Expr) -> bool {
    let Expr::Repeat { child, hi, .. } = expr else {
        return false;
    };
    *hi > MANY_TURNS && any(child, &may_be_newline)
}

fn may_be_newline(expr: &Expr) -> bool {
    match expr {
        Expr::Any { newline, .. } => *newline,
        Expr::Literal { val, .. } => val.contains('\n'),
        Expr::Delegate { inner, .. } => {
            let class = regex::Regex::new(inner);
            class.is_ok_and(|class| class.is_match("\n"))
        }
        Expr::Empty | Expr::Assertion(_) | Expr::KeepOut => false,
        Expr::ContinueFromPreviousMatchEnd | Expr::BackrefExistsCondition { .. } => false,
        _ => expr.is_leaf_node(),
    }
}

fn most_turns(expr: &Expr) -> usize {
    let own = match expr {
        Expr::Repeat { hi, .. } if *hi < usize::MAX => *hi,
        _ => 0,
    };
    expr.children_iter().map(most_turns).fold(own, usize::max)
}

fn any(expr: &Expr, is: &dyn Fn(&Expr) -> bool) -> bool {
    is(expr) || expr.children_iter().any(|child| any(child, is))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expression: &str, nesting: u32, crosses_lines: bool) {
        let cost = Cost::of(expression);
        let told = (cost.nesting, cost.crosses_lines);
        assert_eq!(told, (nesting, crosses_lines), "{expression}");
    }

    #[test]
    fn steps_that_are_counted_cost_nothing_between_them() {
        check(r"foo.*bar(?!x)", 0, false);
        check(r"(?<!x)foo", 0, false);
        check(r"(\w)\1", 0, false);
        check(r"(?:.*(?!c)a){20}(?!x)", 0, false);
        check(r"[^;]*;(?=a)", 0, true);
    }

    #[test]
    fn what_is_looked_at_uncounted_is_nested_as_deep_as_its_repetitions() {
        check(r"(?<!x)foo.*", 1, false);
        check(r"foo(?=.*bar)", 1, false);
        check(r"(?:(?!end).)*", 1, false);
        check(r"(?s)(?:(?!end).)*", 1, true);
        check(r"(?:(?=.*a)a)*", 2, false);
        check(r"(?:(?=(?:(?=.*a)a)*)a)*", 3, false);
        check(r"(?:(?>a*)b|a)*(?!x)", 2, false);
        check(r"(?:(?=.*a)a)*(?:a|b)*(?!x)", 2, false);
        check(r"(?:(?:(?=.*a)b?){9}){9}", 3, false);
    }

    #[test]
    fn the_reach_is_a_line_or_the_text() {
        let text = "abc\nabcdef\nab";
        let in_line = Cost::of(r"(?:(?=.*a)a)*");
        assert_eq!(in_line.at_place(text), 64);
        let in_text = Cost::of(r"(?:(?=[^;]*a)a)*");
        assert_eq!(in_text.at_place(text), 14 * 14);
        assert_eq!(Cost::of(r"a+b*").in_search(text), 1);
        assert_eq!(Cost::of(r"a+(?!x)").in_search(text), 8);
        assert_eq!(Cost::of(r"a+(?!x)").at_place(text), 1);
    }
}
