//! A connection of the pool while somebody uses it.
//!
//! Who asks may go away at any await. What a statement in flight leaves behind is not always a conversation that can go on: the driver would wait for an
//! answer to what it never sent, without a limit, and the connection's place in the pool would be lost. So a connection is given back only by who
//! says that its conversation came to an end; any other one is closed, and the server rolls back what was open on it.

use std::fmt;

use sqlx::pool::PoolConnection;

use super::pool::Server;

pub struct Lent<S: Server> {
    connection: PoolConnection<S>,
    is_at_rest: bool,
}

impl<S: Server> Lent<S> {
    pub fn new(connection: PoolConnection<S>) -> Self {
        Self {
            connection,
            is_at_rest: true,
        }
    }

    pub fn begin_use(&mut self) -> &mut S::Connection {
        self.is_at_rest = false;
        &mut self.connection
    }

    /// All answers have been read to their end, be they errors, and no transaction is open.
    pub fn give_back(mut self) {
        self.is_at_rest = true;
    }
}

impl<S: Server> Drop for Lent<S> {
    fn drop(&mut self) {
        if !self.is_at_rest {
            self.connection.close_on_drop();
        }
    }
}

impl<S: Server> fmt::Debug for Lent<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Lent")
            .field("is_at_rest", &self.is_at_rest)
            .finish_non_exhaustive()
    }
}
