//! Quintet: a headless CMS server. The modules in reading order, lowest layer first; ARCHITECTURE.md has the laws.

pub mod config;
pub mod crypto;
pub mod db;
pub mod field;
pub mod filter;
pub mod http;
pub mod items;
pub mod migration;
pub mod mutation;
pub mod operator;
pub mod permission;
pub mod query;
pub mod schema;
pub mod sql;
pub mod transfer;
pub mod value;
pub mod yaml;
