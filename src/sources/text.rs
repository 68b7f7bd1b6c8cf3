//! The text of a document: packed where it is kept for long, let go where it is not.

use crate::packed::{Example, Packed};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// What texts are packed by, once one was read; none where they are not kept for long.
pub(super) type Like<'a> = Option<&'a OnceLock<Example>>;

/// A text.
pub(super) enum Text {
    /// As it is; none where it was let go.
    Plain(Mutex<Option<Arc<str>>>),
    /// Unpacked whenever it is asked for.
    Packed(Packed),
}

impl Text {
    pub fn new(text: &str, like: Like<'_>) -> Self {
        match like {
            Some(like) => {
                let bytes = text.as_bytes();
                let like = like.get_or_init(|| Example::new(bytes));
                Self::Packed(Packed::new(bytes, like))
            }
            None => Self::Plain(Mutex::new(Some(text.into()))),
        }
    }

    /// Itself, read `again` where it was let go.
    pub fn get(&self, again: impl FnOnce() -> Option<Arc<str>>) -> Arc<str> {
        match self {
            Self::Plain(text) => {
                let again = || again().unwrap_or_default();
                lock(text).get_or_insert_with(again).clone()
            }
            Self::Packed(packed) => {
                let text = String::from_utf8(packed.unpack());
                text.unwrap_or_default().into()
            }
        }
    }

    /// Takes no memory until it is asked for again, where it is not packed.
    pub fn let_go(&self) {
        if let Self::Plain(text) = self {
            *lock(text) = None;
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::Plain(Mutex::new(Some(Arc::default())))
    }
}

impl Clone for Text {
    fn clone(&self) -> Self {
        match self {
            Self::Plain(text) => Self::Plain(Mutex::new(lock(text).clone())),
            Self::Packed(packed) => Self::Packed(packed.clone()),
        }
    }
}

fn lock(text: &Mutex<Option<Arc<str>>>) -> MutexGuard<'_, Option<Arc<str>>> {
    text.lock().unwrap_or_else(PoisonError::into_inner)
}
