//! What words mean, as vectors: those of words that are used alike point the same way. It is no model of a language that
//! runs, but a table, which is read once.

use std::collections::HashMap;
use std::fmt;

/// Numbers of a vector.
pub type Vector = Vec<f32>;

/// A table of vectors for pieces of words, as the build makes it (`scripts/build-embedding.ts`).
pub struct Embedding {
    dimensions: usize,
    /// The rows of the pieces; those that begin a word have a space before them.
    rows: HashMap<Box<str>, u32>,
    scales: Vec<f32>,
    /// Two numbers in a byte, from 1 to 15 with 8 in the middle.
    numbers: Vec<u8>,
}

impl fmt::Debug for Embedding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Embedding of {} pieces", self.rows.len())
    }
}

const LONGEST: usize = 24;

impl Embedding {
    /// Reads the table; none if the bytes are not one.
    pub fn read(bytes: &[u8]) -> Option<Embedding> {
        let mut rest = Bytes(bytes);
        if rest.take(4)? != b"WORD" {
            return None;
        }
        let (dimensions, count) = (rest.number()? as usize, rest.number()? as usize);
        let unit = f32::from_bits(rest.number()?);
        if dimensions == 0 || dimensions % 2 != 0 || count > bytes.len() {
            return None;
        }
        let mut rows = HashMap::with_capacity(count);
        for row in 0..count {
            let length = usize::from(*rest.take(1)?.first()?);
            let piece = std::str::from_utf8(rest.take(length)?).ok()?;
            rows.insert(piece.into(), row as u32);
        }
        let scales = rest.take(count.checked_mul(2)?)?.chunks_exact(2);
        let scales = scales.map(|two| f32::from(u16::from_le_bytes([two[0], two[1]])) * unit);
        let scales = scales.collect();
        let numbers = rest.take(count.checked_mul(dimensions / 2)?)?.to_vec();
        rest.0.is_empty().then_some(Embedding {
            dimensions,
            rows,
            scales,
            numbers,
        })
    }

    /// How many numbers a vector has.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The vector of a word in small letters: the sum of its pieces, of which the longest are taken. Nothing, if no piece is
    /// known.
    pub fn word(&self, word: &str) -> Vector {
        let mut sum = vec![0.0; self.dimensions];
        let spaced = format!(" {word}");
        let mut at = 0;
        while at < spaced.len() {
            let end = (at + LONGEST).min(spaced.len());
            let known = (at + 1..=end).rev().find_map(|end| {
                let row = self.rows.get(spaced.get(at..end)?)?;
                Some((*row as usize, end))
            });
            match known {
                Some((row, end)) => {
                    self.add(row, &mut sum);
                    at = end;
                }
                None => at += 1,
            }
        }
        sum
    }

    fn add(&self, row: usize, sum: &mut [f32]) {
        let half = self.dimensions / 2;
        let numbers = &self.numbers[row * half..(row + 1) * half];
        let scale = self.scales[row];
        for (two, byte) in sum.chunks_exact_mut(2).zip(numbers) {
            two[0] += scale * (f32::from(byte & 15) - 8.0);
            two[1] += scale * (f32::from(byte >> 4) - 8.0);
        }
    }
}

/// What is left of the bytes.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }
}

/// How far two vectors point the same way, from -1 to 1.
pub fn likeness(one: &[f32], other: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| -> f32 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
    let lengths = (dot(one, one) * dot(other, other)).sqrt();
    if lengths > 0.0 {
        dot(one, other) / lengths
    } else {
        0.0
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A table of two dimensions.
    pub fn table(words: &[(&str, [u8; 2])]) -> Vec<u8> {
        let mut bytes = b"WORD".to_vec();
        for number in [2, words.len() as u32, 1.0f32.to_bits()] {
            bytes.extend(number.to_le_bytes());
        }
        for (piece, _) in words {
            bytes.push(piece.len() as u8);
            bytes.extend(piece.as_bytes());
        }
        bytes.extend(words.iter().flat_map(|_| 1u16.to_le_bytes()));
        bytes.extend(words.iter().map(|(_, [one, other])| one | other << 4));
        bytes
    }

    #[test]
    fn a_word_is_the_sum_of_its_longest_pieces() {
        let table = table(&[
            (" pass", [9, 8]),
            ("word", [8, 10]),
            ("wor", [15, 15]),
            (" password", [1, 1]),
        ]);
        let embedding = Embedding::read(&table).unwrap();
        assert_eq!(embedding.word("pass"), [1.0, 0.0]);
        assert_eq!(embedding.word("passwords"), [-7.0, -7.0]);
        assert_eq!(embedding.word("passxword"), [1.0, 2.0]);
        assert_eq!(embedding.word("größe"), [0.0, 0.0]);
        assert_eq!(likeness(&[1.0, 0.0], &[0.0, 1.0]), 0.0);
        assert_eq!(likeness(&[0.0, 0.0], &[0.0, 1.0]), 0.0);
        assert!((likeness(&[2.0, 0.0], &[1.0, 0.0]) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn what_is_no_table_is_not_read() {
        let whole = table(&[(" a", [9, 8])]);
        assert!(Embedding::read(&whole).is_some());
        for cut in 0..whole.len() {
            assert!(Embedding::read(&whole[..cut]).is_none(), "{cut}");
        }
        assert!(Embedding::read(&[&whole[..], b"x"].concat()).is_none());
        let mut huge = whole;
        huge[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(Embedding::read(&huge).is_none());
    }
}
