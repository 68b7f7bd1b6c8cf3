//! Pages that send their reader on and on.

use crate::config::{Config, Dialect};
use crate::outline::Outline;
use crate::outputs::{Maker, Origin, Output};
use crate::report::{Finding, Findings, Place, Severity};
use crate::text;
use foldhash::HashMap;

/// How often a browser lets itself be sent on before it gives up.
const MOST: usize = 20;

fn place(output: &Output, outline: &Outline) -> Place {
    match &output.origin {
        Origin::Document(id) => outline.head(*id).document.as_ref(),
        _ => None,
    }
    .map_or_else(
        || output.place(outline),
        |document| document.key_place("redirect_to"),
    )
}

/// Tells the redirections that never arrive. Zola makes them.
pub fn judge(outputs: &[Output], config: &Config, outline: &Outline, findings: &mut Findings) {
    let redirections = || {
        outputs.iter().filter_map(|output| match &output.maker {
            Maker::Redirect(target) => Some((output, target.as_str())),
            _ => None,
        })
    };
    let leads: HashMap<&str, &str> = redirections()
        .map(|(output, target)| (output.path.as_str(), target))
        .collect();
    let next = |target: &str| {
        let path = target.strip_prefix(config.base_url.as_str())?;
        let path = path.split('#').next()?.trim_start_matches('/');
        let page = || leads.get(format!("{path}index.html").as_str());
        leads.get(path).or_else(page).copied()
    };
    for (output, target) in redirections() {
        let mut hops = std::iter::successors(Some(target), |target| next(target));
        if hops.nth(MOST).is_none() {
            continue;
        }
        let path = output.path.trim_end_matches("index.html");
        let finding = Finding::error(
            "link.redirect-circle",
            text!(
                fr: "L'adresse /{path} renvoie à {target}, qui renvoie plus loin, sans arriver nulle part.",
                en: "The address /{path} leads on to {target}, which leads further on, and never arrives."
            ),
        )
        .help(text!(
            fr: "Donnez à « redirect_to » l'adresse d'une page qui a un contenu.",
            en: "Give “redirect_to” the address of a page that has content."
        ));
        findings.push(Finding {
            severity: match config.dialect {
                Dialect::Native => Severity::Error,
                Dialect::Zola => Severity::Warning,
            },
            ..finding.at(place(output, outline))
        });
    }
}
