//! Where a literal stands in a text, whatever the case of its ASCII letters.
//!
//! The usual search for many literals at once (Teddy) is not there in WebAssembly, and what takes its place is ten times
//! slower. So sixteen places at a time are asked whether first and last byte fit; what is left is compared. Where there are
//! no such instructions the same is done byte by byte.

/// A literal that is looked for.
#[derive(Clone, Debug)]
pub struct Literal {
    /// Its bytes; lower case if case does not count.
    needle: Box<[u8]>,
    /// For each byte the bit that makes letters lower case, or 0.
    folds: Box<[u8]>,
}

const CASE: u8 = 0x20;

impl Literal {
    /// A literal; none for an empty one.
    pub fn new(text: &str, is_case_exact: bool) -> Option<Literal> {
        let is_folded = |byte: &u8| !is_case_exact && byte.is_ascii_alphabetic();
        let folds: Box<[u8]> = text
            .as_bytes()
            .iter()
            .map(|byte| if is_folded(byte) { CASE } else { 0 })
            .collect();
        let needle = text.bytes().zip(&folds).map(|(byte, fold)| byte | fold);
        (!text.is_empty()).then(|| Literal {
            needle: needle.collect(),
            folds: folds.clone(),
        })
    }

    /// Bytes of a match.
    pub fn len(&self) -> usize {
        self.needle.len()
    }

    /// The first place from `from` on.
    pub fn find(&self, text: &[u8], from: usize) -> Option<usize> {
        let ends = (text.len() + 1).checked_sub(self.needle.len())?;
        let from = self.wide(text, from, ends);
        match from {
            Scan::Found(at) => Some(at),
            Scan::GoOn(from) => (from..ends).find(|at| self.fits(text, *at)),
        }
    }

    fn fits(&self, text: &[u8], at: usize) -> bool {
        let here = &text[at..at + self.needle.len()];
        let pairs = here.iter().zip(&self.folds).zip(&self.needle);
        pairs
            .into_iter()
            .all(|((byte, fold), wanted)| byte | fold == *wanted)
    }

    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    fn wide(&self, text: &[u8], from: usize, ends: usize) -> Scan {
        use core::arch::wasm32::{
            i8x16_bitmask, i8x16_eq, i8x16_splat, v128, v128_and, v128_load, v128_or,
        };
        const LANES: usize = 16;
        let last = self.needle.len() - 1;
        let all = |byte: u8| i8x16_splat(byte as i8);
        let (first_fold, last_fold) = (all(self.folds[0]), all(self.folds[last]));
        let (first_byte, last_byte) = (all(self.needle[0]), all(self.needle[last]));
        let mut at = from;
        while at + LANES <= ends {
            // SAFETY: `at + LANES <= ends` and `ends + last == text.len()`, so both loads lie within the text.
            let (firsts, lasts) = unsafe {
                let start = text.as_ptr().add(at);
                (
                    v128_load(start.cast::<v128>()),
                    v128_load(start.add(last).cast::<v128>()),
                )
            };
            let fit = v128_and(
                i8x16_eq(v128_or(firsts, first_fold), first_byte),
                i8x16_eq(v128_or(lasts, last_fold), last_byte),
            );
            let mut mask = i8x16_bitmask(fit);
            while mask != 0 {
                let lane = at + mask.trailing_zeros() as usize;
                if self.fits(text, lane) {
                    return Scan::Found(lane);
                }
                mask &= mask - 1;
            }
            at += LANES;
        }
        Scan::GoOn(at)
    }

    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    fn wide(&self, text: &[u8], from: usize, ends: usize) -> Scan {
        let first = self.needle[0];
        let other = if self.folds[0] == 0 {
            first
        } else {
            first & !CASE
        };
        let mut at = from;
        while let Some(next) = text
            .get(at..ends)
            .and_then(|rest| memchr::memchr2(first, other, rest))
        {
            if self.fits(text, at + next) {
                return Scan::Found(at + next);
            }
            at += next + 1;
        }
        Scan::GoOn(ends)
    }
}

/// What came of looking at many places at once.
enum Scan {
    /// It stands here.
    Found(usize),
    /// It does not stand before this place.
    GoOn(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(needle: &str, is_case_exact: bool, text: &str) -> Vec<usize> {
        let literal = Literal::new(needle, is_case_exact).unwrap();
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = literal.find(text.as_bytes(), from) {
            found.push(at);
            from = at + literal.len();
        }
        found
    }

    #[test]
    fn case_counts_if_it_is_to() {
        assert_eq!(all("ab", false, "AB ab aB xab"), [0, 3, 6, 10]);
        assert_eq!(all("ab", true, "AB ab aB xab"), [3, 10]);
        assert_eq!(all("@[", false, "`{ @["), [3]);
        assert_eq!(all("a", false, ""), [] as [usize; 0]);
        assert_eq!(all("abc", false, "ab"), [] as [usize; 0]);
    }

    /// The same as the obvious way, for texts around the sixteen bytes that are looked at together.
    #[test]
    fn finds_what_the_obvious_way_finds() {
        let text = "aAbBaabbAABBabcABCabAbcaBcAäaBC\u{e4}xabcx".repeat(3);
        for needle in ["a", "B", "ab", "abc", "aabb", "cab", "ä", "xa"] {
            for start in 0..20 {
                let Some(piece) = text.get(start..) else {
                    continue;
                };
                let (lower, wanted) = (piece.to_ascii_lowercase(), needle.to_ascii_lowercase());
                let obvious: Vec<usize> = lower.match_indices(&wanted).map(|(at, _)| at).collect();
                assert_eq!(all(needle, false, piece), obvious, "{needle} in {piece}");
            }
        }
    }
}
