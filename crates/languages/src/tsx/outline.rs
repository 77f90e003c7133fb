//! Names of TypeScript with JSX: those of TypeScript, and elements.

use crate::javascript::outline as javascript;
use crate::outline::{Outline, Place, joined};
use crate::typescript::outline as typescript;

pub(crate) const OUTLINE: Outline = Outline {
    places: &PLACES,
    ..typescript::OUTLINE
};

const PLACES: [Place; typescript::PLACES.len() + javascript::JSX.len()] =
    joined(javascript::JSX, &typescript::PLACES);
