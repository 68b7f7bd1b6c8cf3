//! What a build passes over, held against a full reading.

use super::*;
use proptest::prelude::*;

/// All that both ways to read a page must agree on.
fn shown(facts: &Facts<'_>) -> Vec<String> {
    let said = |range: &Range<usize>| facts.names.get(range.clone()).unwrap_or("?");
    let mut shown = vec![
        format!("{:?} {:?} {:?}", facts.root, facts.body, facts.title),
        format!("{:?} {:?}", facts.ids, facts.labelable),
        format!("{:?} {:?} {:?}", facts.mains, facts.banners, facts.footers),
        format!("{:?} {:?}", facts.navs, facts.tags),
        format!("{:?} {:?}", facts.uses.addresses, facts.uses.names),
        format!("{} {}", facts.uses.elements, facts.uses.based),
    ];
    shown.extend(facts.headings.iter().map(|heading| {
        let Heading {
            level,
            span,
            named,
            text,
        } = heading;
        format!("h{level} {span:?} {named} {}", said(text))
    }));
    shown.extend(facts.links.iter().map(|link| {
        format!(
            "{:?} {} {} {} {} {} {:?} {:?} {}",
            link.span,
            link.href,
            said(&link.name),
            link.named,
            link.described,
            link.in_table,
            link.zone,
            link.nav,
            link.end
        )
    }));
    shown.extend(facts.images.iter().map(|image| {
        format!(
            "{:?} {:?} {} {} {}",
            image.span, image.alt, image.src, image.excused, image.speaks
        )
    }));
    shown.extend(facts.controls.iter().map(|control| {
        format!(
            "{:?} {} {} {:?}",
            control.span, control.id, control.named, control.label
        )
    }));
    shown.extend(facts.labels.iter().map(|label| {
        format!(
            "{:?} {} {} {}",
            label.span,
            label.target,
            label.around,
            said(&label.text)
        )
    }));
    shown.extend(facts.tables.iter().map(|table| {
        format!(
            "{:?} {} {} {}",
            table.span, table.header, table.cells, table.layout
        )
    }));
    shown
}

pub const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<a href=\"/a/\">",
    "<a href='b' class=c>",
    "<a name=x>",
    "<A HREF=c>",
    "</a>",
    "</A >",
    "word",
    " ",
    "&nbsp;",
    "é < b",
    "\n",
    "<h1>",
    "<h2 id=\"i\">",
    "<h3 aria-label=x>",
    "</h1>",
    "</h2>",
    "</h3>",
    "<li>",
    "</li>",
    "<ul class=\"u\">",
    "</ul>",
    "<table>",
    "<table role=none>",
    "</table>",
    "<tr>",
    "<td>",
    "<td style=\"a\">",
    "<th>",
    "</th>",
    "</td>",
    "</tr>",
    "<tbody>",
    "<strong>",
    "</strong>",
    "<em>",
    "</em>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<img src=\"i.png\">",
    "<img src=i.png alt=\"x\">",
    "<img hidden>",
    "<label for=\"i\">",
    "<label>",
    "</label>",
    "<input id=i>",
    "<input type=image src=k.png>",
    "<button>",
    "</button>",
    "<select id=s>",
    "</select>",
    "<div hidden>",
    "<div aria-hidden=\"true\">",
    "<div>",
    "</div>",
    "<span title=\"t\">",
    "</span>",
    "<nav>",
    "<nav aria-label=\"n\">",
    "</nav>",
    "<main>",
    "</main>",
    "<header>",
    "</header>",
    "<footer>",
    "</footer>",
    "<aside>",
    "</aside>",
    "<section>",
    "</section>",
    "<article>",
    "</article>",
    "<svg viewBox=\"0\">",
    "<path d=\"m\"/>",
    "<title>",
    "</title>",
    "</svg>",
    "<html lang=fr>",
    "<html>",
    "<body>",
    "<script>a<b</script>",
    "<style>p{}</style>",
    "<textarea><p>",
    "</textarea>",
    "<!-- <a> -->",
    "<!doctype html>",
    "<br>",
    "<br/>",
    "<hr>",
    "<base href=/>",
    "<meta http-equiv=refresh content=5>",
    "<meta name=viewport content=user-scalable=no>",
    "<p onclick=\"x()\">",
    "<p tabindex=3>",
    "<video autoplay>",
    "</video>",
    "<iframe src=\"x?autoplay=1\">",
    "<link rel=stylesheet href=s.css>",
    "<abbr title=x>",
    "</abbr>",
    "<article-x>",
    "</article-x>",
    "<p",
    "<a href=\"",
    "</",
    "<",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href=\"/d/\" aria-describedby=\"e\" title=f>",
    "<blockquote>",
    "</blockquote>",
    "<p hidden>",
    "<li hidden>",
    "<p role=\"main\">",
    "<div role=banner>",
    "<section role=\"navigation\">",
    "<span role=heading aria-level=3>",
    "<h2 role=none>",
    "<div role=\"main banner\">",
    "<header role=\"group\">",
    "<svg role=img>",
    "<i role=img>",
    "<area href=/a/>",
    "<object data=o>",
    "</object>",
    "<form action=/f/>",
    "<p style=\"a:url(b.png)\">",
    "<style>p{background:url(c.png)}</style>",
    "<th aria-label=\"x\">",
    "<dl>",
    "<dt>",
    "<dd>",
];

proptest! {
    #[test]
    fn what_is_passed_over_would_change_nothing(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
    ) {
        let html = pieces.concat();
        let texts = Wanted { texts: true, ..Wanted::default() };
        let (few, all) = (gather(&html, Wanted::default()), gather(&html, texts));
        prop_assert_eq!(shown(&few), shown(&all));
    }
}
