use super::*;
use serde_json::json;

fn value(format: Format, text: &str) -> Value {
    Source::file("data/a", text, format)
        .parse()
        .expect("well-formed")
}

#[test]
fn yaml_has_its_core_schema_anchors_and_merge_keys() {
    let read = value(
        Format::Yaml,
        "a: &x {n: 1, m: 2}\nb:\n  <<: *x\n  m: 3\nc: [~, 0x1F, 0o17, -3, +4, .5, 1e3, 18446744073709551615, '12', !!str 12, yes, .inf, 1_000]\nd: |\n  texte\n  long\n",
    );
    let expected = json!({
        "a": {"n": 1, "m": 2},
        "b": {"m": 3, "n": 1},
        "c": [null, 31, 15, -3, 4, 0.5, 1000.0, 18_446_744_073_709_551_615_u64, "12", "12", "yes", ".inf", "1_000"],
        "d": "texte\nlong\n",
    });
    assert_eq!(read, expected);
    assert_eq!(value(Format::Yaml, "# rien\n"), Value::Null);
    assert_eq!(value(Format::Yaml, "---\n- a\n...\n"), json!(["a"]));
}

#[test]
fn toml_dates_are_texts() {
    let read = value(Format::Toml, "a = 2026-01-05\nb = [{c = 0x10, d = 1.5}]\n");
    assert_eq!(read, json!({"a": "2026-01-05", "b": [{"c": 16, "d": 1.5}]}));
}

#[test]
fn an_entry_is_found_in_every_format() {
    let texts = [
        (Format::Yaml, "z: 1\na:\n  - b: x\n  - b: yé\n", (4, 8)),
        (
            Format::Toml,
            "z = 1\n[[a]]\nb = 'x'\n[[a]]\nb = 'yé'\n",
            (5, 5),
        ),
        (
            Format::Json,
            "{\"z\": 1,\n \"a\": [{\"b\": \"x\"}, {\"b\": \"yé\"}]}",
            (2, 26),
        ),
    ];
    for (format, text, expected) in texts {
        let source = Source::file("data/a", text, format);
        let list = At::Root.key("a");
        let item = list.index(1);
        let at = item.key("b");
        let place = source.locate(&at, Part::Value).expect("found");
        assert_eq!((place.line, place.column), expected, "{format:?}");
        assert!(source.locate(&At::Root.key("c"), Part::Key).is_none());
    }
}

#[test]
fn a_broken_data_file_is_told_with_its_own_line() {
    let code = |format, text| {
        let findings = Source::file("data/a", text, format)
            .parse()
            .expect_err("broken");
        let place = findings[0].place.clone().expect("a place");
        (findings[0].code, place.line)
    };
    assert_eq!(
        code(Format::Json, "{\n  \"a\": 1,\n}\n"),
        ("json.syntax", 3)
    );
    assert_eq!(code(Format::Json, "{\n  \"a\": [1\n"), ("json.syntax", 2));
    assert_eq!(code(Format::Yaml, "- a\n- b: c: d\n"), ("yaml.colon", 2));
    assert_eq!(
        code(Format::Yaml, "a: 1\n---\nb: 2\n"),
        ("yaml.second-document", 3)
    );
    assert_eq!(code(Format::Toml, "a = 1\nb = c\n"), ("toml.quotes", 2));
}
