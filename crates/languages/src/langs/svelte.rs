//! Svelte components: markup with a script, a style and template blocks.

use crate::{Comments, Profile};

pub(super) const PROFILE: Profile = Profile {
    id: "svelte",
    name: "Svelte",
    grammar: "svelte",
    extensions: &["svelte"],
    expando: 'z',
    comments: Comments::MARKUP,
    embeds: true,
    ..Profile::PLAIN
};
