//! Content in and out in bulk: seeds, and files of rows. And what seeds are good for beside it: permission fixtures.

pub mod access;
pub mod import;
pub mod seed;
