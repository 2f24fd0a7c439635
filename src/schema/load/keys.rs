//! The keys of every kind of file: what the loader accepts and what the JSON Schemas say.

use crate::{
    field::nested::{LABEL, TYPE_KEY},
    schema::search::{DEFAULT_LANGUAGE, LANGUAGES},
    yaml::{Key, Shape, key},
};

const FIELDS: Shape = Shape::Defined("fields", "a map of fields");
const FILTER: Shape = Shape::Defined("filter", "a filter");
const TEXTS: Shape = Shape::List(&Shape::Text);
const LISTS_OF_TEXTS: Shape = Shape::List(&TEXTS);
const HINTS: Shape = Shape::MapOf(&Shape::Any);

const RULE_OF_ITEM: &[Key] = &[
    key("rule", FILTER, "What must hold of every written item."),
    key("message", LABEL, "What is said when it does not."),
];
const TREE: &[Key] = &[key(
    "parent",
    Shape::Text,
    "The relation to the parent, of this collection to itself.",
)];
const API: &[Key] = &[
    key(
        "default_limit",
        Shape::Integer(1, 10_000),
        "Items on a page when the request does not say.",
    ),
    key("max_limit", Shape::Integer(1, 100_000), "The most items on a page."),
];
const COLLECTION_HINTS: &[Key] = &[
    key("group", Shape::Text, "The heading in the navigation."),
    key("form", Shape::Any, "The form's layout."),
    key("list", Shape::Any, "The list's columns."),
];
const FIELD_HINTS: &[Key] = &[
    key(
        "interface",
        Shape::Text,
        "How it is edited, where the type allows several ways.",
    ),
    key("width", Shape::Text, "half or full."),
    key("cell", Shape::Text, "How it looks in lists."),
];
const KEY_TYPES: Shape = Shape::Word(&["uuid", "integer", "string"]);
const ID: &[Key] = &[
    key("type", KEY_TYPES, "What the key is.").or("uuid"),
    key("column", Shape::Text, "An existing column's name."),
];
const TIMESTAMP_NAMES: &[Key] = &[
    key("created_at", Shape::Text, "The field's name.").or("created_at"),
    key("updated_at", Shape::Text, "The field's name.").or("updated_at"),
];
const AUTHORSHIP_NAMES: &[Key] = &[
    key("created_by", Shape::Text, "The field's name.").or("created_by"),
    key("updated_by", Shape::Text, "The field's name.").or("updated_by"),
];

