// « Quitter vite » : un voile aussitôt, puis un autre site. Majuscule trois fois en cinq secondes fait de même.
(() => {
  const bloc = document.querySelector(".sortie");
  if (!bloc) return;
  const lien = bloc.querySelector("a"), dire = bloc.querySelector("[role=status]");
  let coups = 0, attente;
  const quitter = (e) => {
    if (e) e.preventDefault();
    const voile = document.createElement("div");
    voile.className = "voile";
    document.body.append(voile);
    document.title = "\u200b";
    dire.textContent = bloc.dataset[0];
    location.replace(lien.href);
  };
  bloc.querySelector("[hidden]").hidden = false;
  lien.addEventListener("click", quitter);
  addEventListener("keydown", (e) => {
    if (e.key !== "Shift" || e.repeat) return;
    clearTimeout(attente);
    attente = setTimeout(() => { coups = 0; dire.textContent = ""; }, 5000);
    coups += 1;
    if (coups > 2) return quitter();
    dire.textContent = bloc.dataset[3 - coups];
  });
  addEventListener("pageshow", (e) => {
    if (e.persisted) document.querySelectorAll(".voile").forEach((v) => v.remove());
  });
})();
