//! How much one request may ask for or write.

use std::time::Duration;

/// Bounds of a read.
#[derive(Debug, Clone, PartialEq)]
pub struct QuerySettings {
    pub default_limit: u32,
    pub max_limit: u32,
    /// Relations deep.
    pub depth: u32,
    pub filter_nodes: u32,
    pub filter_values: u32,
    /// Members of all levels together.
    pub selections: u32,
}

impl Default for QuerySettings {
    fn default() -> Self {
        Self {
            default_limit: 100,
            max_limit: 1000,
            depth: 10,
            filter_nodes: 500,
            filter_values: 5000,
            selections: 2000,
        }
    }
}

/// Bounds of a write.
#[derive(Debug, Clone, PartialEq)]
pub struct WriteSettings {
    /// Items of one request, nested ones included.
    pub items: u32,
    /// Relations deep.
    pub depth: u32,
}

impl Default for WriteSettings {
    fn default() -> Self {
        Self {
            items: 10_000,
            depth: 10,
        }
    }
}

/// Bounds of exports.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportSettings {
    pub items: u32,
    pub timeout: Duration,
    /// At the same time.
    pub concurrent: u32,
}

impl Default for ExportSettings {
    fn default() -> Self {
        Self {
            items: 1_000_000,
            timeout: Duration::from_secs(600),
            concurrent: 2,
        }
    }
}

/// Bounds of imports.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportSettings {
    pub rows: u32,
    /// Bytes of a file.
    pub size: usize,
    pub timeout: Duration,
    /// At the same time.
    pub concurrent: u32,
}

impl Default for ImportSettings {
    fn default() -> Self {
        Self {
            rows: 100_000,
            size: 100 * 1024 * 1024,
            timeout: Duration::from_secs(600),
            concurrent: 2,
        }
    }
}
