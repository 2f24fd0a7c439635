//! Rules asked of one row, condition by condition: for who wants to know why. Nothing is decided here that reads and writes would decide otherwise.

use crate::{
    permission::explain::Explanation,
    query::RawQuery,
    sql::write as statements,
    value::{FieldId, Json, Value},
};

use super::{Call, Items, ItemsError};

impl Items {
    /// Answers the explanation's questions, and gives what the compared fields are. `call` is the administrator's: the row may be hidden from whom the
    /// explanation is about.
    pub async fn explain(
        &self,
        call: &Call,
        explanation: &mut Explanation,
        id: &str,
    ) -> Result<Vec<(FieldId, Json)>, ItemsError> {
        let collection = explanation.question.collection;
        let key = call.key(collection, id)?;
        let statement = statements::test_rows(
            &call.schema,
            self.database.dialect(),
            collection,
            &[key],
            &explanation.questions(),
            false,
        );
        let rows = self.database.values(statement).await.map_err(ItemsError::Database)?;
        let row = rows.into_iter().next().ok_or(ItemsError::NotFound)?;
        explanation.answer(row.into_iter().skip(1).map(|answer| answer == Value::Boolean(true)));
        self.compared(call, explanation, id).await
    }

    /// What the conditions look at, where it may be shown at all.
    async fn compared(
        &self,
        call: &Call,
        explanation: &Explanation,
        id: &str,
    ) -> Result<Vec<(FieldId, Json)>, ItemsError> {
        let collection = explanation.question.collection;
        let model = call.schema.collection(collection);
        let fields = explanation.compared().into_iter().map(|field| model.field(field));
        let fields: Vec<_> = fields.filter(|field| !field.is_unreadable()).collect();
        if fields.is_empty() {
            return Ok(Vec::new());
        }
        let names: Vec<Json> = fields.iter().map(|field| Json::from(&*field.name)).collect();
        let raw = RawQuery {
            fields: Some(Json::Array(names)),
            ..RawQuery::default()
        };
        let item = self.read(call, collection, id, &raw).await?;
        let item: Json =
            serde_json::from_slice(&item.bytes).map_err(|_| super::diagnose::unexpected("an answer is not JSON"))?;
        let value = |name: &str| item.get(name).cloned().unwrap_or_default();
        Ok(fields.iter().map(|field| (field.id, value(&field.name))).collect())
    }
}
