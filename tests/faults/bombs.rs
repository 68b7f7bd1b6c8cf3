//! Small files that unfold without end: refused in bounded time and memory.

use crate::common::{SITE, tree};
use crate::harness::{Site, site};
use crate::measure::Measured;
use crate::pictures::png;
use crate::table::Outcome;

/// Nine levels of nine: 387 million values.
fn levels() -> String {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let before = vec![format!("*a{}", level - 1); 9].join(", ");
        text += &format!("a{level}: &a{level} [{before}]\n");
    }
    text
}

/// One long value, shown thousands of times.
fn flat() -> String {
    let long = "x".repeat(30_000);
    format!("a: &a {long}\nb: [{}]\n", vec!["*a"; 8_000].join(", "))
}

/// Maps that take in maps.
fn merges() -> String {
    let mut text = "a0: &a0 {k0: x, l0: x}\n".to_owned();
    for level in 1..25 {
        let before = level - 1;
        text += &format!("a{level}: &a{level} {{x: *a{before}, y: *a{before}}}\n");
    }
    text
}

pub fn yaml_that_unfolds() -> Outcome {
    let bombs = [
        levels(),
        flat(),
        merges(),
        format!("a: {}\n", "[".repeat(30_000)),
    ];
    let page = |text: &str| {
        let indented: String = text.lines().map(|line| format!("  {line}\n")).collect();
        format!("---\ntitle: X\nextra:\n{indented}---\n")
    };
    let data = "{{ load_data(path=\"data/d.yaml\") | length }}";
    for (number, bomb) in bombs.iter().enumerate() {
        let places = [
            site(SITE).with("content/x.md", page(bomb)),
            site(SITE).with(
                "lucarne.yaml",
                format!(
                    "base_url: https://a.example\nextra:\n  {}",
                    bomb.replace('\n', "\n  ")
                ),
            ),
            site(SITE)
                .with("templates/index.html", data)
                .with("data/d.yaml", bomb),
        ];
        for (place, all) in places.iter().enumerate() {
            let what = format!("bomb {number} at {place}");
            Measured::build(all).failed_within(1.0, 100.0, &what);
        }
    }
    Outcome::Survived(bombs.len() * 3)
}

pub fn bibtex_that_unfolds() -> Outcome {
    let named = |name: &str, value: &str| format!("@string{{{name} = {value}}}\n");
    let levels: String = (1..9)
        .map(|level| {
            named(
                &format!("a{level}"),
                &[format!("a{}", level - 1).as_str(); 9].join("#"),
            )
        })
        .collect();
    let chain = (0..20_000).map(|n| named(&format!("a{n}"), &format!("a{}", n + 1)));
    let bombs = [
        named("a", "a"),
        named("a", "b # b") + &named("b", "a # a"),
        named("a0", &format!("{{{}}}", "x".repeat(1_000))) + &levels,
        chain.collect(),
    ];
    let data = "{{ load_data(path=\"data/d.bib\", format=\"bibtex\") | length }}";
    for (number, bomb) in bombs.iter().enumerate() {
        let all = site(SITE)
            .with("templates/index.html", data)
            .with("data/d.bib", bomb);
        Measured::build(&all).failed_within(1.0, 100.0, &format!("bomb {number}"));
    }
    Outcome::Survived(bombs.len())
}

/// Elements in elements: what reads them must not fall off its stack.
pub fn xml_that_is_deep() -> Outcome {
    let nested = |count: usize| format!("{}{}", "<a b='/>'>".repeat(count), "</a>".repeat(count));
    let entities: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"<a>&l{0};&l{0};&l{0};&l{0};</a>\">", n - 1))
        .collect();
    let bombs = [
        nested(20_000),
        "<a>".repeat(100_000),
        format!("<!DOCTYPE a [<!ENTITY l0 \"x\">{entities}]><a>&l9;</a>"),
    ];
    let all = |text: &str| {
        let data = "{{ load_data(path=\"data/d.xml\") | length }}";
        site(SITE)
            .with("templates/index.html", data)
            .with("data/d.xml", text)
    };
    for (number, bomb) in bombs.iter().enumerate() {
        Measured::build(&all(bomb)).failed_within(1.0, 100.0, &format!("bomb {number}"));
    }
    all(&nested(100)).build().fine();
    Outcome::Survived(bombs.len() + 1)
}

