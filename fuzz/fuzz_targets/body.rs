//! Bodies in both dialects, with French typography and with components, and what checks see in the pages made of them: HTML and
//! findings, never a panic.
#![no_main]

#[path = "../converting.rs"]
mod converting;

use libfuzzer_sys::fuzz_target;
use lucarne::check::{Page, notice, said_in_data};
use lucarne::codes::When;

fuzz_target!(|text: &str| {
    for config in &*converting::CONFIGS {
        let body = converting::convert(text, config);
        for html in [
            format!("<!doctype html>\n<html lang=\"fr\"><head><title>T</title></head><body><main>{}</main></body></html>", body.html),
            text.to_owned(),
        ] {
            let page = Page {
                html: &html,
                path: "a/index.html",
                body: &body.html,
                known: None,
                declared: Some("vous"),
            };
            for when in [When::Build, When::Check] {
                notice(page, when, &config.base_url, None);
            }
        }
    }
    said_in_data("data/a.yaml", text, "fr");
});
