//! Questions with their answers' fingerprints, each pair in memory once: most pages of a site ask the same.

use super::Read;
use crate::fingerprint::Fingerprint;
use foldhash::{HashSet, HashSetExt};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// A question, and the fingerprint of its answer.
pub type Asked = Arc<(Read<'static>, Fingerprint)>;

struct Table {
    all: HashSet<Asked>,
    /// How many were left when those that nobody holds were dropped last.
    after_cleaning: usize,
}

/// How many pairs are too few to look for those that nobody holds any more.
const FEW: usize = 1_000;

static TABLE: LazyLock<Mutex<Table>> = LazyLock::new(|| {
    Mutex::new(Table {
        all: HashSet::new(),
        after_cleaning: FEW,
    })
});

/// These pairs, shared with all who asked the same before and got the same.
pub(super) fn shared(
    pairs: impl ExactSizeIterator<Item = (Read<'static>, Fingerprint)>,
) -> Box<[Asked]> {
    if pairs.len() == 0 {
        return Box::default();
    }
    let pairs: Vec<(Read<'static>, Fingerprint)> = pairs.collect();
    let mut table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    let shared = pairs.into_iter().map(|pair| table.share(pair)).collect();
    table.clean();
    shared
}

impl Table {
    fn share(&mut self, pair: (Read<'static>, Fingerprint)) -> Asked {
        if let Some(known) = self.all.get(&pair) {
            return Arc::clone(known);
        }
        let new = Arc::new(pair);
        self.all.insert(Arc::clone(&new));
        new
    }

    fn clean(&mut self) {
        if self.all.len() > 2 * self.after_cleaning {
            self.all.retain(|asked| Arc::strong_count(asked) > 1);
            self.after_cleaning = self.all.len().max(FEW);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, Read, shared};
    use std::sync::Arc;

    #[test]
    fn the_same_question_with_the_same_answer_is_kept_once() {
        let url = |path: &'static str| Read::Url {
            path: path.into(),
            lang: "asked-once".into(),
        };
        let ask = |number: u128| {
            let pairs = [(url("a"), Fingerprint(1)), (url("b"), Fingerprint(number))];
            shared(pairs.into_iter())
        };
        let (first, second) = (ask(2), ask(3));
        assert!(Arc::ptr_eq(&first[0], &second[0]));
        assert_ne!(first[1], second[1]);
        assert_eq!(*first[1], (url("b"), Fingerprint(2)));
    }
}
