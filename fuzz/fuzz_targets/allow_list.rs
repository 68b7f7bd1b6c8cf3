//! Bodies of a site that trusts nobody: whatever a browser would run is gone.
#![no_main]

#[path = "../converting.rs"]
mod converting;
#[path = "../../tests/faults/live.rs"]
mod live;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let body = converting::convert(text, &converting::CONFIGS[0]);
    let summary = body.summary.as_deref().unwrap_or_default();
    for html in [&body.html, summary] {
        let live = live::live(html);
        assert!(live.is_empty(), "{live:?} in {html}");
    }
});