/// Sass is a language of its own, with functions and loops.
pub fn style_sheets_without_end() -> Outcome {
    let refused = [
        "@function f($a) { @return f($a + 1) } a { b: f(1) }",
        "@mixin m { @include m } a { @include m }",
        "$i: 0; @while true { $i: $i + 1 }",
        "@while true { a { b: c } }",
    ];
    let all = |text: &str| {
        let config = site(SITE).read("lucarne.yaml") + "compile_sass: true\n";
        site(SITE)
            .with("lucarne.yaml", config)
            .with("sass/a.scss", text)
    };
    std::thread::scope(|scope| {
        for text in refused {
            scope.spawn(move || {
                let all = all(text);
                let before = tree(all.root());
                let built = Measured::build(&all);
                built.failed_within(120.0, 3_000.0, text);
                assert!(built.err.contains("sass/a.scss"), "{}", built.err);
                assert!(tree(all.root()) == before, "{text} leaves something behind");
            });
        }
    });
    let deep = format!("a{{b:{}1{}}}", "(".repeat(5_000), ")".repeat(5_000));
    let built = Measured::build(&all(&deep));
    assert!(matches!(built.status, Some(0 | 1)), "{}", built.err);
    Outcome::Survived(refused.len() + 1)
}

/// A line that makes the rules of its language go round in circles.
pub fn code_without_end() -> Outcome {
    let code = "        /* a\n        */\n        \"b\": true\n        /* c\n        let d;\n";
    let page = format!("---\ntitle: X\n---\n```javascript\nlet a = 1;\n```\n\n```js\n{code}```\n");
    let all = site(SITE)
        .with("content/x.md", &page)
        .with("content/y.md", page.replace("title: X", "title: Y"));
    let built = Measured::build(&all);
    built.within(40.0, 200.0, "code");
    assert_eq!(built.status, Some(0), "{}", built.err);
    for page in ["x", "y"] {
        assert!(
            built.err.contains(&format!("content/{page}.md:8")),
            "{}",
            built.err
        );
        let html = all.read(&format!("public/{page}/index.html"));
        assert!(
            html.contains(">let</span> a") && html.contains("let d;"),
            "{html}"
        );
    }
    Outcome::Survived(1)
}

pub fn images_that_claim_to_be_immense() -> Outcome {
    let jpeg = |side: u16| {
        let [high, low] = side.to_be_bytes();
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, high, low, high, low, 3];
        bytes.extend([
            1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, 0,
        ]);
        bytes
    };
    let gif = b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x08\0;".to_vec();
    let bmp = [
        b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".as_slice(),
        &60_000_u32.to_le_bytes(),
        &60_000_u32.to_le_bytes(),
        b"\x01\0\x18\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    ]
    .concat();
    let images = [
        ("a.png", png(60_000, 60_000)),
        ("b.png", png(u32::MAX, 2)),
        ("c.jpg", jpeg(60_000)),
        ("d.jpg", jpeg(65_500)),
        ("e.gif", gif),
        ("f.bmp", bmp),
    ];
    for (name, bytes) in &images {
        let call = format!(
            "{{% set small = resize_image(path=\"{name}\", width=10, op=\"fit_width\") %}}{{{{ small.url }}}}"
        );
        let all = site(SITE)
            .with(&format!("static/{name}"), bytes)
            .with("templates/index.html", call);
        let built = Measured::build(&all);
        built.failed_within(3.0, 200.0, name);
        assert!(
            built.err.contains(&format!("static/{name}")),
            "{}",
            built.err
        );
    }
    Outcome::Survived(images.len() + becoming_immense())
}

/// A line that is made as wide as a page would become as high as a tower.
fn becoming_immense() -> usize {
    let line = image::DynamicImage::new_rgb8(1, 12_000);
    let mut bytes = std::io::Cursor::new(Vec::new());
    let written = line.write_to(&mut bytes, image::ImageFormat::Png);
    written.expect("an image");
    let sizes = [
        "width=16383, op=\"fit_width\"",
        "width=16383, height=16383, op=\"fill\"",
    ];
    for size in sizes {
        let call =
            format!("{{% set large = resize_image(path=\"a.png\", {size}) %}}{{{{ large.url }}}}");
        let all = site(SITE)
            .with("static/a.png", bytes.get_ref())
            .with("templates/index.html", call);
        let built = Measured::build(&all);
        built.failed_within(3.0, 200.0, size);
        assert!(built.err.contains("static/a.png"), "{}", built.err);
    }
    sizes.len()
}