/// `models/*.yaml`
pub const COLLECTION_KEYS: &[Key] = &[
    key("label", LABEL, "What people read instead of the name."),
    key("icon", Shape::Text, "An icon's name, for the admin app."),
    key(
        "description",
        Shape::Text,
        "One or two sentences, for the admin app and the API's documentation.",
    ),
    key(
        "display",
        Shape::Text,
        "How an item is named in lists and pickers: \"{title}\".",
    ),
    key("fields", FIELDS, "The fields; their order is the order in the form."),
    key("include", TEXTS, "Groups of fields: files in groups/."),
    key("singleton", Shape::Boolean, "One item only.").or("false"),
    key("id", Shape::OneOf(&[KEY_TYPES, Shape::Map(ID)]), "The type of the key.").or("uuid"),
    key(
        "sort",
        Shape::OneOf(&[Shape::Text, TEXTS]),
        "The default order: -published_at, or a list.",
    ),
    key(
        "timestamps",
        Shape::OneOf(&[Shape::Boolean, Shape::Map(TIMESTAMP_NAMES)]),
        "created_at and updated_at, or other names for them.",
    )
    .or("true"),
    key(
        "authorship",
        Shape::OneOf(&[Shape::Boolean, Shape::Map(AUTHORSHIP_NAMES)]),
        "created_by and updated_by, or other names for them.",
    )
    .or("true"),
    key("drafts", Shape::Boolean, "Not yet supported.").or("false"),
    key("schedule", Shape::Boolean, "Not yet supported.").or("false"),
    key(
        "history",
        Shape::OneOf(&[Shape::Integer(1, 100_000), Shape::Duration, Shape::False]),
        "Not yet supported.",
    ),
    key(
        "trash",
        Shape::OneOf(&[Shape::Duration, Shape::False]),
        "Not yet supported.",
    ),
    key("tree", Shape::Map(TREE), "The items form a tree by this relation."),
    key(
        "sortable",
        Shape::OneOf(&[Shape::Boolean, Shape::Text]),
        "The items have a manual order, in the field `sort` or the named one.",
    )
    .or("false"),
    key(
        "search",
        TEXTS,
        "The fields that `search=` looks at, with weights: [title^3, body].",
    ),
    key(
        "search_language",
        Shape::Word(LANGUAGES),
        "Whose words a search knows the stems of, where the engine can: `none` for none.",
    )
    .or(DEFAULT_LANGUAGE),
    key(
        "unique",
        LISTS_OF_TEXTS,
        "Values that must be unique together: [[site, slug]].",
    ),
    key(
        "indexes",
        LISTS_OF_TEXTS,
        "Indexes over several fields: [[status, -published_at]].",
    ),
    key(
        "validate",
        Shape::List(&Shape::Map(RULE_OF_ITEM)),
        "Rules for the whole item.",
    ),
    key(
        "preview_url",
        Shape::Text,
        "Where an item is previewed: \"/preview/{slug}\".",
    ),
    key("public_url", Shape::Text, "Where an item is shown: \"/news/{slug}\"."),
    key("renamed_from", Shape::Text, "The collection's former name."),
    key("table", Shape::Text, "An existing table's name, in any case."),
    key("admin", Shape::Map(COLLECTION_HINTS), "Hints for the admin app."),
    key("api", Shape::Map(API), "Limits of lists; the settings' where absent."),
];

/// What every field of a collection may say, beyond its type's own options.
pub const FIELD_KEYS: &[Key] = &[
    TYPE_KEY,
    key("label", LABEL, "What people read instead of the name."),
    key("help", LABEL, "A sentence below the field."),
    key("placeholder", LABEL, "Shown while the field is empty."),
    key("required", Shape::Boolean, "Must be present and not null.").or("false"),
    key("unique", Shape::Boolean, "No two items have the same value.").or("false"),
    key("index", Shape::Boolean, "An index for filters and sorts.").or("false"),
    key(
        "default",
        Shape::Any,
        "The value of a new item; $NOW and $CURRENT_USER where they fit.",
    ),
    key("localized", Shape::Boolean, "Not yet supported.").or("false"),
    key("readonly", Shape::Boolean, "The API does not accept it.").or("false"),
    key("hidden", Shape::Boolean, "Not shown in the form.").or("false"),
    key(
        "private",
        Shape::Boolean,
        "Never leaves by the API, and can not be filtered by.",
    )
    .or("false"),
    key("searchable", Shape::Boolean, "Part of `search=`.").or("false"),
    key(
        "show_if",
        FILTER,
        "While it does not hold, the field is not asked for and not required.",
    ),
    key("renamed_from", Shape::Text, "The field's former name."),
    key("deprecated", Shape::Text, "Why it should not be used any more."),
    key("column", Shape::Text, "An existing column's name."),
    key(
        "collation",
        Shape::Word(&["natural"]),
        "The order of the language instead of by code point.",
    ),
    key("admin", Shape::Map(FIELD_HINTS), "Hints for the admin app."),
];

/// `groups/*.yaml`
pub const GROUP_KEYS: &[Key] = &[
    key("label", LABEL, "What people read instead of the name."),
    key("icon", Shape::Text, "An icon's name, for the admin app."),
    key("description", Shape::Text, "One or two sentences."),
    key("fields", FIELDS, "The fields that an `include` brings."),
    key("include", TEXTS, "Other groups that it brings."),
];

