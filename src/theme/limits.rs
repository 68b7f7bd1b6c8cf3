//! What one template may take, so that a mistake in it does not take all there is: a length, a time, and memory.

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

/// By how many bytes the program may grow while a template makes one file: four times the longest of them.
const MOST_MEMORY: u64 = 1 << 30;

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

/// Looks now and then whether a template takes too much.
#[derive(Default)]
pub struct Watch {
    /// The oldest rendering at the last look, and the program's memory when it was first seen.
    oldest: Option<(u64, u64)>,
}

impl Watch {
    /// What there is to say of a template that seems never to end, or takes memory without end; none where there is no such
    /// template. It cannot be stopped: whoever asks gives up what it was needed for.
    pub fn overdue(&mut self) -> Option<Finding> {
        self.overdue_after(PATIENCE, MOST_MEMORY)
    }

    fn overdue_after(&mut self, patience: Duration, most: u64) -> Option<Finding> {
        let under_way = under_way();
        let oldest = under_way.iter().min_by_key(|(_, of)| of.since);
        let Some((number, rendering)) = oldest else {
            self.oldest = None;
            return None;
        };
        if rendering.since.elapsed() > patience {
            return Some(endless(&rendering.template, &rendering.made));
        }
        let memory = memory().unwrap_or(0);
        match self.oldest {
            Some((seen, before)) if seen == *number => {
                (memory > before + most).then(|| insatiable(&rendering.template, &rendering.made))
            }
            _ => {
                self.oldest = Some((*number, memory));
                None
            }
        }
    }
}

/// The bytes of memory that the program has, where the system tells.
fn memory() -> Option<u64> {
    const PAGE: u64 = 4096;
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
    Some(pages * PAGE)
}

fn made_for(made: &str) -> Text {
    match made {
        "" => Text::new("", ""),
        made => text!(fr: " pour {made}", en: " for {made}"),
    }
}

/// What is at work: a template, or a style sheet of Sass.
fn what(file: &str) -> Text {
    if file.ends_with(".scss") || file.ends_with(".sass") {
        Text::new("Cette feuille de style", "This style sheet")
    } else {
        Text::new("Ce modèle", "This template")
    }
}

fn insatiable(template: &str, made: &str) -> Finding {
    let (what, of) = (what(template), made_for(made));
    let gigabytes = MOST_MEMORY >> 30;
    Finding::error(
        "template.memory",
        Text::new(
            format!(
                "{} a pris plus de {gigabytes}\u{a0}gigaoctet de mémoire{}, et en prendrait sans doute jusqu'à ce qu'il n'y en ait plus.",
                what.fr, of.fr
            ),
            format!(
                "{} has taken more than {gigabytes} gigabyte of memory{}, and would probably take all there is.",
                what.en, of.en
            ),
        ),
    )
    .help(Text::new(
        "Cherchez un « set » qui ajoute un texte ou une liste à elle-même dans une boucle « for ».",
        "Look for a “set” that adds a text or a list to itself within a “for” loop.",
    ))
    .at(Place::file(template))
}

fn endless(template: &str, made: &str) -> Finding {
    let seconds = PATIENCE.as_secs();
    let (what, of) = (what(template), made_for(made));
    Finding::error(
        "template.endless",
        Text::new(
            format!(
                "{} travaille depuis plus de {seconds}\u{a0}secondes{}, et ne finira sans doute jamais.",
                what.fr, of.fr
            ),
            format!(
                "{} has been at work for more than {seconds} seconds{}, and will probably never end.",
                what.en, of.en
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
    use super::{Turn, Watch, allow, memory, under_way};
    use std::time::{Duration, Instant};

    #[test]
    fn a_template_at_work_is_overdue_after_a_while() {
        let turn = Turn::begin("templates/slow.html");
        std::thread::sleep(Duration::from_millis(5));
        let code = |found: Option<super::Finding>| found.map(|finding| finding.code);
        let hour = Duration::from_secs(3600);
        let mut watch = Watch::default();
        assert_eq!(
            code(watch.overdue_after(Duration::ZERO, 1 << 40)),
            Some("template.endless")
        );
        assert_eq!(code(watch.overdue_after(hour, 1 << 20)), None);
        let much = vec![1_u8; 8 << 20];
        let found = code(watch.overdue_after(hour, 1 << 20));
        assert_eq!(found, memory().map(|_| "template.memory"), "{}", much.len());
        assert!(watch.overdue().is_none());
        allow(Duration::from_secs(60));
        assert!(under_way()[&turn.0].since > Instant::now());
        drop(turn);
    }
}
