/* What the search and the table of all talks have in common: Pagefind, facets with their counts, and
   the address that says what was asked.

   Pagefind is loaded when the reader begins to search. */
window.confnotes = (() => {
  "use strict";

  const root = new URL("..", document.currentScript.src);
  const language = document.documentElement.lang || "en";
  const PLACE = /\{(\w+)\}/g;
  /** Say it in the language of the site, where there are words for it, with values in its places. */
  const _ = (message, values) => fill(
    window.confnotesWords?.[message] ?? window.Documentation?.gettext?.(message) ?? message, values);
  const fill = (words, values) => (values ? words.replace(PLACE, (_all, name) => values[name]) : words);
  /** Say it in the form for a number; its catalogue has forms by their names in CLDR. */
  const ngettext = (one, many, count) => {
    const forms = window.confnotesWords?.[one] ?? { one, other: many };
    const rules = new Intl.PluralRules(window.confnotesWords ? language : "en");
    return fill(forms[rules.select(count)] ?? forms.other, { number: number.format(count) });
  };
  /** Return a message with elements in its places. */
  const woven = (words, elements) => words.split(PLACE).map((piece, at) => (at % 2 ? elements[piece] : piece));
  /** Facets with one value at a time; those that are long are loaded after the results. */
  const SELECTS = { conference: _("Conference"), year: _("Year"), type: _("Type"),
                    speaker: _("Speaker"), topic: _("Topic") };
  /** What types of talks are called, which the index knows by their English names. */
  const TYPES = { talk: _("talk"), keynote: _("keynote"), tutorial: _("tutorial"), workshop: _("workshop"),
                  panel: _("panel"), lightning: _("lightning"), poster: _("poster"), other: _("other") };
  const FIRST = ["kind", "conference", "year", "type", "with"];
  const LATER = ["speaker", "topic"];
  const CHECKS = { notes: _("with notes"), video: _("with video") };
  /** A list of more values than these is no help. */
  const LONGEST = 200;
  /** The word of everything; to search for none, Pagefind loads the words of all. */
  const EVERYTHING = "ꙮ";
  /** So many results are loaded before anything is shown. */
  const FIRST_TEXTS = 20;

  let engine;
  const load = () => (engine ??= start());

  async function start() {
    if (location.protocol === "file:") throw new Error("file:");
    if (!confnotes.hasIndex) throw new Error("none");
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

  function day(date, until, dateStyle = "long") {
    if (!/^\d{4}-\d\d-\d\d$/.test(date ?? "")) return date ?? "";
    // As the pages have it: the day first.
    const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle, timeZone: "UTC" });
    return until ? format.formatRange(new Date(date), new Date(until)) : format.format(new Date(date));
  }

  /** Return a text with the words of the query marked. */
  function marked(text, query) {
    const words = query.toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const isHit = (word) => words.some((one) => word.toLocaleLowerCase().startsWith(one));
    return text.split(/([\p{L}\p{N}]+)/u)
      .map((word) => (word && isHit(word) ? make("mark", {}, word) : word));
  }

  const href = (raw, anchor) => {
    const url = new URL(raw, root);
    if (anchor) url.hash = anchor;
    return url.href;
  };

  /** A field, and what it finds; how that is shown, say those who extend it. */
  class Finder {
    /** `fixed` are facets that no reader chooses. */
    constructor(input, place, { step, hasFacets, fixed = {} }) {
      Object.assign(this, { input, place, step, hasFacets, fixed, turn: 0, shown: 0, found: [], facets: {} });
      this.status = make("p", { class: "confnotes-search-status", role: "status", "aria-live": "polite" });
      this.selects = make("div", { class: "confnotes-search-facets" });
      this.more = make("button", { type: "button", class: "confnotes-search-more", hidden: "",
                                   click: () => this.show() }, _("Show more"));
      let timer;
      input.addEventListener("focus", () => location.protocol === "file:" || load().catch(() => {}), { once: true });
      input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(() => this.search(), 120);
      });
    }

    get query() { return this.input.value.trim(); }

    /** What the reader has chosen. */
    chosen(without) {
      return Object.fromEntries(Object.entries(this.facets).filter(
        ([name, value]) => name !== without && value.length));
    }

    /** In which order; none for the best first. */
    order() { return {}; }

    ask(pagefind, { without, sort = {} } = {}) {
      return pagefind.search(this.query || EVERYTHING, { filters: { ...this.chosen(without), ...this.fixed }, sort });
    }

    preload(pagefind, names) {
      return Promise.all(names.map((name) => pagefind.preload(this.query || EVERYTHING, { filters: { [name]: "x" } })));
    }

    async search() {
      const turn = ++this.turn;
      const isNow = () => turn === this.turn;
      if (this.hasFacets) this.share();
      if (!this.query && !this.hasFacets) return this.clear();
      try {
        const pagefind = await load();
        await this.preload(pagefind, this.hasFacets ? FIRST : ["kind"]);
        const answer = await this.ask(pagefind, { sort: this.order() });
        if (!isNow()) return;
        this.found = answer.results;
        const texts = await this.texts(0, FIRST_TEXTS);
        if (!isNow()) return;
        this.say();
        this.shown = this.begin(texts);
        this.foot();
        await this.count(pagefind, answer, isNow);
        if (!this.hasFacets || LATER.every((name) => name in answer.filters)) return;
        await this.preload(pagefind, LATER);
        const again = await this.ask(pagefind);
        if (isNow()) await this.count(pagefind, again, isNow);
      } catch (error) {
        if (isNow()) this.fail(error);
      }
    }

    texts(from, to) {
      return Promise.all(this.found.slice(from, to).map((one) => one.data()));
    }

    foot() { this.more.hidden = this.shown >= this.found.length; }

    /** Show so many more, and return the first of them. */
    async extend(count) {
      const { turn, shown } = this;
      const texts = await this.texts(shown, shown + count);
      if (turn !== this.turn || shown !== this.shown) return null;
      this.shown += texts.length;
      this.foot();
      return this.add(texts);
    }

    async show() {
      (await this.extend(this.step))?.querySelector("a").focus();
    }

    /** Show how many results each value of a facet has; of a chosen facet, without that choice. */
    async count(pagefind, answer, isNow) {
      const counts = { ...answer.filters };
      for (const name of Object.keys(this.chosen())) {
        if (name === "with") continue;
        counts[name] = (await this.ask(pagefind, { without: name })).filters[name];
      }
      if (isNow()) this.showCounts(counts);
    }

    choose(name, value) {
      this.facets[name] = value;
      this.search();
    }

    showCounts(counts) {
      for (const name of Object.keys(SELECTS)) this.showSelect(name, counts[name] ?? {});
      for (const [value, label] of Object.entries(CHECKS)) this.showCheck(value, label, counts.with ?? {});
      this.reset ??= this.selects.appendChild(make("button", { type: "button", class: "confnotes-search-reset",
        click: () => { this.forget(); this.search(); this.input.focus(); } }, _("Clear filters")));
      this.reset.hidden = !this.isNarrowed();
    }

    isNarrowed() { return Boolean(Object.keys(this.chosen()).length); }

    forget() { this.facets = {}; }

    showSelect(name, counts) {
      let select = this.selects.querySelector(`select[name="${name}"]`);
      if (!select) {
        select = make("select", { name, change: () => this.choose(name, select.value) });
        const label = make("label", {}, make("span", {}, SELECTS[name]), select);
        const reset = this.selects.querySelector(".confnotes-search-checks");
        this.selects.insertBefore(label, reset);
      }
      const now = this.facets[name] ?? "";
      const called = (value) => (name === "type" ? TYPES[value] ?? value : value);
      const compare = (a, b) => called(a[0]).localeCompare(called(b[0]), language);
      const byCount = (a, b) => b[1] - a[1] || compare(a, b);
      const byName = (a, b) => (name === "year" ? b[0].localeCompare(a[0]) : compare(a, b));
      const values = Object.entries(counts).filter(([value, count]) => count && value !== now);
      const longest = values.sort(byCount).slice(0, LONGEST).sort(LATER.includes(name) ? byCount : byName);
      if (now) longest.unshift([now, counts[now] ?? 0]);
      select.replaceChildren(make("option", { value: "" }, _("any")), ...longest.map(([value, count]) =>
        make("option", { value }, `${called(value)} (${number.format(count)})`)));
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
      for (const [name, value] of Object.entries(this.chosen())) {
        for (const one of [value].flat()) parameters.append(name, one);
      }
      return parameters;
    }

    /** Put what is asked into the address, so that it can be shared. */
    share() {
      const parameters = String(this.parameters());
      history.replaceState(null, "", `${parameters ? `?${parameters}` : location.pathname}${location.hash}`);
    }

    /** What the address says of facets with one value. */
    get named() { return Object.keys(SELECTS); }

    /** Begin with what the address asks. */
    read() {
      const parameters = new URLSearchParams(location.search);
      this.input.value = parameters.get("q") ?? "";
      for (const name of this.named) {
        if (parameters.get(name)) this.facets[name] = parameters.get(name);
      }
      if (parameters.has("with")) this.facets.with = parameters.getAll("with");
    }

    /** Say that nothing can be found, and why. */
    fail(error) {
      this.clear();
      const { fromFile, toServe, failed, none } = this.words;
      if (error.message === "file:") {
        const commands = { make: make("code", {}, "make live"), python: make("code", {}, "python -m http.server") };
        this.status.replaceChildren(fromFile, " ", ...woven(toServe, commands));
      } else if (error.message === "none") {
        this.status.textContent = none;
      } else {
        this.status.textContent = failed;
        console.warn(error);
      }
    }
  }

  return { EVERYTHING, TYPES, _, Finder, day, href, language, make, marked, ngettext, number, root };
})();
