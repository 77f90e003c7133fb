//! Patterns of code with metavariables and ellipses.
