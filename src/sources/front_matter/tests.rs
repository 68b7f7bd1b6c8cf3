use super::*;
use crate::config::Dialect;
#[test]
fn smoke() {
    for text in [
        "---\ntitle: Bonjour\ndate: 2026-01-05\ntaxonomies:\n  tags: [a, b]\n---\nCorps",
        "---\ntitle: Paris : la ville\n---\n",
        "---\n\ttitle: a\n---\n",
        "---\ntitle: \"Bonjour\ndescription: \"Le monde\"\n---\n",
        "---\ntitle: \"Bonjour\ndescription: Le monde\n---\n",
        "---\ntitle: 'L'été'\n---\n",
        "---\ntitle: \"Il dit \"oui\" bien\"\n---\n",
        "---\ntitle: a\ntitle: b\n---\n",
        "---\ntitle: a\n  description: b\n---\n",
        "---\nextra:\n    a: 1\n  b: 2\n---\n",
        "---\ntitle Bonjour\n---\n",
        "---\ntitle: a\ndescription\ndraft: true\n---\n",
        "---\ntitle:Bonjour\ndraft: true\n---\n",
        "---\ntitle = \"Bonjour\"\ndraft = true\n---\n",
        "---\ntitle = \"Bonjour\"\ndraft: true\n---\n",
        "---\ntaxonomies:\n  tags: [a, b\ntitle: x\n---\n",
        "---\ntaxonomies:\n  tags: [a, b\n---\n",
        "---\ntitle: [Important] Réunion\n---\n",
        "---\ntitle: @home\n---\n",
        "---\ntitle: *étoile*\n---\n",
        "---\ntitle: %a\n---\n",
        "---\ntitle: `a`\n---\n",
        "---\ntitle: {{ x }}\n---\n",
        "---\ntitle: a\nauthors:\n- a\n - b\n---\n",
        "---\nauthors: - a\n  - b\n---\n",
        "---\ntitle: > hello\n---\n",
        "---\ntitle: \"C:\\dossier\"\n---\n",
        "---\ntitle: a\n description: b\ndraft: true\n---\n",
        "---\nextra:\n  a: 1\n   b: 2\n---\n",
        "---\ntitle: a\n\tdescription: b\n---\n",
        "---\nextra:\n\ta: b\n---\n",
        "---\nauthors: a]\n---\n",
        "---\ntitle: \"Bonjour\" le monde\n---\n",
        "---\n\"title: Bonjour\ndraft: true\n---\n",
    ] {
        let reading = Reading {
            file: "a.md",
            text,
            dialect: Dialect::Native,
            timezone: "Europe/Brussels",
        };
        let split = split("a.md", text).unwrap();
        match parse(reading, &split) {
            Err(f) => {
                for f in f {
                    println!(
                        "{:?} {:?} => {} {:?} {}:{} | {}",
                        text,
                        f.code,
                        f.message.fr,
                        f.help.map(|h| h.fr),
                        f.place.as_ref().unwrap().line,
                        f.place.as_ref().unwrap().column,
                        f.place.as_ref().unwrap().excerpt
                    )
                }
            }
            Ok(d) => {
                let (p, f) = page(reading, &split, d, &[]);
                println!("{text:?} OK {:?} {f:?}", p.title);
            }
        }
    }
}
