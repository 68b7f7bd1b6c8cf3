// A page as it is looked at: accessible, wide enough, big enough to tap, legible, on paper too.

import { AxeBuilder } from "@axe-core/playwright";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** axe-core's violations, one line each. */
export async function axe(page) {
  const found = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ runOnly: TAGS, rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] })
    .analyze();
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `axe ${rule.id}: ${node.target.join(" ")} ${(node.failureSummary ?? "").split("\n")[1]?.trim() ?? ""}`),
  );
}

/** What is wider than the window, or cut off. */
export async function overflow(page) {
  return page.evaluate(() => {
    const problems = [];
    const wide = document.documentElement.clientWidth;
    const name = (e) => `${e.localName}.${e.getAttribute("class") ?? ""}`;
    if (document.documentElement.scrollWidth > wide) problems.push(`is ${document.documentElement.scrollWidth} wide in ${wide}`);
    const hidden = (e) => e.closest("svg, [popover]:not(:popover-open, .menu), [hidden]") || !e.getClientRects().length || getComputedStyle(e).clipPath !== "none";
    for (const element of document.body.querySelectorAll("*")) {
      if (hidden(element)) continue;
      const style = getComputedStyle(element);
      if (style.overflowX === "auto" || element.closest("pre, .defile")) continue;
      const box = element.getBoundingClientRect();
      if (box.right > wide + 1 || box.left < -1) problems.push(`${name(element)} from ${Math.round(box.left)} to ${Math.round(box.right)} in ${wide}`);
      const text = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      if (text && style.display !== "inline" && element.scrollWidth > element.clientWidth + 1 && element.clientWidth) problems.push(`${name(element)} cuts its text: ${element.scrollWidth} in ${element.clientWidth}`);
    }
    return problems;
  });
}

/** The same with the text at twice its size. */
export async function overflowTwice(page) {
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "225%"));
  const problems = await overflow(page);
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
  return problems.map((problem) => `text at 200 %: ${problem}`);
}

/** What one taps and that is smaller than 44 by 44, links within a sentence excepted. */
export async function targets(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("a[href], button, summary, input, select, textarea")]
      .filter((e) => e.getClientRects().length && !e.closest(".vh, [popover]:not(:popover-open)") && !e.matches(".evitement"))
      .filter((e) => getComputedStyle(e).display !== "inline")
      .map((e) => [e, e.getBoundingClientRect()])
      .filter(([, box]) => box.width < 43.9 || box.height < 43.9)
      .map(([e, box]) => `target of ${Math.round(box.width)} × ${Math.round(box.height)}: ${e.textContent.trim().slice(0, 40)}`),
  );
}

/** Pairs of roles: text on its ground. */
const TEXT = [
  ["encre", "papier"], ["encre", "papier-2"], ["encre-2", "papier"], ["encre-2", "papier-2"], ["lien", "papier"], ["lien", "papier-2"],
  ["sur-lampe", "lampe"], ["sur-lampe", "lampe-vive"], ["sur-ciel", "ciel-0"], ["sur-ciel", "ciel-1"], ["sur-ciel-2", "ciel-0"],
  ["encre", "facade"], ["encre-2", "facade"], ["sur-sol", "sol"], ["sur-soin", "soin-1"], ["sur-soin", "soin-3"], ["encre", "soin-fond"], ["lien", "soin-fond"],
];
/** Borders, drawings that mean something, focus. */
const SHAPES = [
  ["bord", "papier"], ["bord", "papier-2"], ["cadre", "facade"], ["encre", "verre"], ["sur-lampe", "lampe"], ["sur-ciel-2", "ciel-0"],
  ["sur-lampe", "lampe-vive"], ["lampe", "ciel-0"], ["soin-1", "papier"], ["soin-3", "papier"],
];

