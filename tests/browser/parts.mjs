// A site that uses every part of the theme, in any of the theme's languages: what `lucarne check` must find nothing in.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Every field of the data files filled in, with nothing that could be taken for true. */
export const FILLED = {
  "contact.yaml": `nom: "Le nom du service"
rue: "Rue de l'Exemple, 1"
code_postal: "0000"
localite: "Exemple"
telephone: "00 000 00 00"
courriel: "une-adresse-assez-longue@service-exemple.example"
horaires: ["le matin : sur rendez-vous", "l'après-midi : porte ouverte"]
carte: "https://cartes.example/une-carte"
`,
  "annonce.yaml": `texte: "Une annonce d'essai, assez longue pour tenir sur deux lignes d'un petit écran."
lien: "@/contact.md"
debut: "2000-01-01"
fin: "2999-12-31"
`,
  "mentions.yaml": `denomination: "Le nom complet du service"
forme_juridique: "association sans but lucratif"
siege: "Rue de l'Exemple, 1, 0000 Exemple"
numero_entreprise: "0000.000.000"
rpm: "RPM Exemple"
tribunal: "Tribunal de l'entreprise d'Exemple"
courriel: "une-adresse@service-exemple.example"
`,
};

/** Those that this repository's site has already. */
const OTHERS = {
  "numeros.yaml": `- {numero: "000", nom: "Secours", pour: "Un danger.", urgence: true, source: "https://secours.example", verifie_le: 2026-11-21, nl: {nom: "Nood", pour: "Gevaar."}}
- {numero: "0000 00 000", nom: "Écoute", pour: "Parler.", gratuit: true, anonyme: true, jour_et_nuit: true, source: "https://ecoute.example", verifie_le: 2026-11-21}
`,
  "zone.yaml": `carte: "https://cartes.example/une-carte"
communes:
  - {nom: "Une commune", localites: ["Un village", "Un hameau"], hachuree: false}
  - {nom: "Une autre", localites: [], hachuree: true}
`,
  "financeurs.yaml": `- {nom: "Union européenne", ue: true, logo: "", depuis: "2000-01-01", jusqu_a: "2999-12-31", pages: all}
- {nom: "Une province", ue: false, logo: "favicon.svg", depuis: "", jusqu_a: "", pages: all}
- {nom: "Une commune", ue: false, logo: "", depuis: "", jusqu_a: "", pages: ["@/contact.md"]}
`,
};

const PICTOS = ["ecole", "famille", "relations", "argent", "demarches", "consommations", "amour", "droit", ""];

const page = (title, { template = "", head = "", extra = "", text = "Un texte." } = {}) => `---
title: "${title}"
description: "Ce que l'on trouve ici : ${title}."
${template && `template: ${template}\n`}${head}${extra && `extra:\n${extra}`}---

${text}
`;

const EXIT = "  sortie_rapide: true\n";
const BRIEF = '  en_bref: ["Une phrase.", "Une autre, avec [la page de contact](@/contact.md)."]\n';

const PARTS = `Un paragraphe avec [le chemin vers nous](@/contact.md), du **gras**, de l'*italique* et une note[^1].

[^1]: La note de bas de page.

## Une première question ?

{{<bouton href="@/contact.md" texte="Nous rendre visite" />}}
{{<bouton href="@/zone.md" texte="Le bouton principal" lampe={true} />}}
{{<button href="@/faq.md" text="Lire les questions" />}}

{% <note> %}Une note simple.{% </note> %}
{% <note kind="attention" titre="Son titre"> %}Une note d'attention.{% </note> %}
{% <callout kind="danger"> %}Une note d'urgence.{% </callout> %}

## Une deuxième ?

{% <soin niveau={1} titre="Une question"> %}Écrire.{% </soin> %}
{% <soin niveau={2}> %}Appeler.{% </soin> %}
{% <care level={3} title="Un danger"> %}Les secours.{% </care> %}

### Un détail

{% <etapes titre="Avec un titre"> %}
1. **Un message.** Un mot suffit.
2. **Un rendez-vous.** Où l'on veut.
{% </etapes> %}
{% <steps> %}
1. Une étape.
{% </steps> %}

{% <coches> %}
- **Une promesse.** Tenue.
- Une autre.
{% </coches> %}

## Une troisième ?

{% <details titre="Une question fermée"> %}Sa réponse.{% </details> %}
{% <details titre="Une question ouverte" open={true}> %}Sa réponse.{% </details> %}
{% <details> %}Sans titre à soi.{% </details> %}

{{<figure src="favicon.svg" alt="Une fenêtre allumée" legende="Une légende." />}}
{{<figure src="favicon.svg" decorative={true} />}}

| Quoi | Combien |
|---|---|
| Âge | 18 à 22 ans |

## Une dernière ?

{{<contact titre="Un titre" />}}
{{<mentions />}}
{{<numeros urgence={true} />}}

> Une citation.

---

- un point ;
- un autre.
`;

