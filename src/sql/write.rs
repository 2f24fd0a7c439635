//! The statements of a write: insert, update, delete, links, and the checks of rules on rows, all run inside one transaction.
