//! What a theme adds to the settings, and the style sheets that are made of it.

use crate::config::{self, Config};
use crate::markdown;
use crate::outputs::StyleSheet;
use crate::report::Findings;
use crate::sources::{SourceFile, Sources};
use crate::theme::sass::{self, SassSource};

/// The theme's own settings and texts, under the site's.
pub(super) fn settings(config: &mut Config, sources: &Sources, findings: &mut Findings) {
    if let Some((file, text)) = &sources.theme_file {
        config::merge_theme_extra(config, file, text, findings);
    }
    for (lang, file, text) in &sources.theme_translations {
        config::merge_theme_translations(config, lang, file, text, findings);
    }
}

/// Style sheets that Lucarne makes: compiled Sass and the colours of code. Path, bytes, and the file to blame.
pub(super) fn style_sheets(
    sources: &Sources,
    config: &Config,
    findings: &mut Findings,
) -> Vec<StyleSheet> {
    let mut sheets = Vec::new();
    if config.compile_sass || config.theme.is_some() {
        let text = |file: &SourceFile| {
            let bytes = sources.file(&file.path)?;
            Some(String::from_utf8_lossy(&bytes).into_owned())
        };
        let own = |file: &SourceFile| file.path.starts_with("sass/");
        let files: Vec<SassSource> = sources
            .sass
            .iter()
            .filter(|(_, file)| config.compile_sass || !own(file))
            .filter_map(|(path, file)| {
                Some(SassSource {
                    path: path.clone(),
                    file: file.path.clone(),
                    text: text(file)?,
                })
            })
            .collect();
        let (compiled, found) = sass::compile(&files);
        findings.extend(found);
        sheets.extend(
            compiled
                .into_iter()
                .map(|(path, css)| (path, css.into_bytes(), "sass".to_owned())),
        );
    }
    for (path, css) in markdown::stylesheets(config) {
        sheets.push((path, css.into_bytes(), config.file.clone()));
    }
    sheets
}
