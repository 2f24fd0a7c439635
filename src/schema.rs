//! The schema: what the model files mean. Validated, resolved, immutable; made once at boot or reload and shared by every request.
//!
//! Start at `Schema`. How YAML becomes one is in `load` (all mistakes of all files in one run, each with file:line:column).

pub mod collection;
pub mod condition;
#[cfg(test)]
pub mod fixture;
pub mod holders;
pub mod json_schema;
pub mod link;
pub mod load;
pub mod naming;
pub mod role;
pub mod search;
pub mod system;

pub use collection::{Authorship, Collection, DefaultValue, Field, FieldRole, Label, TemplatePart, Timestamps};
pub use link::{Junction, Link, OnDelete};
pub use role::{BuiltinRights, CollectionRules, FieldSet, Origin, PresetValue, Role, Rule};
pub use search::{FullText, SearchIndex};

use std::{collections::HashMap, sync::Arc};

use crate::value::{CollectionId, FieldId, Name};

/// All collections, the project's and the system's, and the roles. Schemas that differ in their roles only share the rest.
#[derive(Debug)]
pub struct Schema {
    collections: Arc<Vec<Collection>>,
    by_name: Arc<HashMap<Name, CollectionId>>,
    roles: Vec<Arc<Role>>,
    roles_by_name: HashMap<Name, Arc<Role>>,
    rights: BuiltinRights,
    /// A digest of everything above: two schemas with the same digest answer alike.
    digest: String,
}

impl Schema {
    /// Made by `load` and by tests; the caller has validated what it hands over.
    pub fn new(collections: Vec<Collection>, roles: Vec<Arc<Role>>, digest: String) -> Self {
        let by_name = collections
            .iter()
            .map(|collection| (collection.name.clone(), collection.id))
            .collect();
        let roles_by_name = named(&roles);
        Self {
            collections: Arc::new(collections),
            by_name: Arc::new(by_name),
            roles,
            roles_by_name,
            rights: BuiltinRights::default(),
            digest,
        }
    }

    /// The same collections with the roles of the files and these, which were made at run time. `digest` tells them apart.
    pub fn with_stored_roles(&self, stored: Vec<Role>, digest: &str) -> Self {
        let of_files = self.roles.iter().filter(|role| role.is_from_file).cloned();
        let mut roles: Vec<Arc<Role>> = of_files.chain(stored.into_iter().map(Arc::new)).collect();
        roles.sort_by(|one, other| one.name.cmp(&other.name));
        let files = self.digest.split('+').next().unwrap_or_default();
        Self {
            collections: Arc::clone(&self.collections),
            by_name: Arc::clone(&self.by_name),
            roles_by_name: named(&roles),
            roles,
            rights: self.rights.clone(),
            digest: format!("{files}+{digest}"),
        }
    }

    /// Only while it is loaded: nobody else has it yet.
    fn collection_mut(&mut self, id: CollectionId) -> Option<&mut Collection> {
        Arc::get_mut(&mut self.collections)?.get_mut(usize::from(id.0))
    }

    pub fn rights(&self) -> &BuiltinRights {
        &self.rights
    }

    pub fn collections(&self) -> &[Collection] {
        &self.collections
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "a CollectionId is only made by the schema that it belongs to"
    )]
    pub fn collection(&self, id: CollectionId) -> &Collection {
        &self.collections[usize::from(id.0)]
    }

    pub fn collection_named(&self, name: &str) -> Option<&Collection> {
        self.by_name.get(name).map(|id| self.collection(*id))
    }

    pub fn field(&self, collection: CollectionId, field: FieldId) -> &Field {
        self.collection(collection).field(field)
    }

    pub fn roles(&self) -> &[Arc<Role>] {
        &self.roles
    }

    pub fn role_named(&self, name: &str) -> Option<&Arc<Role>> {
        self.roles_by_name.get(name)
    }

    pub fn digest(&self) -> &str {
        &self.digest
    }
}

fn named(roles: &[Arc<Role>]) -> HashMap<Name, Arc<Role>> {
    roles.iter().map(|role| (role.name.clone(), role.clone())).collect()
}
