//! Themes with parts and without: nobody can tell them apart by what they show.

use crate::theme::Theme;
use crate::theme::tests::{context, scope_in, shown, theme};
use proptest::prelude::*;
use serde_json::json;

#[test]
fn what_all_pages_show_alike_is_asked_once() {
    let texts = [
        (
            "base.html",
            "<nav> {%- for k in [1, 2] -%} {{ trans(key=\"more\") }}\n{{ get_url(path=\"a.css\") }} {% endfor -%} </nav>\n\
             {% block b %}{% endblock %}",
        ),
        (
            "t.html",
            "{% extends \"base.html\" %}{% block b %}{{ title }}{{ trans(key=\"more\") }}\n{{ wrong.field }}{% endblock %}",
        ),
    ];
    let (alone, _) = theme(&texts);
    let (shared, _) = theme(&texts);
    shared.share();
    let render = |theme: &Theme, lang: &str, values: serde_json::Value| {
        let (result, record) = scope_in(lang, || theme.render("t.html", &context(&values)));
        let text = result.map(|bytes| String::from_utf8(bytes).expect("text"));
        (text.map_err(|finding| shown(&finding)), record.reads.len())
    };
    let values =
        |title: &str| json!({"title": title, "config": {}, "lang": "x", "wrong": {"field": 1}});
    for (lang, title, asked) in [
        ("fr", "a", 2),
        ("fr", "b", 0),
        ("nl", "c", 2),
        ("nl", "d", 0),
    ] {
        let (text, count) = render(&shared, lang, values(title));
        assert_eq!(text, render(&alone, lang, values(title)).0);
        assert!(text.is_ok_and(|text| text.contains(title)));
        assert_eq!(count, asked, "{lang} {title}");
    }
    let wrong = json!({"title": "e", "config": {}, "lang": "x", "wrong": {}});
    let told = render(&shared, "fr", wrong.clone()).0;
    assert!(told.is_err(), "{told:?}");
    assert_eq!(told, render(&alone, "fr", wrong).0);
}

/// Pieces of templates, some of which show the same on every page.
const PIECES: [&str; 28] = [
    "{{ trans(key=\"more\") }}",
    "{{- get_url(path=\"a.css\") -}}",
    "{{ get_url(path=title) }}",
    "{{ trans(key=\"none\") }}",
    "{{ title }}",
    " é\n",
    "{% set a = get_url(path=\"b\") %}",
    "{% set a = title %}",
    "{% set_global a = lang %}",
    "{{ a }}",
    "{% if a is defined %}{{ a }}{% else -%} - {%- endif %}",
    "{% for k in [1, 2] %}{{ loop.index }}{{ trans(key=\"more\") }}{% endfor %}",
    "{%- for k in config.list -%}\n{% if k is odd %}{% continue %}{% endif %}{{ k }} {% else %}none{%- endfor -%}",
    "{% for k in [1, 2] %}{% set a = k %}{% endfor %}",
    "{% for k in [1, 2] %}{{ title }}{{ trans(key=\"more\") }}{% endfor %}",
    "{% for lang in [\"x\", \"y\"] %}{{ lang }}{{ trans(key=\"more\") }}{% endfor %}",
    "{% for lang in [\"x\", \"y\"] %}{% include \"part.html\" %}{% endfor %}",
    "{% for lang in [\"x\"] %}{% block d %}{{ lang }}{{ get_url(path=\"d\") }}{% endblock %}{% endfor %}",
    "{% include \"part.html\" %}",
    "{# {{ a }} #}{% raw %}{{ a }}{% endraw %}",
    "{% filter upper %}{{ trans(key=\"more\") }}{% endfilter %}",
    "{% set c %}{{ trans(key=\"more\") }}{% endset %}{{ c }}",
    "{{ <own t={title} /> }}",
    "{% if title == \"one\" %}{{ trans(key=\"none\") }}{% endif %}",
    "{{ config.list | join(sep=lang) }}{{ trans(key=\"more\") | upper }}",
    "{{ get_page(path=\"a.md\").bodies }}",
    "{{ load_data(path=\"data/list.json\") | first }}",
    "{{ \"<b>\" }}{{ get_url(path=\"<&>\") }}",
];

fn text(pieces: &[usize]) -> String {
    pieces.iter().map(|piece| PIECES[*piece]).collect()
}

proptest! {
    #[test]
    fn parts_show_what_was_there(
        parent in prop::collection::vec(0..PIECES.len(), 0..8),
        child in prop::collection::vec(0..PIECES.len(), 0..8),
        part in prop::collection::vec(0..PIECES.len(), 0..4),
    ) {
        let [parent, child, part] = [parent, child, part].map(|pieces| text(&pieces));
        let part = part.replace("{% include \"part.html\" %}", "").replace("{% block d %}", "").replace("{% endblock %}", "");
        let child = child.replace("{% block d %}", "").replace("{% endblock %}", "");
        let texts = [
            ("base.html", format!("{parent}{{% block b %}}{{% endblock %}}")),
            ("t.html", format!("{{% extends \"base.html\" %}}{{% block b %}}{child}{{% endblock %}}")),
            ("part.html", part),
            ("own.html", "{% component own(t) %}{{ t }}{% endcomponent own %}".to_owned()),
        ];
        let texts = texts.each_ref().map(|(name, text)| (*name, text.as_str()));
        let ((alone, wrong), (shared, _)) = (theme(&texts), theme(&texts));
        if !wrong.is_empty() {
            return Ok(());
        }
        shared.share();
        for (lang, title) in [("fr", "one"), ("fr", "two"), ("nl", "one"), ("fr", "one")] {
            let values = json!({"title": title, "config": {"list": [1, 2, 3]}, "lang": lang});
            let render = |theme: &Theme| {
                let result = scope_in(lang, || theme.render("t.html", &context(&values))).0;
                let text = result.map(|bytes| String::from_utf8(bytes).expect("text"));
                text.map_err(|finding| shown(&finding))
            };
            prop_assert_eq!(render(&shared), render(&alone), "{:?}", texts);
        }
    }
}
