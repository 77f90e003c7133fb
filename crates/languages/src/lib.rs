//! Placeholder head; see the crate's description.
