// Twenty pages with planted faults, looked at by axe in a browser and by `lucarne check`: what axe finds and our rules claim to
// cover, they must have found on the same page.
// usage: node faults.mjs PROGRAM (the compiled lucarne; CHROMIUM names another browser than /usr/bin/chromium)

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const PROGRAM = resolve(process.argv[2] ?? "../../target/debug/lucarne");

/** What axe calls what our rules cover. */
const COVERED = {
  "image-alt": ["a11y.image-alt"],
  "input-image-alt": ["a11y.image-alt"],
  "empty-heading": ["a11y.heading-empty"],
  "heading-order": ["a11y.heading-skip"],
  "link-name": ["a11y.link-name"],
  "identical-links-same-purpose": ["a11y.link-same-text"],
  "html-has-lang": ["a11y.lang"],
  "document-title": ["a11y.title"],
  "duplicate-id-aria": ["a11y.duplicate-id"],
  label: ["a11y.label"],
  "select-name": ["a11y.label"],
  "landmark-one-main": ["a11y.landmark-main"],
  "landmark-no-duplicate-main": ["a11y.landmark-main"],
  "landmark-no-duplicate-banner": ["a11y.landmark-twice"],
  "landmark-no-duplicate-contentinfo": ["a11y.landmark-twice"],
  tabindex: ["a11y.tabindex"],
  "no-autoplay-audio": ["a11y.autoplay"],
  "meta-refresh": ["a11y.refresh"],
  "meta-viewport": ["a11y.zoom"],
  "p-as-heading": ["a11y.bold-heading"],
  "empty-table-header": ["a11y.table-header"],
};

/** Each page: what is in <main>, and what is changed of the frame. */
const PAGES = {
  "image-sans-alt": { body: '<img src="/x.png">' },
  "bouton-image": { body: '<form><input type="image" src="/x.png"></form>' },
  "titre-vide": { body: "<h2></h2>\n<p>Un texte.</p>" },
  "titre-saute": { body: "<h2>Deux</h2>\n<p>Un texte.</p>\n<h5>Cinq</h5>\n<p>Un texte.</p>" },
  "lien-vide": { body: '<p><a href="/lien-vide/"></a> Un texte.</p>' },
  "lien-image": { body: '<p><a href="/lien-vide/"><img src="/x.png" alt=""></a></p>' },
  "lien-icone": { body: '<p><a href="/lien-vide/"><span aria-hidden="true">→</span></a></p>' },
  "deux-liens": { body: '<p><a href="/lien-vide/">Le plan</a> et <a href="/titre-vide/">Le plan</a></p>' },
  "sans-langue": { frame: (html) => html.replace(' lang="fr"', "") },
  "sans-titre": { frame: (html) => html.replace(/<title>.*<\/title>/, "") },
  "id-double": { body: '<p id="a">Un</p><p id="a">Deux</p><form><input aria-labelledby="a"></form>' },
  "champ-nu": { body: '<form><input type="text" name="nom"></form>' },
  "champ-texte-libre": { body: '<form><textarea name="nom"></textarea></form>' },
  "choix-nu": { body: "<form><select><option>Un</option></select></form>" },
  "sans-main": { frame: (html) => html.replace("<main>", "<div>").replace("</main>", "</div>") },
  "deux-main": { frame: (html) => html.replace("<footer>", "<main><p>Encore.</p></main><footer>") },
  "deux-bandeaux": { frame: (html) => html.replace("<main>", "<header><p>Encore.</p></header><main>") },
  "deux-pieds": { frame: (html) => html.replace("<footer>", "<footer><p>Encore.</p></footer><footer>") },
  tabindex: { body: '<p><a href="/lien-vide/" tabindex="3">La page d\'à côté</a></p>' },
  "son-qui-part": { body: '<audio src="/long.wav" autoplay></audio>' },
  rafraichie: { frame: (html) => html.replace("<title>", '<meta http-equiv="refresh" content="300"><title>') },
  "sans-zoom": { frame: (html) => html.replace("initial-scale=1", "initial-scale=1, user-scalable=no") },
  "gras-pour-titre": { body: "<p><b>Les horaires d'ouverture</b></p>\n<p>De neuf heures à midi, et sur rendez-vous.</p>" },
  "entete-vide": { body: "<table><tr><th></th><th></th></tr><tr><td>1</td><td>2</td></tr></table>" },
};

