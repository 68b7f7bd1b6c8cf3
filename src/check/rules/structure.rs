//! What a page is built from: tables, forms, ids, landmarks, and tags that are wrong by themselves.

use super::Judged;
use crate::check::facts::{Label, TagFault};
use crate::report::Text;
use crate::text;
use crate::words::says_something;
use foldhash::{HashSet, HashSetExt};

pub(super) fn tables(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for table in &facts.tables {
        if table.cells && !table.header && !table.layout {
            page.say(
                "a11y.table-header",
                &table.span,
                Text::new(
                    "Ce tableau n'a pas de cellule d'en-tête qui dise ce que contient chaque colonne.",
                    "This table has no header cell that says what each column holds.",
                ),
                Text::new(
                    "Nommez les colonnes dans sa première ligne, par exemple « | Jour | Heure | » (en HTML : <th>).",
                    "Name the columns in its first line, for example “| Day | Hour |” (in HTML: <th>).",
                ),
            );
        }
    }
}

pub(super) fn forms(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for control in &facts.controls {
        // a label that is never closed is taken for one that says something
        let says = |label: &Label<'_>| says_something(page.name(&label.text));
        let around = control.label.map(|at| facts.labels.get(at));
        let tied = |label: &&Label<'_>| !control.id.is_empty() && label.target == control.id;
        let labelled = || {
            around.is_some_and(|label| label.is_none_or(says))
                || facts.labels.iter().filter(tied).any(says)
        };
        let named = control.named && !page.is_named_by_nothing(&control.span);
        if !named && !labelled() {
            page.say(
                "a11y.label",
                &control.span,
                Text::new(
                    "Ce champ n'a pas d'étiquette : un lecteur d'écran ne peut pas dire ce qu'il faut y écrire.",
                    "This control has no label: a screen reader cannot say what to write there.",
                ),
                Text::new(
                    "Liez-lui une étiquette : <label for=\"nom\">Nom</label> <input id=\"nom\">.",
                    "Tie a label to it: <label for=\"name\">Name</label> <input id=\"name\">.",
                ),
            );
        }
    }
    for label in &facts.labels {
        let found = match label.target {
            "" => label.around,
            target => facts.labelable.contains(&target),
        };
        if !found {
            page.say(
                "a11y.label-for",
                &label.span,
                match label.target {
                    "" => Text::new(
                        "Cette étiquette n'est liée à aucun champ.",
                        "This label is tied to no control.",
                    ),
                    target => text!(
                        fr: "Cette étiquette est celle du champ « {target} », qui n'est pas dans la page.",
                        en: "This label is that of the control “{target}”, which is not in the page.",
                    ),
                },
                Text::new(
                    "Donnez à « for » l'« id » du champ, ou mettez le champ dans l'étiquette.",
                    "Give “for” the “id” of the control, or put the control inside the label.",
                ),
            );
        }
    }
}

pub(super) fn ids(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    let mut met: HashSet<&str> = HashSet::new();
    for (at, (id, span)) in facts.ids.iter().enumerate() {
        let few = facts.ids.len() < 16;
        let new = match few {
            true => facts.ids[..at].iter().all(|(other, _)| other != id),
            false => met.insert(id),
        };
        if new {
            continue;
        }
        let message = text!(
                        fr: "Deux éléments de cette page portent le même « id » : « {id} ».",
                        en: "Two elements of this page have the same “id”: “{id}”.",
        );
        let help = text!(
                fr: "Donnez un autre « id » à l'un des deux : un lien vers « #{id} » ne mène qu'au premier.",
                en: "Give one of them another “id”: a link to “#{id}” leads to the first only.",
        );
        let code = "a11y.duplicate-id";
        match facts.headings.iter().find(|heading| heading.span == *span) {
            Some(heading) => page.say_of_heading(code, heading, message, help),
            None => page.say(code, span, message, help),
        }
    }
}

