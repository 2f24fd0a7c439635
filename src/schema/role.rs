//! Roles and their rules, resolved: what `roles/*.yaml` means. `permission` applies them.

use std::{collections::HashMap, fmt, sync::Arc};

use crate::{
    filter::{Comparand, Filter},
    value::{CollectionId, FieldId, Json, Name},
};

use super::collection::Label;

#[derive(Debug, Clone)]
pub struct Role {
    /// Also its id.
    pub name: Name,
    pub label: Label,
    pub description: Option<String>,
    pub icon: Option<String>,
    /// May enter the admin app.
    pub has_app_access: bool,
    /// Who has it must set up a second factor.
    pub enforces_second_factor: bool,
    /// Described by a file, and not by a row.
    pub is_from_file: bool,
    /// The built-in `admin`: everything, without rules.
    pub is_admin: bool,
    /// What is absent is denied.
    pub rules: HashMap<CollectionId, CollectionRules>,
    /// The same in the words of its file, for people who look at it and tools that copy it; null for a role of the database, whose row says it.
    pub described: Json,
}

/// What people may do whatever their roles say, in the form of roles that nobody has to be given.
#[derive(Debug, Clone, Default)]
pub struct BuiltinRights {
    /// Of everybody who has signed in.
    pub signed_in: Option<Arc<Role>>,
    /// Of everybody of them who may enter the admin app.
    pub app_access: Option<Arc<Role>>,
}

/// One rule an action; `None` is denied.
#[derive(Debug, Clone, Default)]
pub struct CollectionRules {
    pub create: Option<Rule>,
    pub read: Option<Rule>,
    pub update: Option<Rule>,
    pub delete: Option<Rule>,
    pub publish: Option<Rule>,
}

/// Where a rule stands: `roles/editor.yaml:12`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub file: Name,
    /// From 1.
    pub line: u32,
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.file, self.line)
    }
}

#[derive(Debug, Clone)]
pub struct Rule {
    /// Unknown for what stands in no file.
    pub origin: Option<Origin>,
    /// The row before the write, or the rows that may be read. TRUE when absent.
    pub filter: Filter,
    /// The row after the write.
    pub check: Filter,
    pub fields: FieldSet,
    pub preset: Vec<(FieldId, PresetValue)>,
    /// Must hold of the written item, reported as a validation failure.
    pub validate: Filter,
}

#[derive(Debug, Clone, PartialEq)]
pub enum PresetValue {
    /// One value; for a to-many relation, a list of keys.
    One(Comparand),
    List(Vec<Comparand>),
}

/// A set of fields of one collection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldSet {
    bits: Vec<u64>,
}

impl FieldSet {
    pub fn insert(&mut self, field: FieldId) {
        let (word, bit) = Self::place(field);
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        if let Some(slot) = self.bits.get_mut(word) {
            *slot |= bit;
        }
    }

    pub fn remove(&mut self, field: FieldId) {
        let (word, bit) = Self::place(field);
        if let Some(slot) = self.bits.get_mut(word) {
            *slot &= !bit;
        }
    }

    pub fn contains(&self, field: FieldId) -> bool {
        let (word, bit) = Self::place(field);
        self.bits.get(word).is_some_and(|slot| slot & bit != 0)
    }

    fn place(field: FieldId) -> (usize, u64) {
        (usize::from(field.0 / 64), 1_u64 << (field.0 % 64))
    }
}

impl FromIterator<FieldId> for FieldSet {
    fn from_iter<I: IntoIterator<Item = FieldId>>(fields: I) -> Self {
        let mut set = Self::default();
        fields.into_iter().for_each(|field| set.insert(field));
        set
    }
}
