//! A collection while it is being put together: its fields are whole from the start, its links and conditions come later.

use std::collections::HashMap;

use crate::{
    field::FieldType,
    schema::{Authorship, Collection, Field, FieldRole, Label, Timestamps, collection::PageLimits},
    value::{CollectionId, ColumnType, FieldId, Json, Name},
    yaml::{Map, Node, Span},
};

use crate::schema::{
    collection::Direction,
    search::{DEFAULT_LANGUAGE, FullText, SearchIndex, SearchPart},
};

/// All collections, in the order of their ids.
#[derive(Debug)]
pub struct Drafts<'n> {
    pub collections: Vec<Draft<'n>>,
    pub by_name: HashMap<String, usize>,
}

#[derive(Debug)]
pub struct Draft<'n> {
    pub name: String,
    pub is_system: bool,
    /// The file's first character.
    pub start: Span,
    /// The collection's own options; a built-in one's stand in its built-in file.
    pub options: Map<'n>,
    /// What the project's file in `system/` adds.
    pub additions: Option<Map<'n>>,
    pub key: ColumnType,
    pub table: String,
    pub fields: Vec<FieldDraft<'n>>,
    /// Fields that were refused: nothing more is said about them.
    pub broken: Vec<String>,
    pub timestamps: Option<Timestamps>,
    pub authorship: Option<Authorship>,
    pub order_field: Option<FieldId>,
    pub tree_parent: Option<FieldId>,
    pub sort: Vec<(FieldId, Direction)>,
    pub uniques: Vec<Vec<FieldId>>,
    pub indexes: Vec<Vec<(FieldId, Direction)>>,
    /// `search`, with the weights.
    pub search: Vec<(FieldId, u8)>,
}

#[derive(Debug)]
pub struct FieldDraft<'n> {
    pub field: Field,
    pub span: Span,
    /// `None` for what the server adds: key, timestamps, reverse sides.
    pub source: Option<FieldSource<'n>>,
}

#[derive(Debug, Clone)]
pub struct FieldSource<'n> {
    pub field_type: &'static FieldType,
    pub options: Map<'n>,
}

impl<'n> Draft<'n> {
    pub fn find(&self, name: &str) -> Option<&FieldDraft<'n>> {
        self.fields.iter().find(|draft| &*draft.field.name == name)
    }

    pub fn field_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.fields.iter().map(|draft| &*draft.field.name)
    }

    pub fn is_broken(&self, name: &str) -> bool {
        self.broken.iter().any(|broken| broken == name)
    }

    /// The id that the next field will have.
    pub fn next_id(&self) -> FieldId {
        FieldId(u16::try_from(self.fields.len()).unwrap_or(u16::MAX))
    }

    /// Adds a field; its id is its place.
    pub fn push(&mut self, mut draft: FieldDraft<'n>) -> FieldId {
        let id = self.next_id();
        draft.field.id = id;
        self.fields.push(draft);
        id
    }

    /// Both maps that may hold `unique`, `indexes`, `validate` and `include`.
    pub fn option_maps(&self) -> impl Iterator<Item = &Map<'n>> {
        std::iter::once(&self.options).chain(&self.additions)
    }
}

impl Drafts<'_> {
    pub fn id_of(&self, name: &str) -> Option<CollectionId> {
        self.by_name.get(name).map(|index| collection_id(*index))
    }
}

pub fn collection_id(index: usize) -> CollectionId {
    CollectionId(u16::try_from(index).unwrap_or(u16::MAX))
}

/// A field with nothing but a name and a kind.
pub fn plain_field(name: &str, role: FieldRole, kind: Box<dyn crate::field::FieldKind>) -> Field {
    let is_computed = kind.template().is_some();
    let column = kind.column().filter(|_| !is_computed).map(|_| name.to_owned());
    Field {
        id: FieldId(0),
        name: Name::from(name),
        role,
        kind,
        column,
        link: None,
        choices: None,
        required: false,
        is_not_null: false,
        is_unique: false,
        is_indexed: false,
        default: None,
        is_readonly: is_computed,
        is_hidden: false,
        is_private: false,
        is_searchable: false,
        show_if: None,
        show_if_source: Json::Null,
        choices_source: Json::Null,
        slug_from: None,
        template: Vec::new(),
        is_natural_order: false,
        label: super::words::label_of_added(name),
        help: Label::new(),
        deprecated: None,
        renamed_from: None,
        meta: Json::Object(serde_json::Map::new()),
    }
}

/// A label as the file has it, else made from the name.
pub fn label(node: Option<&Node>, name: &str) -> Label {
    let given = optional_label(node);
    if given.is_empty() {
        Label::from([(String::new(), super::names::label_of(name))])
    } else {
        given
    }
}