pub fn templates_without_end() -> Outcome {
    let circle = |text: &str| site(SITE).with("templates/index.html", text);
    let component = |body: &str| {
        let text = format!("{{% component a() %}}{body}{{% endcomponent a %}}");
        site(SITE)
            .with("templates/components/a.html", text)
            .with("templates/index.html", "{{<a/>}}")
    };
    let nested =
        |start: &str, end: &str| circle(&[start.repeat(30_000), end.repeat(30_000)].concat());
    let refused: [(&str, Site); 12] = [
        ("includes itself", circle("{% include \"index.html\" %}")),
        ("extends itself", circle("{% extends \"index.html\" %}")),
        (
            "two include each other",
            circle("{% include \"b.html\" %}")
                .with("templates/b.html", "{% include \"index.html\" %}"),
        ),
        ("a component calls itself", component("x{{<a/>}}")),
        (
            "a component calls itself in its body",
            component("{% <a> %}{{<a/>}}{% </a> %}"),
        ),
        (
            "a component calls itself from a page",
            component("x{{<a/>}}").with("content/x.md", "---\ntitle: X\n---\n{{<a/>}}\n"),
        ),
        (
            "an immense range",
            circle("{% for i in range(end=1000000000) %}x{% endfor %}"),
        ),
        (
            "deep brackets",
            circle(&format!(
                "{{{{ {}1{} }}}}",
                "(".repeat(30_000),
                ")".repeat(30_000)
            )),
        ),
        (
            "deep lists",
            circle(&format!(
                "{{{{ {}1{} }}}}",
                "[".repeat(30_000),
                "]".repeat(30_000)
            )),
        ),
        (
            "long sums",
            circle(&format!("{{{{ 1{} }}}}", "+1".repeat(30_000))),
        ),
        ("deep conditions", nested("{% if true %}", "{% endif %}")),
        ("deep loops", nested("{% for a in [1] %}", "{% endfor %}")),
    ];
    for (what, all) in &refused {
        Measured::build(all).failed_within(5.0, 300.0, what);
    }
    Outcome::Survived(refused.len())
}

/// Loops that never end, without a word, with too many of them, or with a text that grows: what was published stays, and nothing is left behind.
pub fn loops_without_end() -> Outcome {
    let double: String = (1..40)
        .map(|number| format!("{{% set a{number} = a{0} ~ a{0} %}}", number - 1))
        .collect();
    let double = format!("{{% set a0 = \"0123456789\" %}}{double}");
    let double = double.as_str();
    let loops = [
        double,
        "{% set many = range(end=100000) %}{% for a in many %}{% for b in many %}{% endfor %}{% endfor %}",
        "{% set many = range(end=100000) %}{% for a in many %}{% for b in many %}xxxxxxxxxxxxxxxx{% endfor %}{% endfor %}",
    ];
    std::thread::scope(|scope| {
        for text in loops {
            scope.spawn(move || {
                let all = site(SITE);
                all.run(&["build"]).status(0);
                let before = tree(all.root());
                let all = all.with("templates/page.html", text);
                // a text that doubles is seen after it has doubled
                let most = if text == double { 6_000.0 } else { 600.0 };
                Measured::build(&all).failed_within(120.0, most, text);
                let all = all.with("templates/page.html", &before["templates/page.html"]);
                assert!(tree(all.root()) == before, "{text} leaves something behind");
            });
        }
    });
    Outcome::Survived(loops.len())
}

/// What is deep or long without being wrong is built, or refused, but never overflows.
pub fn deep_texts() -> Outcome {
    let texts = [
        "> ",
        "- ",
        "[",
        "![",
        "*a ",
        "<b>",
        "<div>\n\n",
        "{% <note> %}\n",
        "{{<note title=\"",
        "`",
        "# a\n",
        "| ",
    ];
    for piece in texts {
        let all = site(SITE)
            .with(
                "templates/components/note.html",
                "{% component note(title=\"\") %}{{ body | safe }}{% endcomponent note %}",
            )
            .with(
                "content/x.md",
                format!("---\ntitle: X\n---\n{}\n", piece.repeat(10_000)),
            );
        let built = Measured::build(&all);
        assert!(
            matches!(built.status, Some(0 | 1)),
            "{piece:?}: {:?} {}",
            built.status,
            built.err
        );
        assert!(!built.err.contains("panicked"), "{piece:?}: {}", built.err);
        built.within(20.0, 500.0, piece);
    }
    let zeros = format!("<main>a <{} b</main>", "\0".repeat(20));
    let all = site(SITE).with("templates/index.html", zeros);
    Measured::build(&all).within(5.0, 200.0, "zeros");
    Outcome::Survived(texts.len() + 1)
}
