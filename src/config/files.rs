//! Where files are kept, how large they may be, and what is made of pictures.

/// Bytes of 64 bits; `usize` as everywhere in the settings.
const MB: usize = 1024 * 1024;

#[derive(Debug, Clone, PartialEq)]
pub struct FilesSettings {
    /// `name=URL`, one a storage: `media=s3://bucket/prefix?region=eu-central-1`. Without any: `local`, a folder of the data folder.
    pub storages: Vec<String>,
    /// The storage of new files; without it the first one.
    pub storage: Option<String>,
    /// Where uploads are until they are whole. Without it a folder of the data folder.
    pub staging: Option<String>,
    /// Bytes of one file.
    pub max_size: usize,
    /// Media types that are taken; none: all.
    pub accept: Vec<String>,
    /// Millions of pixels of a picture that is decoded, and of all that are decoded at the same time.
    pub max_megapixels: u32,
    pub transforms: Transforms,
    /// `name?width=600&height=400`, one a preset.
    pub presets: Vec<String>,
    /// Pixels of the longer side of what is made.
    pub max_dimension: u32,
    /// Bytes that the made pictures of a storage may take.
    pub variants_limit: usize,
    /// Whether pictures keep the place where they were taken.
    pub keep_location: bool,
    /// Whether `import` may reach addresses inside.
    pub import_private: bool,
}

/// Who may ask for which sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Transforms {
    /// Any size for who may read the file.
    #[default]
    All,
    /// The presets only.
    Presets,
    /// The presets; any size with a signature, or for administrators.
    Signed,
}

impl Default for FilesSettings {
    fn default() -> Self {
        Self {
            storages: Vec::new(),
            storage: None,
            staging: None,
            max_size: 2048 * MB,
            accept: Vec::new(),
            max_megapixels: 64,
            transforms: Transforms::All,
            presets: Vec::new(),
            max_dimension: 4096,
            variants_limit: 1024 * MB,
            keep_location: false,
            import_private: false,
        }
    }
}
