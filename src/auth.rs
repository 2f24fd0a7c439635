//! Who is asking. API tokens so far: made by the command line, checked here, kept as hashes.

pub mod token;

pub use token::{AuthError, NewToken, TokenRow, Tokens};
