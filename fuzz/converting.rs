//! How the targets convert a body.

use lucarne::config::{self, AnchorLinks, Config, ContentTemplating};
use lucarne::markdown::{self, Body, ComponentCall, Components, Input};
use lucarne::report::{Finding, Findings};
use lucarne::typography::Rules;
use std::sync::LazyLock;

/// Of a site with all defaults, and of a Zola site that lets everything through.
pub static CONFIGS: LazyLock<[Config; 2]> = LazyLock::new(|| {
    [
        ("lucarne.yaml", "base_url: https://a.example\n"),
        (
            "zola.toml",
            "base_url = \"https://a.example\"\n[markdown]\nsmart_punctuation = true\nrender_emoji = true\n",
        ),
    ]
    .map(|(name, text)| {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(name), text).expect("the configuration");
        let mut findings = Findings::default();
        config::load(folder.path(), None, &mut findings).expect("a configuration")
    })
});

/// Converts a text as the whole body of a page in French.
pub fn convert(text: &str, config: &Config) -> Body {
    let input = Input {
        file: "content/a.md",
        relative_path: "a.md",
        text,
        body: 0,
        templated: None,
        lang: "fr-BE",
        permalink: "https://a.example/a/",
        templating: ContentTemplating::Components,
        anchor_links: AnchorLinks::None,
        footnote_prefix: "",
        typography: Rules::of("fr-BE", &config.markdown.brand_names),
    };
    markdown::convert(input, config, &Echo)
}

/// One component, `note`, that shows its body.
struct Echo;

impl Components for Echo {
    fn has(&self, name: &str) -> bool {
        name == "note"
    }

    fn names(&self) -> Vec<String> {
        vec!["note".to_owned()]
    }

    fn render(&self, call: ComponentCall<'_>) -> Result<String, Finding> {
        Ok(format!("<aside>{}</aside>", call.body.unwrap_or_default()))
    }

    fn anchor_link(&self, _id: &str, _level: u8, _lang: &str) -> Result<String, Finding> {
        Ok(String::new())
    }

    fn summary_cutoff(&self, _summary: &str, _lang: &str) -> Result<String, Finding> {
        Ok(String::new())
    }
}
