(() => {
  const search = document.getElementById("search");
  const links = [...document.querySelectorAll("nav li")];
  const groups = [...document.querySelectorAll("nav .group")];
  const parts = [...document.querySelectorAll("main section, main > h2, main > h2 + p")];
  const none = document.getElementById("none");
  const text = (id) => (document.getElementById(id)?.textContent ?? "").toLowerCase();

  const find = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    const shown = new Set();
    for (const link of links) {
      const id = link.firstElementChild.getAttribute("href").slice(1);
      const hit = words.every((word) => text(id).includes(word));
      link.hidden = !hit;
      if (hit) { found++; shown.add(id); }
    }
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    for (const part of parts) part.hidden = words.length > 0 && !shown.has(part.id);
    none.hidden = found > 0;
  };
  search.addEventListener("input", find);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); }
    if (event.key === "Escape") { search.value = ""; find(); search.blur(); }
  });
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.hidden) { search.value = ""; find(); target.scrollIntoView(); }
  });

  const root = document.documentElement;
  const remembered = localStorage.getItem("forja.theme");
  if (remembered) root.dataset.theme = remembered;
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("forja.theme", root.dataset.theme);
  });
})();