/** Adds a page for each template and each part to a site from \`lucarne init\`. \`news\` is its folder of news. */
export function everyPart(root, language, news) {
  const others = ["fr", "nl", "de", "en"].filter((other) => other !== language);
  const files = {
    "lucarne.yaml": `title: "Lumière"
base_url: "https://lumiere.example"
description: "Un site qui montre chaque pièce."
default_language: ${language}
theme: horizon
build_search_index: true
generate_feeds: true
taxonomies: [{name: sujets, feed: true}]
languages:
${others.map((other) => `  ${other}: {title: "Lumière", description: "Une page courte."}`).join("\n")}
menus:
  principal:
    - {name: "Fenêtres", url: "@/difficultes/_index.md", weight: 10}
    - {name: "Pièces", url: "@/pieces.md", weight: 20}
    - {name: "Contact", url: "@/contact.md", weight: 30}
  pied:
    - {name: "Plan", url: "@/plan.md", weight: 10}
    - {name: "Zone", url: "@/zone.md", weight: 20}
extra: {palette: foret, section_actualites: "${news}/_index.md", actualites_accueil: 2, sommaire_des: 2}
`,
    "content/_index.md": page("Un accueil", { template: "index.html", extra: EXIT + BRIEF }),
    "content/contact.md": page("Le contact", { template: "contact.html", extra: EXIT }),
    "content/pieces.md": page("Toutes les pièces", { extra: EXIT + BRIEF, text: PARTS }),
    "content/faq.md": page("Les questions", { template: "faq.html", head: "weight: 1\n", text: '{% <details titre="Une question ?"> %}Sa réponse.{% </details> %}' }),
    "content/zone.md": page("La zone", { template: "zone.html", extra: "  scene: carte\n" }),
    "content/logement.md": page("Un logement", { template: "logement.html" }),
    "content/plan.md": page("Le plan", { template: "plan.html" }),
    "content/naviguer-discretement.md": page("La discrétion", { extra: EXIT }),
    "content/difficultes/_index.md": page("Les fenêtres", { template: "difficultes.html", head: "page_template: difficulte.html\nsort_by: weight\n", extra: EXIT }),
    "content/rubrique/_index.md": page("Une rubrique", { head: "sort_by: weight\npaginate_by: 1\n" }),
    "content/rubrique/une.md": page("Une page", { head: "weight: 1\n", text: "[Une autre](autre.md)" }),
    "content/rubrique/autre.md": page("Une page suivante", { head: "weight: 2\n" }),
    [`content/${news}/_index.md`]: page("Les nouvelles", { template: "actualites.html", head: "page_template: actualite.html\nsort_by: date\npaginate_by: 2\n" }),
    [`content/${news}/saison.md`]: page("Une nouvelle d'une saison", { head: "date: 2026-01-01\n", extra: '  date_affichee: "Hiver 2026"\n' }),
    "content/en-bref.md": page("En bref", { template: "court.html" }),
  };
  PICTOS.forEach((picto, i) => {
    files[`content/difficultes/fenetre-${i}.md`] = page(`Une fenêtre (${picto || "sans dessin"})`, { head: `weight: ${i}\n`, extra: `  picto: "${picto}"\n${EXIT}${BRIEF}` });
  });
  for (const i of [1, 2, 3]) {
    files[`content/${news}/nouvelle-${i}.md`] = page(`Une nouvelle, la numéro ${i}`, { head: `date: 2026-0${i}-15\nupdated: 2026-0${i}-20\ntaxonomies: {sujets: [un sujet, sujet ${i}]}\n` });
  }
  for (const other of others) {
    files[`content/_index.${other}.md`] = `---\ntitle: "Lumière"\nredirect_to: "${other}/en-bref/"\n---\n`;
    files[`content/en-bref.${other}.md`] = page(`En bref (${other})`, { template: "court.html", extra: BRIEF });
  }
  for (const [name, text] of Object.entries({ ...FILLED, ...OTHERS })) files[`data/${name}`] = text;
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
