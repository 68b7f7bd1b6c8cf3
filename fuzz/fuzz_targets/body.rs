//! Bodies in both dialects, with French typography and with components: HTML, never a panic.
#![no_main]

#[path = "../converting.rs"]
mod converting;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for config in &*converting::CONFIGS {
        converting::convert(text, config);
    }
});
