//! The rules that one page shows: each judges the facts of the page.
//!
//! To add one: a function from the facts to faults, called by [`judge`], and the entry of its code in `crate::codes`.

use super::facts::{Facts, Heading, Image, Link, Span, TagFault, says_something};
use super::page::is_in_body;
use super::{rights, words};
use crate::codes::When;
use crate::report::Text;
use crate::text;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::ops::Range;

/// A page says no more than this with one code.
const MOST_OF_A_KIND: usize = 20;

/// How many bytes before an element help to tell which template it comes from.
const SURROUNDINGS: usize = 300;

/// A fault of a rendered page, with what is needed to find who wrote it.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Of the rule.
    pub code: &'static str,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub help: Text,
    /// The element that shows it.
    pub element: Element,
    /// The end of what is before it in the page.
    pub before: String,
}

/// An element of a rendered page, as it can be found again in what it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Element {
    /// Its opening tag, as rendered.
    pub tag: String,
    /// What it says, entities read; empty where it says nothing.
    pub text: String,
    /// How many elements of the same tag and text are before it in the body.
    pub nth: usize,
    /// Whether it comes from the page's own Markdown; none where that is not known.
    pub in_body: Option<bool>,
}

/// A page under judgement.
pub struct Judged<'f, 'h> {
    /// What was seen.
    pub facts: &'f Facts<'h>,
    /// The page as rendered.
    pub html: &'h str,
    /// Where the HTML of its Markdown stands in it; none where that is not known.
    pub body: Option<Range<usize>>,
    /// Whether it has Markdown at all.
    pub has_body: bool,
    faults: Vec<Fault>,
}

/// Applies the rules of a moment: all of them, or the certain ones.
pub fn judge<'h>(
    facts: &Facts<'h>,
    html: &'h str,
    body: Option<Range<usize>>,
    has_body: bool,
    when: When,
    base: &str,
) -> Vec<Fault> {
    let mut page = Judged {
        facts,
        html,
        body,
        has_body,
        faults: Vec::new(),
    };
    images(&mut page);
    headings(&mut page);
    links(&mut page);
    tables(&mut page);
    forms(&mut page);
    ids(&mut page);
    landmarks(&mut page);
    tags(&mut page);
    if when == When::Check {
        files(&mut page);
        same_texts(&mut page);
        bold(&mut page);
        capitals(&mut page);
    }
    rights::judge(&mut page, when, base);
    page.faults
}

impl Judged<'_, '_> {
    fn in_body(&self, at: usize) -> Option<bool> {
        is_in_body(self.body.as_ref(), self.has_body, at)
    }

    fn name(&self, range: &Range<usize>) -> &str {
        self.facts.names.get(range.clone()).unwrap_or("")
    }

    /// Whether what a link says is code as a whole: the name of something, whatever it means as a word.
    fn is_code(&self, link: &Link<'_>) -> bool {
        let within = self.html.get(link.span.end..link.end).unwrap_or("");
        let within = within.trim_start();
        within.starts_with("<code")
            && within
                .match_indices("</code>")
                .next()
                .is_some_and(|(at, end)| {
                    let rest = within[at + end.len()..].trim_start();
                    rest.is_empty() || rest.starts_with("</a")
                })
    }

    /// How many of the elements that begin at `starts` are before one of them, on the same side of the body's edge.
    fn before(&self, starts: impl Iterator<Item = usize>, at: usize) -> usize {
        let side = self.in_body(at);
        starts
            .filter(|start| *start < at && self.in_body(*start) == side)
            .count()
    }

    /// Whether enough has been said with a code: to find out more would only take time.
    fn is_enough(&self, code: &str) -> bool {
        let said = self.faults.iter().filter(|fault| fault.code == code);
        said.count() >= MOST_OF_A_KIND
    }

    /// Notes a fault of an element that its tag alone tells from others.
    pub(super) fn say(&mut self, code: &'static str, span: &Span, message: Text, help: Text) {
        if self.is_enough(code) {
            return;
        }
        let tag = self.html.get(span.clone()).unwrap_or("");
        let from = match &self.body {
            Some(body) if body.contains(&span.start) => body.start,
            _ => 0,
        };
        let before = self.html.get(from..span.start).unwrap_or("");
        let nth = before.matches(tag).count();
        self.say_of(code, span, "", nth, message, help);
    }

    /// Notes a fault of an element with a text; `nth`: how many others with this text are before it.
    pub(super) fn say_of(
        &mut self,
        code: &'static str,
        span: &Span,
        text: &str,
        nth: usize,
        message: Text,
        help: Text,
    ) {
        if self.is_enough(code) {
            return;
        }
        let element = Element {
            tag: self.html.get(span.clone()).unwrap_or("").to_owned(),
            text: words::decoded(text).trim().to_owned(),
            nth,
            in_body: self.in_body(span.start),
        };
        let before = self.html.get(..span.start).unwrap_or("");
        let from = before.len().saturating_sub(SURROUNDINGS);
        let from = (from..before.len()).find(|at| before.is_char_boundary(*at));
        self.faults.push(Fault {
            code,
            message,
            help,
            element,
            before: before.get(from.unwrap_or(0)..).unwrap_or("").to_owned(),
        });
    }

