//! What is logged, and how.

#[derive(Debug, Clone, PartialEq)]
pub struct LogSettings {
    /// `info`, or by module: `warn,quintet::http=debug`.
    pub level: String,
    pub format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

impl Default for LogSettings {
    fn default() -> Self {
        Self {
            level: "warn".to_owned(),
            format: LogFormat::Text,
        }
    }
}
