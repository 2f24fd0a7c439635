//! Quintet: a headless CMS server. The modules in reading order, lowest layer first; ARCHITECTURE.md has the laws.

#![cfg_attr(
    test,
    expect(
        clippy::too_many_lines,
        clippy::needless_pass_by_value,
        reason = "a test may be a long list of cases"
    )
)]

// 0: values, settings, texts.
pub mod config;
pub mod operator;
pub mod value;
pub mod yaml;

// 1: the model.
pub mod field;
pub mod filter;
pub mod schema;

// 2: what is asked, what is written, who may.
pub mod migration;
pub mod mutation;
pub mod permission;
pub mod query;

// 3: SQL text.
pub mod sql;

// 4: the world outside.
pub mod cache;
pub mod crypto;
pub mod db;
pub mod mail;
pub mod queue;
pub mod storage;

// 5: services.
pub mod asset;
pub mod auth;
pub mod evolve;
pub mod items;
pub mod transfer;

// 6 to 8: the application, its edge, its start.
pub mod app;
pub mod boot;
pub mod cli;
pub mod http;
