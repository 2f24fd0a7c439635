//! Block types: `blocks/*.yaml`.

use std::{collections::HashMap, sync::Arc};

use crate::{
    field::{BlockType, BlockTypes, Context, Place, nested::read_fields},
    schema::load::keys::BLOCK_KEYS,
    value::Json,
    yaml::{Map, Report},
};

use super::{files::Project, names::Names};

/// Builds all block types. Their names are known to each other before their fields are read.
pub fn build(project: &Project, names: &Names, report: &mut Report) -> Arc<BlockTypes> {
    let all = Arc::new(BlockTypes::named(
        project.blocks.iter().map(|file| file.name.clone()).collect(),
    ));
    let mut types = HashMap::new();
    for file in &project.blocks {
        let Some(map) = file
            .node
            .as_ref()
            .and_then(|node| Map::open(node, BLOCK_KEYS, "a block type", report))
        else {
            continue;
        };
        let Some(node) = map.get("fields") else {
            if map.lacks("fields") {
                report.error(map.start(), "missing-key", "a block type needs `fields`");
            }
            continue;
        };
        let mut context = Context {
            report,
            keys: &names.keys,
            blocks: &all,
            place: Place::Block,
            depth: 0,
        };
        let fields = read_fields(node, &mut context);
        let words = ["label", "icon", "description", "renamed_from", "admin"];
        let meta = words
            .iter()
            .filter_map(|key| Some(((*key).to_owned(), map.get(key)?.to_json())));
        let meta = Json::Object(meta.collect());
        types.extend(fields.map(|fields| (file.name.clone(), BlockType { fields, meta })));
    }
    all.define(types);
    all
}
