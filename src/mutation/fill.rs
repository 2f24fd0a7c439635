//! What the server adds to a payload: presets of the rules, keys, stamps, slugs and defaults. And what is then still missing.

use chrono::{DateTime, Utc};

use crate::{
    schema::{Collection, DefaultValue, Field, FieldRole},
    value::{ColumnType, ItemId, Value, slug::slugify},
};

use super::{
    Assigned, Input,
    resolve::{Members, Preset, Resolver, WriteKind, join},
};

impl Resolver<'_> {
    pub(super) fn fill_presets(&mut self, model: &Collection, path: &str, kind: WriteKind, members: &mut Members) {
        for (field, preset) in self.rules.presets(model.id, kind, self.now) {
            if members.has(field) {
                continue;
            }
            let field = model.field(field);
            match preset {
                Preset::One(value) => members.values.push(Assigned::by_server(field.id, Input::Value(value))),
                Preset::List(values) => self.preset_links(field, values, &join(path, &field.name), members),
            }
        }
    }

    pub(super) fn fill_new_item(&mut self, model: &Collection, path: &str, members: &mut Members) {
        self.fill_key(model, path, members);
        self.fill_stamps(model, WriteKind::Create, members);
        for field in &model.fields {
            if members.has(field.id) || !matches!(field.role, FieldRole::Ordinary | FieldRole::Order) {
                continue;
            }
            if let Some(slug) = slug_of(field, members) {
                members.values.push(Assigned::by_server(field.id, Input::Slug(slug)));
            } else if let Some(default) = &field.default {
                let value = self.default_value(field, default);
                members.values.push(Assigned::by_server(field.id, value));
            } else if field.required && field.show_if.is_none() {
                // A field with a condition is required only where the condition holds: that is asked of the written row.
                self.failure(&join(path, &field.name), field, "required", "is required");
            }
        }
    }

    fn fill_key(&mut self, model: &Collection, path: &str, members: &mut Members) {
        if members.id.is_some() {
            return;
        }
        match model.key().column_type() {
            Some(ColumnType::Uuid) => members.id = Some(ItemId::Uuid((self.new_id)())),
            Some(ColumnType::Integer | ColumnType::BigInteger) => {}
            // A singleton's key is made by its name.
            _ if model.is_singleton || members.has(model.primary_key) => {}
            _ => self.failure(
                &join(path, &model.key().name),
                model.key(),
                "required",
                "is required: this collection has keys of its own",
            ),
        }
    }

    pub(super) fn fill_stamps(&mut self, model: &Collection, kind: WriteKind, members: &mut Members) {
        let is_new = kind == WriteKind::Create;
        for field in &model.fields {
            let value = match field.role {
                FieldRole::CreatedAt if is_new => Input::Value(Value::DateTime(self.now)),
                FieldRole::UpdatedAt => Input::Value(Value::DateTime(self.now)),
                FieldRole::CreatedBy if is_new => Input::CurrentUser,
                FieldRole::UpdatedBy => Input::CurrentUser,
                _ => continue,
            };
            members.values.push(Assigned::by_server(field.id, value));
        }
    }

    fn default_value(&mut self, field: &Field, default: &DefaultValue) -> Input {
        match default {
            DefaultValue::Value(value) => Input::Value(self.completed(field, value.clone())),
            DefaultValue::Now => Input::Value(now_as(field, self.now)),
            DefaultValue::CurrentUser => Input::CurrentUser,
            DefaultValue::NewUuid => Input::Value(Value::Uuid((self.new_id)())),
        }
    }
}

/// The moment as the field holds it.
fn now_as(field: &Field, now: DateTime<Utc>) -> Value {
    match field.column_type() {
        Some(ColumnType::Date) => Value::Date(now.date_naive()),
        Some(ColumnType::Time) => Value::Time(now.time()),
        _ => Value::DateTime(now),
    }
}

/// The slug of a new item, made of the text that it follows.
fn slug_of(field: &Field, members: &Members) -> Option<String> {
    let source = field.slug_from?;
    let assigned = members.values.iter().find(|assigned| assigned.field == source)?;
    let Input::Value(Value::Text(text)) = &assigned.value else {
        return None;
    };
    let slug = slugify(text);
    // Room for the number that tells it from a taken one.
    let room = match field.column_type() {
        Some(ColumnType::Text { max_length }) => max_length.saturating_sub(6).max(max_length / 2).max(1),
        _ => u32::MAX,
    };
    let cut = slug
        .split_at_checked(usize::try_from(room).ok()?)
        .map_or(slug.as_str(), |(cut, _)| cut);
    let slug = cut.trim_end_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}
