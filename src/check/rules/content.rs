//! What readers meet in the text of a page: images, headings, links, and how it is written.

use super::Judged;
use crate::check::facts::Link;
use crate::check::files;
use crate::report::Text;
use crate::text;
use crate::words::{self, says_something, vague};
use foldhash::{HashMap, HashMapExt};

pub(super) fn images(page: &mut Judged<'_, '_>) {
    for image in &page.facts.images {
        match image.alt {
            None if !image.excused || page.is_named_by_nothing(&image.span) => page.say_of_image(
                "a11y.image-alt",
                image,
                Text::new(
                    "Cette image n'a pas de texte de remplacement : qui ne la voit pas ne sait pas ce qu'elle montre.",
                    "This image has no alternative text: who does not see it does not know what it shows.",
                ),
                Text::new(
                    "Ajoutez « alt=\"…\" » avec quelques mots qui décrivent l'image. Si elle ne fait que décorer, écrivez « alt=\"\" ».",
                    "Add “alt=\"…\"” with a few words that describe the image. If it only decorates, write “alt=\"\"”.",
                ),
            ),
            Some(alt) if image.speaks && !image.excused && !says_something(alt) => page.say_of_image(
                "a11y.image-alt",
                image,
                Text::new(
                    "Ce bouton est une image sans texte de remplacement : qui ne la voit pas ne sait pas ce qu'il fait.",
                    "This button is an image without alternative text: who does not see it does not know what it does.",
                ),
                Text::new(
                    "Écrivez dans « alt » ce que fait le bouton, par exemple « alt=\"Envoyer\" ».",
                    "Write what the button does into “alt”, for example “alt=\"Send\"”.",
                ),
            ),
            Some(alt) if !alt.is_empty() && !says_something(alt) => page.say_of_image(
                "a11y.image-alt",
                image,
                Text::new(
                    "Le texte de remplacement de cette image n'est fait que d'espaces.",
                    "The alternative text of this image is nothing but spaces.",
                ),
                Text::new(
                    "Décrivez l'image en quelques mots. Si elle ne fait que décorer, écrivez « alt=\"\" ».",
                    "Describe the image in a few words. If it only decorates, write “alt=\"\"”.",
                ),
            ),
            Some(alt) if files::is_file_name(&words::decoded(alt), image.src) => {
                let alt = words::shown(alt, 60);
                page.say_of_image(
                    "a11y.image-filename",
                    image,
                    text!(
                        fr: "Le texte de remplacement « {alt} » est un nom de fichier : il ne dit pas ce que l'image montre.",
                        en: "The alternative text “{alt}” is a file name: it does not say what the image shows.",
                    ),
                    Text::new(
                        "Décrivez l'image en quelques mots, comme au téléphone.",
                        "Describe the image in a few words, as you would on the phone.",
                    ),
                );
            }
            _ => {}
        }
    }
}

pub(super) fn headings(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    let mut previous = None;
    for heading in &facts.headings {
        let level = heading.level;
        if !heading.named {
            page.say_of_heading(
                "a11y.heading-empty",
                heading,
                text!(fr: "Ce titre de niveau {level} est vide.", en: "This heading of level {level} is empty."),
                Text::new(
                    "Écrivez son texte, ou enlevez-le.",
                    "Write its text, or take it out.",
                ),
            );
        }
        if let Some(previous) = previous
            && level > previous + 1
        {
            let wanted = previous + 1;
            let (written, better) = (
                "#".repeat(usize::from(level)),
                "#".repeat(usize::from(wanted)),
            );
            page.say_of_heading(
                "a11y.heading-skip",
                heading,
                text!(
                    fr: "Ce titre est de niveau {level}, mais celui qui le précède est de niveau {previous} : un niveau est sauté.",
                    en: "This heading is of level {level}, but the one before it is of level {previous}: a level is skipped.",
                ),
                text!(
                    fr: "Écrivez « {better} » au lieu de « {written} » (en HTML : <h{wanted}>) : les lecteurs d'écran s'orientent d'après ces niveaux.",
                    en: "Write “{better}” instead of “{written}” (in HTML: <h{wanted}>): screen readers find their way by these levels.",
                ),
            );
        }
        previous = Some(level);
    }
    first_level(page);
}