/// What a whole document must have. A piece of one has none of it.
pub(super) fn landmarks(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    if let Some((span, false)) = &facts.root {
        page.say(
            "a11y.lang",
            span,
            Text::new(
                "La page ne dit pas en quelle langue elle est.",
                "The page does not say which language it is in.",
            ),
            Text::new(
                "Écrivez <html lang=\"{{ lang }}\"> dans le modèle.",
                "Write <html lang=\"{{ lang }}\"> in the template.",
            ),
        );
    }
    let Some((root, _)) = &facts.root else {
        return;
    };
    let untitled = match &facts.title {
        Some((_, title)) => !says_something(title),
        None => true,
    };
    if untitled {
        let span = facts.title.as_ref().map_or(root, |(span, _)| span);
        page.say(
            "a11y.title",
            span,
            Text::new("La page n'a pas de titre.", "The page has no title."),
            Text::new(
                "Écrivez <title>{{ page.title }}</title> dans le modèle, et « title » dans l'en-tête de la page.",
                "Write <title>{{ page.title }}</title> in the template, and “title” in the page's front matter.",
            ),
        );
    }
    let Some(body) = &facts.body else {
        return;
    };
    if facts.mains.is_empty() {
        page.say(
            "a11y.landmark-main",
            body,
            Text::new(
                "La page n'a pas de zone principale (<main>).",
                "The page has no main landmark (<main>).",
            ),
            Text::new(
                "Mettez dans le modèle <main>…</main> autour de ce qui est propre à la page.",
                "Put <main>…</main> in the template, around what is the page's own.",
            ),
        );
    }
    for span in facts.mains.iter().skip(1) {
        page.say(
            "a11y.landmark-main",
            span,
            Text::new(
                "La page a plusieurs zones principales (<main>).",
                "The page has more than one main landmark (<main>).",
            ),
            Text::new(
                "Gardez-en une, et écrivez <div> ou <section> pour les autres.",
                "Keep one, and write <div> or <section> for the others.",
            ),
        );
    }
    let twice = [("header", &facts.banners), ("footer", &facts.footers)];
    for (name, spans) in twice.into_iter().filter(|(_, spans)| spans.len() > 1) {
        // the template's is kept before the writer's
        let mut starts = spans.iter().map(|span| span.start);
        let kept = starts.position(|start| page.in_body(start) == Some(false));
        let others = spans.iter().enumerate();
        for (_, span) in others.filter(|(at, _)| *at != kept.unwrap_or(0)) {
            page.say(
                "a11y.landmark-twice",
                span,
                text!(
                    fr: "La page a plusieurs <{name}> qui valent pour toute la page.",
                    en: "The page has more than one <{name}> that stands for the whole page.",
                ),
                text!(
                    fr: "Gardez-en un. Le <{name}> d'une partie se met dans son <article>, sa <section> ou dans <main>.",
                    en: "Keep one. The <{name}> of a part belongs into its <article>, its <section> or into <main>.",
                ),
            );
        }
    }
}