/// The first language of a map is the default.
pub fn optional_label(node: Option<&Node>) -> Label {
    let mut label = Label::new();
    if let Some(text) = node.and_then(Node::as_text) {
        label.insert(String::new(), text.to_owned());
    }
    for entry in node.and_then(Node::as_map).unwrap_or_default() {
        if let Some(text) = entry.value.as_text() {
            label.entry(String::new()).or_insert_with(|| text.to_owned());
            label.insert(entry.key.clone(), text.to_owned());
        }
    }
    label
}

/// Conditions that wait for the finished collections, and what to be silent about.
#[derive(Debug, Default)]
pub struct Leftovers<'n> {
    pub collections: Vec<Leftover<'n>>,
}

#[derive(Debug)]
pub struct Leftover<'n> {
    pub broken: Vec<String>,
    /// `validate`, one map a rule.
    pub rules: Vec<&'n Node>,
    pub fields: Vec<Option<FieldSource<'n>>>,
}

/// The collections without their conditions.
pub fn finish(drafts: Drafts<'_>) -> (Vec<Collection>, Leftovers<'_>) {
    let mut collections = Vec::with_capacity(drafts.collections.len());
    let mut leftovers = Vec::with_capacity(drafts.collections.len());
    for (index, draft) in drafts.collections.into_iter().enumerate() {
        let rules = draft.option_maps().flat_map(|map| map.list("validate")).collect();
        let mut fields = Vec::with_capacity(draft.fields.len());
        let mut sources = Vec::with_capacity(draft.fields.len());
        for field in draft.fields {
            fields.push(field.field);
            sources.push(field.source);
        }
        leftovers.push(Leftover {
            broken: draft.broken,
            rules,
            fields: sources,
        });
        let options = &draft.options;
        let full_text = full_text(options, &draft.table, &fields, draft.search);
        let text = |key| options.text(key).map(str::to_owned);
        collections.push(Collection {
            id: collection_id(index),
            label: label(
                options.get("label"),
                draft.name.strip_prefix(super::names::PREFIX).unwrap_or(&draft.name),
            ),
            icon: text("icon"),
            description: text("description"),
            display: text("display"),
            is_singleton: options.is_set("singleton"),
            is_system: draft.is_system,
            is_view: false,
            table: draft.table,
            is_adopted: options.has("table"),
            by_name: fields
                .iter()
                .map(|field: &Field| (field.name.clone(), field.id))
                .collect(),
            fields,
            primary_key: FieldId(0),
            sort: draft.sort,
            timestamps: draft.timestamps,
            authorship: draft.authorship,
            order_field: draft.order_field,
            tree_parent: draft.tree_parent,
            uniques: draft.uniques,
            indexes: draft.indexes,
            full_text,
            rules: Vec::new(),
            limits: limits(options),
            renamed_from: text("renamed_from"),
            meta: meta(options),
            name: Name::from(draft.name),
        });
    }
    (collections, Leftovers { collections: leftovers })
}

/// What the database keeps for searches; nothing of a table that somebody else made.
fn full_text(options: &Map<'_>, table: &str, fields: &[Field], search: Vec<(FieldId, u8)>) -> Option<FullText> {
    if search.is_empty() || options.has("table") {
        return None;
    }
    let key = fields.first()?.column.as_deref()?;
    let part = |(id, _): &(FieldId, u8)| {
        let field = fields.get(usize::from(id.0))?;
        Some(SearchPart {
            column: field.column.clone()?,
            members: field.kind.text_members().into_iter().collect(),
        })
    };
    let parts: Option<Vec<SearchPart>> = search.iter().map(part).collect();
    let language = options.text("search_language").unwrap_or(DEFAULT_LANGUAGE);
    let language = Some(language).filter(|language| *language != "none");
    Some(FullText {
        index: SearchIndex::new(table, key, parts?, language.map(str::to_owned)),
        fields: search,
    })
}

fn limits(options: &Map<'_>) -> PageLimits {
    let limit = |key| {
        options
            .get("api")?
            .get(key)?
            .as_integer()
            .and_then(|number| u32::try_from(number).ok())
    };
    PageLimits {
        default: limit("default_limit"),
        max: limit("max_limit"),
    }
}

fn meta(options: &Map<'_>) -> Json {
    let words = ["admin", "preview_url", "public_url", "search"];
    Json::Object(
        words
            .iter()
            .filter_map(|key| Some(((*key).to_owned(), options.get(key)?.to_json())))
            .collect(),
    )
}