/// One heading of level 1; the template's is kept before the writer's, and what stands in `<main>` before the name of the site.
fn first_level(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    let tops: Vec<_> = facts
        .headings
        .iter()
        .filter(|heading| heading.level == 1)
        .collect();
    if tops.len() < 2 {
        return;
    }
    let main = facts.mains.first().map_or(0, |main| main.start);
    let of_template = |from: usize| {
        let mut starts = tops.iter().map(|heading| heading.span.start);
        starts.position(|start| start >= from && page.in_body(start) == Some(false))
    };
    let kept = of_template(main).or_else(|| of_template(0)).unwrap_or(0);
    for (index, heading) in tops.iter().enumerate() {
        if index != kept {
            page.say_of_heading(
                "a11y.heading-h1",
                heading,
                Text::new(
                    "La page a plusieurs titres de niveau 1.",
                    "The page has more than one heading of level 1.",
                ),
                Text::new(
                    "Écrivez « ## » au lieu de « # » (en HTML : <h2>). Le titre de la page vient déjà de « title » ou du modèle.",
                    "Write “##” instead of “#” (in HTML: <h2>). The title of the page comes from “title” or from the template already.",
                ),
            );
        }
    }
}

pub(super) fn links(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for link in &facts.links {
        let name = page.name(&link.name);
        if !says_something(name) {
            if link.named && !page.is_named_by_nothing(&link.span) {
                continue;
            }
            page.say_of_link(
                "a11y.link-name",
                link,
                Text::new(
                    "Ce lien n'a pas de texte : un lecteur d'écran ne peut pas dire où il mène.",
                    "This link has no text: a screen reader cannot say where it leads.",
                ),
                match link.end == link.span.end {
                    true => Text::new(
                        "Écrivez dans « alt » ce que l'on trouvera.",
                        "Write what will be found into “alt”.",
                    ),
                    false => Text::new(
                        "Écrivez entre les crochets ce que l'on trouvera. Si le lien est une image, son texte de remplacement en tient lieu.",
                        "Write what will be found between the brackets. If the link is an image, its alternative text does that.",
                    ),
                },
            );
            continue;
        }
        // whoever names or describes a link otherwise has thought of it; the way back from a note is a sign that is known
        let excused = |link: &Link<'_>| {
            page.is_code(link)
                || page.is_named_by_another(&link.span)
                || link.href.starts_with("#fr") && vague::is_signs(name)
        };
        if !link.described && vague::is_vague(name) && !excused(link) {
            let shown = words::shown(name, 40);
            page.say_of_link(
                "a11y.link-vague",
                link,
                text!(
                    fr: "Le lien « {shown} » ne dit pas où il mène.",
                    en: "The link “{shown}” does not say where it leads.",
                ),
                Text::new(
                    "Mettez dans le lien le nom de ce que l'on trouvera, par exemple « [nos horaires](contact.md) ».",
                    "Put the name of what will be found into the link, for example “[our opening hours](contact.md)”.",
                ),
            );
        }
    }
}

pub(super) fn files(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for link in &facts.links {
        let Some((kinds, shown)) = files::file_type(link.href) else {
            continue;
        };
        let name = page.name(&link.name).to_owned();
        // the type and size may follow the link in its sentence
        let after = page.html.get(link.end..).unwrap_or("");
        let after: String = after.chars().take(120).collect();
        let after = after.split(['<', '\n']).next().unwrap_or("");
        let said = words::decoded(&name).into_owned() + " " + &words::decoded(after);
        let (kind, size) = (files::names_one(&said, kinds), files::says_size(&said));
        if kind && size {
            continue;
        }
        let message = match (kind, size) {
            (false, false) => text!(
                fr: "Ce lien mène à un fichier {shown} sans dire ni son type ni son poids.",
                en: "This link leads to a {shown} file without saying its type or its size.",
            ),
            (true, _) => text!(
                fr: "Ce lien mène à un fichier {shown} sans dire son poids.",
                en: "This link leads to a {shown} file without saying its size.",
            ),
            (false, true) => text!(
                fr: "Ce lien mène à un fichier {shown} sans le dire.",
                en: "This link leads to a {shown} file without saying so.",
            ),
        };
        let label = words::shown(&name, 40);
        page.say_of_link(
            "a11y.link-file",
            link,
            message,
            text!(
                fr: "Dites-les dans le texte du lien, par exemple « {label} ({shown}, 340 Ko) », avec le poids du fichier.",
                en: "Say them in the text of the link, for example “{label} ({shown}, 340 KB)”, with the size of the file.",
            ),
        );
    }
}

