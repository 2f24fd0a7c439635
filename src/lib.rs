//! Quintet: a headless CMS server. The modules in reading order, lowest layer first; ARCHITECTURE.md has the laws.

pub mod value;
pub mod operator;
pub mod filter;
pub mod field;
pub mod schema;
