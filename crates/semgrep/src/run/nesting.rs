//! Which ranges lie in which, without comparing each with each.

use std::ops::Range;

use assay_text::InOrder;

use super::candidate::{Candidate, CandidateKind};

/// Tells every pair of a place and one of `outer` that it lies in, by their places in the lists.
pub fn pairs(inner: &[Candidate], outer: &[Candidate], tell: &mut dyn FnMut(usize, usize)) {
    let by_start = |places: &[Candidate]| {
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.put_in_order_by_key(|place| places[*place].range.start);
        order
    };
    let (anywhere, bounded): (Vec<usize>, Vec<usize>) = by_start(outer)
        .into_iter()
        .partition(|place| outer[*place].kind == CandidateKind::Anywhere);
    let mut coming = bounded.into_iter().peekable();
    // Those that started and have not ended; where code nests they are few.
    let mut open: Vec<usize> = Vec::new();
    for a in by_start(inner) {
        let range = &inner[a].range;
        while let Some(b) = coming.next_if(|b| outer[*b].range.start <= range.start) {
            open.push(b);
        }
        open.retain(|b| outer[*b].range.end >= range.start);
        for &b in open.iter().filter(|b| outer[**b].range.end >= range.end) {
            tell(a, b);
        }
        anywhere.iter().for_each(|b| tell(a, *b));
    }
}

/// Ranges that are asked whether something lies in one of them.
pub struct Ranges {
    starts: Vec<u32>,
    /// The furthest end of the ranges up to a place.
    ends: Vec<u32>,
}

impl Ranges {
    /// Those of places.
    pub fn of(places: &[Candidate]) -> Ranges {
        let mut ranges: Vec<(u32, u32)> = places
            .iter()
            .map(|place| (place.range.start, place.range.end))
            .collect();
        ranges.put_in_order();
        let furthest = |end: &mut u32, (_, next): &(u32, u32)| {
            *end = (*end).max(*next);
            Some(*end)
        };
        Ranges {
            ends: ranges.iter().scan(0, furthest).collect(),
            starts: ranges.into_iter().map(|(start, _)| start).collect(),
        }
    }

    /// Whether a range lies in one of them.
    pub fn hold(&self, range: &Range<u32>) -> bool {
        let count = self.starts.partition_point(|start| *start <= range.start);
        count > 0 && self.ends[count - 1] >= range.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(range: Range<u32>) -> Candidate {
        Candidate {
            least_end: range.end,
            range,
            kind: CandidateKind::Plain,
            bindings: Default::default(),
            fix: None,
        }
    }

    #[test]
    fn pairs_are_those_that_lie_in_each_other() {
        let ranges = [0..10, 2..4, 3..8, 8..10, 4..4, 0..2, 2..10];
        let places: Vec<Candidate> = ranges.iter().cloned().map(place).collect();
        let mut found = Vec::new();
        pairs(&places, &places, &mut |a, b| found.push((a, b)));
        found.sort_unstable();
        let mut expected = Vec::new();
        for (a, inner) in ranges.iter().enumerate() {
            for (b, outer) in ranges.iter().enumerate() {
                if outer.start <= inner.start && inner.end <= outer.end {
                    expected.push((a, b));
                }
            }
        }
        assert_eq!(found, expected);
        let some = Ranges::of(&places[1..4]);
        for range in [2..3, 3..8, 2..8, 8..9, 0..1, 9..11] {
            let expected = ranges[1..4]
                .iter()
                .any(|outer| outer.start <= range.start && range.end <= outer.end);
            assert_eq!(some.hold(&range), expected, "{range:?}");
        }
    }
}
