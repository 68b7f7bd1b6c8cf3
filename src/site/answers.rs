//! The site's answers to the questions of templates and bodies.

use super::{Listed, Site, links, menus, values};
use crate::fingerprint::Fingerprint;
use crate::images::{self, ImageFacts};
use crate::memo::{Answer, FoundFile, Read, World};
use crate::outline::{DocumentId, TaxonomyOutline, permalink};
use crate::report::{Finding, Text, did_you_mean, nearest};
use crate::sources::normal_form;
use crate::text;
use std::sync::Arc;
use tera::Value;

/// Pages of a list that a function gives: without their neighbours.
fn listed(bodies: bool) -> Listed {
    Listed {
        bodies,
        neighbours: false,
    }
}

impl World for Site {
    fn answer(&self, read: &Read<'_>) -> Answer {
        match read {
            Read::Page { path, lang, bodies } => match self.find(path, lang) {
                Some(DocumentId::Page(id)) => Answer::Value(self.page_with_neighbours(id, *bodies)),
                _ => self.no_document(path, lang),
            },
            Read::Section {
                path,
                lang,
                pages,
                bodies,
            } => match self.find(path, lang) {
                Some(DocumentId::Section(id)) if *pages => {
                    Answer::Value(self.section_with_pages(id, listed(*bodies)))
                }
                Some(DocumentId::Section(id)) => Answer::Value(self.section_value(id)),
                _ => self.no_document(path, lang),
            },
            Read::Taxonomy { kind, lang, bodies } => match self.taxonomy(kind, lang) {
                Some(kind) => Answer::Value(self.taxonomy_value(kind, listed(*bodies))),
                None => self.no_taxonomy(kind, lang),
            },
            Read::Term {
                kind,
                term,
                lang,
                bodies,
            } => match self.term(kind, term, lang) {
                Ok((kind, term)) => Answer::Value(self.term_value(kind, term, listed(*bodies))),
                Err(missing) => *missing,
            },
            Read::TermUrl { kind, term, lang } => match self.term(kind, term, lang) {
                Ok((kind, term)) => {
                    let permalink = &self.outline.taxonomies[kind].terms[term].permalink;
                    Answer::Value(Value::from(permalink.as_str()))
                }
                Err(missing) => *missing,
            },
            Read::Url { path, lang } => self.url(path, lang),
            Read::Translation { key, lang } => self.translation(key, lang),
            Read::File { path } => match self.lookup(path) {
                Some(found) => Answer::File(Arc::new(found)),
                None => self.no_file(path),
            },
            Read::Image { path } => self.image(path),
            Read::Link { from, target } => Answer::Link(links::resolve(self, from, target)),
            Read::Menu {
                name,
                lang,
                current,
            } => match menus::menu(self, name, lang, current) {
                Some(value) => Answer::Value(value),
                None => missing(
                    text!(fr: "Le menu « {name} » n'existe pas.", en: "The menu “{name}” does not exist."),
                    nearest(name, self.config.menus.keys().map(String::as_str)),
                ),
            },
            Read::Language { lang } => Answer::Value(values::map([
                ("code", Value::from(lang.as_ref())),
                (
                    "known",
                    Value::from(self.config.languages.contains_key(lang.as_ref())),
                ),
                (
                    "default",
                    Value::from(*lang == self.config.default_language),
                ),
            ])),
            Read::Clock => Answer::Value(Value::from(self.clock.ask().to_string())),
        }
    }

    fn fingerprint(&self, read: &Read<'_>) -> Fingerprint {
        match read {
            Read::Page { path, lang, bodies } => {
                if let Some(DocumentId::Page(id)) = self.find(path, lang) {
                    return self.with_neighbours(id, *bodies);
                }
            }
            Read::Section {
                path,
                lang,
                pages,
                bodies,
            } => {
                if let Some(DocumentId::Section(id)) = self.find(path, lang) {
                    return self.section_fingerprint(id, *pages, *bodies);
                }
            }
            Read::Taxonomy { kind, lang, bodies } => {
                if let Some(kind) = self.taxonomy(kind, lang) {
                    return self.taxonomy_fingerprint(kind, *bodies);
                }
            }
            Read::Term {
                kind,
                term,
                lang,
                bodies,
            } => {
                if let Ok((kind, term)) = self.term(kind, term, lang) {
                    return self.term_fingerprint(kind, term, *bodies);
                }
            }
            _ => {}
        }
        self.answer(read).fingerprint()
    }
}

