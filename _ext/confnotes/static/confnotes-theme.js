/* pydata-sphinx-theme and themes made from it: light or dark, and where the focus goes.

   In the place of an inline script of the theme, which a strict Content-Security-Policy refuses. */
(() => {
  "use strict";

  const { dataset } = document.documentElement;
  const chosen = (name) => {
    try { return localStorage.getItem(name); } catch { return null; /* not allowed */ }
  };
  const system = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  /** Before anything is painted: what the reader has chosen, else what the site says. */
  function colour() {
    const site = dataset.theme ?? "";
    const theme = chosen("theme") || site;
    dataset.mode = chosen("mode") || site;
    dataset.theme = theme === "auto" ? system() : theme;
  }

  /** A sidebar that was opened over the page gives the focus back to the button that opened it. */
  function giveBack(name) {
    const dialog = document.getElementById(`pst-${name}-sidebar-modal`);
    dialog?.addEventListener("close", () => {
      const buttons = [...document.querySelectorAll(`button.${name}-toggle`)];
      buttons.find((one) => one.checkVisibility())?.focus();
    });
  }

  colour();
  document.addEventListener("DOMContentLoaded", () => ["primary", "secondary"].forEach(giveBack));
})();
