//! Text, images, components and front matter of pages.

use super::{Category, Code};
use crate::report::Severity::{self, Error, Warning};

const fn fact(code: &'static str, severity: Severity, fr: &'static str, en: &'static str) -> Code {
    Code::fact(code, Category::Pages, severity, fr, en)
}

pub(super) const CODES: &[Code] = &[
    fact(
        "front-matter.missing",
        Error,
        "Une page commence par un en-tête : une ligne « --- », des clés comme « title: », et une autre ligne « --- ».",
        "A page begins with a front matter: a line “---”, keys like “title:”, and another line “---”.",
    ),
    fact(
        "front-matter.unclosed",
        Error,
        "La ligne « --- » qui ferme l'en-tête manque.",
        "The line “---” that closes the front matter is missing.",
    ),
    fact(
        "front-matter.too-long",
        Error,
        "L'en-tête dépasse 1 Mio : la ligne qui le ferme manque sans doute.",
        "The front matter is longer than 1 MiB: the line that closes it is probably missing.",
    ),
    fact(
        "front-matter.empty",
        Error,
        "Une adresse ou un terme est vide dans l'en-tête.",
        "An address or a term is empty in the front matter.",
    ),
    fact(
        "front-matter.date",
        Error,
        "Une date n'est pas comprise. Écrivez l'année, le mois et le jour : 2026-11-03.",
        "A date is not understood. Write year, month and day: 2026-11-03.",
    ),
    fact(
        "front-matter.menu",
        Error,
        "L'entrée de menu d'une page n'est pas comprise.",
        "The menu entry of a page is not understood.",
    ),
    fact(
        "front-matter.misplaced",
        Error,
        "Une clé de la page est rangée parmi les taxonomies.",
        "A key of the page stands among the taxonomies.",
    ),
    fact(
        "front-matter.never-published",
        Error,
        "La page cesserait d'être publiée avant de commencer à l'être.",
        "The page would cease to be published before it begins to be.",
    ),
    fact(
        "page.kind",
        Error,
        "Un fichier du dossier « content » n'est pas une page en Markdown et n'est à côté d'aucune page.",
        "A file of the folder “content” is no Markdown page and stands beside none.",
    ),
    fact(
        "page.index-of-section",
        Error,
        "Un dossier ne peut pas être à la fois une rubrique (_index.md) et une page (index.md).",
        "A folder cannot be a section (_index.md) and a page (index.md) at once.",
    ),
    fact(
        "list.unsortable",
        Warning,
        "Une rubrique trie ses pages d'après une clé que cette page n'a pas : la page manque dans la liste.",
        "A section sorts its pages by a key that this page lacks: the page is not in the list.",
    ),
    fact(
        "language.unknown",
        Error,
        "Le nom du fichier porte le code d'une langue que la configuration ne connaît pas.",
        "The file's name bears the code of a language that the configuration does not know.",
    ),
    fact(
        "taxonomy.undeclared",
        Error,
        "Une page range ses termes sous une taxonomie que la configuration ne déclare pas.",
        "A page puts its terms under a taxonomy that the configuration does not declare.",
    ),
    fact(
        "taxonomy.empty-term",
        Error,
        "Un terme ne contient ni lettre ni chiffre : il n'aurait pas d'adresse.",
        "A term has no letter or digit: it would have no address.",
    ),
    fact(
        "heading.space",
        Warning,
        "Il manque une espace après « # » : la ligne se lit comme du texte.",
        "A space is missing after “#”: the line shows as plain text.",
    ),
    fact(
        "footnote.undefined",
        Warning,
        "Une note de bas de page est appelée, mais son texte manque.",
        "A footnote is referred to, but its text is missing.",
    ),
    fact(
        "code.unknown-language",
        Warning,
        "La langue d'un bloc de code est inconnue : il est montré sans couleurs.",
        "The language of a code block is unknown: it is shown without colours.",
    ),
    fact(
        "code.endless",
        Warning,
        "Un bloc de code fait tourner en rond les règles de sa langue : ses dernières lignes sont montrées sans couleurs.",
        "A code block makes the rules of its language go round in circles: its last lines are shown without colours.",
    ),
    fact(
        "html.removed",
        Warning,
        "Du HTML qui peut exécuter quelque chose est retiré de la page. « markdown.raw_html: all » laisse tout passer.",
        "HTML that can run something is taken out of the page. “markdown.raw_html: all” lets everything pass.",
    ),
    fact(
        "component.malformed",
        Error,
        "L'appel d'un composant n'est pas compris.",
        "The call of a component is not understood.",
    ),
    fact(
        "component.unclosed",
        Error,
        "Un composant qui entoure du texte n'est pas refermé.",
        "A component that goes around text is not closed.",
    ),
    fact(
        "component.stray-end",
        Error,
        "Un composant est fermé sans avoir été ouvert.",
        "A component is closed that was not opened.",
    ),
    fact(
        "component.unknown",
        Error,
        "Ce composant n'existe pas dans ce site.",
        "There is no such component in this site.",
    ),
    fact(
        "component.missing-argument",
        Error,
        "Il manque à ce composant un argument dont il a besoin.",
        "This component lacks an argument that it needs.",
    ),
    fact(
        "component.unknown-argument",
        Error,
        "Ce composant ne connaît pas cet argument.",
        "This component does not know this argument.",
    ),
    fact(
        "component.wrong-type",
        Error,
        "Un argument n'est pas de la sorte que ce composant attend.",
        "An argument is not of the kind that this component expects.",
    ),
    fact(
        "component.recursion",
        Error,
        "Un composant s'appelle lui-même sans fin.",
        "A component calls itself without end.",
    ),
    fact(
        "component.too-deep",
        Error,
        "Trop de composants sont les uns dans les autres.",
        "Too many components are inside each other.",
    ),
    fact(
        "image.missing",
        Error,
        "Une image qui n'existe pas est montrée.",
        "An image is shown that does not exist.",
    ),
    fact(
        "image.corrupt",
        Error,
        "Une image est abîmée ou incomplète.",
        "An image is damaged or incomplete.",
    ),
    fact(
        "image.size",
        Error,
        "La taille demandée pour une image n'est pas possible.",
        "The size that is asked for an image is not possible.",
    ),
    fact(
        "image.too-large",
        Error,
        "Une image a, ou aurait, trop de points.",
        "An image has, or would have, too many pixels.",
    ),
    fact(
        "image.unknown-format",
        Error,
        "Le format d'une image n'est pas connu.",
        "The format of an image is not known.",
    ),
    fact(
        "image.not-resizable",
        Error,
        "Une image de ce format ne peut pas être redimensionnée.",
        "An image of this format cannot be resized.",
    ),
    fact(
        "image.no-encoder",
        Error,
        "Cette version de Lucarne n'écrit pas ce format d'image.",
        "This build of Lucarne does not write this image format.",
    ),
];