impl Site {
    /// What templates see of a page and its neighbours.
    fn with_neighbours(&self, id: usize, bodies: bool) -> Fingerprint {
        let page = &self.outline.pages[id];
        let of = |id: Option<usize>| id.map(|id| self.page_fingerprint(id, bodies));
        Fingerprint::of(&(
            self.page_fingerprint(id, bodies),
            of(page.lower),
            of(page.higher),
        ))
    }

    /// A taxonomy, as index into the outline's.
    fn taxonomy(&self, kind: &str, lang: &str) -> Option<usize> {
        let all = &self.outline.taxonomies;
        let find = |fits: &dyn Fn(&TaxonomyOutline) -> bool| {
            all.iter().position(|of| of.lang == lang && fits(of))
        };
        find(&|of| of.options.slug == kind || of.options.name == kind).or_else(|| {
            let slug = self.config.slugify.taxonomies.segment(kind);
            find(&|of| of.options.slug == slug)
        })
    }

    /// A term, as indices into the outline's taxonomies and their terms; else why there is none.
    fn term(&self, kind: &str, term: &str, lang: &str) -> Result<(usize, usize), Box<Answer>> {
        let at = self
            .taxonomy(kind, lang)
            .ok_or_else(|| Box::new(self.no_taxonomy(kind, lang)))?;
        let taxonomy = &self.outline.taxonomies[at];
        let found = taxonomy
            .term(term, &self.config)
            .ok_or_else(|| Box::new(no_term(taxonomy, term)))?;
        Ok((at, found))
    }

    fn no_document(&self, path: &str, lang: &str) -> Answer {
        let elsewhere = lang != self.config.default_language
            && self.find(path, &self.config.default_language).is_some();
        if elsewhere {
            return missing(
                text!(fr: "« {path} » n'existe pas dans la langue « {lang} ».", en: "“{path}” does not exist in the language “{lang}”."),
                None,
            );
        }
        missing(
            text!(fr: "« {path} » n'existe pas dans le dossier content.", en: "“{path}” does not exist in the folder content."),
            self.near_document(path),
        )
    }

    fn no_taxonomy(&self, kind: &str, lang: &str) -> Answer {
        missing(
            text!(fr: "La taxonomie « {kind} » n'existe pas dans la langue « {lang} ».", en: "The taxonomy “{kind}” does not exist in the language “{lang}”."),
            nearest(
                kind,
                self.outline
                    .taxonomies
                    .iter()
                    .map(|taxonomy| taxonomy.options.name.as_str()),
            ),
        )
    }

    fn url(&self, path: &str, lang: &str) -> Answer {
        let answer = |url: String| Answer::Value(Value::from(url));
        let path = &*normal_form(path);
        if let Some(internal) = path.strip_prefix("@/") {
            let (file, tail) = match internal.find(['#', '?']) {
                Some(at) => internal.split_at(at),
                None => (internal, ""),
            };
            let exact = || {
                let id = self.outline.by_path.get(file).copied()?;
                (self.outline.head(id).lang == lang).then_some(id)
            };
            if let Some(id) = self.outline.named(file, lang).or_else(exact) {
                return answer(format!("{}{tail}", self.outline.head(id).permalink));
            }
            if let Some(address) = self.outline.assets.get(file) {
                return answer(format!(
                    "{}{tail}",
                    permalink(&self.config, &format!("/{address}"))
                ));
            }
            if self.outline.left_out.contains_key(file) {
                return missing(
                    text!(fr: "« {path} » est un brouillon ou n'est pas publié.", en: "“{path}” is a draft or is not published."),
                    None,
                );
            }
            return self.no_document(path, lang);
        }
        if path.contains("://") || path.starts_with("//") {
            return answer(path.to_owned());
        }
        let prefix = if lang == self.config.default_language {
            String::new()
        } else {
            format!("/{lang}")
        };
        answer(format!(
            "{}{prefix}/{}",
            self.config.base_url,
            path.trim_start_matches('/')
        ))
    }

