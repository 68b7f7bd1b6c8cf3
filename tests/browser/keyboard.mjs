// A page with a keyboard only, and without script.

/** Goes through the page with the tab key: everything in order, seen, not covered; then the skip link. */
export async function tabbing(page) {
  const problems = [];
  const expected = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
      (e) => e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && !e.closest("[popover]:not(:popover-open):not(.menu)"),
    );
    all.forEach((e, i) => (e.dataset.stop = i));
    if (all.some((e) => e.tabIndex > 0)) return -1;
    return all.length;
  });
  if (expected < 0) return ["has a tab order of its own"];
  for (let stop = 0; stop < expected; stop += 1) {
    await page.keyboard.press("Tab");
    const problem = await page.evaluate((stop) => {
      const e = document.activeElement;
      const name = `« ${(e.textContent || e.id).trim().slice(0, 40)} »`;
      if (e.dataset.stop !== String(stop)) return `the tab key goes to ${name} instead of stop ${stop}: « ${document.querySelector(`[data-stop="${stop}"]`)?.textContent.trim().slice(0, 40)} »`;
      const ring = (x) => {
        const s = getComputedStyle(x);
        return s.outlineStyle !== "none" && Number.parseFloat(s.outlineWidth) >= 2;
      };
      if (!ring(e) && !ring(e.parentElement)) return `the focus on ${name} does not show`;
      const box = e.getClientRects()[0];
      const x = box.x + Math.min(box.width / 2, innerWidth - box.x - 2);
      const y = box.y + box.height / 2;
      if (y < 0 || y > innerHeight || x < 0) return `the focus on ${name} is out of sight`;
      const top = document.elementFromPoint(x, y);
      if (!top || !(e.contains(top) || top.contains(e))) return `the focus on ${name} is covered by ${top?.localName}.${top?.className}`;
      return null;
    }, stop);
    if (problem) problems.push(problem);
    if (problems.length > 4) break;
  }
  await page.evaluate(() => {
    document.activeElement.blur();
    document.querySelectorAll("[data-stop]").forEach((e) => delete e.dataset.stop);
    scrollTo(0, 0);
  });
  return problems;
}

/** The skip link: first, seen once it has the focus, and leads to the text. The page is loaded afresh. */
export async function skipLink(page) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.evaluate(() => scrollTo(0, 0));
  await page.reload();
  await page.keyboard.press("Tab");
  const seen = await page.evaluate(() => {
    const e = document.activeElement;
    const box = e.getBoundingClientRect();
    return e.matches(".evitement") && box.top >= 0 && box.height > 0;
  });
  if (!seen) return ["the skip link is not first, or not seen"];
  await page.keyboard.press("Enter");
  const inside = await page.evaluate(() => document.activeElement.localName === "main");
  if (!inside) return ["the skip link does not lead to the text"];
  await page.keyboard.press("Tab");
  const beyond = await page.evaluate(() => {
    const e = document.activeElement;
    return !e.closest("header, .annonce");
  });
  return beyond ? [] : ["after the skip link the tab key goes back to the header"];
}

/** With scripts off, on a small screen: the menu opens and closes, the exit is a plain link, nothing is dead. */
export async function withoutScript(page) {
  const problems = [];
  const state = await page.evaluate(() => {
    const exit = document.querySelector("header .sortie-lien");
    return {
      exit: exit ? { href: exit.getAttribute("href"), rel: exit.rel } : null,
      search: document.querySelector(".recherche")?.checkVisibility() ?? false,
      help: document.querySelector(".sortie-aide")?.checkVisibility() ?? false,
      menu: document.querySelector(".menu-bouton")?.checkVisibility() ?? false,
      text: document.querySelector("main").innerText.trim().length,
    };
  });
  if (state.exit && !/^https:\/\//.test(state.exit.href)) problems.push("the exit is no plain link");
  if (state.exit && !state.exit.rel.includes("noreferrer")) problems.push("the exit tells the other site where it comes from");
  if (state.search) problems.push("without script the search box is shown");
  if (state.help) problems.push("without script the page speaks of a key that does nothing");
  if (state.text < 40) problems.push("without script there is no text");
  if (state.menu) {
    await page.click(".menu-bouton");
    const links = await page.evaluate(() => [...document.querySelectorAll(".menu a")].map((a) => [a.checkVisibility(), a.getBoundingClientRect()]).map(([seen, b]) => seen && b.height >= 44 && b.right <= innerWidth && b.left >= 0));
    if (!links.length || links.includes(false)) problems.push("without script the menu does not open in full");
    await page.keyboard.press("Escape");
    if (await page.locator(".menu").isVisible()) problems.push("the menu does not close with Escape");
  }
  return problems;
}