pub(super) fn tags(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for (fault, written, span) in &facts.tags {
        let may_be_named = matches!(
            fault,
            TagFault::Drawing | TagFault::Frame | TagFault::Object | TagFault::Button
        );
        if may_be_named && page.is_named_by_another(span) {
            continue;
        }
        let (code, message, help) = match fault {
            TagFault::TabIndex => (
                "a11y.tabindex",
                text!(
                    fr: "« tabindex=\"{written}\" » fait passer cet élément avant tous les autres au clavier.",
                    en: "“tabindex=\"{written}\"” puts this element before all others for the keyboard.",
                ),
                Text::new(
                    "Enlevez-le : l'ordre du texte suffit. « 0 » rend un élément accessible au clavier sans changer l'ordre.",
                    "Take it out: the order of the text will do. “0” lets the keyboard reach an element without changing the order.",
                ),
            ),
            TagFault::Handler => (
                "a11y.inline-handler",
                text!(
                    fr: "L'attribut « {written} » exécute un programme : souvent pour la souris seule, et jamais sans script.",
                    en: "The attribute “{written}” runs a program: often for the mouse alone, and never without script.",
                ),
                Text::new(
                    "Écrivez un vrai lien ou un vrai <button>, et mettez le programme dans un fichier .js.",
                    "Write a real link or a real <button>, and put the program into a .js file.",
                ),
            ),
            TagFault::Autoplay => (
                "a11y.autoplay",
                Text::new(
                    "Ce son ou cette vidéo démarre sans qu'on le demande.",
                    "This sound or video starts without being asked.",
                ),
                Text::new(
                    "Enlevez « autoplay », et écrivez « controls » pour que chacun démarre et arrête.",
                    "Take “autoplay” out, and write “controls” so that everybody can start and stop it.",
                ),
            ),
            TagFault::Refresh => (
                "a11y.refresh",
                text!(
                    fr: "La page se recharge ou s'en va d'elle-même (« {written} »).",
                    en: "The page reloads or leaves by itself (“{written}”).",
                ),
                Text::new(
                    "Mettez un lien à la place. Pour une ancienne adresse, il y a « aliases » dans l'en-tête de la nouvelle page.",
                    "Put a link in its place. For an old address there is “aliases” in the front matter of the new page.",
                ),
            ),
            TagFault::Zoom => (
                "a11y.zoom",
                Text::new(
                    "La page empêche d'agrandir le texte avec les doigts.",
                    "The page keeps readers from enlarging it with their fingers.",
                ),
                Text::new(
                    "Écrivez « width=device-width, initial-scale=1 », et rien d'autre.",
                    "Write “width=device-width, initial-scale=1”, and nothing else.",
                ),
            ),
            TagFault::Drawing => (
                "a11y.image-alt",
                Text::new(
                    "Ce dessin est annoncé comme une image (role=\"img\"), mais n'a pas de nom : qui ne le voit pas ne sait pas ce qu'il montre.",
                    "This drawing is announced as an image (role=\"img\"), but has no name: who does not see it does not know what it shows.",
                ),
                Text::new(
                    "Ajoutez « aria-label=\"…\" », ou <title>…</title> dans le <svg>. S'il ne fait que décorer, écrivez « aria-hidden=\"true\" » au lieu de « role ».",
                    "Add “aria-label=\"…\"”, or <title>…</title> within the <svg>. If it only decorates, write “aria-hidden=\"true\"” instead of “role”.",
                ),
            ),
            TagFault::Frame => (
                "a11y.frame-title",
                Text::new(
                    "Ce cadre n'a pas de titre : un lecteur d'écran ne peut pas dire ce qu'il contient.",
                    "This frame has no title: a screen reader cannot say what it holds.",
                ),
                Text::new(
                    "Ajoutez « title=\"…\" » avec quelques mots, par exemple « title=\"Plan d'accès\" ».",
                    "Add “title=\"…\"” with a few words, for example “title=\"How to find us\"”.",
                ),
            ),
            TagFault::Object => (
                "a11y.frame-title",
                Text::new(
                    "Cet objet n'a ni titre, ni texte à sa place pour qui ne peut pas le voir.",
                    "This object has neither a title, nor a text in its place for those who cannot see it.",
                ),
                Text::new(
                    "Ajoutez « title=\"…\" », et mettez dans <object> un lien vers le fichier.",
                    "Add “title=\"…\"”, and put a link to the file into <object>.",
                ),
            ),
            TagFault::Button => (
                "a11y.label",
                Text::new(
                    "Ce bouton n'a pas de nom : un lecteur d'écran ne peut pas dire ce qu'il fait.",
                    "This button has no name: a screen reader cannot say what it does.",
                ),
                Text::new(
                    "Écrivez dans le bouton ce qu'il fait, ou, s'il ne montre qu'un dessin, « aria-label=\"…\" », par exemple « aria-label=\"Ouvrir le menu\" ».",
                    "Write what it does into the button or, where it shows a drawing only, “aria-label=\"…\"”, for example “aria-label=\"Open the menu\"”.",
                ),
            ),
        };
        page.say(code, span, message, help);
    }
}
