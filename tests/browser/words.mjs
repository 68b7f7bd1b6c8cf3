// The words of the theme: in every language, and verbs with their pronouns on one line in titles.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const LINE = /^(\w+): "(.*)"$/gm;
const plain = (text) =>
  text.replace(/<svg.*?<\/svg>/gs, " ").replace(/<[^>]*>/g, "").replace(/\]\([^)]*\)|[\\[\]*`]/g, "").replace(/&#x27;|&#39;|’/g, "'").replace(/&quot;/g, '"').replace(/\s+/g, " ");

/** The theme's texts in a language, by key. */
const texts = (theme, language) => new Map([...readFileSync(join(theme, "translations", `${language}.yaml`), "utf8").matchAll(LINE)].map(([, key, text]) => [key, text]));

/** What is wrong with the words of the theme's page of parts, as it shows in a language that is not French. */
export function leftInFrench(theme, language, html) {
  const [french, others] = [texts(theme, "fr"), texts(theme, language)];
  const problems = [...french.keys()].filter((key) => !others.get(key)).map((key) => `${language}.yaml has no ${key}`);
  const shown = plain(html.slice(html.indexOf("<main"), html.indexOf("</main>")));
  for (const [key, text] of french) {
    if (plain(text).length > 10 && text !== others.get(key) && shown.includes(plain(text))) problems.push(`/theme/ shows « ${text} » in ${language}`);
  }
  if (!shown.includes(plain(others.get("t_chapo") ?? "?"))) problems.push(`/theme/ does not explain itself in ${language}`);
  return problems;
}

/** Verbs that a line's end tears from their pronouns, in titles and menus. */
export async function torn(page) {
  return page.evaluate(() => {
    const problems = [];
    for (const title of document.querySelectorAll("h1, h2, h3, h4, nav a, summary")) {
      const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const { 0: word, index } of node.data.matchAll(/\p{L}+(?:-t)?-(?:ce|ils?|elles?|je|nous|on|tu|vous)(?!\p{L})/gu)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
          if (lines.size > 1) problems.push(`« ${word} » is torn in « ${title.textContent.trim()} »`);
        }
      }
    }
    return problems;
  });
}

/** A list of contents that the page has and does not show. */
export async function contents(page) {
  return page.evaluate(() => [...document.querySelectorAll(".sommaire")].filter((e) => !e.checkVisibility()).map(() => "the list of contents is hidden"));
}

/** Signs that the page's font has not, and that another one stands in for: as wide as without it, whatever font comes next. */
export async function strangers(page) {
  return page.evaluate(async () => {
    const [family] = getComputedStyle(document.body).fontFamily.split(",");
    await document.fonts.load(`40px ${family}`);
    const canvas = document.createElement("canvas").getContext("2d");
    const width = (sign, fonts) => {
      canvas.font = `40px ${fonts}`;
      return canvas.measureText(sign).width;
    };
    const isStrange = (sign) => ["serif", "monospace"].every((other) => width(sign, `${family}, ${other}`) === width(sign, other));
    const signs = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const style = getComputedStyle(node.parentElement);
      if (style.display !== "none" && style.fontFamily.startsWith(family)) for (const sign of node.data) signs.add(sign);
    }
    const code = (sign) => `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    return [...signs].filter((sign) => !/[\n\t\r]/.test(sign) && isStrange(sign)).map((sign) => `the font has no « ${sign} » (${code(sign)})`);
  });
}
