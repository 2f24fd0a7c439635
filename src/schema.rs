//! The schema: what the model files mean. Validated, resolved, immutable; made once at boot or reload and shared by every request.
//!
//! Start at `Schema`. How YAML becomes one is in `load` (all mistakes of all files in one run, each with file:line:column).

pub mod collection;
pub mod condition;
#[cfg(test)]
pub mod fixture;
pub mod json_schema;
pub mod link;
pub mod load;
pub mod naming;
pub mod role;
pub mod search;
pub mod system;

pub use collection::{Authorship, Collection, DefaultValue, Field, FieldRole, Label, TemplatePart, Timestamps};
pub use link::{Junction, Link, OnDelete};
pub use role::{CollectionRules, FieldSet, Origin, PresetValue, Role, Rule};
pub use search::{FullText, SearchIndex};

use std::{collections::HashMap, sync::Arc};

use crate::value::{CollectionId, FieldId, Name};

/// All collections, the project's and the system's, and the roles of the files.
#[derive(Debug)]
pub struct Schema {
    collections: Vec<Collection>,
    by_name: HashMap<Name, CollectionId>,
    roles: Vec<Arc<Role>>,
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
        Self {
            collections,
            by_name,
            roles,
            digest,
        }
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
        self.roles.iter().find(|role| &*role.name == name)
    }

    pub fn digest(&self) -> &str {
        &self.digest
    }
}
