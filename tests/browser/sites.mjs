// The sites that are looked at, each built into a folder of its own.

import { spawn, spawnSync, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, relative, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { FILLED, everyPart } from "./parts.mjs";
import { leftInFrench } from "./words.mjs";

const ROOT = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../..");

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

/** What `lucarne check` finds in a site, one line each; a field that is still empty is no fault. */
function checked(lucarne, root) {
  const { stdout } = spawnSync(lucarne, ["check", "--quiet", "--format", "json", "--lang", "en", "--root", root], { encoding: "utf8", maxBuffer: 1 << 26 });
  return JSON.parse(stdout).findings
    .filter(({ severity, code }) => severity !== "info" || code !== "data.to-fill-in")
    .map(({ severity, code, file, line, message }) => `${severity}[${code}] ${file}:${line} ${message}`);
}

/** What the preview shows over a page: errors and warnings. */
const panel = (html) =>
  (html.match(/<lucarne-findings>(.*)<\/lucarne-findings>/s)?.[1] ?? "")
    .split(/<li|<article/)
    .slice(1)
    .map((one) => one.replace(/^[^>]*>/, "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, 160))
    .filter((one) => /^(warning|error)/.test(one));

/** A page of the preview: as it would be published, under another address, and what the preview finds in the site. */
async function previewed(lucarne, root, path, address) {
  const port = await freePort();
  const server = spawn(lucarne, ["serve", "--quiet", "--lang", "en", "--root", root, "--port", String(port)], { stdio: "ignore" });
  try {
    for (let tries = 0; tries < 200; tries += 1) {
      await pause(50);
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(5000) }).catch(() => null);
      if (!response?.ok) continue;
      const html = await response.text();
      const plain = html.replace(/<script src="\/_lucarne\/[^>]*><\/script>/, "").replace(/<lucarne-findings>.*<\/lucarne-findings>/s, "");
      const here = plain.replaceAll(`http://127.0.0.1:${port}`, address).replaceAll(`http://localhost:${port}`, address);
      return { html: here, found: panel(html) };
    }
    throw new Error(`The preview does not show ${path}.`);
  } finally {
    server.kill();
  }
}

/**
 * Builds all sites below `work`. Returns host names with their folders, and with what Lucarne itself finds in each site and in
 * the theme's page of parts.
 */
export async function build(work) {
  const lucarne = program();
  const run = (...words) => execFileSync(lucarne, words, { stdio: ["ignore", "ignore", "inherit"] });
  const folders = {};
  const found = {};
  const publish = async (root, host) => {
    folders[host] = join(work, host);
    run("build", "--quiet", "--root", root, "--output-dir", folders[host], "--base-url", `http://${host}`);
    const theme = await previewed(lucarne, root, "/theme/", `http://${host}`);
    found[host] = [...new Set([...checked(lucarne, root), ...theme.found])];
    return theme.html;
  };
  const copy = (name) => {
    for (const part of ["content", "data", "templates", "themes", "lucarne.yaml"]) {
      cpSync(join(ROOT, part), join(work, name, part), { recursive: true });
    }
    return join(work, name);
  };
  const start = (name, language) => {
    run("init", join(work, name), "--yes", "--quiet", "--title", "Lumière", "--language", language);
    return join(work, name);
  };

  const keepTheme = (host, html) => {
    mkdirSync(join(folders[host], "theme"));
    writeFileSync(join(folders[host], "theme/index.html"), html);
  };
  keepTheme("site.example", await publish(ROOT, "site.example"));

  const filled = copy("filled");
  for (const [name, text] of Object.entries(FILLED)) writeFileSync(join(filled, "data", name), text);
  await publish(filled, "filled.example");

  for (const [language, options] of [["fr", "palette: soir"], ["en", "palette: foret\n  police: systeme"]]) {
    const started = start(`started-${language}`, language);
    const settings = join(started, "lucarne.yaml");
    const text = readFileSync(settings, "utf8");
    writeFileSync(settings, text.replace(/^extra:$/m, `extra:\n  ${options}`));
    await publish(started, `${language}.example`);
  }
  for (const language of ["fr", "nl", "de", "en"]) {
    const parts = start(`parts-${language}`, language === "fr" ? "fr" : "en");
    everyPart(parts, language, language === "fr" ? "actualites" : "news");
    const host = `parts-${language}.example`;
    const theme = await publish(parts, host);
    keepTheme(host, theme);
    if (language !== "fr") found[host].push(...leftInFrench(join(parts, "themes/horizon"), language, theme));
  }
  return { folders, found };
}

export { ROOT };
