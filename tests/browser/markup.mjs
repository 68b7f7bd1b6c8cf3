// The files as they are: HTML by two validators, and what machines read in the head.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { HtmlValidate } from "html-validate";
import { fileOf } from "./host.mjs";

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    // What the engine writes is checked, not how it is laid out.
    "no-trailing-whitespace": "off",
    "doctype-style": ["error", { style: "uppercase" }],
    "long-title": "off",
    "require-sri": "off",
    // `<hr/>` and `<hr>` are the same to a browser.
    "void-style": "off",
  },
});

const NU = join(dirname(createRequire(import.meta.url).resolve("vnu-jar")), "build/dist/vnu.jar");

/** The errors of html-validate in one file, as text. */
export async function validate(folder, path) {
  const report = await validator.validateString(readFileSync(fileOf(folder, path), "utf8"), path);
  return report.results.flatMap((file) => file.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
}

/** The errors and warnings of the Nu HTML checker over whole folders: file and text. */
export async function nu(folders) {
  const words = ["-Xss4m", "-jar", NU, "--skip-non-html", "--format", "json", "--exit-zero-always", ...folders];
  const { stderr } = await promisify(execFile)("java", words, { maxBuffer: 1 << 26 });
  return JSON.parse(stderr).messages
    .filter((m) => m.type === "error" || m.subType === "warning")
    .map((m) => ({ file: decodeURI(m.url ?? "").replace(/^file:/, ""), text: `${m.lastLine}:${m.firstColumn ?? m.lastColumn} ${m.message}` }));
}

/** What the head of a page tells machines. Problems, as text. */
export function head(html, address) {
  const problems = [];
  const need = (pattern, what) => {
    const found = html.match(pattern);
    if (!found) problems.push(`has no ${what}`);
    return found?.[1] ?? "";
  };
  need(/<html[^>]* lang="([a-z-]+)"/, "language");
  need(/<meta name="viewport" content="([^"]+)"/, "viewport");
  const title = need(/<title>([^<]+)<\/title>/, "title");
  if (!html.includes('name="robots" content="noindex"')) {
    if (need(/<link rel="canonical" href="([^"]+)"/, "canonical address") !== address) problems.push("has another page's canonical address");
    need(/<meta name="description" content="([^"]{10,})"/, "description");
    for (const name of ["type", "title", "url", "site_name"]) need(new RegExp(`<meta property="og:${name}" content="([^"]+)"`), `og:${name}`);
    try {
      const data = JSON.parse(need(/<script type="application\/ld\+json">(.*?)<\/script>/s, "JSON-LD"));
      if (!data["@graph"].some((item) => item["@type"] === "NGO")) problems.push("does not name the organisation in its JSON-LD");
    } catch (error) {
      problems.push(`JSON-LD: ${error.message}`);
    }
  }
  if (/ style="| on[a-z]+="|<style|javascript:/.test(html.replace(/<svg.*?<\/svg>/gs, ""))) problems.push("has inline style or script");
  return { title, problems };
}
