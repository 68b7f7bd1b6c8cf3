//! Rendering outputs, or keeping those that would be the same, and taking account of what became of them.

use super::judge::{self, Ground};
use super::{Outcome, Ready, Sink, Workshop};
use crate::SHARE;
use crate::bodies;
use crate::check::{self, Noticed};
use crate::codes::When;
use crate::fingerprint::Fingerprint;
use crate::images;
use crate::memo::Record;
use crate::outputs::{self, Made, Maker, Output, Remembered};
use crate::report::{Finding, Findings};
use crate::sources::{self, SourceFile, Sources};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What became of one output.
pub(super) struct Rendered {
    /// None where there is nothing to say of it, and no next build to remember it for.
    remembered: Option<Arc<Remembered>>,
    /// What the page showed, where it is one that is judged and was made.
    noticed: Option<Box<Noticed>>,
    kept: bool,
    failed: bool,
    templated: bool,
}

impl Rendered {
    fn kept(remembered: Arc<Remembered>) -> Self {
        Self {
            remembered: Some(remembered),
            noticed: None,
            kept: true,
            failed: false,
            templated: false,
        }
    }

    fn failed(record: Record) -> Self {
        Self {
            remembered: Some(Arc::new(Remembered {
                record,
                ..Remembered::default()
            })),
            noticed: None,
            kept: false,
            failed: true,
            templated: false,
        }
    }
}

/// From how many outputs on it pays to look for what pages have in common. Few in the tests, whose sites are small.
const MANY: usize = if cfg!(debug_assertions) { 1 } else { 500 };

