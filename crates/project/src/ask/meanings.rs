//! What each function and type is about, as a vector of the words in it, so that a question finds those that say the same
//! in other words.

use std::rc::Rc;

use super::embedding::{Embedding, Vector, likeness};
use super::index::{FIELDS, Index};
use super::words::Question;

/// How much the words of each field say of what a thing is about, in the order of `FIELDS`: tuned on the
/// questions that the comments of seven projects ask.
const WEIGHTS: [f32; FIELDS.len()] = [3.0, 1.5, 1.0, 0.25, 1.5, 1.0, 1.0, 0.5, 0.3, 1.0, 0.25];
/// So many documents are made at a time: their sums are not small numbers yet.
const AT_ONCE: usize = 4096;

/// A word of the question means the same as one of the name from here on.
const ALIKE: f32 = 0.45;

/// The vectors of all documents: of length 127, in small numbers.
#[derive(Debug)]
pub struct Meanings {
    embedding: Rc<Embedding>,
    vectors: Vec<i8>,
    /// What they have in common says nothing of any of them.
    mean: Vector,
}

impl Meanings {
    pub fn new(embedding: Rc<Embedding>, index: &Index) -> Meanings {
        let words: Vec<Vector> = index
            .words
            .iter()
            .map(|word| embedding.word(word))
            .collect();
        let mean = mean(index, &words, embedding.dimensions());
        let mut vectors = Vec::with_capacity(index.documents.len() * embedding.dimensions());
        let mut first = 0;
        while first < index.documents.len() {
            let end = (first + AT_ONCE).min(index.documents.len());
            let mut sums = sums(index, &words, first..end, embedding.dimensions());
            for sum in sums.chunks_exact_mut(embedding.dimensions()) {
                normalise(sum);
                for (number, mean) in sum.iter_mut().zip(&mean) {
                    *number -= mean;
                }
                normalise(sum);
                vectors.extend(sum.iter().map(|number| (number * 127.0).round() as i8));
            }
            first = end;
        }
        Meanings {
            embedding,
            vectors,
            mean,
        }
    }

    /// How near each document is to a question, from -1 to 1.
    pub fn near(&self, question: &Question) -> Vec<f32> {
        let mut asked = vec![0.0; self.embedding.dimensions()];
        for word in &question.words {
            for (sum, number) in asked.iter_mut().zip(self.embedding.word(&word.word)) {
                *sum += number;
            }
        }
        normalise(&mut asked);
        for (number, mean) in asked.iter_mut().zip(&self.mean) {
            *number -= mean;
        }
        normalise(&mut asked);
        let near = |vector: &[i8]| -> f32 {
            let products = vector.iter().zip(&asked);
            products
                .map(|(one, other)| f32::from(*one) * other)
                .sum::<f32>()
                / 127.0
        };
        self.vectors.chunks_exact(asked.len()).map(near).collect()
    }
}

impl Meanings {
    /// The word of a name that means most nearly what a word of a question does, if one does.
    pub fn said_as<'n>(&self, word: &str, names: &'n [String]) -> Option<&'n str> {
        let asked = self.embedding.word(word);
        let likenesses = names
            .iter()
            .map(|name| (likeness(&asked, &self.embedding.word(name)), name));
        let (most, name) = likenesses.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
        (most >= ALIKE).then_some(name)
    }
}

fn normalise(vector: &mut [f32]) {
    let length = vector
        .iter()
        .map(|number| number * number)
        .sum::<f32>()
        .sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|number| *number /= length);
    }
}

/// The sums of the words of some documents.
fn sums(
    index: &Index,
    words: &[Vector],
    documents: std::ops::Range<usize>,
    dimensions: usize,
) -> Vec<f32> {
    let mut sums = vec![0.0f32; documents.len() * dimensions];
    for (word, vector) in words.iter().enumerate() {
        let postings = index.postings_of(word);
        let from = postings.partition_point(|one| (one.document as usize) < documents.start);
        for posting in postings[from..]
            .iter()
            .take_while(|one| (one.document as usize) < documents.end)
        {
            let weight: f32 = posting
                .counts
                .iter()
                .zip(WEIGHTS)
                .map(|(count, weight)| weight * f32::from(*count).sqrt())
                .sum();
            let at = (posting.document as usize - documents.start) * dimensions;
            for (sum, number) in sums[at..at + dimensions].iter_mut().zip(vector) {
                *sum += weight * number;
            }
        }
    }
    sums
}

/// The middle of some documents, which stand for all.
fn mean(index: &Index, words: &[Vector], dimensions: usize) -> Vector {
    let count = index.documents.len().min(AT_ONCE);
    let mut mean = vec![0.0; dimensions];
    for vector in sums(index, words, 0..count, dimensions).chunks_exact_mut(dimensions) {
        normalise(vector);
        for (sum, number) in mean.iter_mut().zip(vector) {
            *sum += *number / count as f32;
        }
    }
    mean
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::words;

    #[test]
    fn what_means_the_same_is_told_by_its_name() {
        let table = crate::ask::embedding::tests::table(&[
            (" verify", [15, 9]),
            (" check", [14, 8]),
            (" paint", [8, 15]),
        ]);
        let meanings = Meanings {
            embedding: Rc::new(Embedding::read(&table).unwrap()),
            vectors: vec![127, 0, 0, 127],
            mean: vec![0.0, 0.0],
        };
        let near = meanings.near(&words::question("check it"));
        assert!(near[0] > 0.9 && near[1] < 0.2, "{near:?}");
        let names = ["verify".to_owned(), "paint".to_owned()];
        assert_eq!(meanings.said_as("check", &names), Some("verify"));
        assert_eq!(meanings.said_as("check", &names[1..]), None);
        assert_eq!(meanings.said_as("nothing", &names), None);
    }
}