/// `blocks/*.yaml`
pub const BLOCK_KEYS: &[Key] = &[
    key("label", LABEL, "What people read instead of the name."),
    key("icon", Shape::Text, "An icon's name, for the admin app."),
    key("description", Shape::Text, "One or two sentences."),
    key(
        "fields",
        Shape::Defined("nested_fields", "a map of fields"),
        "What the block holds.",
    ),
    key("renamed_from", Shape::Text, "The block type's former name."),
    key("admin", HINTS, "Hints for the admin app."),
];

/// `system/*.yaml`
pub const SYSTEM_KEYS: &[Key] = &[
    key("fields", FIELDS, "The fields that the project adds."),
    key("include", TEXTS, "Groups of fields that it adds."),
    key("unique", LISTS_OF_TEXTS, "Values that must be unique together."),
    key("indexes", LISTS_OF_TEXTS, "Indexes over several fields."),
    key(
        "validate",
        Shape::List(&Shape::Map(RULE_OF_ITEM)),
        "Rules for the whole item.",
    ),
];

pub const RULE_KEYS: &[Key] = &[
    key(
        "filter",
        FILTER,
        "Which items: the row as it is before the write, or that may be read.",
    ),
    key(
        "check",
        FILTER,
        "What the row must be after the write; the filter where absent.",
    ),
    key(
        "fields",
        TEXTS,
        "Which fields: [\"*\", \"-slug\"] or [title, body]; all where absent.",
    ),
    key(
        "preset",
        HINTS,
        "Values that the server fills in, whatever the client says.",
    ),
    key(
        "validate",
        FILTER,
        "What the written item must satisfy; a failure is a validation error.",
    ),
];

const ACTION: Shape = Shape::OneOf(&[Shape::Boolean, Shape::Map(RULE_KEYS)]);

pub const ACTION_KEYS: &[Key] = &[
    key("create", ACTION, "May items be made?"),
    key("read", ACTION, "May items be read?"),
    key("update", ACTION, "May items be changed?"),
    key("delete", ACTION, "May items be deleted?"),
    key("publish", ACTION, "May items be published?"),
];

/// `roles/*.yaml`
pub const ROLE_KEYS: &[Key] = &[
    key("label", LABEL, "What people read instead of the name."),
    key("icon", Shape::Text, "An icon's name, for the admin app."),
    key("description", Shape::Text, "One or two sentences."),
    key("app_access", Shape::Boolean, "May enter the admin app.").or("false"),
    key("enforce_tfa", Shape::Boolean, "Who has it must set up a second factor.").or("false"),
    key(
        "permissions",
        Shape::Defined("permissions", "a map of collections"),
        "A map of collections; what is absent is denied.",
    ),
];

const ROLES: Shape = Shape::OneOf(&[Shape::Text, TEXTS]);

/// One case of `access/*.yaml`.
pub const ACCESS_CASE_KEYS: &[Key] = &[
    key(
        "read",
        Shape::Text,
        "What is read: a collection, or an item such as articles/night-tram.",
    ),
    key("create", Shape::Text, "The collection in which an item is made."),
    key("update", Shape::Text, "The item that is changed."),
    key("delete", Shape::Text, "The item that is deleted."),
    key("with", HINTS, "What is written; {$ref: authors/ada} is a seed's key."),
    key("as", ROLES, "Who asks instead of the file's role."),
    key(
        "expect",
        Shape::Word(&["allow", "deny", "invalid"]),
        "What must come of it. `invalid`: the rules let it through, and a value is refused.",
    ),
    key("shows", TEXTS, "Fields that must be shown."),
    key("hides", TEXTS, "Fields that must be hidden."),
];

/// `access/*.yaml`
pub const ACCESS_KEYS: &[Key] = &[
    key("role", ROLES, "Who asks: a role, or several that add up."),
    key(
        "user",
        HINTS,
        "The user who asks: his fields, for $CURRENT_USER and $CURRENT_USER.profile.",
    ),
    key(
        "given",
        Shape::MapOf(&Shape::List(&HINTS)),
        "Items that this user has made, written as in seed/*.yaml.",
    ),
    key(
        "cases",
        Shape::List(&Shape::Map(ACCESS_CASE_KEYS)),
        "What is asked, and what must come of it.",
    ),
];
