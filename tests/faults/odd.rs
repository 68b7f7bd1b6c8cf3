//! Settings, templates and files that no one would write on purpose: told where they stand, in bounded time and memory.

use crate::common::{SITE, fails_cleanly, tree};
use crate::harness::{Site, site};
use crate::measure::Measured;
use crate::table::Outcome;
use std::fs;

fn with_settings(more: &str) -> Site {
    site(SITE).with("lucarne.yaml", site(SITE).read("lucarne.yaml") + more)
}

/// The site is refused with a finding of this code at this place, and nothing is left behind.
#[track_caller]
fn refused(all: &Site, code: &str, place: &str) {
    let before = tree(all.root());
    let ran = all.run(&["build"]);
    fails_cleanly(&ran, code);
    ran.says(&format!("[{code}]")).says(place);
    assert!(tree(all.root()) == before, "{code} leaves something behind");
}

/// Menus whose entries nobody would see, or that would show each other without end.
pub fn menus_in_circles() -> Outcome {
    let entry = |name: &str, more: &str| {
        format!("    - {{name: {name}, url: /mission/, identifier: {name}{more}}}\n")
    };
    let menu = |entries: &[String]| {
        with_settings(&format!("menus:\n  main:\n{}", entries.concat())).with(
            "templates/index.html",
            "{{ get_menu(name=\"main\") | json_encode | safe }}",
        )
    };
    let below = |name: &str, parent: &str| entry(name, &format!(", parent: {parent}"));
    let circles = [
        vec![below("A", "A")],
        vec![below("A", "B"), below("B", "A")],
        vec![
            entry("Z", ""),
            below("A", "C"),
            below("B", "A"),
            below("C", "B"),
        ],
    ];
    for circle in &circles {
        let line = 9 + usize::from(circle.len() == 4);
        refused(
            &menu(circle),
            "menu.circle",
            &format!("lucarne.yaml:{line}:"),
        );
    }
    let chain: Vec<String> = (0..40)
        .map(|n| match n {
            0 => entry("N0", ""),
            n => below(&format!("N{n}"), &format!("N{}", n - 1)),
        })
        .collect();
    menu(&chain[..9]).build().fine();
    refused(&menu(&chain), "menu.too-deep", "lucarne.yaml:18:");
    // one identifier for many: each of them would show all the others below it
    let same: Vec<String> = (0..60)
        .map(|n| entry("A", if n < 30 { "" } else { ", parent: A" }))
        .collect();
    let built = Measured::build(&menu(&same));
    built.within(10.0, 100.0, "one identifier");
    Outcome::Survived(circles.len() + 3)
}

/// Redirections that send their reader round.
pub fn redirections_in_circles() -> Outcome {
    let section = |target: &str| format!("---\ntitle: S\nredirect_to: {target}\n---\n");
    let all = |first: &str, second: &str| {
        site(SITE)
            .with("content/s/_index.md", section(first))
            .with("content/t/_index.md", section(second))
    };
    refused(
        &all("s", "mission"),
        "link.redirect-circle",
        "content/s/_index.md:3:",
    );
    refused(
        &all("/t/", "\"@/s/_index.md\""),
        "link.redirect-circle",
        "content/t/_index.md:3:",
    );
    all("/t/", "mission").build().fine();
    Outcome::Survived(3)
}

/// Addresses at which no site can be.
pub fn addresses_of_no_site() -> Outcome {
    const WRONG: [&str; 9] = [
        "https://a.example:99999",
        "https://[::1",
        "https://%zz",
        "https://a.example/../b",
        "https://a.example/<b>",
        "https://name:secret@a.example",
        "https://a.example/#b",
        "//a.example",
        "https://",
    ];
    for address in WRONG {
        let settings = site(SITE)
            .read("lucarne.yaml")
            .replace("https://a.example", &format!("'{address}'"));
        let all = site(SITE).with("lucarne.yaml", settings);
        refused(&all, "config.base-url", "lucarne.yaml:1:11");
    }
    Outcome::Survived(WRONG.len())
}

