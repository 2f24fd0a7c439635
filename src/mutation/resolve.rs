//! Payload → `Write`: unknown members refused by path, values read by their field types, defaults, all failures at once.
