//! Deciding a filter in memory: for validation rules, `show_if` and write checks that need no rows, and as the judge of the SQL compiler in tests.
