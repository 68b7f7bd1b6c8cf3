//! What one template may take, so that a mistake in it does not take all there is: a length, and a time.

use crate::memo;
use crate::report::{Finding, Place, Text};
use crate::text;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Bytes that a template may make: fifty times the longest page that somebody could want to read.
const MOST_BYTES: usize = 256 << 20;

/// How long a template may take for one file: hundreds of times what the slowest of them do.
const PATIENCE: Duration = Duration::from_secs(20);

/// The output of a template, which fails once it is too long.
#[derive(Default)]
pub(super) struct Output(pub Vec<u8>);

impl Output {
    /// Whether nothing more is taken.
    pub fn is_full(&self) -> bool {
        self.0.len() >= MOST_BYTES
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_full() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is being rendered now, the oldest first.
static UNDER_WAY: Mutex<BTreeMap<u64, Rendering>> = Mutex::new(BTreeMap::new());

struct Rendering {
    since: Instant,
    template: String,
    made: String,
}

/// A template at work, until dropped.
pub(super) struct Turn(u64);

impl Turn {
    /// `template`: its file, or whatever names it to its writer.
    pub fn begin(template: &str) -> Self {
        let rendering = Rendering {
            since: Instant::now(),
            template: template.to_owned(),
            made: memo::current_file().to_string(),
        };
        let mut under_way = under_way();
        let number = under_way.last_key_value().map_or(0, |(last, _)| last + 1);
        under_way.insert(number, rendering);
        Self(number)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        under_way().remove(&self.0);
    }
}

/// Lets everything that is at work take so much longer: one of them begins to wait for another computer.
pub(super) fn allow(time: Duration) {
    for rendering in under_way().values_mut() {
        rendering.since += time;
    }
}

fn under_way() -> MutexGuard<'static, BTreeMap<u64, Rendering>> {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What there is to say of a template that seems never to end; none where there is no such template. It cannot be stopped:
/// whoever asks gives up what it was needed for.
pub fn overdue() -> Option<Finding> {
    overdue_after(PATIENCE)
}

fn overdue_after(patience: Duration) -> Option<Finding> {
    let under_way = under_way();
    let oldest = under_way.values().min_by_key(|rendering| rendering.since)?;
    (oldest.since.elapsed() > patience).then(|| endless(&oldest.template, &oldest.made))
}

fn endless(template: &str, made: &str) -> Finding {
    let seconds = PATIENCE.as_secs();
    let of = match made {
        "" => Text::new("", ""),
        made => text!(fr: " pour {made}", en: " for {made}"),
    };
    Finding::error(
        "template.endless",
        Text::new(
            format!(
                "Ce modèle travaille depuis plus de {seconds}\u{a0}secondes{}\u{a0}: il ne finira sans doute jamais.",
                of.fr
            ),
            format!(
                "This template has been at work for more than {seconds} seconds{}: it will probably never end.",
                of.en
            ),
        ),
    )
    .help(Text::new(
        "Cherchez une boucle « for » dans une autre, ou un composant qui s'appelle lui-même, et raccourcissez-les.",
        "Look for a “for” loop within another, or for a component that calls itself, and make them shorter.",
    ))
    .at(Place::file(template))
}

/// What there is to say of a template whose output is too long.
pub(super) fn too_long(template: &str) -> Finding {
    let megabytes = MOST_BYTES >> 20;
    Finding::error(
        "template.too-long",
        text!(
            fr: "Ce modèle fabrique un fichier de plus de {megabytes}\u{a0}mégaoctets.",
            en: "This template makes a file of more than {megabytes} megabytes.",
        ),
    )
    .help(Text::new(
        "Cherchez une boucle « for » dans une autre, et raccourcissez-les, ou répartissez la liste sur plusieurs pages.",
        "Look for a “for” loop within another and make them shorter, or spread the list over several pages.",
    ))
    .at(Place::file(template))
}

#[cfg(test)]
mod tests {
    use super::{Turn, allow, overdue, overdue_after, under_way};
    use std::time::{Duration, Instant};

    #[test]
    fn a_template_at_work_is_overdue_after_a_while() {
        let turn = Turn::begin("templates/slow.html");
        std::thread::sleep(Duration::from_millis(5));
        let found = overdue_after(Duration::ZERO).map(|finding| finding.code);
        assert_eq!(found, Some("template.endless"));
        assert!(overdue().is_none());
        allow(Duration::from_secs(60));
        assert!(under_way()[&turn.0].since > Instant::now());
        drop(turn);
    }
}
