//! What keeps some readers out.

use super::When::{self, Build, Check};
use super::{Category, Code};
use crate::report::Severity::{self, Error, Warning};

const fn rule(code: &'static str, severity: Severity, when: When, wcag: &'static str) -> Code {
    Code::rule(code, Category::Accessibility, severity, when, wcag)
}

/// An example that is the same in both languages.
const fn both(example: &'static str) -> (&'static str, &'static str) {
    (example, example)
}

pub(super) const CODES: &[Code] = &[
    rule("a11y.image-alt", Error, Build, "1.1.1")
        .about("Image sans texte de remplacement", "Image without alternative text")
        .because(
            "Qui ne voit pas l'image, ou ne la charge pas, lit ce texte à la place. Décrivez en quelques mots ce que l'image apporte à la page. Une image qui ne fait que décorer le dit : « ![\"\"](trait.svg) » en Markdown, « alt=\"\" » en HTML.",
            "Who does not see the image, or does not load it, reads this text instead. Describe in a few words what the image adds to the page. An image that only decorates says so: “![\"\"](line.svg)” in Markdown, “alt=\"\"” in HTML.",
        )
        .example(both("![](facade.jpg)"), ("![La façade du local, avec sa porte bleue](facade.jpg)", "![The front of the house, with its blue door](front.jpg)")),
    rule("a11y.image-filename", Warning, Build, "1.1.1")
        .about("Texte de remplacement qui est un nom de fichier", "Alternative text that is a file name")
        .because(
            "Un lecteur d'écran dirait « IMG souligné 2041 point jpg » : cela n'apprend rien. Dites ce que l'image montre.",
            "A screen reader would say “IMG underscore 2041 dot jpg”: that tells nothing. Say what the image shows.",
        )
        .example(both("![IMG_2041.jpg](IMG_2041.jpg)"), ("![L'équipe devant le local](IMG_2041.jpg)", "![The team in front of the house](IMG_2041.jpg)")),
    rule("a11y.heading-skip", Warning, Build, "1.3.1")
        .about("Niveau de titre sauté", "Skipped heading level")
        .because(
            "Les titres sont le plan de la page : beaucoup de personnes aveugles vont de l'un à l'autre. Un niveau sauté fait croire qu'il manque une partie. Le niveau ne règle pas la taille des lettres : c'est l'affaire du thème.",
            "Headings are the outline of the page: many blind people go from one to the next. A skipped level suggests that a part is missing. The level is not there to set the size of letters: that is up to the theme.",
        )
        .example(("## Nos activités\n\n#### Le mercredi", "## What we do\n\n#### On Wednesdays"), ("## Nos activités\n\n### Le mercredi", "## What we do\n\n### On Wednesdays")),
    rule("a11y.heading-empty", Warning, Build, "1.3.1, 2.4.6")
        .about("Titre vide", "Empty heading")
        .because(
            "Un titre sans texte est annoncé (« titre de niveau 2 »), puis rien. Écrivez son texte, ou enlevez-le ; pour un espace entre deux paragraphes, rien n'est à écrire.",
            "A heading without text is announced (“heading level 2”), and then nothing. Write its text, or take it out; a space between two paragraphs asks for nothing.",
        )
        .example(both("##"), ("## Nos horaires", "## Opening hours")),
    rule("a11y.heading-h1", Warning, Build, "1.3.1")
        .about("Plusieurs titres de niveau 1", "More than one heading of level 1")
        .because(
            "Le titre de niveau 1 dit le sujet de la page ; il n'y en a qu'un. Le plus souvent, le thème le fait déjà avec « title » : dans le texte, commencez à « ## ».",
            "The heading of level 1 says what the page is about; there is only one. Most often the theme already makes it from “title”: begin with “##” in the text.",
        )
        .example(("---\ntitle: Notre équipe\n---\n# Notre équipe", "---\ntitle: Our team\n---\n# Our team"), ("---\ntitle: Notre équipe\n---\n## Qui fait quoi", "---\ntitle: Our team\n---\n## Who does what")),
    rule("a11y.link-name", Error, Build, "2.4.4, 4.1.2")
        .about("Lien sans texte", "Link without a name")
        .because(
            "Un lien sans texte s'annonce par son adresse, lettre à lettre, ou pas du tout. Donnez-lui un texte ; si c'est une image, elle a besoin d'un texte de remplacement qui dit où le lien mène.",
            "A link without text is announced by its address, letter by letter, or not at all. Give it a text; where it is an image, that needs an alternative text that says where the link leads.",
        )
        .example(both("[](contact.md)"), ("[Nous écrire](contact.md)", "[Write to us](contact.md)")),
    rule("a11y.link-vague", Warning, Build, "2.4.4")
        .about("Lien qui ne dit pas où il mène", "Link that does not say where it leads")
        .because(
            "Beaucoup de lecteurs vont d'un lien à l'autre sans lire ce qui l'entoure : « cliquez ici » ou « lire la suite » ne leur disent rien. Mettez dans le lien le nom de ce que l'on trouvera.",
            "Many readers go from link to link without reading what is around: “click here” or “read more” tells them nothing. Put the name of what will be found into the link.",
        )
        .example(("Pour nous joindre, [cliquez ici](contact.md).", "To reach us, [click here](contact.md)."), ("[Nos numéros et nos horaires](contact.md)", "[Our phone numbers and opening hours](contact.md)")),
    rule("a11y.link-same-text", Warning, Check, "2.4.4")
        .about("Même texte, adresses différentes", "Same text, different places")
        .because(
            "Deux liens de la page portent le même texte mais mènent à deux endroits : hors de leur phrase, rien ne les distingue. Ajoutez à chacun ce qui lui est propre.",
            "Two links of the page have the same text but lead to two places: outside of their sentence nothing tells them apart. Add to each what is its own.",
        )
        .example(("[Le rapport](2025.md) et [le rapport](2026.md)", "[The report](2025.md) and [the report](2026.md)"), ("[Le rapport de 2025](2025.md) et [celui de 2026](2026.md)", "[The report of 2025](2025.md) and [that of 2026](2026.md)")),
    rule("a11y.link-file", Warning, Check, "2.4.4")
        .about("Lien vers un fichier sans type ni poids", "Link to a file without type and size")
        .because(
            "Ouvrir un PDF de 20 Mo sur un téléphone n'est pas la même chose qu'ouvrir une page. Dites le type et le poids du fichier dans le texte du lien, pour que chacun puisse choisir.",
            "Opening a PDF of 20 MB on a phone is not the same as opening a page. Say the type and the size of the file in the text of the link, so that everybody can choose.",
        )
        .example(("[Le règlement](reglement.pdf)", "[The rules](rules.pdf)"), ("[Le règlement (PDF, 340 Ko)](reglement.pdf)", "[The rules (PDF, 340 KB)](rules.pdf)")),
    rule("a11y.table-header", Warning, Build, "1.3.1")
        .about("Tableau sans cellule d'en-tête", "Table without header cells")
        .because(
            "Un lecteur d'écran dit, à chaque case, de quelle colonne elle est : il lui faut des cases d'en-tête (<th>) qui ont un texte. Un tableau qui ne sert qu'à la mise en page le dit avec « role=\"presentation\" ».",
            "A screen reader says of each cell which column it belongs to: it needs header cells (<th>) that have a text. A table that is there for layout alone says so with “role=\"presentation\"”.",
        )
        .example(("|  |  |\n|---|---|\n| Lundi | 9 h |", "|  |  |\n|---|---|\n| Monday | 9 am |"), ("| Jour | Heure |\n|---|---|\n| Lundi | 9 h |", "| Day | Hour |\n|---|---|\n| Monday | 9 am |")),
    rule("a11y.lang", Warning, Build, "3.1.1")
        .about("Langue de la page inconnue", "Language of the page unknown")
        .because(
            "Sans « lang » sur <html>, une voix de synthèse lit le français avec l'accent d'une autre langue, et le navigateur coupe mal les mots. Dans le modèle : <html lang=\"{{ lang }}\">.",
            "Without “lang” on <html>, a synthetic voice reads the page with the accent of another language, and the browser breaks words wrongly. In the template: <html lang=\"{{ lang }}\">.",
        )
        .example(both("<html>"), both("<html lang=\"{{ lang }}\">")),
    rule("a11y.title", Warning, Build, "2.4.2")
        .about("Page sans titre", "Page without a title")
        .because(
            "Le titre (<title>) est la première chose qu'un lecteur d'écran dit, et ce que montrent l'onglet et les moteurs de recherche.",
            "The title (<title>) is the first thing that a screen reader says, and what the tab and search engines show.",
        )
        .example(both("<title></title>"), both("<title>{{ page.title }} – {{ config.title }}</title>")),
    rule("a11y.title-unique", Warning, Check, "2.4.2")
        .about("Deux pages ont le même titre", "Two pages have the same title")
        .because(
            "Deux onglets, deux signets ou deux résultats de recherche du même nom ne se distinguent pas. Donnez à chaque page son « title ».",
            "Two tabs, bookmarks or search results of one name cannot be told apart. Give each page a “title” of its own.",
        )
        .example(("a.md → title: Stage\nb.md → title: Stage", "a.md → title: Camp\nb.md → title: Camp"), ("a.md → title: Stage de Pâques\nb.md → title: Stage d'été", "a.md → title: Easter camp\nb.md → title: Summer camp")),
    rule("a11y.duplicate-id", Warning, Build, "1.3.1, 4.1.2")
        .about("Même « id » deux fois", "Same “id” twice")
        .because(
            "Un lien vers « #horaires », l'étiquette d'un champ ou une description ne trouvent que le premier des éléments qui portent cet « id ».",
            "A link to “#hours”, the label of a field or a description find only the first of the elements that have this “id”.",
        )
        .example(("## Horaires {#h}\n\n## Adresse {#h}", "## Hours {#h}\n\n## Address {#h}"), ("## Horaires {#horaires}\n\n## Adresse {#adresse}", "## Hours {#hours}\n\n## Address {#address}")),
    rule("a11y.label", Warning, Build, "1.3.1, 3.3.2, 4.1.2")
        .about("Champ sans étiquette", "Control without a label")
        .because(
            "Sans <label> qui lui est lié, un champ s'annonce « zone de texte », sans dire ce qu'il faut y écrire. « placeholder » ne suffit pas : il disparaît dès qu'on écrit.",
            "Without a <label> that is tied to it, a field is announced as “edit text”, without saying what to write there. A “placeholder” will not do: it goes away as soon as one writes.",
        )
        .example(("<input id=\"nom\" placeholder=\"Nom\">", "<input id=\"name\" placeholder=\"Name\">"), ("<label for=\"nom\">Nom</label> <input id=\"nom\">", "<label for=\"name\">Name</label> <input id=\"name\">")),
    rule("a11y.label-for", Warning, Build, "1.3.1")
        .about("Étiquette sans champ", "Label without a control")
        .because(
            "Une <label> qui n'entoure aucun champ, et dont « for » ne nomme aucun champ de la page, n'est l'étiquette de rien : le lien entre les deux est souvent une faute de frappe.",
            "A <label> that is around no control, and whose “for” names no control of the page, labels nothing: most often there is a slip of the pen in the name.",
        )
        .example(("<label for=\"non\">Nom</label> <input id=\"nom\">", "<label for=\"nane\">Name</label> <input id=\"name\">"), ("<label for=\"nom\">Nom</label> <input id=\"nom\">", "<label for=\"name\">Name</label> <input id=\"name\">")),
    rule("a11y.frame-title", Warning, Build, "1.1.1, 4.1.2")
        .about("Cadre sans titre", "Frame without a title")
        .because(
            "Un plan, une vidéo ou un document mis dans la page par <iframe> ou <object> s'annonce par son « title » : sans lui, un lecteur d'écran dit « cadre », ou lit une adresse, et il faut y entrer pour savoir.",
            "A map, a video or a document that <iframe> or <object> puts into the page is announced by its “title”: without it a screen reader says “frame”, or reads an address, and one must go inside to find out.",
        )
        .example(both("<iframe src=\"/plan.html\"></iframe>"), ("<iframe src=\"/plan.html\" title=\"Plan d'accès\"></iframe>", "<iframe src=\"/plan.html\" title=\"How to find us\"></iframe>")),
    rule("a11y.landmark-main", Warning, Build, "1.3.1, 2.4.1")
        .about("Pas de zone principale, ou plusieurs", "No main landmark, or several")
        .because(
            "<main> entoure ce qui est propre à la page : on y saute d'une touche. Il en faut un, et un seul.",
            "<main> is around what is the page's own: one key leads there. There must be one, and only one.",
        )
        .example(both("<body>{{ page.content | safe }}</body>"), both("<body><main>{{ page.content | safe }}</main></body>")),
    rule("a11y.landmark-twice", Warning, Build, "1.3.1")
        .about("Zone de page en double", "Page landmark twice")
        .because(
            "Une page a un seul en-tête de site (<header>) et un seul pied de page (<footer>) : ceux qui ne sont pas dans un <article>, une <section>, un <main>, un <nav> ou un <aside>.",
            "A page has one site header (<header>) and one site footer (<footer>): those that are not in an <article>, <section>, <main>, <nav> or <aside>.",
        )
        .example(both("<body><header>…</header><header>…</header>"), both("<body><header>…</header><main><header>…</header></main>")),
    rule("a11y.tabindex", Warning, Build, "2.4.3")
        .about("« tabindex » plus grand que 0", "“tabindex” above 0")
        .because(
            "Un « tabindex » positif fait passer cet élément avant tous les autres : au clavier, on saute d'un bout à l'autre de la page. L'ordre du texte suffit ; « 0 » et « -1 » sont permis.",
            "A positive “tabindex” puts this element before all others: with the keyboard one jumps from one end of the page to the other. The order of the text will do; “0” and “-1” are fine.",
        )
        .example(both("<a href=\"/\" tabindex=\"3\">"), both("<a href=\"/\">")),
    rule("a11y.inline-handler", Warning, Build, "2.1.1")
        .about("Programme dans un attribut", "Program in an attribute")
        .because(
            "Un attribut comme « onclick » ou « onmouseover » réagit souvent à la souris seule, ne marche pas sans script, et une règle de sécurité stricte (CSP) le bloque. Un vrai lien ou un vrai bouton marche pour tout le monde.",
            "An attribute like “onclick” or “onmouseover” often reacts to the mouse only, does not work without script, and is blocked by a strict security policy (CSP). A real link or button works for everybody.",
        )
        .example(("<span onclick=\"aller()\">Contact</span>", "<span onclick=\"go()\">Contact</span>"), both("<a href=\"/contact/\">Contact</a>")),
    rule("a11y.autoplay", Warning, Build, "1.4.2, 2.2.2")
        .about("Son ou vidéo qui démarre seul", "Sound or video that starts by itself")
        .because(
            "Un son qui démarre couvre la voix d'un lecteur d'écran, et trahit la personne qui lit en cachette. Laissez le lecteur démarrer lui-même : « controls » sans « autoplay ».",
            "A sound that starts drowns the voice of a screen reader, and gives away who reads in secret. Let the reader start it: “controls” without “autoplay”.",
        )
        .example(both("<video src=\"film.mp4\" autoplay>"), both("<video src=\"film.mp4\" controls>")),
    rule("a11y.refresh", Warning, Build, "2.2.1, 3.2.5")
        .about("Page qui se recharge ou s'en va seule", "Page that reloads or leaves by itself")
        .because(
            "Une page qui part après quelques secondes ne laisse pas le temps de la lire. Une redirection est immédiate (0), ou c'est un lien.",
            "A page that leaves after some seconds gives no time to read it. A redirect is immediate (0), or it is a link.",
        )
        .example(both("<meta http-equiv=\"refresh\" content=\"5; url=/a/\">"), both("<a href=\"/a/\">…</a>")),
    rule("a11y.zoom", Warning, Build, "1.4.4")
        .about("Agrandissement interdit", "Zoom forbidden")
        .because(
            "« user-scalable=no » ou « maximum-scale=1 » empêchent d'agrandir la page avec les doigts : qui voit mal ne peut plus lire.",
            "“user-scalable=no” or “maximum-scale=1” keep readers from enlarging the page with their fingers: who sees badly can no longer read.",
        )
        .example(both("<meta name=\"viewport\" content=\"width=device-width, user-scalable=no\">"), both("<meta name=\"viewport\" content=\"width=device-width\">")),
    rule("a11y.bold-heading", Warning, Check, "1.3.1")
        .about("Paragraphe en gras qui joue le titre", "Bold paragraph posing as a heading")
        .because(
            "Une ligne en gras ressemble à un titre, mais n'en est pas un pour un lecteur d'écran, ni pour le sommaire. Écrivez un vrai titre, du niveau qui suit celui d'au-dessus.",
            "A bold line looks like a heading, but is none for a screen reader, nor for the table of contents. Write a real heading, one level below the one above.",
        )
        .example(("**Nos horaires**\n\nLe lundi de 9 h à 17 h.", "**Opening hours**\n\nMonday, 9 to 5."), ("## Nos horaires\n\nLe lundi de 9 h à 17 h.", "## Opening hours\n\nMonday, 9 to 5.")),
    rule("a11y.capitals", Warning, Check, "1.4.8")
        .about("Texte en capitales", "Text in capitals")
        .because(
            "Un texte tout en majuscules se lit plus lentement, surtout pour une personne dyslexique ; des voix de synthèse l'épellent. Écrivez en minuscules : pour l'insistance il y a **le gras**, pour l'apparence le thème.",
            "A text in capitals is slower to read, above all for dyslexic people; some synthetic voices spell it. Write in lower case: for stress there is **bold**, for looks the theme.",
        )
        .example(("LES INSCRIPTIONS SONT OUVERTES", "REGISTRATION IS NOW OPEN"), ("**Les inscriptions sont ouvertes**", "**Registration is now open**")),
    rule("a11y.nav-order", Warning, Check, "3.2.3")
        .about("Menu dans un autre ordre", "Menu in another order")
        .because(
            "On retrouve un menu sans le relire quand ses entrées viennent dans le même ordre sur toutes les pages.",
            "One finds one's way in a menu without reading it again when its entries come in the same order on all pages.",
        )
        .example(("Accueil : Équipe, Contact\nUne page : Contact, Équipe", "Home: Team, Contact\nA page: Contact, Team"), ("Partout : Équipe, Contact", "Everywhere: Team, Contact")),
    rule("a11y.same-name", Warning, Check, "3.2.4")
        .about("Même lien du menu, noms différents", "Same menu link, different names")
        .because(
            "Ce qui mène au même endroit porte le même nom sur toutes les pages : sinon on croit à deux endroits.",
            "What leads to the same place has the same name on all pages: else there seem to be two places.",
        )
        .example(("Accueil : « Contact »\nUne page : « Nous joindre » (même adresse)", "Home: “Contact”\nA page: “Reach us” (same address)"), ("Partout : « Contact »", "Everywhere: “Contact”")),
    rule("a11y.help-place", Warning, Check, "3.2.6")
        .about("Aide à un autre endroit", "Help in another place")
        .because(
            "Le numéro de téléphone, l'adresse électronique ou le lien vers la page de contact qui se répètent d'une page à l'autre doivent être au même endroit, dans le même ordre : on les cherche quand on va mal.",
            "The phone number, the mail address or the link to the contact page that are repeated from page to page must be in the same place and order: they are looked for by people who are not well.",
        )
        .example(("Accueil : le téléphone dans l'en-tête\nUne page : dans le pied de page", "Home: the phone in the header\nA page: in the footer"), ("Partout : dans l'en-tête", "Everywhere: in the header")),
    rule("a11y.orphan", Warning, Check, "2.4.5")
        .about("Page que rien ne relie à l'accueil", "Page that no way leads to from the home page")
        .because(
            "Aucune suite de liens ne mène de l'accueil à cette page : seul qui connaît son adresse la verra. Liez-la, mettez-la dans un menu, ou faites-en un brouillon.",
            "No chain of links leads from the home page to this one: only who knows its address will see it. Link to it, put it into a menu, or make it a draft.",
        )
        .example(("Aucun lien vers « stages.md »", "No link to “camps.md”"), ("[Nos stages](stages.md)", "[Our camps](camps.md)")),
    rule("a11y.contrast-text", Warning, Build, "1.4.3")
        .about("Texte trop peu contrasté", "Text without enough contrast")
        .because(
            "Il faut un contraste de 4,5 au moins entre un texte et son fond, en clair comme en sombre : au soleil, sur un vieil écran ou avec de mauvais yeux, on ne lit plus. Rendez la couleur plus sombre, ou le fond plus clair.",
            "A text needs a contrast of at least 4.5 with what is behind it, in the light scheme and the dark one: in the sun, on an old screen or with weak eyes it can no longer be read. Make the colour darker, or the ground lighter.",
        )
        .example(both(".note { color: var(--grey); background: var(--paper); }  /* #999 / #fff: 2.8 */"), both(".note { color: var(--ink); background: var(--paper); }   /* #595959 / #fff: 7 */")),
    rule("a11y.contrast-control", Warning, Build, "1.4.11")
        .about("Bord ou signe trop peu contrasté", "Border or sign without enough contrast")
        .because(
            "Le bord d'un champ, un pictogramme ou la marque de ce qui est choisi demandent un contraste de 3 au moins avec leur fond.",
            "The border of a field, a pictogram or the mark of what is selected need a contrast of at least 3 with what is behind them.",
        )
        .example(both("contrast:\n  - { on: --paper, of: [--edge], least: 3 }   # #ccc / #fff: 1.6"), both("contrast:\n  - { on: --paper, of: [--edge], least: 3 }   # #767676 / #fff: 4.5")),
];