impl Workshop {
    /// Renders what the memo does not hold, and hands everything to the sink.
    pub(super) fn render<'p>(
        &self,
        ready: &Ready,
        outputs: impl Iterator<Item = &'p Output>,
        sink: &dyn Sink,
    ) -> Vec<(String, Rendered)> {
        let outputs: Vec<&Output> = outputs.collect();
        let wanted = check::wanted(&ready.laid_out.config, self.options.mode);
        let drops = wanted == Some(When::Build) && !self.remembering && !outputs.is_empty();
        let ground = drops.then(|| Ground::new(ready));
        if !self.remembering && outputs.len() >= MANY {
            ready.laid_out.theme.share();
        }
        outputs
            .into_par_iter()
            .with_max_len(SHARE)
            .map(|output| {
                let rendered = self.render_one(ready, output, ground.as_ref(), sink);
                (output.path.clone(), rendered)
            })
            .collect()
    }

    fn render_one(
        &self,
        ready: &Ready,
        output: &Output,
        ground: Option<&Ground<'_>>,
        sink: &dyn Sink,
    ) -> Rendered {
        let wanted = match output.maker.is_page() || matches!(output.maker, Maker::Feed(_)) {
            true => check::wanted(&ready.laid_out.config, self.options.mode),
            false => None,
        };
        // a page that was not judged when it was made is made again
        let judged = wanted.is_none() || self.noticed.contains_key(&output.path);
        let before = self.outputs.get(&output.path).filter(|_| judged);
        let mut noticed = None;
        let published = match &output.maker {
            Maker::File(file) => {
                let input = Fingerprint::of(&(&file.path, file.stamp));
                if let Some(before) = before.filter(|before| before.input == input) {
                    sink.keep(&output.path);
                    return Rendered::kept(Arc::clone(before));
                }
                let remembered = Remembered {
                    input,
                    ..Remembered::default()
                };
                (remembered, false, publish_file(sink, output, file))
            }
            Maker::Bytes(bytes) => {
                let bytes = bytes.as_ref().clone();
                (Remembered::default(), false, sink.put(&output.path, bytes))
            }
            _ => match outputs::make(
                &ready.site,
                &ready.laid_out.theme,
                output,
                before.map(AsRef::as_ref),
                self.remembering,
                &|depth| self.remembering && ready.grounds.agree(&self.grounds, depth),
            ) {
                Made::Kept => {
                    sink.keep(&output.path);
                    return Rendered::kept(before.map(Arc::clone).unwrap_or_default());
                }
                Made::Failed(record) => {
                    sink.keep(&output.path);
                    return Rendered::failed(record);
                }
                Made::New(bytes, remembered) => {
                    noticed = wanted
                        .and_then(|when| judge::look(&ready.site, output, &bytes, when, ground))
                        .filter(|noticed| !noticed.is_silent())
                        .map(Box::new);
                    (remembered, true, sink.put(&output.path, bytes))
                }
            },
        };
        let (mut remembered, templated, published) = published;
        match published {
            Ok(_) => Rendered {
                remembered: (self.remembering || !remembered.record.is_silent())
                    .then(|| Arc::new(remembered)),
                noticed,
                kept: false,
                failed: false,
                templated,
            },
            Err(finding) => {
                remembered.record.findings.push(*finding);
                Rendered::failed(remembered.record)
            }
        }
    }

    /// Takes over what was made: findings, what failed, what to remember.
    pub(super) fn account(
        &mut self,
        made: Vec<(String, Rendered)>,
        outcome: &mut Outcome,
        findings: &mut Findings,
    ) {
        self.outputs.clear();
        let mut before = std::mem::take(&mut self.noticed);
        for (path, rendered) in made {
            let kept = rendered.kept.then(|| before.remove(&path)).flatten();
            if let Some(noticed) = rendered.noticed.or(kept) {
                self.noticed.insert(path.clone(), noticed);
            }
            if let Some(remembered) = &rendered.remembered {
                findings.extend(remembered.record.findings.iter().cloned());
            }
            if rendered.failed {
                outcome.failed.insert(path);
                continue;
            }
            if rendered.templated {
                outcome.rendered.push(path.clone());
            }
            if let Some(remembered) = rendered.remembered {
                self.outputs.insert(path, remembered);
            }
        }
        outcome.rendered.sort();
    }

    /// Makes the images that rendered pages asked for, each once.
    pub(super) fn make_images(
        &self,
        sources: &Sources,
        sink: &dyn Sink,
        outcome: &mut Outcome,
        findings: &mut Findings,
    ) {
        let wanted = self
            .outputs
            .values()
            .flat_map(|remembered| &remembered.record.images);
        let bodies = self.bodies.bodies().flat_map(bodies::Remembered::images);
        let requests: BTreeMap<&str, &images::ImageRequest> = wanted
            .chain(bodies)
            .map(|request| (request.output.as_str(), request))
            .collect();
        let cache = sources::own_folder(&self.options.root)
            .map(|folder| folder.join("images"))
            .filter(|folder| !folder.is_symlink());
        let requests: Vec<_> = requests.into_values().collect();
        let results: Vec<(String, Result<u64, Box<Finding>>)> = requests
            .into_par_iter()
            .map(|request| {
                let bytes = sources.file(&request.source).unwrap_or_default();
                let made = images::make(request, &bytes, cache.as_deref());
                (
                    request.output.clone(),
                    made.and_then(|image| {
                        let size = image.len() as u64;
                        sink.put(&request.output, image).map(|_| size)
                    }),
                )
            })
            .collect();
        for (path, result) in results {
            match result {
                Ok(size) => {
                    outcome.image_sizes.insert(path.clone(), size);
                }
                Err(finding) => {
                    findings.push(*finding);
                    outcome.failed.insert(path.clone());
                }
            }
            Arc::make_mut(&mut outcome.outputs).insert(path);
        }
    }
}

/// A file as it is, but photographs without what a camera notes of place and owner.
fn publish_file(sink: &dyn Sink, output: &Output, file: &SourceFile) -> Result<bool, Box<Finding>> {
    if images::may_carry_metadata(&file.path)
        && let Ok(bytes) = std::fs::read(&file.on_disk)
        && let Some(clean) = images::strip_metadata(&bytes)
    {
        return sink.put(&output.path, clean);
    }
    sink.copy(&output.path, &file.on_disk)
}
