//! `export=`: a whole list as one file, JSON or CSV. Rules and guards are those of a read; there is no page, but a limit of its own, and nothing is cut
//! silently. Rows leave as they come from the database: what is in memory is a few pieces, however long the list is.

mod columns;
mod table;

use std::time::Duration;

use tokio::sync::OwnedSemaphorePermit;

use self::table::Table;
use super::{Call, Items, ItemsError, List, diagnose, places::Places, read::check_lists};
use crate::{
    db::RowStream,
    query::{
        Query, QueryLimits, RawQuery,
        resolve::{QueryError, Resolved},
    },
    schema::condition::{ConditionError, ConditionErrorKind},
    sql,
    value::{CollectionId, Json},
};

/// What the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// A list of objects.
    Json,
    /// By RFC 4180, the values exactly as they are: for programs.
    Csv,
    /// For spreadsheets: with a byte order mark, and no text is a formula.
    CsvUtf8,
}

/// How much exports may take. Each is a setting.
#[derive(Debug, Clone)]
pub struct ExportLimits {
    pub items: u32,
    /// Of one export as a whole, with the time that its reader takes.
    pub time: Duration,
    /// At the same time: each holds a connection.
    pub concurrent: usize,
    /// How long one more waits for its turn.
    pub patience: Duration,
}

/// The right to export, shared by all requests.
#[derive(Debug)]
pub(super) struct Exports {
    limits: ExportLimits,
    places: Places,
}

/// An export on its way: pieces of a file.
#[derive(Debug)]
pub struct Export {
    pub format: ExportFormat,
    rows: Source,
    writer: Writer,
    /// Held until the last piece has left.
    _permit: OwnedSemaphorePermit,
}

#[derive(Debug)]
enum Source {
    /// Groups, or a singleton: they are few.
    Held(Option<Vec<u8>>),
    Streamed {
        rows: RowStream,
        query: Box<Query>,
        count: usize,
    },
    Over,
}

#[derive(Debug)]
enum Writer {
    Json { has_begun: bool, has_ended: bool },
    Csv(Table),
}

impl Default for ExportLimits {
    fn default() -> Self {
        Self {
            items: 1_000_000,
            time: Duration::from_secs(600),
            concurrent: 2,
            patience: Duration::from_secs(5),
        }
    }
}

impl Exports {
    pub fn new(limits: ExportLimits) -> Self {
        Self {
            places: Places::new("exports", "export.concurrent", limits.concurrent, limits.patience),
            limits,
        }
    }
}

impl ExportFormat {
    /// What a request asks for; `None` where it asks for no export.
    pub fn asked(raw: &RawQuery) -> Result<Option<Self>, ItemsError> {
        match &raw.export {
            None | Some(Json::Null) => Ok(None),
            Some(Json::String(name)) if name == "json" => Ok(Some(Self::Json)),
            Some(Json::String(name)) if name == "csv" => Ok(Some(Self::Csv)),
            Some(Json::String(name)) if name == "csv_utf8" => Ok(Some(Self::CsvUtf8)),
            Some(_) => Err(refuse("export", "must be csv, csv_utf8 or json")),
        }
    }

    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv | Self::CsvUtf8 => "csv",
        }
    }
}

impl Items {
    /// A list as a file. What is refused, and what goes wrong before the first row, is an error here; what goes wrong later breaks the file off.
    pub async fn export(
        &self,
        call: &Call,
        collection: CollectionId,
        raw: &RawQuery,
        format: ExportFormat,
    ) -> Result<Export, ItemsError> {
        let raw = without_export(raw)?;
        if raw.is_aggregate() {
            let columns = columns::of_aggregation(&call.resolve_aggregation(collection, &raw)?.aggregation);
            let permit = self.exports.places.take().await?;
            let groups = self.aggregate(call, collection, &raw).await?;
            return Ok(Export::held(format, columns, groups, permit));
        }
        let limits = QueryLimits {
            export: Some(self.exports.limits.items),
            ..call.limits
        };
        let call = &Call { limits, ..call.clone() };
        let Resolved { query, .. } = call.resolve(collection, &raw)?;
        let columns = columns::of_query(&call.schema, &query);
        let permit = self.exports.places.take().await?;
        if call.schema.collection(collection).is_singleton {
            let item = self.read_singleton(call, collection, &raw).await?;
            let list = List {
                rows: item.bytes,
                count: 1,
                ..List::default()
            };
            return Ok(Export::held(format, columns, list, permit));
        }
        self.refuse_too_many(call, &query).await?;
        let authorized = call.authorize(query.clone())?;
        let statement = sql::read::compile(&call.schema, self.database.dialect(), &authorized);
        let rows = self
            .database
            .stream(statement, self.exports.limits.time)
            .await
            .map_err(ItemsError::Database)?;
        Ok(Export {
            format,
            rows: Source::Streamed {
                rows,
                query: Box::new(query),
                count: 0,
            },
            writer: Writer::new(format, columns),
            _permit: permit,
        })
    }

    /// A file that is cut off in the middle looks like a whole one: the items are counted first.
    async fn refuse_too_many(&self, call: &Call, query: &Query) -> Result<(), ItemsError> {
        if !query.page.is_whole {
            return Ok(());
        }
        let count = self.count(call, &call.authorize(query.clone())?).await?;
        let most = u64::from(self.exports.limits.items);
        if count.saturating_sub(query.page.offset) > most {
            let sentence = format!(
                "there are {count} items, more than the {most} of one export (`export.items`); filter them, or give `limit` and `offset`"
            );
            return Err(refuse("export", &sentence));
        }
        Ok(())
    }
}

impl Export {
    fn held(format: ExportFormat, columns: columns::Columns, list: List, permit: OwnedSemaphorePermit) -> Self {
        Self {
            format,
            rows: Source::Held(Some(list.rows)),
            writer: Writer::new(format, columns),
            _permit: permit,
        }
    }

    /// The next piece of the file; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<Vec<u8>, ItemsError>> {
        let rows = match &mut self.rows {
            Source::Over => return None,
            Source::Held(list) => list.take().map(Ok),
            Source::Streamed { rows, query, count } => rows.next().await.map(|rows| {
                let rows = rows.map_err(ItemsError::Database)?;
                *count += rows.count;
                query.check_rows(*count).map_err(ItemsError::Query)?;
                check_lists(query, &rows.bytes)?;
                Ok(rows.bytes)
            }),
        };
        let piece = match rows {
            Some(Ok(rows)) => self.writer.write(&rows),
            None => self.writer.end(),
            Some(Err(error)) => Err(error),
        };
        if piece.is_err() || self.writer.has_ended() {
            self.rows = Source::Over;
        }
        Some(piece)
    }
}

fn without_export(raw: &RawQuery) -> Result<RawQuery, ItemsError> {
    let misplaced = [("cursor", &raw.cursor), ("meta", &raw.meta)];
    let is_said = |json: &Option<Json>| json.as_ref().is_some_and(|json| !json.is_null());
    match misplaced.into_iter().find(|(_, json)| is_said(json)) {
        Some((name, _)) => Err(refuse(name, "has no place beside an export")),
        None => Ok(RawQuery {
            export: None,
            ..raw.clone()
        }),
    }
}

fn refuse(path: &str, sentence: &str) -> ItemsError {
    ItemsError::Query(QueryError {
        problems: vec![ConditionError {
            path: path.to_owned(),
            kind: ConditionErrorKind::Malformed(sentence.to_owned()),
        }],
    })
}
