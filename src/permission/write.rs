//! Authorising writes: fields, presets, and the gates that run inside the transaction.
