//! Where the links and images of a body lead.

use super::InternalLink;
use super::escape;
use super::writer::Writer;
use crate::config::RawHtml;
use crate::memo::{self, Answer, LinkTarget, Read};
use crate::report::{Finding, Severity};
use crate::text;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

impl Writer<'_, '_> {
    /// Writes the opening tag of a link.
    pub(super) fn start_link(
        &mut self,
        target: &str,
        title: &str,
        mail: bool,
        range: Range<usize>,
    ) {
        if mail {
            self.state.vouched = false;
            self.out.push_str("<a href=\"mailto:");
            escape::href(&mut self.out, target);
            self.out.push_str("\">");
            return;
        }
        let address = self.link_address(target, range);
        self.out.push_str("<a ");
        if is_external(target) {
            self.write_external_attributes();
        }
        if !title.is_empty() {
            self.out.push_str("title=\"");
            escape::attribute(&mut self.out, title);
            self.out.push_str("\" ");
        }
        self.out.push_str("href=\"");
        escape::href(&mut self.out, &address);
        self.out.push_str("\">");
    }

    fn write_external_attributes(&mut self) {
        let markdown = &self.state.config.markdown;
        if let Some(class) = &markdown.external_links_class {
            self.out.push_str("class=\"");
            escape::attribute(&mut self.out, class);
            self.out.push_str("\" ");
        }
        let words: Vec<&str> = [
            (markdown.external_links_target_blank, "noopener"),
            (markdown.external_links_no_follow, "nofollow"),
            (markdown.external_links_no_referrer, "noreferrer"),
            (markdown.external_links_external, "external"),
        ]
        .into_iter()
        .filter_map(|(wanted, word)| wanted.then_some(word))
        .collect();
        if !words.is_empty() {
            let _ = write!(self.out, "rel=\"{}\" ", words.join(" "));
        }
        if markdown.external_links_target_blank {
            self.out.push_str("target=\"_blank\" ");
        }
    }

    fn link_address(&mut self, target: &str, range: Range<usize>) -> String {
        if target.is_empty() {
            self.state.vouched = false;
            self.note(empty_link(), range);
            return "#".to_owned();
        }
        if is_external(target) {
            self.state.vouched &= !target.starts_with(&self.state.config.base_url);
            let written = self.source.written(range);
            self.state.external_links.push((target.to_owned(), written));
            return target.to_owned();
        }
        if let Some(anchor) = target.strip_prefix('#') {
            self.state.vouched = false;
            if anchor.is_empty() {
                return target.to_owned();
            }
            if !self.state.input.relative_path.is_empty() {
                let written = self.source.written(range);
                self.state.internal_links.push(InternalLink {
                    target: self.state.input.relative_path.to_owned(),
                    anchor: Some(anchor.to_owned()),
                    written,
                });
            }
            return format!("{}{target}", self.state.input.permalink);
        }
        self.address(target, range, false)
    }

    /// The address of an image.
    pub(super) fn image_address(&mut self, target: &str, range: Range<usize>) -> String {
        if target.is_empty() || target.starts_with('#') || is_external(target) {
            return target.to_owned();
        }
        self.address(target, range, true)
    }

    fn address(&mut self, target: &str, range: Range<usize>, image: bool) -> String {
        // only what leads to a page as a whole is sure to lead there
        let vouched = std::mem::replace(&mut self.state.vouched, false);
        let native = self.native();
        if native
            && self.state.config.markdown.raw_html == RawHtml::Safe
            && let Some(scheme) = dangerous_scheme(target)
        {
            self.note(dangerous(scheme), range);
            return if image { String::new() } else { "#".to_owned() };
        }
        if native && let Some(finding) = no_address(target) {
            self.note(finding, range);
            return target.to_owned();
        }
        if has_scheme(target) || target.starts_with("//") {
            return target.to_owned();
        }
        if !native && !target.starts_with("@/") {
            return if target.starts_with('/') || target.starts_with("..") {
                target.to_owned()
            } else {
                format!("{}{target}", self.state.input.permalink)
            };
        }
        let answer = memo::ask(Read::Link {
            from: Cow::Borrowed(self.state.input.relative_path),
            target: Cow::Borrowed(target),
        });
        match answer {
            Answer::Link(LinkTarget::Document {
                url,
                relative_path,
                anchor,
            }) => {
                let written = self.source.written(range);
                self.state.vouched = vouched && anchor.is_none();
                self.state.internal_links.push(InternalLink {
                    target: relative_path,
                    anchor,
                    written,
                });
                url
            }
            Answer::Link(LinkTarget::Asset { url }) => url,
            Answer::Link(LinkTarget::Broken {
                message,
                help,
                code,
            }) => {
                let mut finding = Finding::error(code, message);
                if image && code == "link.broken" {
                    finding = Finding::error(
                        "image.missing",
                        text!(
                            fr: "L'image « {target} » n'existe pas.",
                            en: "There is no image “{target}”.",
                        ),
                    );
                }
                finding.help = help;
                if self.state.config.link_checker.internal_warn {
                    finding.severity = Severity::Warning;
                }
                self.note(finding, range);
                target.to_owned()
            }
            _ => target.to_owned(),
        }
    }
}

