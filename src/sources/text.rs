//! The text of a document, packed where it is kept for long.

use crate::packed::{Example, Packed};
use std::sync::{Arc, OnceLock};

/// What texts are packed by, once one was read; none where they are not kept for long.
pub(super) type Like<'a> = Option<&'a OnceLock<Example>>;

/// A text.
#[derive(Clone)]
pub(super) enum Text {
    /// As it is.
    Plain(Arc<str>),
    /// Unpacked whenever it is asked for.
    Packed(Packed),
}

impl Text {
    pub fn new(text: String, like: Like<'_>) -> Self {
        match like {
            Some(like) => {
                let bytes = text.as_bytes();
                let like = like.get_or_init(|| Example::new([bytes]));
                Self::Packed(Packed::new(bytes, like))
            }
            None => Self::Plain(text.into()),
        }
    }

    /// Itself.
    pub fn get(&self) -> Arc<str> {
        match self {
            Self::Plain(text) => Arc::clone(text),
            Self::Packed(packed) => {
                let text = String::from_utf8(packed.unpack());
                text.unwrap_or_default().into()
            }
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::Plain(Arc::default())
    }
}
