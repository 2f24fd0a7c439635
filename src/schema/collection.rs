//! A collection and its fields.

use std::collections::{BTreeMap, HashMap};

use crate::{
    field::{FieldKind, Protection},
    filter::Filter,
    value::{CollectionId, ColumnType, FieldId, Json, Name, Value},
};

use super::{link::Link, search::FullText};

/// A text for people: one for all languages, or one a language (`""` is the default).
pub type Label = BTreeMap<String, String>;

#[derive(Debug)]
pub struct Collection {
    pub id: CollectionId,
    /// `articles`; system collections are `quintet_users` and so on.
    pub name: Name,
    pub label: Label,
    pub icon: Option<String>,
    pub description: Option<String>,
    /// How an item is named in lists: `{title}`.
    pub display: Option<String>,
    pub is_singleton: bool,
    /// Served at `/users`, `/roles` …, refused at `/items`.
    pub is_system: bool,
    /// A view: read-only.
    pub is_view: bool,
    pub table: String,
    /// By `table:`: somebody else may have made it.
    pub is_adopted: bool,
    pub fields: Vec<Field>,
    pub by_name: HashMap<Name, FieldId>,
    pub primary_key: FieldId,
    /// Default order, from `sort:`; ends with the primary key.
    pub sort: Vec<(FieldId, Direction)>,
    pub timestamps: Option<Timestamps>,
    pub authorship: Option<Authorship>,
    /// The field that holds the manual order (`sortable`).
    pub order_field: Option<FieldId>,
    /// The m2o to the parent (`tree`).
    pub tree_parent: Option<FieldId>,
    pub uniques: Vec<Vec<FieldId>>,
    pub indexes: Vec<Vec<(FieldId, Direction)>>,
    /// What `search=` asks the database for; without it, texts are looked through.
    pub full_text: Option<FullText>,
    pub rules: Vec<ItemRule>,
    pub limits: PageLimits,
    pub renamed_from: Option<String>,
    /// `admin:`, `preview_url`, `public_url` and other words for tools, as they stand in the file.
    pub meta: Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    Ascending,
    Descending,
}

/// `api: {default_limit, max_limit}`; what is absent comes from the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PageLimits {
    pub default: Option<u32>,
    pub max: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timestamps {
    pub created_at: FieldId,
    pub updated_at: FieldId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authorship {
    pub created_by: FieldId,
    pub updated_by: FieldId,
}

/// `validate: [{rule, message}]`: must be TRUE of every written item.
#[derive(Debug)]
pub struct ItemRule {
    pub filter: Filter,
    /// As it stands in the file.
    pub source: Json,
    pub message: Label,
}

/// What the server itself does with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldRole {
    Ordinary,
    PrimaryKey,
    CreatedAt,
    UpdatedAt,
    CreatedBy,
    UpdatedBy,
    /// Manual order.
    Order,
}

#[derive(Debug)]
pub struct Field {
    pub id: FieldId,
    pub name: Name,
    pub role: FieldRole,
    pub kind: Box<dyn FieldKind>,
    /// The column's name, where there is one.
    pub column: Option<String>,
    pub link: Option<Link>,
    /// `filter` of a relation: which items of the target may be chosen.
    pub choices: Option<Filter>,
    pub required: bool,
    /// The column refuses null (decisions 11); of a relation to one of several collections: one of the columns is set.
    pub is_not_null: bool,
    pub is_unique: bool,
    pub is_indexed: bool,
    pub default: Option<DefaultValue>,
    /// A client may never write it.
    pub is_readonly: bool,
    pub is_hidden: bool,
    /// Never leaves by the API and can not be filtered by.
    pub is_private: bool,
    pub is_searchable: bool,
    pub show_if: Option<Filter>,
    /// `show_if` and `filter` as they stand in the file; null where they do not.
    pub show_if_source: Json,
    pub choices_source: Json,
    /// For `slug`: the field that it follows.
    pub slug_from: Option<FieldId>,
    /// For `computed`: what the value is made of; empty for all other fields.
    pub template: Vec<TemplatePart>,
    /// `collation: natural`.
    pub is_natural_order: bool,
    pub label: Label,
    pub help: Label,
    pub deprecated: Option<String>,
    pub renamed_from: Option<String>,
    /// `admin:`, `placeholder` and other words for tools, as they stand in the file.
    pub meta: Json,
}

/// A piece of a computed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplatePart {
    Text(String),
    Field(FieldId),
}

#[derive(Debug, Clone, PartialEq)]
pub enum DefaultValue {
    Value(Value),
    /// `$NOW`
    Now,
    /// `$CURRENT_USER`
    CurrentUser,
    /// `auto` on uuid fields.
    NewUuid,
}

impl Collection {
    #[expect(
        clippy::indexing_slicing,
        reason = "a FieldId is only made by the collection that it belongs to"
    )]
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[usize::from(id.0)]
    }

    pub fn field_named(&self, name: &str) -> Option<&Field> {
        self.by_name.get(name).map(|id| self.field(*id))
    }

    pub fn key(&self) -> &Field {
        self.field(self.primary_key)
    }

    /// Whether the column of a field may be an enumeration of the database: one of some texts, in a table that somebody else has made.
    pub fn may_be_enumeration(&self, field: &Field) -> bool {
        let is_text = matches!(field.column_type(), Some(ColumnType::Text { .. }));
        self.is_adopted && is_text && field.kind.type_name() == "select"
    }
}

impl Field {
    pub fn column_type(&self) -> Option<ColumnType> {
        self.kind.column()
    }

    /// Never leaves by the API, whoever asks.
    pub fn is_unreadable(&self) -> bool {
        self.is_private || self.kind.protection() == Protection::Hash
    }

    /// A relation with any number of rows on its other side.
    pub fn is_to_many(&self) -> bool {
        self.link.as_ref().is_some_and(Link::is_to_many)
    }
}
