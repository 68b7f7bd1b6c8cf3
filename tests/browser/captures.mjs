// Makes the pictures of docs/guide-de-redaction.md again, from the real program and the real site.
// usage: cargo build && (cd tests/browser && npm ci && node captures.mjs)
// LUCARNE and CHROMIUM name other programs than target/{release,debug}/lucarne and /usr/bin/chromium.
import { chromium } from "playwright-core";
import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const LIMIT = 60 * 1024;
const project = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const pictures = join(project, "docs/images");
const lucarne =
  process.env.LUCARNE ?? ["release", "debug"].map((kind) => join(project, "target", kind, "lucarne")).find(existsSync);
if (!lucarne) throw new Error("no lucarne here: run cargo build first");

const site = mkdtempSync(join(tmpdir(), "guide-"));
for (const name of ["content", "data", "templates", "themes", "archetypes", "lucarne.yaml"]) {
  cpSync(join(project, name), join(site, name), { recursive: true });
}
const file = (path) => join(site, path);
const change = (path, from, to) => {
  const text = readFileSync(file(path), "utf8");
  if (!text.includes(from)) throw new Error(`${path} no longer contains: ${from}`);
  writeFileSync(file(path), text.replace(from, to));
};

// A terminal: what was typed and what was answered, in colour.
const environment = { ...process.env, LC_ALL: "fr_BE.UTF-8", CLICOLOR_FORCE: "1", TZ: "Europe/Brussels" };
const run = (...words) => {
  const { stdout, stderr, error } = spawnSync(lucarne, words, { cwd: site, env: environment, encoding: "utf8" });
  if (error) throw error;
  return stdout + stderr;
};
const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
const colored = (text) => {
  let style = new Set();
  return text
    .split(/(\x1b\[[\d;]*m)/)
    .map((part) => {
      const codes = part.match(/^\x1b\[([\d;]*)m$/)?.[1];
      if (codes === undefined) return part && `<span class="${[...style].join(" ")}">${escaped(part)}</span>`;
      for (const code of codes.split(";").map(Number)) {
        if (code === 0) style = new Set();
        else style.add(`c${code > 89 ? code - 60 : code}`);
      }
      return "";
    })
    .join("");
};
const terminal = (typed, answered) => `<!doctype html><meta charset="utf-8"><style>
  body { display: inline-block; margin: 0; padding: 0.75rem 1rem; background: #14181c; color: #e8e6e0; }
  pre { margin: 0; font: 15px/1.45 "DejaVu Sans Mono", monospace; min-width: 40rem; }
  .c1 { font-weight: bold } .c31 { color: #ff8a80 } .c32 { color: #9ccc65 } .c33 { color: #ffca6b }
  .c34 { color: #82b1ff } .c36 { color: #80deea } b { color: #ffca6b }
</style><pre><b>&gt;</b> ${escaped(typed)}\n${colored(answered.trimEnd())}</pre>`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
const context = await browser.newContext({ colorScheme: "light", reducedMotion: "reduce", locale: "fr-BE" });
const tab = await context.newPage();
const desk = await context.newPage();
const shoot = async (name, page = tab, target = undefined, margin = 16) => {
  const path = join(pictures, `${name}.png`);
  let clip;
  if (target) {
    const { x, y, width, height } = await page.locator(target).boundingBox();
    clip = { x: Math.max(0, x - margin), y: Math.max(0, y - margin), width: width + 2 * margin, height: height + 2 * margin };
  }
  await page.screenshot({ path, animations: "disabled", fullPage: Boolean(target), clip });
  const { size } = statSync(path);
  console.log(`${String(Math.ceil(size / 1024)).padStart(3)} KB  docs/images/${name}.png`);
  // The preview would reload a page that stays open, in the middle of the next visit.
  await page.goto("about:blank");
  if (size > LIMIT) throw new Error(`${name}.png is larger than ${LIMIT / 1024} KB`);
};
const shootTerminal = async (name, typed, answered) => {
  await desk.setViewportSize({ width: 1000, height: 100 });
  await desk.setContent(terminal(typed, answered));
  await shoot(name, desk, "body", 0);
};

// The preview: a page is looked at once it says what it must.
const preview = spawn(lucarne, ["serve"], { cwd: site, env: { ...environment, CLICOLOR_FORCE: "0" } });
const address = await new Promise((found, failed) => {
  let said = "";
  const read = (bytes) => {
    said += bytes;
    const at = said.match(/http:\/\/[\d.]+:\d+\//);
    if (at) found(at[0]);
  };
  preview.stdout.on("data", read);
  preview.stderr.on("data", read);
  preview.on("exit", () => failed(new Error(said)));
});
const look = async (path, expected, size = { width: 860, height: 640 }) => {
  await tab.setViewportSize(size);
  const until = Date.now() + 20_000;
  for (;;) {
    const answer = await fetch(address + path);
    if ((await answer.text()).includes(expected)) break;
    if (Date.now() > until) throw new Error(`/${path} never said: ${expected}`);
    await new Promise((later) => setTimeout(later, 100));
  }
  await tab.goto(address + path, { waitUntil: "load" });
  await tab.waitForFunction(() => document.readyState === "complete" && document.fonts.status === "loaded");
};

mkdirSync(pictures, { recursive: true });
try {
  await shootTerminal("guide-terminal-apercu", "lucarne serve", `Aperçu : ${address}`);

  await look("actualites/", "Adonomie déménage");
  await shoot("guide-nouvelle-avant", tab, ".apres-texte");
  const news = "content/actualites/une-nouvelle-d-essai.md";
  const said = run("new", "actualites/une-nouvelle-d-essai", "--title", "Une nouvelle d'essai");
  await shootTerminal("guide-terminal-nouvelle", 'lucarne new actualites/une-nouvelle-d-essai --title "Une nouvelle d\'essai"', said);
  change(news, 'description: ""', 'description: "Une phrase qui dit l\'essentiel."');
  change(news, /^date: .*$/m.exec(readFileSync(file(news), "utf8"))[0], "date: 2026-11-22");
  appendFileSync(file(news), "Voici le texte de la nouvelle.\n");
  await look("actualites/", "Une nouvelle d’essai");
  await shoot("guide-nouvelle-apres", tab, ".apres-texte");
  rmSync(file(news));

  await look("zone/", "Zone d’intervention");
  await shoot("guide-telephone-avant", tab, ".entete-rang");
  change("data/contact.yaml", 'telephone: ""', 'telephone: "04 000 00 00"');
  await look("zone/", "tel:040000000");
  await shoot("guide-telephone-apres", tab, ".entete-rang");
  change("data/contact.yaml", 'telephone: "04 000 00 00"', 'telephone: ""');

  const page = "content/page-d-essai.md";
  run("new", "page-d-essai", "--title", "Une page d'essai");
  change(page, 'description: ""', 'description: "Une phrase qui annonce la page."');
  appendFileSync(
    file(page),
    `Un premier paragraphe, avec un **mot important** et [un lien](contact.md).

## Un titre

- un point ;
- un autre point.

{% <note kind="info" titre="Bon à savoir"> %}
Un encadré attire l'œil.
{% </note> %}
`,
  );
  await look("page-d-essai/", "Un encadré", { width: 720, height: 640 });
  await shoot("guide-page", tab, "main", 0);

  const drawing = "themes/horizon/static/partage.png";
  cpSync(file(drawing), file("content/dessin.png"));
  writeFileSync(
    file(page),
    readFileSync(file(page), "utf8").split("Un premier paragraphe")[0] +
      '{{<figure src="@/dessin.png" alt="Un toit, une lucarne allumée, le ciel du soir" legende="La légende, si l\'on en veut une." />}}\n',
  );
  await look("page-d-essai/", "figcaption", { width: 480, height: 640 });
  await shoot("guide-image", tab, ".figure");
  rmSync(file(page));
  rmSync(file("content/dessin.png"));

  change("content/zone.md", "](contact.md)", "](contacts.md)");
  await shootTerminal("guide-message", "lucarne check --quiet", run("check", "--quiet").split("\n\n")[0]);
  await look("zone/", "contacts.md", { width: 720, height: 560 });
  await tab.locator("lucarne-findings").waitFor();
  await shoot("guide-panneau");
  change("content/zone.md", "](contacts.md)", "](contact.md)");

  await shootTerminal("guide-terminal-build", "lucarne build", `…\n${run("build").trimEnd().split("\n").slice(-2).join("\n")}`);
} finally {
  preview.kill();
  await browser.close();
  rmSync(site, { recursive: true, force: true });
}