/// Dates at both ends of time. The last day is what people write for "never".
pub fn dates_at_the_ends_of_time() -> Outcome {
    const DATES: [&str; 3] = [
        "0000-01-01",
        "0001-01-01T00:00:00+14:00",
        "9999-12-30T00:00:00Z",
    ];
    const NONE: [&str; 5] = [
        "9999-12-31T23:59:59-23:59",
        "9999-12-31",
        "10000-01-01",
        "+100000-01-01",
        "-0001-01-01",
    ];
    let page = |date: &str| {
        let dates = format!("date: {date}\nupdated: {date}\nexpiry_date: 9999-12-31");
        site(SITE).with("content/x.md", format!("---\ntitle: X\n{dates}\n---\n"))
    };
    for date in DATES {
        page(date)
            .build()
            .fine()
            .has("atom.xml", "<title>X</title>");
    }
    for date in NONE {
        refused(&page(date), "front-matter.date", "content/x.md:3:");
    }
    Outcome::Survived(DATES.len() + NONE.len())
}

/// More branches than the stack of a compiler that calls itself for each has room for.
pub fn branches_without_end() -> Outcome {
    let branches = |count: usize| {
        let many = "{% elif page.title %}".repeat(count);
        format!("{{% if page.title %}}{many}{{% endif %}}")
    };
    let in_template = |count| site(SITE).with("templates/page.html", branches(count));
    let in_component = |count| {
        let component = format!(
            "{{% component x() %}}{}{{% endcomponent x %}}",
            branches(count).replace("page.title", "true")
        );
        site(SITE).with("templates/components/x.html", component)
    };
    let in_body = |count| {
        with_settings("content_templating: full\n").with(
            "content/x.md",
            format!("---\ntitle: X\n---\n{}\n", branches(count)),
        )
    };
    for count in [501, 100_000] {
        let code = "template.too-many-branches";
        refused(&in_template(count), code, "templates/page.html:1:");
        refused(&in_component(count), code, "templates/components/x.html:1:");
        refused(&in_body(count), code, "content/x.md:4:");
    }
    in_template(400).build().fine();
    in_component(400).build().fine();
    in_body(400).build().fine();
    Outcome::Survived(9)
}

/// Files that take no room on the disk, and would take all of the memory.
pub fn hollow_files() -> Outcome {
    const REFUSED: [&str; 7] = [
        "content/x.md",
        "content/x.jpg",
        "static/x.png",
        "static/x.css",
        "templates/x.html",
        "templates/page.html",
        "lucarne.yaml",
    ];
    for path in REFUSED {
        let all = site(SITE);
        hollow(&all, path, 20 << 30);
        let built = Measured::build(&all);
        built.within(10.0, 100.0, path);
        assert_eq!(built.status, Some(1), "{path}: {}", built.err);
        for says in ["[file.too-large]", path] {
            assert!(built.err.contains(says), "{path}: {}", built.err);
        }
    }
    let all = site(SITE);
    hollow(&all, "static/x.mp4", 300 << 20);
    let built = Measured::build(&all);
    built.within(60.0, 100.0, "a film");
    assert_eq!(built.status, Some(0), "{}", built.err);
    Outcome::Survived(REFUSED.len() + 1)
}

fn hollow(all: &Site, path: &str, size: u64) {
    let at = all.root().join(path);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    fs::File::create(at).unwrap().set_len(size).unwrap();
}

/// Arguments that a function or filter does not know, and would pass over.
pub fn arguments_that_nobody_knows() -> Outcome {
    const CALLS: [(&str, usize); 6] = [
        ("{{ get_url(path=\"/\", cachbust=true) }}", 22),
        ("{{ now(utcc=true) }}", 8),
        ("{{ page.date | date(fromat=\"%Y\") }}", 21),
        ("{{ 5 | num_format(local=\"fr\") }}", 19),
        ("{{ \"x\" | markdown(inlin=true) }}", 19),
        ("{{ \"x\" | typography(language=\"en\") }}", 21),
    ];
    for (call, column) in CALLS {
        let all = site(SITE).with("templates/page.html", format!("<p>\n{call}"));
        let ran = all.run(&["build"]);
        ran.says("[template.unknown-argument]")
            .says(&format!("templates/page.html:2:{column}"));
    }
    Outcome::Survived(CALLS.len())
}
