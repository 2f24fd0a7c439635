//! Content in and out in bulk: seeds so far. And what seeds are good for beside it: permission fixtures.

pub mod access;
pub mod seed;
