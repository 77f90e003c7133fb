//! How long one rule may work on a file.

use std::cell::Cell;

use crate::CheckOptions;

/// The time of the rule that is at work; there is no limit while none is.
pub struct RuleLimit<'o> {
    clock: Option<(&'o dyn Fn() -> f64, f64)>,
    end: Cell<f64>,
}

impl<'o> RuleLimit<'o> {
    /// No limit where the host has no clock or sets none.
    pub fn new(options: &CheckOptions<'o>) -> RuleLimit<'o> {
        RuleLimit {
            clock: options.clock.zip(options.rule_budget_ms),
            end: Cell::new(f64::INFINITY),
        }
    }

    /// Does the work of one rule, under the limit.
    pub fn over<T>(&self, work: impl FnOnce() -> T) -> T {
        if let Some((clock, budget)) = self.clock {
            self.end.set(clock() + budget);
        }
        let done = work();
        self.end.set(f64::INFINITY);
        done
    }

    /// Whether the rule's time is up.
    pub fn is_over(&self) -> bool {
        self.clock
            .is_some_and(|(clock, _)| clock() > self.end.get())
    }
}
