// The sites that are looked at, each built into a folder of its own.

import { spawn, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, relative, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const ROOT = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../..");

/** Every field of the data files filled in, with nothing that could be taken for true. */
const FILLED = {
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

/** The program under test: the one of LUCARNE, or the development build. */
function program() {
  if (process.env.LUCARNE) return resolve(process.env.LUCARNE);
  execFileSync("cargo", ["build", "--quiet", "--locked"], { cwd: ROOT, stdio: "inherit" });
  return join(resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target"), "debug/lucarne");
}

/** All HTML files of a folder, as addresses. */
export function addresses(folder) {
  const found = [];
  const walk = (at) => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.name.endsWith(".html")) found.push(`/${relative(folder, path)}`.replace(/index\.html$/, ""));
    }
  };
  walk(folder);
  return found.sort();
}

/** A port of this machine that nobody listens at. */
async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A page of the preview, as it would be published: without what the preview adds, and under another address. */
async function previewed(lucarne, root, path, address) {
  const port = await freePort();
  const server = spawn(lucarne, ["serve", "--quiet", "--root", root, "--port", String(port)], { stdio: "ignore" });
  try {
    for (let tries = 0; tries < 200; tries += 1) {
      await pause(50);
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(5000) }).catch(() => null);
      if (!response?.ok) continue;
      const html = await response.text();
      const plain = html.replace(/<script src="\/_lucarne\/[^>]*><\/script>/, "").replace(/<lucarne-findings>.*<\/lucarne-findings>/s, "");
      return plain.replaceAll(`http://127.0.0.1:${port}`, address).replaceAll(`http://localhost:${port}`, address);
    }
    throw new Error(`The preview does not show ${path}.`);
  } finally {
    server.kill();
  }
}

/** Builds all sites below `work`. Returns host names with their folders. */
export async function build(work) {
  const lucarne = program();
  const run = (...words) => execFileSync(lucarne, words, { stdio: ["ignore", "ignore", "inherit"] });
  const folders = {};
  const publish = (root, host) => {
    folders[host] = join(work, host);
    run("build", "--quiet", "--root", root, "--output-dir", folders[host], "--base-url", `http://${host}`);
  };

  publish(ROOT, "site.example");
  const theme = await previewed(lucarne, ROOT, "/theme/", "http://site.example");
  mkdirSync(join(folders["site.example"], "theme"));
  writeFileSync(join(folders["site.example"], "theme/index.html"), theme);

  const filled = join(work, "filled");
  for (const part of ["content", "data", "templates", "themes", "lucarne.yaml"]) {
    cpSync(join(ROOT, part), join(filled, part), { recursive: true });
  }
  for (const [name, text] of Object.entries(FILLED)) writeFileSync(join(filled, "data", name), text);
  publish(filled, "filled.example");

  for (const [language, palette] of [["fr", "soir"], ["en", "foret"]]) {
    const started = join(work, `started-${language}`);
    run("init", started, "--yes", "--quiet", "--title", "Lumière", "--language", language);
    const settings = join(started, "lucarne.yaml");
    const text = readFileSync(settings, "utf8");
    writeFileSync(settings, text.replace(/^extra:$/m, `extra:\n  palette: ${palette}`));
    publish(started, `${language}.example`);
  }
  return folders;
}

export { ROOT };
