//! Pages in several languages.

use crate::harness::site;

#[test]
fn a_section_that_redirects_is_no_translation() {
    site(
        "
-- lucarne.yaml --
base_url: https://example.org
default_language: fr
languages:
  nl: {}
  en: {}
-- templates/index.html --
[{% for t in section.translations %}{{ t.lang }} {% endfor %}]
-- content/_index.md --
---
title: Accueil
---
-- content/_index.en.md --
---
title: Home
---
-- content/_index.nl.md --
---
title: Begin
redirect_to: en
---
",
    )
    .build()
    .fine()
    .has("index.html", "[en fr ]")
    .lacks("sitemap.xml", "https://example.org/nl/");
}
