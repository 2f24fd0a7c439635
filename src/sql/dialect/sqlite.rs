//! The dialect of Sqlite.

use super::Dialect;

#[derive(Debug, Clone, Copy)]
pub struct Sqlite;

impl Dialect for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn write_placeholder(&self, number: usize, text: &mut String) {
        let _ = number;
        text.push('?');
    }
}
