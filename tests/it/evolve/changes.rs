//! Changes of a model that has rows.
