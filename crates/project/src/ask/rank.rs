//! How well documents fit a question.

use std::collections::HashMap;

use assay_languages::SymbolKind;
use assay_text::InOrder;

use super::index::{Document, FIELDS, Field, Index};
use super::words::Question;
use crate::Standing;

/// What a word counts in each field, and how much it counts less in a long one: tuned on half of the questions that the
/// comments of twelve projects ask, without what comments say.
const WEIGHTS: Amounts = [2.5, 4.3, 1.0, 1.25, 2.25, 3.0, 0.85, 1.0, 0.6, 1.4, 0.45];
const LENGTHS: Amounts = [0.65, 0.2, 0.8, 0.0, 0.65, 0.5, 0.55, 0.7, 0.6, 0.75, 0.3];
/// How soon more of the same word is no more.
const SATURATION: f32 = 1.12;
const POWER: f32 = 0.9;
/// How much rare words count more than others.
const RARITY: f32 = 0.8;
/// What a word counts that is short for the one that is asked for, or is what that is short for.
const RELATED: f32 = 0.15;
/// How much the share of the question counts that the name has, and that of the name that the question has.
const NAME: f32 = 0.18;
const COVERED: f32 = 0.27;
/// What stands back, and types where a thing is asked for.
const TEST: f32 = 0.7;
const GENERATED: f32 = 0.7;
/// How much it counts that a document means what the question does, where the words are not the same.
const MEANING: f32 = 0.25;
/// What is less near than this is not found by its meaning alone.
const NEAR: f32 = 0.35;
const CONSTRUCTOR: f32 = 0.9;
const THING: f32 = 1.1;

/// How much of a word is in each field; words that say the same count less.
type Amounts = [f32; FIELDS.len()];

/// What of a question was found in one document.
#[derive(Default)]
struct Found {
    score: f32,
    /// The rarity of the words found in the name.
    in_name: f32,
    words_in_name: f32,
}

/// All documents with a word of the question, the likeliest first; all that are near to it in meaning, too, where it is known
/// how near each is.
pub fn rank(index: &Index, question: &Question, near: Option<&[f32]>) -> Vec<(f32, u32)> {
    let mut found: HashMap<u32, Found> = HashMap::new();
    let mut all = 0.0;
    for word in &question.words {
        let own = index.postings(&word.stem);
        let mut amounts: HashMap<u32, Amounts> = HashMap::new();
        let mut most = own.len();
        let others = word.related.iter().map(|(_, stem)| index.postings(stem));
        for (share, postings) in [(1.0, own)]
            .into_iter()
            .chain(others.map(|one| (RELATED, one)))
        {
            // A word that nobody uses is as rare as what is said instead of it.
            if own.is_empty() {
                most = most.max(postings.len());
            }
            for posting in postings {
                let amounts = amounts.entry(posting.document).or_default();
                for (amount, count) in amounts.iter_mut().zip(posting.counts) {
                    *amount += share * f32::from(count);
                }
            }
        }
        let rarity = rarity(index, most);
        all += rarity;
        for (document, amounts) in amounts {
            let found = found.entry(document).or_default();
            found.score += rarity * weight(index, document, &amounts);
            let in_name = amounts[Field::Name as usize].min(1.0);
            found.in_name += rarity * in_name;
            found.words_in_name += in_name;
        }
    }
    let near_of = |document: u32| near.map_or(0.0, |near| near[document as usize].max(0.0));
    for (document, near) in near.unwrap_or_default().iter().enumerate() {
        if *near > NEAR {
            found.entry(document as u32).or_default();
        }
    }
    let scored = found.into_iter().map(|(document, found)| {
        let about = &index.documents[document as usize];
        let meaning = MEANING * all * near_of(document);
        let score = (score(about, &found, all) + meaning) * prior(about, question);
        (score, document)
    });
    let mut ranked: Vec<(f32, u32)> = scored.collect();
    ranked.put_in_order_by(|(a, one), (b, other)| b.total_cmp(a).then(one.cmp(other)));
    ranked
}

fn rarity(index: &Index, count: usize) -> f32 {
    let (count, all) = (count as f32, index.documents.len() as f32);
    (1.0 + (all - count + 0.5) / (count + 0.5))
        .ln()
        .powf(RARITY)
}

/// How much a word counts in a document before it is too much.
fn weight(index: &Index, document: u32, amounts: &Amounts) -> f32 {
    let lengths = index.documents[document as usize].lengths;
    let mut weight = 0.0;
    for field in 0..FIELDS.len() {
        if amounts[field] > 0.0 {
            let length = f32::from(lengths[field]) / index.average[field];
            let norm = 1.0 - LENGTHS[field] + LENGTHS[field] * length;
            weight += WEIGHTS[field] * amounts[field].powf(POWER) / norm.max(0.1);
        }
    }
    weight / (SATURATION + weight)
}

/// The words found, more if the name has many of them.
fn score(document: &Document, found: &Found, all: f32) -> f32 {
    let all = all.max(0.01);
    let share = found.in_name / all;
    let length = f32::from(document.lengths[Field::Name as usize]).max(1.0);
    let covered = found.words_in_name / length;
    let more = (NAME + COVERED * covered) * share;
    found.score + all * more
}

/// Less if the document is not of the sort that is asked for.
fn prior(document: &Document, question: &Question) -> f32 {
    let standing = match document.standing {
        Standing::Code => 1.0,
        Standing::Test if question.about_tests => 1.0,
        Standing::Test => TEST,
        Standing::Vendored | Standing::Generated => GENERATED,
    };
    let kind = match document.kind {
        SymbolKind::Constructor => CONSTRUCTOR,
        SymbolKind::Class
        | SymbolKind::Struct
        | SymbolKind::Interface
        | SymbolKind::Enum
        | SymbolKind::TypeAlias
            if question.about_thing =>
        {
            THING
        }
        _ => 1.0,
    };
    standing * kind
}