/// Something in the place of an address that is none: a site without `https://`, a mail address, a file of this computer.
fn no_address(target: &str) -> Option<Finding> {
    if matches!(target, "mailto:" | "tel:") {
        return Some(empty_link());
    }
    let bytes = target.as_bytes();
    let drive = bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes.get(1) == Some(&b':')
        && matches!(bytes.get(2), Some(b'\\' | b'/'));
    if drive || target.starts_with("file:") {
        let finding = Finding::error(
            "link.own-computer",
            text!(
                fr: "« {target} » est un fichier de cet ordinateur : personne d'autre ne peut l'ouvrir.",
                en: "“{target}” is a file of this computer: nobody else can open it.",
            ),
        );
        return Some(finding.help(text!(
            fr: "Copiez ce fichier dans le dossier de la page, et écrivez seulement son nom.",
            en: "Copy the file into the folder of the page, and write its name alone.",
        )));
    }
    let plain = !target.contains(['/', ':', '?']);
    if plain && target.contains('@') && target.contains('.') {
        let finding = Finding::error(
            "link.mail",
            text!(
                fr: "« {target} » est une adresse électronique : le lien ne mène nulle part.",
                en: "“{target}” is a mail address: the link leads nowhere.",
            ),
        );
        return Some(finding.help(text!(
            fr: "Écrivez « mailto:{target} ».",
            en: "Write “mailto:{target}”.",
        )));
    }
    target.to_lowercase().starts_with("www.").then(|| {
        Finding::error(
            "link.no-scheme",
            text!(
                fr: "« {target} » est l'adresse d'un autre site, mais il lui manque « https:// » : le lien ne mène nulle part.",
                en: "“{target}” is the address of another site, but it lacks “https://”: the link leads nowhere.",
            ),
        )
        .help(text!(
            fr: "Écrivez « https://{target} ».",
            en: "Write “https://{target}”.",
        ))
    })
}

fn empty_link() -> Finding {
    Finding::error(
        "link.empty",
        text!(
            fr: "Ce lien ne mène nulle part : il n'a pas d'adresse.",
            en: "This link leads nowhere: it has no address.",
        ),
    )
    .help(text!(
        fr: "Écrivez l'adresse entre les parenthèses, par exemple « [notre équipe](equipe.md) ».",
        en: "Write the address between the parentheses, like “[our team](team.md)”.",
    ))
}

/// An address was taken out that would run something.
pub(super) fn dangerous(scheme: &str) -> Finding {
    Finding::warning(
        "link.unsafe",
        text!(
            fr: "Une adresse « {scheme}: » peut exécuter du code chez les lecteurs : elle a été retirée.",
            en: "A “{scheme}:” address can run code on a reader's computer: it was taken out.",
        ),
    )
    .help(text!(
        fr: "Écrivez une adresse qui commence par https://, ou le chemin d'un fichier du site. « markdown.raw_html: all » autorise tout.",
        en: "Write an address that begins with https://, or the path of a file of the site. “markdown.raw_html: all” allows everything.",
    ))
}

/// Whether an address is on the web.
fn is_external(target: &str) -> bool {
    ["http:", "https:"].iter().any(|scheme| {
        target
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// The scheme of an address that can run or carry code, as a browser reads it: blanks and control characters do not count.
pub(super) fn dangerous_scheme(target: &str) -> Option<&'static str> {
    let mut letters = target
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .map(|c| c.to_ascii_lowercase());
    let start: String = letters.by_ref().take(11).collect();
    ["javascript", "vbscript", "data"]
        .into_iter()
        .find(|scheme| {
            start
                .strip_prefix(scheme)
                .is_some_and(|rest| rest.starts_with(':'))
        })
}

fn has_scheme(target: &str) -> bool {
    target.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
            && scheme.bytes().any(|byte| byte != b'.')
    })
}
