//! Options of a collection that name its fields: sort, tree, search, unique, indexes, and a slug's source.

use crate::{
    field::Protection,
    schema::{Field, Link, collection::Direction, load::fields::MAX_INDEXED_LENGTH},
    value::{ColumnType, FieldId},
    yaml::{Node, Report, Span, did_you_mean},
};

use super::draft::{Draft, Drafts, FieldDraft, collection_id};

pub fn resolve(drafts: &mut Drafts<'_>, report: &mut Report) {
    for (index, draft) in drafts.collections.iter_mut().enumerate() {
        resolve_sort(draft, report);
        resolve_tree(draft, index, report);
        resolve_search(draft, report);
        resolve_uniques(draft, report);
        resolve_indexes(draft, report);
        resolve_slugs(draft, report);
        check_renames(draft, report);
        check_limits(draft, report);
    }
    check_collection_renames(drafts, report);
}

/// The named field; reports an unknown one, unless it was refused before.
fn find<'d, 'n>(draft: &'d Draft<'n>, name: &str, span: Span, report: &mut Report) -> Option<&'d FieldDraft<'n>> {
    let found = draft.find(name);
    if found.is_none() && !draft.is_broken(name) {
        let help = did_you_mean(name, draft.field_names());
        report.error_with_help(
            span,
            "unknown-field",
            format!("`{}` has no field `{name}`", draft.name),
            help,
        );
    }
    found
}

/// A field with a column that an engine can order.
fn find_ordered<'d, 'n>(
    draft: &'d Draft<'n>,
    word: &str,
    span: Span,
    report: &mut Report,
) -> Option<(&'d FieldDraft<'n>, Direction)> {
    let (name, direction) = match word.strip_prefix('-') {
        Some(name) => (name, Direction::Descending),
        None => (word, Direction::Ascending),
    };
    let found = find(draft, name, span, report)?;
    let is_ordered = !matches!(found.field.column_type(), None | Some(ColumnType::Json));
    if !is_ordered || found.field.kind.protection() != Protection::None {
        let kind = found.field.kind.type_name();
        report.error(
            span,
            "unfit-field",
            format!("`{name}` has no order: it is of the type `{kind}`"),
        );
        return None;
    }
    Some((found, direction))
}

fn resolve_sort(draft: &mut Draft<'_>, report: &mut Report) {
    let mut sort: Vec<(FieldId, Direction)> = Vec::new();
    for (word, span) in draft.options.words("sort") {
        let Some((found, direction)) = find_ordered(draft, word, span, report) else {
            continue;
        };
        let id = found.field.id;
        if sort.iter().any(|(earlier, _)| *earlier == id) {
            report.error(
                span,
                "duplicate-option",
                format!("`{}` is there twice", found.field.name),
            );
            continue;
        }
        sort.push((id, direction));
    }
    if sort.is_empty() {
        sort.extend(draft.order_field.map(|field| (field, Direction::Ascending)));
    }
    let key = FieldId(0);
    if !sort.iter().any(|(field, _)| *field == key) {
        sort.push((key, Direction::Ascending));
    }
    draft.sort = sort;
}

fn resolve_tree(draft: &mut Draft<'_>, index: usize, report: &mut Report) {
    let Some(node) = draft.options.get("tree") else { return };
    let Some(parent) = node.get("parent") else {
        report.error_with_help(
            node.span,
            "missing-key",
            "a tree needs `parent`",
            "write `tree: { parent: parent }`".to_owned(),
        );
        return;
    };
    let Some(name) = parent.as_text() else { return };
    let Some(found) = find(draft, name, parent.span, report) else {
        return;
    };
    let is_to_itself = matches!(&found.field.link, Some(Link::One { target, .. }) if *target == collection_id(index));
    let is_required = found.field.required;
    let id = found.field.id;
    if !is_to_itself {
        let message = format!("`{name}` must be a relation to one item of `{}` itself", draft.name);
        let help = format!("declare it: `{name}: {{ type: relation, to: {} }}`", draft.name);
        report.error_with_help(parent.span, "tree", message, help);
    } else if is_required {
        report.error(
            parent.span,
            "tree",
            format!("`{name}` can not be required: the first item has no parent"),
        );
    } else {
        draft.tree_parent = Some(id);
    }
}

