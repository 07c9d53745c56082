/* Search as you type: in the theme's dialog, and with facets on the search page.

   Pagefind is loaded when the reader begins to search. Where JavaScript is off, search.html lists
   the indexes. */
(() => {
  "use strict";

  const root = new URL("..", document.currentScript.src);
  const language = document.documentElement.lang || "en";
  /** Say it in the language of the site, where its catalogue has the words. */
  const _ = (words) => window.Documentation?.gettext?.(words) ?? words;
  const KINDS = ["talk", "speaker", "topic", "conference", "page"];
  const NAMES = {
    talk: [_("Talk"), _("Talks")], speaker: [_("Speaker"), _("Speakers")],
    topic: [_("Topic"), _("Topics")], conference: [_("Conference"), _("Conferences")],
    page: [_("Page"), _("Pages")],
  };
  /** Facets with one value at a time; those that are long are loaded after the results. */
  const SELECTS = { conference: _("Conference"), year: _("Year"), type: _("Type"),
                    speaker: _("Speaker"), topic: _("Topic") };
  const LATER = ["speaker", "topic"];
  const CHECKS = { notes: _("with notes"), video: _("with video") };
  /** A list of more values than these is no help. */
  const LONGEST = 200;

  let engine;
  const load = () => (engine ??= start());

  async function start() {
    if (location.protocol === "file:") throw new Error("file:");
    const pagefind = await import(new URL("pagefind/pagefind.js", root));
    await pagefind.options({
      excerptLength: 26,
      ranking: { metaWeights: { title: 20, also: 15, speakers: 6, topics: 2, conference: 1,
                                place: 1, date: 0.2, until: 0.2, talks: 0.1, status: 0.2 } },
    });
    return pagefind;
  }

  /** Make an element: attributes, listeners (functions) and children. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child != null && child !== ""));
    return element;
  }

  const number = new Intl.NumberFormat(language);
  const counted = (count, one, many) => `${number.format(count)} ${count === 1 ? one : many}`;

  function day(date, until) {
    if (!/^\d{4}-\d\d-\d\d$/.test(date ?? "")) return date ?? "";
    // As the pages have it: the day first.
    const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" });
    return until ? format.formatRange(new Date(date), new Date(until)) : format.format(new Date(date));
  }

  /** Return a text with the words of the query marked. */
  function marked(text, query) {
    const words = query.toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const isHit = (word) => words.some((one) => word.toLocaleLowerCase().startsWith(one));
    return text.split(/([\p{L}\p{N}]+)/u)
      .map((word) => (word && isHit(word) ? make("mark", {}, word) : word));
  }

  /** Return Pagefind's excerpt: its marks, and everything else as text. */
  function excerpt(html) {
    const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    return html.split(/(<mark>.*?<\/mark>)/s).map((piece) => piece.startsWith("<mark>")
      ? make("mark", {}, plain(piece.slice(6, -7))) : plain(piece));
  }

  const href = (raw, anchor) => {
    const url = new URL(raw, root);
    if (anchor) url.hash = anchor;
    return url.href;
  };

  function lines(found) {
    const { meta, filters } = found;
    const held = +meta.talks ? counted(+meta.talks, _("talk"), _("talks")) : "";
    const type = filters.type?.[0];
    return [
      type && type !== "talk" ? type : "", meta.speakers, filters.kind?.[0] === "talk" ? meta.conference : "",
      day(meta.date, meta.until), meta.place, held, meta.also && `${_("also called")} ${meta.also}`,
      meta.status, filters.with?.includes("notes") ? _("with notes") : "",
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
  class Finder {
    constructor(input, place, { page }) {
      Object.assign(this, { input, place, page, turn: 0, shown: 0, found: [] });
      this.step = page ? 20 : 6;
      this.facets = {};
      this.status = make("p", { class: "confnotes-search-status", role: "status", "aria-live": "polite" });
      this.kinds = make("div", { class: "confnotes-search-kinds", role: "group", "aria-label": _("Kind") });
      this.selects = make("div", { class: "confnotes-search-facets" });
      this.list = make("ol", { class: "confnotes-results", "aria-label": _("Search Results") });
      this.more = make("button", { type: "button", class: "confnotes-search-more", hidden: "",
                                   click: () => this.show() }, _("Show more"));
      this.all = make("a", { class: "confnotes-search-all", hidden: "" }, _("All results, with filters"));
      place.append(this.kinds, ...(page ? [this.selects] : []), this.status, this.list,
                   page ? this.more : this.all);
      let timer;
      input.addEventListener("focus", () => location.protocol === "file:" || load().catch(() => {}), { once: true });
      input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(() => this.search(), 120);
      });
      for (const element of [input, place]) element.addEventListener("keydown", (event) => this.move(event));
    }

    /** Arrows go through the results; Escape on one of them returns to the field. */
    move(event) {
      const links = [...this.list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      const isInput = event.target === this.input;
      if (event.key === "Escape" && this.page && at >= 0) this.input.focus();
      else if (event.key === "ArrowDown" && (isInput || at >= 0)) links[Math.min(at + 1, links.length - 1)]?.focus();
      else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? this.input).focus();
      else return;
      event.preventDefault();
    }

    get query() { return this.input.value.trim(); }

    filters(without) {
      return Object.fromEntries(Object.entries(this.facets).filter(
        ([name, value]) => name !== without && value.length));
    }

    async search() {
      const turn = ++this.turn;
      const isNow = () => turn === this.turn;
      const isAsked = Boolean(this.query) || this.page;
      this.place.classList.toggle("confnotes-search-empty", !isAsked);
      if (this.page) this.share();
      if (!isAsked) return this.clear();
      let pagefind;
      try {
        pagefind = await load();
        await Promise.all(["kind", ...(this.page ? ["conference", "year", "type", "with"] : [])]
          .map((name) => pagefind.preload(this.query || null, { filters: { [name]: "x" } })));
        const answer = await pagefind.search(this.query || null, { filters: this.filters() });
        if (!isNow()) return;
        this.found = answer.results;
        const texts = await Promise.all(this.found.slice(0, 20).map((one) => one.data()));
        if (!isNow()) return;
        this.say();
        const nearest = nearestFirst(texts, this.query).slice(0, this.step);
        this.list.replaceChildren(...nearest.map((one) => result(one, this.query)));
        this.shown = nearest.length;
        this.foot();
        await this.count(pagefind, answer, isNow);
        if (!this.page) return;
        await Promise.all(LATER.map((name) => pagefind.preload(this.query || null, { filters: { [name]: "x" } })));
        const again = await pagefind.search(this.query || null, { filters: this.filters() });
        if (isNow()) await this.count(pagefind, again, isNow);
      } catch (error) {
        if (isNow()) this.fail(error);
      }
    }

    clear() {
      this.found = [];
      this.list.replaceChildren();
      this.kinds.replaceChildren();
      this.status.textContent = "";
      this.foot();
    }

    say() {
      const count = counted(this.found.length, _("result"), _("results"));
      this.status.textContent = this.found.length ? count : _("Nothing found.");
    }

    foot() {
      this.more.hidden = this.shown >= this.found.length;
      this.all.hidden = !this.found.length;
      this.all.href = `${address()}?${this.parameters()}`;
    }

    async show() {
      const next = this.found.slice(this.shown, this.shown + this.step);
      const texts = await Promise.all(next.map((one) => one.data()));
      this.shown += texts.length;
      const items = texts.map((one) => result(one, this.query));
      this.list.append(...items);
      items[0]?.querySelector("a").focus();
      this.foot();
    }

    /** Show how many results each value of a facet has; of a chosen facet, without that choice. */
    async count(pagefind, answer, isNow) {
      const counts = { ...answer.filters };
      for (const name of Object.keys(this.filters())) {
        if (name === "with") continue;
        const without = await pagefind.search(this.query || null, { filters: this.filters(name) });
        counts[name] = without.filters[name];
      }
      if (!isNow()) return;
      this.showKinds(counts.kind ?? {});
      if (this.page) this.showFacets(counts);
    }

    choose(name, value) {
      this.facets[name] = value;
      this.search();
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

    showFacets(counts) {
      for (const name of Object.keys(SELECTS)) this.showSelect(name, counts[name] ?? {});
      for (const [value, label] of Object.entries(CHECKS)) this.showCheck(value, label, counts.with ?? {});
      this.reset ??= this.selects.appendChild(make("button", { type: "button", class: "confnotes-search-reset",
        click: () => { this.facets = {}; this.search(); this.input.focus(); } }, _("Clear filters")));
      this.reset.hidden = !Object.keys(this.filters()).length;
    }

    showSelect(name, counts) {
      let select = this.selects.querySelector(`select[name="${name}"]`);
      if (!select) {
        select = make("select", { name, change: () => this.choose(name, select.value) });
        const label = make("label", {}, make("span", {}, SELECTS[name]), select);
        const reset = this.selects.querySelector(".confnotes-search-checks");
        this.selects.insertBefore(label, reset);
      }
      const now = this.facets[name] ?? "";
      const byCount = (a, b) => b[1] - a[1] || a[0].localeCompare(b[0], language);
      const byName = (a, b) => (name === "year" ? b[0].localeCompare(a[0]) : a[0].localeCompare(b[0], language));
      const values = Object.entries(counts).filter(([value, count]) => count && value !== now);
      const longest = values.sort(byCount).slice(0, LONGEST).sort(LATER.includes(name) ? byCount : byName);
      if (now) longest.unshift([now, counts[now] ?? 0]);
      select.replaceChildren(make("option", { value: "" }, _("any")), ...longest.map(([value, count]) =>
        make("option", { value }, `${value} (${number.format(count)})`)));
      select.value = now;
      select.disabled = !longest.length;
      select.closest("label").classList.toggle("confnotes-search-chosen", Boolean(now));
    }

    showCheck(value, label, counts) {
      let boxes = this.selects.querySelector(".confnotes-search-checks");
      if (!boxes) boxes = this.selects.appendChild(make("div", { class: "confnotes-search-checks" }));
      let box = boxes.querySelector(`input[value="${value}"]`);
      if (!box) {
        box = make("input", { type: "checkbox", name: "with", value, change: () => this.choose("with",
          [...boxes.querySelectorAll("input:checked")].map((one) => one.value)) });
        boxes.append(make("label", {}, box, " ", label, " ", make("span", { class: "confnotes-search-count" })));
      }
      box.checked = (this.facets.with ?? []).includes(value);
      box.disabled = !box.checked && !counts[value];
      box.parentElement.lastChild.textContent = number.format(counts[value] ?? 0);
    }

    parameters() {
      const parameters = new URLSearchParams();
      if (this.query) parameters.set("q", this.query);
      for (const [name, value] of Object.entries(this.filters())) {
        for (const one of [value].flat()) parameters.append(name, one);
      }
      return parameters;
    }

    /** Put what is asked into the address, so that it can be shared. */
    share() {
      const parameters = String(this.parameters());
      history.replaceState(null, "", parameters ? `?${parameters}` : location.pathname);
    }

    /** Begin with what the address asks. */
    read() {
      const parameters = new URLSearchParams(location.search);
      this.input.value = parameters.get("q") ?? "";
      for (const name of ["kind", ...Object.keys(SELECTS)]) {
        if (parameters.get(name)) this.facets[name] = parameters.get(name);
      }
      if (parameters.has("with")) this.facets.with = parameters.getAll("with");
    }

    fail(error) {
      this.clear();
      if (error.message === "file:") {
        this.status.replaceChildren(
          _("Browsers let no page search that was opened from a file."), " ",
          _("Serve the site to search it:"), " ", make("code", {}, "make live"), ", ", _("or"), " ",
          make("code", {}, "python -m http.server"), " ", _("in its folder."));
      } else {
        this.status.textContent = _("The search could not be loaded.");
        console.warn(error);
      }
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
    const finder = new Finder(input, results, { page: true });
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
    new Finder(input, panel, { page: false });
    offerReadTheDocs(panel, () => dialog.close());
  }

  const place = document.getElementById("confnotes-search");
  const dialog = document.getElementById("pst-search-dialog");
  if (place) beginOnPage(place);  // the theme's key and button lead to its field
  else if (dialog?.querySelector("input[name=q]")) beginInDialog(dialog);
})();
