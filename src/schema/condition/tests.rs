//! The filter language, from JSON to the tree.