/// With `search`, the named fields are the searchable ones.
fn resolve_search(draft: &mut Draft<'_>, report: &mut Report) {
    if !draft.options.has("search") {
        return;
    }
    let mut found = Vec::new();
    for (word, span) in draft.options.words("search") {
        let (name, weight) = word.split_once('^').unwrap_or((word, "1"));
        let weight_read = weight.parse::<u8>().ok().filter(|weight| (1..=10).contains(weight));
        if weight_read.is_none() {
            report.error(
                span,
                "search",
                format!("`{weight}` is no weight; write a whole number from 1 to 10"),
            );
        }
        let Some(field) = find(draft, name, span, report) else {
            continue;
        };
        let is_text = field.field.column_type().is_some_and(ColumnType::is_textual) && field.field.column.is_some();
        let is_searched = is_text || !field.field.kind.text_members().is_empty();
        if !is_searched || field.field.kind.protection() != Protection::None {
            let kind = field.field.kind.type_name();
            report.error(
                span,
                "unfit-field",
                format!("a search looks at texts; `{name}` is of the type `{kind}`"),
            );
        }
        if found.iter().any(|(id, _)| *id == field.field.id) {
            report.error(span, "search", format!("`{name}` is there twice"));
            continue;
        }
        found.push((field.field.id, weight_read.unwrap_or(1)));
    }
    for field in &mut draft.fields {
        field.field.is_searchable = found.iter().any(|(id, _)| *id == field.field.id);
    }
    draft.search = found;
}

fn resolve_uniques(draft: &mut Draft<'_>, report: &mut Report) {
    let mut uniques: Vec<Vec<FieldId>> = Vec::new();
    for (words, span) in lists(draft, "unique") {
        let Some(columns) = index_columns(draft, &words, span, report) else {
            continue;
        };
        let fields: Vec<FieldId> = columns.into_iter().map(|(field, _)| field).collect();
        if uniques.contains(&fields) || is_single(draft, &fields, |field| field.is_unique) {
            report.error(span, "duplicate-index", "the same fields are unique already");
        } else {
            uniques.push(fields);
        }
    }
    draft.uniques = uniques;
}

fn resolve_indexes(draft: &mut Draft<'_>, report: &mut Report) {
    let mut indexes: Vec<Vec<(FieldId, Direction)>> = Vec::new();
    for (words, span) in lists(draft, "indexes") {
        let Some(columns) = index_columns(draft, &words, span, report) else {
            continue;
        };
        let fields = |index: &[(FieldId, Direction)]| -> Vec<FieldId> { index.iter().map(|column| column.0).collect() };
        let is_there = indexes.iter().any(|index| fields(index) == fields(&columns));
        if is_there || is_single(draft, &fields(&columns), |field| field.is_indexed || field.is_unique) {
            let message = "there is an index over the same fields already";
            report.error(span, "duplicate-index", message);
        } else {
            indexes.push(columns);
        }
    }
    draft.indexes = indexes;
}

/// A list of one field that says the same as the field's own option.
fn is_single(draft: &Draft<'_>, fields: &[FieldId], says_so: impl Fn(&Field) -> bool) -> bool {
    let [only] = fields else { return false };
    draft
        .fields
        .get(usize::from(only.0))
        .is_some_and(|draft| says_so(&draft.field))
}

fn check_limits(draft: &Draft<'_>, report: &mut Report) {
    let Some(node) = draft.options.get("api") else { return };
    let limit = |key: &str| node.get(key).and_then(Node::as_integer);
    if limit("default_limit")
        .zip(limit("max_limit"))
        .is_some_and(|(default, max)| default > max)
    {
        report.error(node.span, "bounds", "`default_limit` is larger than `max_limit`");
    }
}

type Words<'n> = Vec<(&'n str, Span)>;

/// The lists of `unique` and `indexes`, of both maps.
fn lists<'n>(draft: &Draft<'n>, key: &str) -> Vec<(Words<'n>, Span)> {
    let lists = draft
        .option_maps()
        .flat_map(|map| map.list(key))
        .filter(|node| node.as_list().is_some());
    let words = |list: &'n Node| {
        let texts = list.as_list().unwrap_or_default().iter();
        (
            texts.filter_map(|node| Some((node.as_text()?, node.span))).collect(),
            list.span,
        )
    };
    lists.map(words).collect()
}

