//! Settings: one struct a concern, each with `Default` (what a small production server wants) and `for_testing()`. Knows nothing of files and flags
//! beyond their texts.

pub mod database;

pub use database::DatabaseSettings;
