//! The dialect of MariaDb.

use super::Dialect;

#[derive(Debug, Clone, Copy)]
pub struct MariaDb;

impl Dialect for MariaDb {
    fn name(&self) -> &'static str {
        "mariadb"
    }

    fn write_placeholder(&self, number: usize, text: &mut String) {
        let _ = number;
        text.push('?');
    }
}