fn index_columns(
    draft: &Draft<'_>,
    words: &Words<'_>,
    span: Span,
    report: &mut Report,
) -> Option<Vec<(FieldId, Direction)>> {
    let before = report.count();
    let mut columns: Vec<(FieldId, Direction)> = Vec::new();
    let mut bytes: u32 = 0;
    for (word, span) in words {
        let Some((found, direction)) = find_ordered(draft, word, *span, report) else {
            continue;
        };
        if columns.iter().any(|(field, _)| *field == found.field.id) {
            report.error(
                *span,
                "duplicate-option",
                format!("`{}` is there twice", found.field.name),
            );
        }
        bytes = bytes.saturating_add(index_bytes(found, *span, report));
        columns.push((found.field.id, direction));
    }
    if words.is_empty() {
        report.error(span, "missing-key", "the list names no field");
    } else if words.len() > 16 {
        report.error(span, "index-size", "an index takes at most 16 fields");
    } else if bytes > MAX_INDEXED_LENGTH * 4 {
        let message = format!(
            "the fields are up to {bytes} bytes long together; {} is the most that every engine can index",
            MAX_INDEXED_LENGTH * 4
        );
        report.error_with_help(span, "index-size", message, "set a smaller `max_length`".to_owned());
    }
    (report.count() == before && columns.len() == words.len()).then_some(columns)
}

fn index_bytes(found: &FieldDraft<'_>, span: Span, report: &mut Report) -> u32 {
    match found.field.column_type() {
        Some(ColumnType::LongText) => {
            let message = format!("`{}` can not be indexed: its length is unlimited", found.field.name);
            report.error_with_help(
                span,
                "unfit-field",
                message,
                "take `string` with a `max_length`".to_owned(),
            );
            0
        }
        Some(ColumnType::Text { max_length }) => max_length.saturating_mul(4),
        Some(ColumnType::Key) => 64,
        Some(ColumnType::Uuid) => 36,
        _ => 8,
    }
}

fn resolve_slugs(draft: &mut Draft<'_>, report: &mut Report) {
    for position in 0..draft.fields.len() {
        let Some((name, span)) = draft.fields.get(position).and_then(slug_source) else {
            continue;
        };
        let Some(found) = find(draft, name, span, report) else {
            continue;
        };
        let is_itself = usize::from(found.field.id.0) == position;
        let is_text = found.field.column_type().is_some_and(ColumnType::is_textual)
            && found.field.kind.protection() == Protection::None;
        let id = found.field.id;
        if !is_text || is_itself {
            let kind = found.field.kind.type_name();
            report.error(
                span,
                "unfit-field",
                format!("a slug is made from a text; `{name}` is of the type `{kind}`"),
            );
        } else if let Some(slug) = draft.fields.get_mut(position) {
            slug.field.slug_from = Some(id);
        }
    }
}

fn slug_source<'n>(field: &FieldDraft<'n>) -> Option<(&'n str, Span)> {
    let source = field
        .source
        .as_ref()
        .filter(|source| source.field_type.name == "slug")?;
    source.options.words("from").first().copied()
}

/// A former name that is still in use would make the rename ambiguous, unless who has it now says what it was called itself: two may swap their names.
fn check_renames(draft: &Draft<'_>, report: &mut Report) {
    let mut former: Vec<&str> = Vec::new();
    for field in &draft.fields {
        let Some((name, source)) = field.field.renamed_from.as_deref().zip(field.source.as_ref()) else {
            continue;
        };
        let span = source.options.span("renamed_from");
        let holder = draft.find(name);
        if holder.is_some_and(|holder| holder.field.renamed_from.is_none() || holder.field.name == field.field.name) {
            let message = format!("`{name}` can not be the former name: a field is called that now");
            report.error(span, "renamed-from", message);
        } else if former.contains(&name) {
            report.error(
                span,
                "renamed-from",
                format!("two fields claim the former name `{name}`"),
            );
        } else {
            former.push(name);
        }
    }
}

fn check_collection_renames(drafts: &Drafts<'_>, report: &mut Report) {
    let mut former: Vec<&str> = Vec::new();
    for draft in &drafts.collections {
        let Some(name) = draft.options.text("renamed_from") else {
            continue;
        };
        let span = draft.options.span("renamed_from");
        if drafts.by_name.contains_key(name) {
            let message = format!("`{name}` can not be the former name: a collection is called that now");
            report.error(span, "renamed-from", message);
        } else if former.contains(&name) {
            report.error(
                span,
                "renamed-from",
                format!("two collections claim the former name `{name}`"),
            );
        } else {
            former.push(name);
        }
    }
}
