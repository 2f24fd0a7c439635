//! Quintet: a headless CMS server. The modules in reading order, lowest layer first; ARCHITECTURE.md has the laws.

pub mod value;
pub mod config;
pub mod yaml;
pub mod operator;
pub mod filter;
pub mod field;
pub mod schema;
pub mod query;
pub mod mutation;
pub mod permission;
pub mod migration;
pub mod sql;
pub mod db;
pub mod crypto;
pub mod items;
pub mod http;
