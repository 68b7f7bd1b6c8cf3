//! Which page comes from which file: where it has gone, what it is marked with, and what must not be dropped.

use super::page::output_of;
use crate::fingerprint::Fingerprint;
use crate::outline::{DocumentId, Head, Hidden, Outline};
use crate::pipeline::Arranged;
use crate::report::{Language, Text};
use crate::text;
use crate::theme::dates::{self, Style};
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many pages are remembered because somebody looked at them.
const REMEMBERED: usize = 1_000;

/// The pages of the last build, and those that browsers have open.
#[derive(Default)]
pub(super) struct Pages(Mutex<State>);

#[derive(Default)]
struct State {
    outline: Option<Arc<Outline>>,
    base_url: String,
    folder: String,
    /// By output.
    marks: HashMap<String, Text>,
    /// Pages that somebody looked at, by output.
    seen: BTreeMap<String, Origin>,
    /// Outputs that are gone only because the file that made them has an error.
    held: BTreeMap<String, String>,
}

/// What a page was made from.
struct Origin {
    /// The file, relative to `content/`.
    file: String,
    /// What stands for the file's front matter and body.
    prints: (Fingerprint, Fingerprint),
    /// Where its page is now.
    place: Place,
}

/// Where a page is.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Its file below the output folder.
    pub output: String,
    /// Its path as in an address.
    pub address: String,
}

impl Pages {
    /// Takes over a site. Gives where pages that somebody looked at have gone, by the output they were.
    pub fn follow(&self, site: &Arranged<'_>) -> Vec<(String, Place)> {
        let mut state = self.lock();
        site.base_url.clone_into(&mut state.base_url);
        site.folder.clone_into(&mut state.folder);
        state.hold(site);
        let moves = state.trace(site.outline);
        state.marks = marks(site.outline);
        state.outline = Some(Arc::clone(site.outline));
        moves
    }

    /// What a path is below the folder that the published site has on its host, where it is in it.
    pub fn below_folder(&self, path: &str) -> Option<String> {
        let state = self.lock();
        let below = path.strip_prefix(state.folder.as_str())?;
        (!state.folder.is_empty() && below.starts_with('/')).then(|| below.to_owned())
    }

    /// The outputs that must be kept besides the site's own.
    pub fn held(&self) -> BTreeSet<String> {
        self.lock().held.keys().cloned().collect()
    }

    /// Somebody looks at this output, as it is or (`outdated`) as it was. Gives where it has gone.
    pub fn look(&self, output: &str, outdated: bool) -> Option<Place> {
        let mut state = self.lock();
        if outdated && let Some(origin) = state.seen.get(output) {
            return (origin.place.output != output).then(|| origin.place.clone());
        }
        let origin = state.origin(output);
        if state.seen.len() >= REMEMBERED {
            state.seen.clear();
        }
        match origin {
            Some(origin) => state.seen.insert(output.to_owned(), origin),
            None => state.seen.remove(output),
        };
        None
    }

    /// What is to be said of a page that is in the site only because it was asked for.
    pub fn mark(&self, output: &str) -> Option<Text> {
        self.lock().marks.get(output).cloned()
    }

