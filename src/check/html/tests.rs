//! How pages fall into pieces.

use super::*;
use proptest::prelude::*;

fn shown(html: &str) -> Vec<String> {
    let mut reader = Reader::new(html);
    let mut shown = Vec::new();
    while let Some(piece) = reader.piece(Passed::default()) {
        shown.push(match piece {
            Piece::Open(name) => {
                let mut tag = format!("<{:?} ", name.element);
                while let Some((_, name, value)) = reader.attribute() {
                    tag += &format!("{name}={value} ");
                }
                assert_eq!(html.get(reader.tag_end() - 1..reader.tag_end()), Some(">"));
                tag.trim_end().to_owned() + " >"
            }
            Piece::Close(name, end) => {
                assert!(html[..end].ends_with('>'));
                format!("</{:?}>", name.element)
            }
            Piece::Text(text, at) => {
                assert_eq!(html.get(at..at + text.len()), Some(text));
                text.to_owned()
            }
            Piece::Link(_) | Piece::Body(_) => unreachable!("nothing is passed over"),
        });
    }
    shown
}

#[test]
fn tags_attributes_and_text_are_told_apart() {
    assert_eq!(
        shown("<!doctype html><A HREF=/x title='a>b' b c = \"d\"/>1 < 2<!-- <b> --></A >"),
        ["<A HREF=/x title=a>b b= c=d >", "1 ", "< 2", "</A>"]
    );
    assert_eq!(
        shown("<script>if (a<b) '</x>'</script><title>a <b></title>"),
        [
            "<Script >",
            "</Script>",
            "<Title >",
            "a ",
            "<B >",
            "</Title>"
        ]
    );
    assert_eq!(
        shown("<p title=it's>x</p>"),
        ["<P title=it's >", "x", "</P>"]
    );
    assert_eq!(shown("<a href=/x/>y"), ["<A href=/x/ >", "y"]);
    assert_eq!(shown("<p title=\"a>b<i>"), ["<P title=a >", "b", "<I >"]);
}

#[test]
fn a_tag_by_itself_has_its_name_with_and_without_attributes() {
    let told = |html| first_tag(html).map(|tag| (tag.name, tag.attributes, tag.end));
    assert_eq!(told("<p>x"), Some(("p", vec![], 3)));
    assert_eq!(told("<p id=a>x"), Some(("p", vec![("id", "a")], 8)));
    assert_eq!(told("<br/>"), Some(("br", vec![], 5)));
    assert_eq!(told("x<p>"), None);
}

#[test]
fn what_is_not_wanted_is_passed_over_and_counted() {
    let html = "a<p>b<p id=c>d</p><ul><li>e</li></ul><h1>f</h1><a href=\"/g/\">h</a><a href=\"/i/\"><b>j</b></a>";
    let mut reader = Reader::new(html);
    let pass = Passed {
        texts: true,
        plain: true,
        cells: true,
    };
    let mut met = Vec::new();
    while let Some(piece) = reader.piece(pass) {
        met.push(piece);
    }
    let names: Vec<usize> = met
        .iter()
        .map(|piece| match piece {
            Piece::Open(name) | Piece::Close(name, _) => name.at,
            Piece::Text(_, at) | Piece::Body(at) => *at,
            Piece::Link(link) => link.span.start,
        })
        .collect();
    assert_eq!(names, [5, 37, 42, 47, 66, 88]);
    assert_eq!(reader.passed(), 4);
}

#[test]
fn a_tag_tells_whether_it_closes_itself() {
    let closed = |html| {
        let mut reader = Reader::new(html);
        reader.piece(Passed::default());
        while reader.attribute().is_some() {}
        reader.is_closed()
    };
    assert!(closed("<path d='m'/>") && closed("<br/>") && closed("<br />"));
    assert!(!closed("<a/ >") && !closed("<a href=/x>") && !closed("<b>"));
}

#[test]
fn zeros_are_no_body() {
    for body in ["", "<b>", "<\0\0\0\0\0\0\0\0b"] {
        let html = "a<\0\0\0\0\0\0\0\0b<\0\0\0\0\0\0\0\0b";
        let mut reader = Reader::new(html);
        reader.look_for(body, false);
        let all = Passed {
            texts: true,
            plain: true,
            ..Passed::default()
        };
        let pieces = std::iter::from_fn(|| reader.piece(all));
        let met = pieces.take(9).count();
        assert_eq!(met, usize::from(body.len() > 3), "{body:?}");
    }
}

proptest! {
    #[test]
    fn any_text_has_pieces(html in "[<>a/!\"'= é-]{0,60}") {
        let mut reader = Reader::new(&html);
        let mut last = 0;
        while let Some(piece) = reader.piece(Passed::default()) {
            let at = match piece {
                Piece::Open(name) | Piece::Close(name, _) => name.at,
                Piece::Text(_, at) => at,
                Piece::Link(_) | Piece::Body(_) => unreachable!("nothing is passed over"),
            };
            prop_assert!(at >= last);
            last = at;
            let mut count = 0;
            while reader.attribute().is_some() {
                count += 1;
            }
            prop_assert!(count < 60);
        }
    }
}
