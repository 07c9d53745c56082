/* The index of all talks as a table that one can filter and sort.

   The page has all talks without it; they stay until the first answer is there, and for good where
   there can be none. */
(() => {
  "use strict";

  const { EVERYTHING, TYPES, _, Finder, day, href, make, marked, ngettext, number } = window.confnotes;
  const COLUMNS = { title: _("Title"), speakers: _("Speakers"), conference: _("Conference"),
                    date: _("Date"), type: _("Type") };
  const NEWEST_FIRST = { column: "date", isDown: true };
  const BADGES = { notes: _("notes"), video: _("video") };

  class TalkFinder extends Finder {
    words = {
      fromFile: _("Browsers let no page that was opened from a file filter this list."),
      toServe: _("Serve the site to filter it: {make}, or {python} in its folder."),
      failed: _("This list can't be filtered, because its index could not be loaded."),
      none: _("This list can't be filtered, because the site has no index for that."),
    };

    constructor(input, place, still) {
      super(input, place, { step: 50, hasFacets: true, fixed: { kind: "talk" } });
      this.still = still;
      const submit = (event) => { event.preventDefault(); this.search(); };
      this.controls = make("search", { "aria-label": _("Talks") },
        make("form", { class: "confnotes-search-form", role: "presentation", submit }, input), this.selects);
      this.buttons = Object.entries(COLUMNS).map(([name, label]) =>
        make("button", { type: "button", "data-column": name, click: () => this.sortBy(name) }, label));
      this.body = make("tbody", { role: "rowgroup" });
      // With roles, for narrow screens show a row as a card, and no table.
      const heads = this.buttons.map((button) => make("th", { role: "columnheader", scope: "col" }, button));
      this.table = make("table", { class: "confnotes-talk-table", role: "table", "aria-label": _("Talks") },
        make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads)), this.body);
      place.append(this.controls, this.status);
      this.showCounts({});
    }

    /** How the rows are sorted; null where the best comes first. */
    get sorting() { return this.sorted ?? (this.query ? null : NEWEST_FIRST); }

    order() {
      return this.sorting ? { [this.sorting.column]: this.sorting.isDown ? "desc" : "asc" } : {};
    }

    sortBy(column) {
      const isDown = this.sorting?.column === column ? !this.sorting.isDown : column === "date";
      this.sorted = { column, isDown };
      this.search();
    }

    /** The rows that one sees come first, and what is missing of a step when they are there. */
    async search() {
      const turn = this.turn + 1;
      this.still.setAttribute("aria-busy", "true");
      await super.search();
      if (turn === this.turn && this.shown < this.step) await this.extend(this.step - this.shown);
      if (turn === this.turn) this.still.removeAttribute("aria-busy");
    }

    async ask(pagefind, options) {
      this.total ??= (await pagefind.search(EVERYTHING, { filters: this.fixed })).results.length;
      return super.ask(pagefind, options);
    }

    begin(texts) {
      if (!this.table.isConnected) {
        this.still.replaceChildren(this.table, this.more);
        this.still.classList.add("confnotes-search-panel");
      }
      for (const button of this.buttons) {
        const { column, isDown } = this.sorting ?? {};
        const isSorted = button.dataset.column === column;
        if (isSorted) button.parentElement.setAttribute("aria-sort", isDown ? "descending" : "ascending");
        else button.parentElement.removeAttribute("aria-sort");
      }
      this.body.replaceChildren(...texts.map((one) => this.row(one)));
      return texts.length;
    }

    add(texts) {
      const rows = texts.map((one) => this.row(one));
      this.body.append(...rows);
      return rows[0];
    }

    row({ meta, filters, raw_url }) {
      const cell = (...content) => make("td", { role: "cell", dir: "auto" }, ...content);
      const speakers = (filters.speaker ?? []).flatMap((name, at) => [at ? ", " : "", this.narrowing("speaker", name)]);
      const kind = filters.type?.[0] ?? "";
      const badges = (filters.with ?? []).map((one) => [one, BADGES[one]]);
      return make("tr", { role: "row", class: filters.with?.includes("notes") ? "with-notes" : null },
        make("th", { role: "rowheader", scope: "row", dir: "auto" },
          make("a", { href: href(raw_url) }, ...marked(meta.title ?? "", this.query))),
        cell(...speakers),
        cell(...(filters.conference ?? []).map((name) => this.narrowing("conference", name))),
        cell(make("span", { class: "confnotes-when" }, day(meta.date, null, "medium"))),
        cell(kind === "talk" ? make("span", { class: "confnotes-where" }, TYPES.talk) : badge("type", TYPES[kind] ?? kind),
          ...badges.flatMap(([one, words]) => [" ", badge(one, words)])));
    }

    /** Return a link that leaves only the rows of a facet's value. */
    narrowing(name, value) {
      const parameters = this.parameters();
      parameters.set(name, value);
      return make("a", { href: `?${parameters}`, click: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.choose(name, value);
        this.selects.querySelector(`select[name="${name}"]`).focus();
      } }, ...marked(value, this.query));
    }

    say() {
      const talks = ngettext("{number} talk", "{number} talks", this.total);
      this.status.textContent = this.found.length === this.total ? talks
        : _("{number} of {talks}", { number: number.format(this.found.length), talks });
    }

    isNarrowed() { return Boolean(super.isNarrowed() || this.query || this.sorted); }

    forget() {
      super.forget();
      this.input.value = "";
      this.sorted = null;
    }

    parameters() {
      const parameters = super.parameters();
      if (this.sorted) parameters.set("sort", `${this.sorted.isDown ? "-" : ""}${this.sorted.column}`);
      return parameters;
    }

    read() {
      super.read();
      const [, down, column] = new URLSearchParams(location.search).get("sort")?.match(/^(-?)(\w+)$/) ?? [];
      if (Object.hasOwn(COLUMNS, column ?? "")) this.sorted = { column, isDown: Boolean(down) };
    }

    clear() {
      this.controls.hidden = !this.table.isConnected;
      this.status.textContent = "";
    }
  }

  const badge = (kind, words) => make("span", { class: `confnotes-badge confnotes-${kind}` }, words);

  const still = document.querySelector(".confnotes-talk-index");
  if (!still) return;
  const input = make("input", { type: "search", name: "q", autocomplete: "off", spellcheck: "false",
                                placeholder: _("Title, person, topic, a word of the notes …"), "aria-label": _("Filter talks") });
  const place = make("div", { class: "confnotes-search-panel confnotes-talks" });
  still.before(place);
  const finder = new TalkFinder(input, place, still);
  finder.read();
  finder.search();
})();
