//! The dialect of Postgres.

use super::Dialect;

#[derive(Debug, Clone, Copy)]
pub struct Postgres;

impl Dialect for Postgres {
    fn name(&self) -> &'static str {
        "postgres"
    }

    fn write_placeholder(&self, number: usize, text: &mut String) {
        text.push_str(&format!("${number}"));
    }
}
