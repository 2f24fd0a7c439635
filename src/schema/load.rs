//! From YAML texts to a `Schema`: parse, resolve, validate; every mistake of every file in one run.
//!
//! The steps, each over all files: read the trees; know the names and keys of all collections; build block types, then fields; add what the server
//! adds; resolve links and their reverse sides; check tables and names; parse conditions against the finished collections; read the roles.
//! A mistake in one step does not stop the next, so the later steps skip what an earlier one has refused.

mod blocks;
mod collections;
mod conditions;
mod draft;
mod fields;
mod files;
mod groups;
pub mod keys;
mod links;
mod names;
mod options;
mod presets;
pub mod roles;
mod tables;
mod templates;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::yaml::{Diagnostic, Report, Severity, SourceFile};

use super::{
    Schema,
    system::{APP_ACCESS, SIGNED_IN, SYSTEM_FILES},
};

/// What a successful load gives.
#[derive(Debug)]
pub struct Loaded {
    pub schema: Schema,
    pub warnings: Vec<Diagnostic>,
}

/// Loads a project: `files` are its `models/*.yaml`, `blocks/*.yaml`, `groups/*.yaml`, `roles/*.yaml`, `system/*.yaml`; others are ignored. The
/// system collections are added by the loader itself.
pub fn load(files: &[SourceFile]) -> Result<Loaded, Vec<Diagnostic>> {
    let mut report = Report::default();
    let project = files::read(files, &mut report);
    let names = names::Names::of(&project, &mut report);
    let blocks = blocks::build(&project, &names, &mut report);
    let mut drafts = collections::build(&project, &names, &blocks, &mut report);
    links::resolve(&mut drafts, &mut report);
    options::resolve(&mut drafts, &mut report);
    templates::check(&drafts, &mut report);
    templates::compute(&mut drafts, &mut report);
    tables::check(&drafts, &mut report);
    let (collections, leftovers) = draft::finish(drafts);
    let mut schema = Schema::new(collections, Vec::new(), digest(files));
    conditions::attach(&mut schema, &leftovers, &mut report);
    let roles = roles::read(&schema, &leftovers, &project, &mut report);
    schema.rights = roles::builtin(&schema, &leftovers, &mut report);
    schema.roles = roles.into_iter().map(Arc::new).collect();
    schema.roles_by_name = super::named(&schema.roles);
    let has_errors = report.has_errors();
    let diagnostics = report.into_diagnostics();
    if has_errors {
        return Err(diagnostics);
    }
    debug_assert!(
        diagnostics
            .iter()
            .all(|diagnostic| diagnostic.severity == Severity::Warning)
    );
    Ok(Loaded {
        schema,
        warnings: diagnostics,
    })
}

/// Of the files' texts, in the order of their paths, and of the server's own.
fn digest(files: &[SourceFile]) -> String {
    let mut all: Vec<(&str, &str)> = files
        .iter()
        .map(|file| (file.path.as_str(), file.text.as_str()))
        .collect();
    let own = SYSTEM_FILES.iter().chain([&SIGNED_IN, &APP_ACCESS]);
    all.extend(own.map(|file| (file.name, file.text)));
    all.sort_unstable();
    let mut hash = Sha256::new();
    for (path, text) in all {
        for part in [path, text] {
            hash.update(part.len().to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.finalize()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
