//! Content in and out in bulk: seeds so far.

pub mod seed;