/** The contrast of every pair of roles, in every palette, in the present scheme. */
export async function roles(page, palettes) {
  return page.evaluate(
    ([text, shapes, palettes]) => {
      const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const probe = document.body.appendChild(document.createElement("i"));
      const luminance = (role) => {
        probe.style.color = `var(--${role})`;
        canvas.fillStyle = getComputedStyle(probe).color;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const problems = [];
      const root = document.documentElement;
      const before = root.className;
      for (const palette of palettes) {
        root.className = `palette-${palette}`;
        for (const [pairs, least] of [[text, 4.5], [shapes, 3]]) {
          for (const [one, other] of pairs) {
            const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
            const contrast = (high + 0.05) / (low + 0.05);
            if (contrast < least) problems.push(`palette ${palette}: ${one} on ${other} has a contrast of ${contrast.toFixed(2)}`);
          }
        }
      }
      root.className = before;
      probe.remove();
      return problems;
    },
    [TEXT, SHAPES, palettes],
  );
}

/** The least contrast of the words in the sky, whose ground is a gradient and drawings: taken from a picture of it. */
export async function sky(page) {
  const words = await page.evaluate(() =>
    [...(document.querySelector(".ciel")?.querySelectorAll(":is(h1, .chapo, .date, .fil a, .fil [aria-current], .bouton-ciel, .langues a)") ?? [])]
      .filter((e) => e.getClientRects().length)
      .map((e) => {
        const range = document.createRange();
        range.selectNodeContents(e);
        const large = Number.parseFloat(getComputedStyle(e).fontSize) >= 24;
        return { large, color: getComputedStyle(e).color, text: e.textContent.trim().slice(0, 30), boxes: [...range.getClientRects()].map((b) => [b.x, b.y + scrollY, b.width, b.height].map(Math.round)) };
      }),
  );
  if (!words.length) return [];
  await page.evaluate(() => {
    document.querySelectorAll(".ciel, .ciel *").forEach((e) => e.closest("svg") || e.style.setProperty("color", "transparent", "important"));
    document.querySelector(".entete").style.setProperty("visibility", "hidden");
  });
  const picture = await page.locator(".ciel").first().screenshot({ animations: "disabled" });
  const origin = await page.evaluate(() => {
    const box = document.querySelector(".ciel").getBoundingClientRect();
    document.querySelectorAll(".ciel, .ciel *").forEach((e) => e.style?.removeProperty("color"));
    document.querySelector(".entete").style.removeProperty("visibility");
    return [Math.round(box.x), Math.round(box.y + scrollY)];
  });
  const blank = await page.context().newPage();
  const problems = await blank.evaluate(
    async ([png, words, [left, top]]) => {
      const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d", { willReadFrequently: true });
      const linear = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
      const luminance = (p, i) => 0.2126 * linear(p[i]) + 0.7152 * linear(p[i + 1]) + 0.0722 * linear(p[i + 2]);
      const problems = [];
      for (const { large, color, text, boxes } of words) {
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        const ink = luminance(canvas.getImageData(0, 0, 1, 1).data, 0);
        canvas.drawImage(image, 0, 0);
        let least = 21;
        for (const [x, y, w, h] of boxes) {
          if (w < 1 || h < 1 || x - left + w > image.width || y - top + h > image.height) continue;
          const pixels = canvas.getImageData(x - left, y - top, w, h).data;
          for (let i = 0; i < pixels.length; i += 16) {
            const ground = luminance(pixels, i);
            least = Math.min(least, (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05));
          }
        }
        if (least < (large ? 3 : 4.5)) problems.push(`« ${text} » has a contrast of ${least.toFixed(2)} in the sky`);
      }
      return problems;
    },
    [picture.toString("base64"), words, origin],
  );
  await blank.close();
  return problems;
}

/** On paper: no menus, addresses after links, numbers large, dark on white in both schemes, closed answers open. */
export async function paper(page) {
  await page.emulateMedia({ media: "print" });
  const problems = await page.evaluate(() => {
    const problems = [];
    const shown = (e) => e.checkVisibility({ visibilityProperty: true });
    for (const e of document.querySelectorAll("nav, button, .sortie, .evitement, .recherche")) {
      if (shown(e)) problems.push(`on paper: ${e.localName}.${e.className} is shown`);
    }
    for (const link of document.querySelectorAll("main .texte a[href^=http]")) {
      if (shown(link) && !getComputedStyle(link, "::after").content.includes(link.getAttribute("href"))) problems.push(`on paper: no address after « ${link.textContent.trim()} »`);
    }
    for (const number of document.querySelectorAll(".numeros .numero, .carte-contact .numero")) {
      if (shown(number) && Number.parseFloat(getComputedStyle(number).fontSize) < 18.5) problems.push(`on paper: « ${number.textContent} » is small`);
    }
    for (const body of document.querySelectorAll(".volet-corps")) {
      if (!body.getBoundingClientRect().height) problems.push("on paper: a closed answer stays closed");
    }
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const light = (color) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = "#fff";
      canvas.fillRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
      return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    };
    for (const e of document.querySelectorAll("body, body *")) {
      if (e.closest("svg, .ue, .vh") || !shown(e)) continue;
      const style = getComputedStyle(e);
      if (light(style.backgroundColor) < 0.9 || style.backgroundImage.includes("linear-gradient(rgb")) problems.push(`on paper: ${e.localName}.${e.className} has a dark ground`);
      const text = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      if (text && light(style.color) > 0.35) problems.push(`on paper: « ${e.textContent.trim().slice(0, 30)} » is pale`);
    }
    return [...new Set(problems)];
  });
  await page.emulateMedia({ media: "screen" });
  return problems;
}