    fn translation(&self, key: &str, lang: &str) -> Answer {
        let Some(options) = self.config.languages.get(lang) else {
            return missing(
                text!(fr: "Le site n'a pas la langue « {lang} ».", en: "The site does not have the language “{lang}”."),
                nearest(lang, self.config.languages.keys().map(String::as_str)),
            );
        };
        match self.translations.get(lang).and_then(|texts| texts.get(key)) {
            Some(found) => Answer::Value(Value::from(found.as_str())),
            None => missing(
                text!(fr: "Le texte « {key} » n'est pas traduit dans la langue « {lang} ».", en: "The text “{key}” has no translation in the language “{lang}”."),
                nearest(key, options.translations.keys().map(String::as_str)),
            ),
        }
    }

    /// A file by the lookup of path functions.
    fn lookup(&self, path: &str) -> Option<FoundFile> {
        let path = &*normal_form(path);
        let plain = path.trim_start_matches('/');
        let mut candidates: Vec<(String, Option<String>)> = Vec::new();
        if let Some(inside) = path.strip_prefix("@/") {
            candidates.push((
                format!("content/{inside}"),
                self.outline.assets.get(inside).cloned(),
            ));
        } else {
            let of_static = plain.strip_prefix("static/").map(str::to_owned);
            let of_content = plain
                .strip_prefix("content/")
                .and_then(|path| self.outline.assets.get(path).cloned());
            candidates.push((plain.to_owned(), of_static.or(of_content)));
            candidates.push((format!("static/{plain}"), Some(plain.to_owned())));
            candidates.push((
                format!("content/{plain}"),
                self.outline.assets.get(plain).cloned(),
            ));
            // an address of a co-located file, as `page.path` + name gives it
            if let Some(asset) = self.known.asset(&self.outline, plain) {
                candidates.push((format!("content/{asset}"), Some(plain.to_owned())));
            }
        }
        let in_sources = |(path, url_path): (String, Option<String>)| {
            let bytes = self.sources.file(&path)?;
            Some(FoundFile {
                path,
                bytes,
                url_path,
            })
        };
        let made = || {
            Some(FoundFile {
                path: plain.to_owned(),
                bytes: self.made_file(plain)?,
                url_path: Some(plain.to_owned()),
            })
        };
        let in_theme = || {
            let theme = self.config.theme.as_ref()?;
            let path = format!("themes/{theme}/static/{plain}");
            in_sources((path, Some(plain.to_owned())))
        };
        let found = candidates.into_iter().find_map(in_sources);
        found.or_else(made).or_else(in_theme)
    }

    fn image(&self, path: &str) -> Answer {
        let Some(found) = self.lookup(path) else {
            return self.no_file(path);
        };
        match self.image_facts(&found) {
            Ok(facts) => Answer::Image(facts),
            Err(finding) => Answer::Damaged(finding),
        }
    }

    fn no_file(&self, path: &str) -> Answer {
        let plain = path.trim_start_matches("@/").trim_start_matches('/');
        let theme = self.config.theme.as_ref();
        let of_theme = theme.map(|theme| format!("themes/{theme}/static/"));
        let near = ["", "static/", "content/"]
            .into_iter()
            .chain(of_theme.as_deref())
            .find_map(|folder| {
                let near = self.sources.near_file(&format!("{folder}{plain}"))?;
                Some(near.strip_prefix(folder).unwrap_or(&near).to_owned())
            });
        let message = text!(fr: "Le fichier « {path} » n'existe pas dans le site.", en: "The file “{path}” does not exist in the site.");
        let help = match near {
            Some(near) => did_you_mean(&near),
            None => Text::new(
                "Vérifiez son nom et son dossier : le chemin part du dossier du site, comme « data/equipe.yaml ».",
                "Check its name and its folder: the path starts from the site's folder, like “data/team.yaml”.",
            ),
        };
        Answer::Missing {
            message,
            help: Some(help),
        }
    }

    fn image_facts(&self, found: &FoundFile) -> Result<ImageFacts, Box<Finding>> {
        images::facts(&found.path, &found.bytes)
    }
}

fn no_term(taxonomy: &TaxonomyOutline, term: &str) -> Answer {
    let kind = &taxonomy.options.name;
    missing(
        text!(fr: "Aucune page n'a le terme « {term} » dans « {kind} ».", en: "No page has the term “{term}” in “{kind}”."),
        nearest(term, taxonomy.terms.iter().map(|term| term.name.as_str())),
    )
}

fn missing(message: Text, near: Option<&str>) -> Answer {
    Answer::Missing {
        message,
        help: near.map(did_you_mean),
    }
}