    /// Notes a fault of a link.
    pub(super) fn say_of_link(
        &mut self,
        code: &'static str,
        link: &Link<'_>,
        message: Text,
        help: Text,
    ) {
        if self.is_enough(code) {
            return;
        }
        let facts = self.facts;
        let name = self.name(&link.name).to_owned();
        let bare = words::bare(&name);
        let twins = facts
            .links
            .iter()
            .filter(|other| words::bare(self.name(&other.name)) == bare)
            .map(|other| other.span.start);
        let nth = self.before(twins, link.span.start);
        self.say_of(code, &link.span, &name, nth, message, help);
    }

    /// Notes a fault of an image.
    fn say_of_image(&mut self, code: &'static str, image: &Image<'_>, message: Text, help: Text) {
        if self.is_enough(code) {
            return;
        }
        let facts = self.facts;
        let twins = facts
            .images
            .iter()
            .filter(|other| other.src == image.src && other.alt == image.alt)
            .map(|other| other.span.start);
        let nth = self.before(twins, image.span.start);
        self.say_of(code, &image.span, "", nth, message, help);
    }

    /// Notes a fault of a heading.
    fn say_of_heading(&mut self, code: &'static str, heading: &Heading, message: Text, help: Text) {
        if self.is_enough(code) {
            return;
        }
        let facts = self.facts;
        let name = self.name(&heading.text).to_owned();
        let bare = words::bare(&name);
        let twins = facts
            .headings
            .iter()
            .filter(|other| {
                other.level == heading.level && words::bare(self.name(&other.text)) == bare
            })
            .map(|other| other.span.start);
        let nth = self.before(twins, heading.span.start);
        self.say_of(code, &heading.span, &name, nth, message, help);
    }
}

fn images(page: &mut Judged<'_, '_>) {
    for image in &page.facts.images {
        match image.alt {
            None if !image.excused => page.say_of_image(
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
            Some(alt) if words::is_file_name(&words::decoded(alt), image.src) => {
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

fn headings(page: &mut Judged<'_, '_>) {
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

/// One heading of level 1; the template's is kept before the writer's.
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
    let kept = tops
        .iter()
        .position(|heading| page.in_body(heading.span.start) == Some(false))
        .unwrap_or(0);
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

fn links(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for link in &facts.links {
        let name = page.name(&link.name);
        if !says_something(name) {
            if link.named {
                continue;
            }
            page.say_of_link(
                "a11y.link-name",
                link,
                Text::new(
                    "Ce lien n'a pas de texte : un lecteur d'écran ne peut pas dire où il mène.",
                    "This link has no text: a screen reader cannot say where it leads.",
                ),
                Text::new(
                    "Écrivez entre les crochets ce que l'on trouvera. Si le lien est une image, son texte de remplacement en tient lieu.",
                    "Write what will be found between the brackets. If the link is an image, its alternative text does that.",
                ),
            );
            continue;
        }
        // whoever names or describes a link otherwise has thought of it
        if !link.described && words::is_vague(name) && !page.is_code(link) {
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

fn files(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for link in &facts.links {
        let Some((kinds, shown)) = words::file_type(link.href) else {
            continue;
        };
        let name = page.name(&link.name).to_owned();
        // the type and size may follow the link in its sentence
        let after = page.html.get(link.end..).unwrap_or("");
        let after: String = after.chars().take(120).collect();
        let after = after.split(['<', '\n']).next().unwrap_or("");
        let said = words::decoded(&name).into_owned() + " " + &words::decoded(after);
        let (kind, size) = (words::names_one(&said, kinds), words::says_size(&said));
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
fn same_texts(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    let mut first: HashMap<String, &str> = HashMap::new();
    for link in &facts.links {
        if page.in_body(link.span.start) != Some(true) || link.described || link.in_table {
            continue;
        }
        let name = page.name(&link.name);
        let says_words = words::decoded(name).chars().any(char::is_alphabetic);
        if !says_words || words::is_vague(name) {
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
    let href = href.trim().trim_end_matches('/');
    let web = href.strip_prefix("https://");
    match web.or_else(|| href.strip_prefix("http://")) {
        Some(rest) => rest.strip_prefix("www.").unwrap_or(rest),
        None => href,
    }
}

fn tables(page: &mut Judged<'_, '_>) {
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

fn forms(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for control in &facts.controls {
        let labelled = || {
            !control.id.is_empty() && facts.labels.iter().any(|label| label.target == control.id)
        };
        if !control.named && !labelled() {
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

fn ids(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    let mut met: HashSet<&str> = HashSet::with_capacity(facts.ids.len());
    for (id, span) in facts.ids.iter() {
        if met.insert(id) {
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
fn landmarks(page: &mut Judged<'_, '_>) {
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
    for (name, spans) in twice {
        for span in spans.iter().skip(1) {
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

fn tags(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for (fault, written, span) in &facts.tags {
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
        };
        page.say(code, span, message, help);
    }
}

fn bold(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for (span, text) in &facts.bold {
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
            .filter(|(_, other)| words::bare(page.name(other)) == bare)
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

fn capitals(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for (text, at) in &facts.texts {
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
