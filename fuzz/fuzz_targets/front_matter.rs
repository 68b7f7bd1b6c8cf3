//! Front matter of any kind, as a page and as a section, in both dialects: findings or values, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lucarne::config::Dialect;
use lucarne::sources::front_matter::{Reading, page, parse, section, split};

fuzz_target!(|text: &str| {
    let Ok(split) = split("a.md", text) else {
        return;
    };
    for dialect in [Dialect::Native, Dialect::Zola] {
        let reading = Reading {
            file: "a.md",
            text,
            dialect,
            timezone: "Europe/Brussels",
        };
        if let Ok(data) = parse(reading, &split) {
            page(reading, &split, data.clone(), &[]);
            section(reading, &split, data);
        }
    }
});
