//! Sorting in little code. The library's sorts are compiled anew for every type and every order, several kilobytes each; here
//! only numbers are sorted, by one function for all, and the things themselves are moved once.

use std::cmp::Ordering;

/// So few things are put in order by moving each to its place.
const FEW: usize = 12;

/// Things that can be put in order; what is equal stays as it stands.
pub trait InOrder<T> {
    /// By themselves.
    fn put_in_order(&mut self)
    where
        T: Ord;

    /// By a comparison.
    fn put_in_order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// By something of each.
    fn put_in_order_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);
}

impl<T> InOrder<T> for [T] {
    fn put_in_order(&mut self)
    where
        T: Ord,
    {
        self.put_in_order_by(T::cmp);
    }

    fn put_in_order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        if self.len() <= FEW {
            for at in 1..self.len() {
                let mut to = at;
                while to > 0 && compare(&self[to], &self[to - 1]).is_lt() {
                    self.swap(to, to - 1);
                    to -= 1;
                }
            }
            return;
        }
        let mut order = order_of(self.len(), &mut |a, b| compare(&self[a], &self[b]));
        for start in 0..order.len() {
            // Each thing of a circle takes the place of the one that leaves for its own.
            let mut at = start;
            loop {
                let from = std::mem::replace(&mut order[at], at);
                if from == start {
                    break;
                }
                self.swap(at, from);
                at = from;
            }
        }
    }

    fn put_in_order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.put_in_order_by(|a, b| key(a).cmp(&key(b)));
    }
}

/// Where each of so many things comes from when they are in order.
#[inline(never)]
fn order_of(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::InOrder;

    /// Numbers without order, the same each time.
    fn numbers(count: u32, most: u32) -> Vec<(u32, u32)> {
        let mut last = 1_u32;
        (0..count)
            .map(|at| {
                last = last.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                ((last >> 8) % most, at)
            })
            .collect()
    }

    #[test]
    fn it_sorts_as_the_library_does() {
        for count in [0, 1, 2, 3, 11, 12, 13, 14, 50, 1000] {
            for most in [1, 2, 7, 1 << 20] {
                let mut ours = numbers(count, most);
                let mut theirs = ours.clone();
                ours.put_in_order_by_key(|one| one.0);
                theirs.sort_by_key(|one| one.0);
                assert_eq!(ours, theirs, "{count} of {most}");
                ours.put_in_order_by(|a, b| b.1.cmp(&a.1));
                theirs.sort_by_key(|thing| std::cmp::Reverse(thing.1));
                assert_eq!(ours, theirs, "{count} of {most}, backwards");
                ours.put_in_order();
                theirs.sort();
                assert_eq!(ours, theirs, "{count} of {most}, whole");
            }
        }
    }
}