const FRAME = `<!DOCTYPE html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>TITLE</title></head>
<body>
<header><p>Le service</p></header>
<main><h1>TITLE</h1>
{{ page.content | safe }}
</main>
<footer><p>La fin</p></footer>
</body>
</html>
`;

/** A second of silence, and more than axe lets play by itself. */
function silence() {
  const bytes = 8000 * 5;
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36);
  head.writeUInt32LE(bytes, 40);
  return Buffer.concat([head, Buffer.alloc(bytes, 128)]);
}

function write(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const folder = mkdtempSync(join(tmpdir(), "lucarne-faults-"));
try {
  const site = join(folder, "site");
  const files = {
    "lucarne.yaml": "base_url: https://example.org\ndefault_language: fr\nmarkdown: {raw_html: all}\ncheck: {rules: {a11y: warning}}\n",
    "static/x.png": Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=", "base64"),
    "static/long.wav": silence(),
    "templates/index.html": FRAME.replaceAll("TITLE", "Accueil").replace("page.content", "section.content"),
    "content/_index.md": "---\ntitle: Accueil\n---\nBonjour.\n",
  };
  for (const [name, { body = "Un texte.", frame = (html) => html }] of Object.entries(PAGES)) {
    files[`content/${name}.md`] = `---\ntitle: Page ${name}\ntemplate: ${name}.html\n---\n${body}\n`;
    files[`templates/${name}.html`] = frame(FRAME.replaceAll("TITLE", `Page ${name}`));
  }
  write(site, files);
  execFileSync(PROGRAM, ["build", "--root", site, "--output-dir", join(folder, "public")], { stdio: "ignore" });
  const told = JSON.parse(checked(site)).findings;
  const codesOf = (name) => {
    const here = told.filter((finding) => JSON.stringify(finding).includes(name));
    return new Set(here.map((finding) => finding.code));
  };
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
  });
  let wrong = 0;
  let compared = 0;
  try {
    const context = await browser.newContext();
    await context.route("**/*", (route) => {
      const path = new URL(route.request().url()).pathname.replace(/\/$/, "/index.html");
      try {
        const type = path.endsWith(".html") ? "text/html" : undefined;
        return route.fulfill({ body: readFileSync(join(folder, "public", path)), contentType: type });
      } catch {
        return route.fulfill({ status: 404, body: "" });
      }
    });
    for (const name of Object.keys(PAGES)) {
      const page = await context.newPage();
      await page.goto(`https://example.org/${name}/`);
      const { violations, incomplete } = await new AxeBuilder({ page })
        .options({ rules: Object.fromEntries(Object.keys(COVERED).map((rule) => [rule, { enabled: true }])) })
        .analyze();
      await page.close();
      const found = [...violations, ...incomplete.filter((one) => one.id === "p-as-heading")];
      const codes = codesOf(name);
      const covered = found.filter((violation) => COVERED[violation.id]?.length);
      compared += covered.length;
      for (const { id, help } of covered) {
        if (COVERED[id].some((code) => codes.has(code))) continue;
        wrong += 1;
        console.error(`${name}: axe finds ${id} (${help}), lucarne check only ${[...codes].join(", ") || "nothing"}`);
      }
      if (codes.size === 0) {
        wrong += 1;
        console.error(`${name}: lucarne check finds nothing; axe: ${found.map((one) => one.id).join(", ") || "nothing"}`);
      }
    }
  } finally {
    await browser.close();
  }
  console.log(`${Object.keys(PAGES).length} pages with faults, ${compared} findings of axe compared, ${wrong} missed.`);
  process.exitCode = wrong === 0 && compared >= 15 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What `lucarne check` prints, whatever its status. */
function checked(site) {
  try {
    return execFileSync(PROGRAM, ["check", "--root", site, "--format", "json"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    return error.stdout;
  }
}