/**
 * With the colours of the reader's system: words and drawn signs keep their contrast, and whatever was told by a fill alone has a
 * border or a line.
 */
export async function forced(page) {
  return page.evaluate(() => {
    const problems = new Set();
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const pixel = (color) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data;
    };
    const luminance = ([r, g, b]) => {
      const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const ground = (e) => {
      for (let at = e; at; at = at.parentElement) {
        const color = pixel(getComputedStyle(at).backgroundColor);
        if (color[3] > 200) return color;
      }
      return pixel("Canvas");
    };
    const contrast = (color, e) => {
      const [high, low] = [luminance(pixel(color)), luminance(ground(e))].sort((a, b) => b - a);
      return (high + 0.05) / (low + 0.05);
    };
    const name = (e) => `${e.localName}.${e.getAttribute("class") ?? ""} « ${e.textContent.trim().slice(0, 25)} »`;
    const shown = (e) => e.getClientRects().length && e.checkVisibility({ visibilityProperty: true }) && !e.closest(".vh, .evitement, .ue, [popover]:not(:popover-open, .menu)");
    for (const e of document.querySelectorAll("body *")) {
      if (!shown(e) || e.closest("svg")) continue;
      const text = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      if (text && contrast(getComputedStyle(e).color, e) < 4.5) problems.add(`forced colours: ${name(e)} is hard to read`);
    }
    for (const e of document.querySelectorAll(".icone, .picto")) {
      if (shown(e) && contrast(getComputedStyle(e).stroke, e.parentElement) < 3) problems.add(`forced colours: the sign in ${name(e.parentElement)} is hard to see`);
    }
    for (const e of document.querySelectorAll(".carte text")) {
      if (shown(e) && contrast(getComputedStyle(e).fill, e.closest("svg").parentElement) < 4.5) problems.add(`forced colours: ${name(e)} is hard to read`);
    }
    for (const e of document.querySelectorAll(".bouton, .joindre, .menu-bouton, .vitre, .soin, .note, .en-bref, .carte-contact, .champ")) {
      const { borderTopStyle, borderTopWidth } = getComputedStyle(e);
      if (shown(e) && (borderTopStyle === "none" || Number.parseFloat(borderTopWidth) < 1)) problems.add(`forced colours: ${name(e)} has no border`);
    }
    for (const e of document.querySelectorAll(".menu [aria-current]")) {
      if (shown(e) && !getComputedStyle(e).textDecorationLine.includes("underline")) problems.add(`forced colours: the menu does not show where one is`);
    }
    return [...problems];
  });
}

/** Where the help block is: "nowhere", "in its place" (between the text and the page's end), or "astray". */
export async function help(page) {
  return page.evaluate(() => {
    const found = document.querySelectorAll(".aide");
    if (!found.length) return "nowhere";
    return found.length === 1 && document.querySelector("main").nextElementSibling === found[0] ? "in its place" : "astray";
  });
}
