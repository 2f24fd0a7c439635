//! What `diff` answers: ordered steps with a safety class each, and what is in the way.

use std::{
    collections::HashMap,
    fmt::{self, Write as _},
};

use sha2::{Digest, Sha256};

use super::{
    operation::Operation,
    table::{ColumnModel, ForeignKeyModel},
};

/// How dangerous a step is. Ordered: later is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// Done at boot.
    Safe,
    /// Loses nothing, but holds a large table for a while.
    Slow,
    /// Some rows do not fit the new shape yet.
    NeedsData,
    /// Something would be gone, or out of the model.
    Lossy,
}

impl Safety {
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Slow => "slow",
            Self::NeedsData => "needs data",
            Self::Lossy => "lossy",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub operation: Operation,
    pub safety: Safety,
    /// One sentence fragment: `add column articles.subtitle (text of at most 255 characters)`.
    pub description: String,
    /// Why it is not safe, with the number of rows where it is known.
    pub reason: Option<String>,
    /// The model can not be served before this step is done.
    pub is_needed_to_serve: bool,
    /// Taken after all others, outside of their transaction, while the site goes on.
    pub is_apart: bool,
}

/// Ordered steps from what is to what is wanted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    pub steps: Vec<Step>,
    /// What no step can mend; nothing is applied while there is one.
    pub conflicts: Vec<String>,
    /// Where the live tables differ from what was last applied, without harm.
    pub drift: Vec<String>,
    /// What only a person can know: whether a field was renamed, or one dropped and one added.
    pub hints: Vec<String>,
    /// What the classes depend on and `Facts` did not tell.
    pub questions: Vec<Fact>,
}

/// A number of rows that decides about a step. Names are the live ones.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Fact {
    /// Counted up to `SLOW_ROWS` + 1.
    Rows {
        table: String,
    },
    Nulls {
        table: String,
        column: String,
    },
    /// Values that occur more than once.
    Duplicates {
        table: String,
        columns: Vec<String>,
    },
    /// Rows whose key leads nowhere.
    Orphans {
        table: String,
        column: String,
        target_table: String,
        target_column: String,
    },
    /// Texts of more characters.
    Longer {
        table: String,
        column: String,
        max_length: u32,
    },
    /// Rows where not exactly one (or at most one) of the columns is set.
    NotOne {
        table: String,
        columns: Vec<String>,
        allows_none: bool,
    },
    /// Values that are there at all.
    Values {
        table: String,
        column: String,
    },
    /// Values that the new form of the column can not hold as they are.
    Lost(Box<Change>),
    /// Rows that would have no value afterwards.
    Emptied(Box<Change>),
    /// Items with more than one row in the table between.
    Several {
        junction: String,
        source: String,
    },
    /// Items without a row in the table between.
    Unlinked {
        table: String,
        key: String,
        junction: String,
        source: String,
    },
}

/// A column that gets another form. The name of `from` is the live one.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub table: String,
    pub from: ColumnModel,
    pub to: ColumnModel,
}

/// Equal where it prints alike: a default may be a float, which alone has no order of its own.
impl Eq for Change {}

impl std::hash::Hash for Change {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (&self.table, &self.from.name, &self.to.name, self.to.column_type).hash(state);
    }
}

/// How many rows, and some of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    pub rows: u64,
    /// Keys, with the value where that says more.
    pub examples: Vec<String>,
}

impl From<u64> for Answer {
    fn from(rows: u64) -> Self {
        Self {
            rows,
            examples: Vec::new(),
        }
    }
}

impl Answer {
    /// `3 rows …, for example 17, 18`.
    pub fn sentence(&self, what: &str) -> String {
        match self.examples.as_slice() {
            [] => format!("{} {what}", self.rows),
            examples => format!("{} {what}; for example {}", self.rows, examples.join(", ")),
        }
    }
}

/// From this many rows on, what reads or writes them all is slow.
pub const SLOW_ROWS: u64 = 100_000;

/// Answers to questions.
pub type Facts = HashMap<Fact, Answer>;

impl Plan {
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.conflicts.is_empty()
    }

    /// Whether boot may apply its safe steps and serve afterwards.
    pub fn can_be_served(&self) -> bool {
        self.conflicts.is_empty()
            && !self
                .steps
                .iter()
                .any(|step| step.safety > Safety::Safe && step.is_needed_to_serve)
    }

    /// What boot leaves for a person.
    pub fn waiting(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.safety > Safety::Safe)
    }

    pub fn safe(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.safety == Safety::Safe)
    }

    /// The steps of the one run, and those that follow it.
    pub fn together_and_apart(&self) -> (Vec<&Step>, Vec<&Step>) {
        self.steps.iter().partition(|step| !step.is_apart)
    }

    /// Names this plan: the operations, their SQL and the live tables that they were made for, but no numbers of rows.
    pub fn hash(&self, statements: &[String], live_fingerprint: &str) -> String {
        let mut digest = Sha256::new();
        for step in &self.steps {
            digest.update(format!("{:?}\n", step.operation));
        }
        for statement in statements {
            digest.update(statement);
            digest.update("\n");
        }
        digest.update(live_fingerprint);
        let mut text = String::new();
        for byte in digest.finalize().iter().take(8) {
            // Writing to a String can not fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

impl fmt::Display for Safety {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Safe => "safe",
            Self::Slow => "slow",
            Self::NeedsData => "needs data",
            Self::Lossy => "lossy",
        })
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for conflict in &self.conflicts {
            writeln!(f, "  conflict    {conflict}")?;
        }
        for step in &self.steps {
            write!(f, "  {:<10}  {}", step.safety.to_string(), step.description)?;
            match &step.reason {
                Some(reason) => writeln!(f, ": {reason}")?,
                None => writeln!(f)?,
            }
        }
        for drift in &self.drift {
            writeln!(f, "  drift       {drift}")?;
        }
        for hint in &self.hints {
            writeln!(f, "  question    {hint}")?;
        }
        Ok(())
    }
}

impl Fact {
    /// Rows of `table` whose key leads nowhere.
    pub fn orphans(table: &str, key: &ForeignKeyModel) -> Option<Self> {
        match (key.columns.as_slice(), key.target_columns.as_slice()) {
            ([column], [target_column]) => Some(Self::Orphans {
                table: table.to_owned(),
                column: column.clone(),
                target_table: key.target_table.clone(),
                target_column: target_column.clone(),
            }),
            _ => None,
        }
    }
}
