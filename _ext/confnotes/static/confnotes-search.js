/* Search as you type: in the theme's dialog, and with facets on the search page.

   Where JavaScript is off, search.html lists the indexes. */
(() => {
  "use strict";

  const { TYPES, _, Finder, day, href, make, marked, ngettext, number, root } = window.confnotes;
  window.confnotes.hasIndex = true;  // it is Pagefind that this script comes with
  const KINDS = ["talk", "speaker", "topic", "conference", "page"];
  const NAMES = {
    talk: [_("Talk"), _("Talks")], speaker: [_("Speaker"), _("Speakers")],
    topic: [_("Topic"), _("Topics")], conference: [_("Conference"), _("Conferences")],
    page: [_("Page"), _("Pages")],
  };

  const STATUSES = { active: _("active"), dormant: _("dormant"), abandoned: _("abandoned"),
                     superseded: _("superseded"), absorbed: _("absorbed") };

  /** Return Pagefind's excerpt: its marks, and everything else as text. */
  function excerpt(html) {
    const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    return html.split(/(<mark>.*?<\/mark>)/s).map((piece) => piece.startsWith("<mark>")
      ? make("mark", {}, plain(piece.slice(6, -7))) : plain(piece));
  }

  function lines(found) {
    const { meta, filters } = found;
    const held = +meta.talks ? ngettext("{number} talk", "{number} talks", +meta.talks) : "";
    const type = filters.type?.[0];
    return [
      type && type !== "talk" ? TYPES[type] ?? type : "", meta.speakers, filters.kind?.[0] === "talk" ? meta.conference : "",
      day(meta.date, meta.until), meta.place, held, meta.also && _("also called {names}", { names: meta.also }),
      STATUSES[meta.status] ?? meta.status, filters.with?.includes("notes") ? _("with notes") : "",
    ].filter(Boolean);
  }

  /** Put what is called so before what is called like it, and both before all else. */
  function nearestFirst(texts, query) {
    const wanted = query.toLocaleLowerCase();
    const distance = ({ meta }) => {
      const names = [meta.title, ...(meta.also ?? "").split(", ")].map((one) => one?.toLocaleLowerCase() ?? "");
      return names.includes(wanted) ? 0 : names.some((one) => one.startsWith(wanted)) ? 1 : 2;
    };
    return wanted ? [...texts].sort((a, b) => distance(a) - distance(b)) : texts;
  }

  /** Return the line of the list for one result. */
  function result(found, query) {
    const kind = found.filters.kind?.[0] ?? "page";
    const below = found.sub_results
      .filter((sub) => sub.anchor?.id && sub.locations.length)
      .slice(0, 2)
      .map((sub) => make("li", {}, make("a", { href: href(found.raw_url, sub.anchor.id) },
        ...marked(sub.title, query))));
    // The theme marks these on the page that is opened.
    const remember = () => {
      try { localStorage.setItem("sphinx_highlight_terms", query); } catch { /* not allowed */ }
    };
    const text = found.plain_excerpt.replace(/\.$/, "") === found.meta.title ? "" : found.excerpt;
    const about = lines(found).flatMap((line, at) => [at ? " · " : "", ...marked(line, query)]);
    return make("li", { class: "confnotes-result", click: remember },
      make("a", { href: href(found.raw_url), class: "confnotes-result-link" },
        make("span", { class: `confnotes-result-kind confnotes-result-${kind}` }, NAMES[kind][0]),
        make("span", { class: "confnotes-result-title" }, ...marked(found.meta.title ?? "", query)),
        about.length ? make("span", { class: "confnotes-result-lines" }, ...about) : null,
        text ? make("span", { class: "confnotes-result-text" }, ...excerpt(text)) : null),
      below.length ? make("ul", { class: "confnotes-result-parts" }, ...below) : null);
  }

  /** A field with its results below it. */
  class ResultFinder extends Finder {
    words = {
      fromFile: _("Browsers let no page search that was opened from a file."),
      toServe: _("Serve the site to search it: {make}, or {python} in its folder."),
      failed: _("The search could not be loaded."),
    };

    constructor(input, place, { page }) {
      super(input, place, { step: page ? 20 : 6, hasFacets: page });
      this.kinds = make("div", { class: "confnotes-search-kinds", role: "group", "aria-label": _("Kind") });
      this.list = make("ol", { class: "confnotes-results", "aria-label": _("Search Results") });
      this.all = make("a", { class: "confnotes-search-all", hidden: "" }, _("All results, with filters"));
      place.append(this.kinds, ...(page ? [this.selects] : []), this.status, this.list,
                   page ? this.more : this.all);
      for (const element of [input, place]) element.addEventListener("keydown", (event) => this.move(event));
    }

    /** Arrows go through the results; Escape on one of them returns to the field. */
    move(event) {
      const links = [...this.list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      const isInput = event.target === this.input;
      if (event.key === "Escape" && this.hasFacets && at >= 0) this.input.focus();
      else if (event.key === "ArrowDown" && (isInput || at >= 0)) links[Math.min(at + 1, links.length - 1)]?.focus();
      else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? this.input).focus();
      else return;
      event.preventDefault();
    }

    search() {
      this.place.classList.toggle("confnotes-search-empty", !this.query && !this.hasFacets);
      return super.search();
    }

    /** Show the first results, and return how many. */
    begin(texts) {
      const nearest = nearestFirst(texts, this.query).slice(0, this.step);
      this.list.replaceChildren(...nearest.map((one) => result(one, this.query)));
      return nearest.length;
    }

    /** Show more results, and return the first of them. */
    add(texts) {
      const items = texts.map((one) => result(one, this.query));
      this.list.append(...items);
      return items[0];
    }

    clear() {
      this.found = [];
      this.list.replaceChildren();
      this.kinds.replaceChildren();
      this.status.textContent = "";
      this.foot();
    }

    say() {
      const count = ngettext("{number} result", "{number} results", this.found.length);
      this.status.textContent = this.found.length ? count : _("Nothing found.");
    }

    foot() {
      super.foot();
      this.all.hidden = !this.found.length;
      this.all.href = `${address()}?${this.parameters()}`;
    }

    showCounts(counts) {
      this.showKinds(counts.kind ?? {});
      if (this.hasFacets) super.showCounts(counts);
    }

    showKinds(counts) {
      const now = this.facets.kind ?? "";
      const focused = this.kinds.contains(document.activeElement) && document.activeElement.dataset.kind;
      const chips = KINDS.filter((kind) => counts[kind] || kind === now).map((kind) =>
        make("button", { type: "button", class: `confnotes-search-chip confnotes-result-${kind}`, "data-kind": kind,
                         "aria-pressed": String(kind === now),
                         click: () => this.choose("kind", kind === now ? "" : kind) },
          NAMES[kind][1], " ", make("span", { class: "confnotes-search-count" }, number.format(counts[kind] ?? 0))));
      this.kinds.replaceChildren(...chips);
      if (focused) this.kinds.querySelector(`[data-kind="${focused}"]`)?.focus();
    }

    get named() { return ["kind", ...super.named]; }

    fail(error) {
      super.fail(error);
      this.place.classList.remove("confnotes-search-empty");
    }
  }

  const address = () => new URL(
    window.DOCUMENTATION_OPTIONS?.BUILDER === "dirhtml" ? "search/" : "search.html", root).href;

  /** On Read the Docs its own search stays within reach. */
  function offerReadTheDocs(place, before) {
    document.addEventListener("readthedocs-addons-data-ready", (event) => {
      if (!event.detail?.data?.()?.addons?.search?.enabled || place.querySelector(".confnotes-search-other")) return;
      place.append(make("button", { type: "button", class: "confnotes-search-other", click: () => {
        before?.();
        document.dispatchEvent(new CustomEvent("readthedocs-search-show"));
      } }, _("Search with Read the Docs")));
    });
  }

  function beginOnPage(place) {
    const input = make("input", { type: "search", name: "q", autocomplete: "off", spellcheck: "false",
                                  placeholder: _("Talks, speakers, topics, conferences …"), "aria-label": _("Search") });
    const form = make("form", { class: "confnotes-search-form bd-search", role: "presentation",
                                submit: (event) => { event.preventDefault(); finder.search(); } }, input);
    const results = make("div", { class: "confnotes-search-panel" });
    place.append(make("search", {}, form, results));
    const finder = new ResultFinder(input, results, { page: true });
    offerReadTheDocs(place);
    finder.read();
    finder.search();
    if (!matchMedia("(hover: none)").matches) input.focus();
  }

  function beginInDialog(dialog) {
    const input = dialog.querySelector("input[name=q]");
    const panel = make("div", { class: "confnotes-search-panel confnotes-search-empty" });
    dialog.append(panel);
    dialog.classList.add("confnotes-search-dialog");
    new ResultFinder(input, panel, { page: false });
    offerReadTheDocs(panel, () => dialog.close());
  }

  const place = document.getElementById("confnotes-search");
  const dialog = document.getElementById("pst-search-dialog");
  if (place) beginOnPage(place);  // the theme's key and button lead to its field
  else if (dialog?.querySelector("input[name=q]")) beginInDialog(dialog);
})();