    /// All marks by the path of the page, as JSON.
    pub fn marks(&self, language: Language) -> String {
        let state = self.lock();
        let marks: BTreeMap<String, &str> = state
            .marks
            .iter()
            .filter_map(|(output, mark)| {
                let path = output.strip_suffix("index.html")?;
                Some((format!("/{path}"), mark.get(language)))
            })
            .collect();
        let marks: Map<String, Value> = marks
            .into_iter()
            .map(|(path, mark)| (path, Value::from(mark)))
            .collect();
        Value::from(marks).to_string()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Keeps what the last build had and this one has not, where its file has an error.
    fn hold(&mut self, site: &Arranged<'_>) {
        let wrong: BTreeSet<&str> = site
            .findings
            .iter()
            .filter(|finding| finding.is_error())
            .filter_map(|finding| finding.place.as_ref()?.file.strip_prefix("content/"))
            .collect();
        self.held
            .retain(|output, file| wrong.contains(file.as_str()) && !site.outputs.contains(output));
        let Some(before) = &self.outline else { return };
        for file in wrong {
            let output = before.by_path.get(file).map(|id| output(before.head(*id)));
            if let Some(output) = output.filter(|output| !site.outputs.contains(output)) {
                self.held.insert(output, file.to_owned());
            }
        }
    }

    /// Finds where the pages that were looked at are in a new outline.
    fn trace(&mut self, outline: &Outline) -> Vec<(String, Place)> {
        let mut moves = Vec::new();
        for (seen, origin) in &mut self.seen {
            let here = outline.by_path.get(&origin.file).copied();
            let renamed = || renamed(origin, self.outline.as_deref()?, outline);
            let Some(id) = here.or_else(renamed) else {
                continue;
            };
            let Some(now) = Origin::of(outline.head(id), &self.base_url) else {
                continue;
            };
            let has_moved = now.place != origin.place;
            *origin = now;
            if has_moved && origin.place.output != *seen {
                moves.push((seen.clone(), origin.place.clone()));
            }
        }
        for (_, place) in &moves {
            if let Some(origin) = self.origin_in(outline, &place.output) {
                self.seen.insert(place.output.clone(), origin);
            }
        }
        moves
    }

    fn origin(&self, output: &str) -> Option<Origin> {
        self.origin_in(self.outline.as_ref()?, output)
    }

    fn origin_in(&self, outline: &Outline, output: &str) -> Option<Origin> {
        let path = output.strip_suffix("index.html")?;
        let mut documents = outline.documents().map(|id| outline.head(id));
        let head = documents.find(|head| head.path.trim_start_matches('/') == path)?;
        Origin::of(head, &self.base_url)
    }
}

impl Origin {
    fn of(head: &Head, base_url: &str) -> Option<Self> {
        let document = head.document.as_ref()?;
        let address = head.permalink.strip_prefix(base_url)?.to_owned();
        Some(Self {
            file: head.relative_path.clone(),
            prints: (document.front_fingerprint, document.body_fingerprint),
            place: Place {
                output: output_of(&address)?,
                address,
            },
        })
    }
}

fn output(head: &Head) -> String {
    format!("{}index.html", head.path.trim_start_matches('/'))
}

/// The document that holds what a file held which is gone. One of the same name goes first.
fn renamed(origin: &Origin, before: &Outline, now: &Outline) -> Option<DocumentId> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let is_it = |id: &DocumentId| {
        let head = now.head(*id);
        head.document.as_ref().is_some_and(|document| {
            (document.front_fingerprint, document.body_fingerprint) == origin.prints
        }) && !before.by_path.contains_key(&head.relative_path)
    };
    let own_name = name(&origin.file);
    now.documents()
        .filter(is_it)
        .min_by_key(|id| name(&now.head(*id).relative_path) != own_name)
}

fn marks(outline: &Outline) -> HashMap<String, Text> {
    outline
        .documents()
        .filter_map(|id| {
            let head = outline.head(id);
            Some((output(head), mark(outline, id, head.hidden?)))
        })
        .collect()
}

fn mark(outline: &Outline, id: DocumentId, hidden: Hidden) -> Text {
    let moment = match (id, hidden) {
        (DocumentId::Page(id), Hidden::Scheduled) => &outline.pages[id].front().publish_date,
        (DocumentId::Page(id), Hidden::Expired) => &outline.pages[id].front().expiry_date,
        _ => &None,
    };
    let day = moment.as_ref().map(|moment| written(moment.ymd));
    match (hidden, day) {
        (Hidden::Draft, _) => Text::new("Brouillon", "Draft"),
        (Hidden::Scheduled, Some(Text { fr, en })) => {
            text!(fr: "Prévue pour le {fr}", en: "Scheduled for {en}")
        }
        (Hidden::Scheduled, None) => Text::new("Prévue pour plus tard", "Scheduled"),
        (Hidden::Expired, Some(Text { fr, en })) => {
            text!(fr: "Expirée depuis le {fr}", en: "Expired since {en}")
        }
        (Hidden::Expired, None) => Text::new("Expirée", "Expired"),
    }
}

/// A day written out.
fn written((year, month, day): (i16, i8, i8)) -> Text {
    let date = Date::new(year, month, day).ok();
    let shown = |lang| date.and_then(|date| dates::written(date, Style::Long, lang));
    Text::new(
        shown("fr").unwrap_or_default(),
        shown("en").unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn days_are_written_out() {
        assert_eq!(written((2027, 3, 1)).fr, "1er mars 2027");
        assert_eq!(written((2027, 12, 31)).fr, "31 décembre 2027");
        assert_eq!(written((2027, 3, 3)).en, "3 March 2027");
    }
}
