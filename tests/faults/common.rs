//! The site that is ill-treated, and what is asked of it afterwards.

pub use crate::harness::tree;
use crate::harness::{Ran, Site};
use std::path::Path;

/// A small site with a list, terms, a feed, a search index and a component.
pub const SITE: &str = "\
-- lucarne.yaml --
base_url: https://a.example
title: Essai
default_language: fr
generate_feeds: true
build_search_index: true
taxonomies: [tags]
-- templates/base.html --
<!doctype html>
<html lang=\"{{ lang }}\"><title>{{ config.title }}</title>{% block main %}{% endblock main %}</html>
-- templates/index.html --
{% extends \"base.html\" %}
{% block main %}<h1>{{ section.title }}</h1>{% for page in section.pages %}[{{ page.title }}]{% endfor %}{% endblock main %}
-- templates/section.html --
{% extends \"base.html\" %}
{% block main %}<h1>{{ section.title }}</h1>{% for page in section.pages %}[{{ page.title }}]{% endfor %}{% endblock main %}
-- templates/page.html --
{% extends \"base.html\" %}
{% block main %}<h1>{{ page.title }}</h1>{{ page.content | safe }}{% endblock main %}
-- templates/taxonomy_list.html --
{% for term in terms %}{{ term.name }} {% endfor %}
-- templates/taxonomy_single.html --
{{ term.name }}{% for page in term.pages %}[{{ page.title }}]{% endfor %}
-- content/_index.md --
---
title: Accueil
---
-- content/mission.md --
---
title: Mission
date: 2026-01-02
taxonomies: {tags: [argent]}
---
Nous aidons.
";

/// The names of all that is in the output.
pub fn published(site: &Site) -> Vec<String> {
    tree(&site.root().join("public")).into_keys().collect()
}

/// A run that fails as it should: status 1, an error with a place, no panic.
#[track_caller]
pub fn fails_cleanly(ran: &Ran, what: &str) {
    ran.status(1).says("error");
    assert!(!ran.err.contains("panicked"), "{what}\n{}", ran.err);
}

/// Makes a link at a place that leads to another. Gives false where the system has none.
pub fn link(target: &Path, at: &Path) -> bool {
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(target, at).expect("a link");
        true
    }
    #[cfg(not(unix))]
    {
        let _ = (target, at);
        false
    }
}
