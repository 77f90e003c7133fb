//! What a text becomes when fixes are applied to it: which of them get in each other's way, and how what they write
//! follows the text around it and the `.editorconfig` files above it.

mod apply;
mod editor_config;
mod style;

pub use apply::apply_fixes;
pub use editor_config::style_of;
