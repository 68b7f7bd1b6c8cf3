// La recherche : l'index n'arrive qu'au premier mot tapé. Sans accents, tous les mots, le titre d'abord.
(() => {
  const boite = document.querySelector(".recherche");
  if (!boite) return;
  const champ = boite.querySelector("input"), etat = boite.querySelector("[role=status]"), liste = boite.querySelector("ul");
  const plat = (t) => (t || "").normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\u2018\u2019]/g, "'").toLowerCase();
  let pages;
  const script = (url) => new Promise((oui, non) => {
    const s = document.createElement("script");
    Object.assign(s, { src: url, onload: () => oui(window.searchIndex), onerror: non });
    document.head.append(s);
  });
  const charger = async () => {
    const url = boite.dataset.index;
    const brut = url.endsWith(".json") ? await (await fetch(url)).json() : await script(url);
    const docs = Array.isArray(brut) ? brut : Object.values(brut.documentStore.docs);
    return docs.map((d) => ({ url: d.url || d.id, titre: d.title || d.url || d.id, t: plat(d.title), c: plat([d.description, d.body].join(" ")) }));
  };
  const chercher = async () => {
    const mots = plat(champ.value).split(/\s+/).filter((m) => m.length > 1);
    if (!mots.length) { liste.replaceChildren(); etat.textContent = ""; return; }
    try { pages = pages || charger(); await pages; } catch { pages = null; etat.textContent = boite.dataset.panne; return; }
    const trouves = (await pages)
      .map((p) => ({ p, n: mots.every((m) => p.t.includes(m) || p.c.includes(m)) ? mots.filter((m) => p.t.includes(m)).length + 1 : 0 }))
      .filter((x) => x.n).sort((a, b) => b.n - a.n).slice(0, 12);
    etat.textContent = trouves.length ? boite.dataset.trouves + " " + trouves.length : boite.dataset.aucun;
    liste.replaceChildren(...trouves.map(({ p }) => {
      const li = document.createElement("li"), a = document.createElement("a");
      a.href = p.url; a.textContent = p.titre; li.append(a); return li;
    }));
  };
  boite.hidden = false;
  champ.addEventListener("input", chercher);
})();
