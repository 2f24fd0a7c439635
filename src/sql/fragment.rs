//! `Sql`: a list of pieces, text or argument. Fragments compose; placeholders are numbered once, at render.

use super::{Argument, Dialect, OutputColumn, Statement};

/// A composable piece of SQL.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sql(Vec<Piece>);

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Text(String),
    Argument(Argument),
}

impl Sql {
    pub fn text(text: impl Into<String>) -> Self {
        Self(vec![Piece::Text(text.into())])
    }

    pub fn argument(argument: Argument) -> Self {
        Self(vec![Piece::Argument(argument)])
    }

    pub fn then(mut self, other: Sql) -> Self {
        for piece in other.0 {
            self.push(piece);
        }
        self
    }

    /// Appends SQL text; never user text.
    pub fn t(mut self, text: &str) -> Self {
        self.push(Piece::Text(text.to_owned()));
        self
    }

    pub fn join(parts: impl IntoIterator<Item = Sql>, separator: &str) -> Self {
        let mut whole = Self::default();
        for (index, part) in parts.into_iter().enumerate() {
            whole = if index == 0 { whole } else { whole.t(separator) }.then(part);
        }
        whole
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Numbers the placeholders and hands the arguments over.
    pub fn render(self, dialect: &dyn Dialect, columns: Vec<OutputColumn>) -> Statement {
        let (mut text, mut args) = (String::new(), Vec::new());
        for piece in self.0 {
            match piece {
                Piece::Text(part) => text.push_str(&part),
                Piece::Argument(argument) => {
                    args.push(argument);
                    dialect.write_placeholder(args.len(), &mut text);
                }
            }
        }
        Statement { text, args, columns }
    }

    fn push(&mut self, piece: Piece) {
        match (self.0.last_mut(), piece) {
            (Some(Piece::Text(last)), Piece::Text(text)) => last.push_str(&text),
            (_, piece) => self.0.push(piece),
        }
    }
}