/// Links of the writer's own that read the same and lead to different places.
pub(super) fn same_texts(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    let mut first: HashMap<String, &str> = HashMap::new();
    for link in &facts.links {
        if page.in_body(link.span.start) != Some(true) || link.described || link.in_table {
            continue;
        }
        let name = page.name(&link.name);
        let says_words = words::decoded(name).chars().any(char::is_alphabetic);
        if !says_words || vague::is_vague(name) {
            continue;
        }
        // in code, signs are a part of the name: `cfg` and `cfg!`
        let as_read = match page.is_code(link) {
            true => words::shown(name, usize::MAX),
            false => words::normal(name),
        };
        let here = place_of(link.href);
        let there = *first.entry(as_read).or_insert(link.href);
        if place_of(there) == here {
            continue;
        }
        let (shown, href) = (words::shown(name, 40), link.href);
        page.say_of_link(
            "a11y.link-same-text",
            link,
            text!(
                fr: "Le lien « {shown} » porte le même texte qu'un autre lien de la page, qui mène ailleurs.",
                en: "The link “{shown}” has the same text as another link of the page, which leads elsewhere.",
            ),
            text!(
                fr: "L'autre mène à {there}, celui-ci à {href} : dites dans chacun ce qui lui est propre.",
                en: "The other one leads to {there}, this one to {href}: say in each what is its own.",
            ),
        );
    }
}

/// An address as far as it matters: the same site answers with and without these.
fn place_of(href: &str) -> &str {
    let href = href.trim();
    let href = match href.strip_suffix("index.html") {
        Some(folder) if folder.ends_with('/') => folder,
        _ => href,
    };
    let href = href.trim_end_matches('/');
    let web = href.strip_prefix("https://");
    match web.or_else(|| href.strip_prefix("http://")) {
        Some(rest) => rest.strip_prefix("www.").unwrap_or(rest),
        None => href,
    }
}

pub(super) fn bold(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for (span, text) in &facts.bold {
        if page.is_enough("a11y.bold-heading") {
            return;
        }
        if page.in_body(span.start) != Some(true) {
            continue;
        }
        let name = words::shown(page.name(text), 200);
        let ends_like_a_sentence = name.ends_with(['.', '!', '?', '…', ',', ';', ':']);
        if name.chars().count() > 60
            || ends_like_a_sentence
            || name.chars().filter(|c| c.is_alphabetic()).count() < 4
        {
            continue;
        }
        let bare = words::bare(&name);
        let twins = facts
            .bold
            .iter()
            .filter(|(_, other)| words::is_bare_of(&bare, page.name(other)))
            .map(|(other, _)| other.start);
        let nth = page.before(twins, span.start);
        page.say_of(
            "a11y.bold-heading",
            span,
            &name,
            nth,
            text!(
                fr: "« {name} » est un paragraphe en gras qui joue le rôle d'un titre.",
                en: "“{name}” is a bold paragraph that plays the part of a heading.",
            ),
            text!(
                fr: "Écrivez un vrai titre, par exemple « ## {name} », du niveau qui suit celui d'au-dessus.",
                en: "Write a real heading, for example “## {name}”, one level below the one above.",
            ),
        );
    }
}

pub(super) fn capitals(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for (text, at) in &facts.texts {
        if page.is_enough("a11y.capitals") {
            return;
        }
        let read = words::decoded(text);
        let Some(found) = words::capitals(&read) else {
            continue;
        };
        let shown = words::shown(found, 60);
        let twins = facts
            .texts
            .iter()
            .filter(|(other, _)| other == text)
            .map(|(_, other)| *other);
        let nth = page.before(twins, *at);
        page.say_of(
            "a11y.capitals",
            &(*at..*at),
            found,
            nth,
            text!(
                fr: "« {shown} » est écrit en capitales.",
                en: "“{shown}” is written in capitals.",
            ),
            Text::new(
                "Écrivez en minuscules. Pour insister : **en gras**. L'apparence est l'affaire du thème.",
                "Write in lower case. For stress: **in bold**. Looks are up to the theme.",
            ),
        );
    }
}
