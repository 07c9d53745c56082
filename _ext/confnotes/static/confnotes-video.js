/* Videos are played on the page: a button beside a card's link puts the player below the facts.

   No other host is asked for anything before the reader presses it. The link stays, and is all there
   is where JavaScript is off, or where the address is none of those that are known here. */
(() => {
  "use strict";

  /** Say it in the language of the site, where there are words for it, with values in its places. */
  const _ = (message, values = {}) => (window.confnotesWords?.[message] ?? message)
    .replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  /** What browsers play. Pages about a file, on a wiki for example, are called as the file is. */
  const FILE = /\.(?:mp4|m4v|webm|ogv|ogg)$/i;
  const ABOUT_A_FILE = /\/(?:wiki|blob)\//;
  const YOUTUBE = ["youtube.com", "youtube-nocookie.com", "youtu.be"];
  /** They look like the id of a video of YouTube's. */
  const NO_VIDEO = ["videoseries", "live_stream"];
  const VIMEO = /^\/(?:video\/|channels\/[\w-]+\/|groups\/[\w-]+\/videos\/|(?:album|showcase)\/\d+\/video\/)?(\d{1,12})(?:\/([0-9a-f]{6,20}))?\/?$/;
  /** PeerTube's ids are UUIDs, in full or in base 58. */
  const PEERTUBE = /^\/(?:w|videos\/(?:watch|embed))\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[1-9A-HJ-NP-Za-km-z]{22})\/?$/;
  const ARCHIVE = /^\/(?:details|embed)\/([A-Za-z0-9][\w.-]{1,100})(?:\/(.+)|\/?)$/;

  const siteOf = (url) => url.hostname.replace(/^(?:www|m|music)\./, "");

  /** Return where a video begins, in seconds: `90`, `90s`, `1m30s` and `1h2m3s` are understood. */
  function startOf(url) {
    const behind = new URLSearchParams(url.hash.slice(1));
    const text = url.searchParams.get("start") ?? url.searchParams.get("t") ?? behind.get("t") ?? "";
    const [, hours, minutes, seconds] = /^(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?$/.exec(text) ?? [];
    return (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + +(seconds ?? 0);
  }

  /** Return an address with those of the parameters that have a value. */
  function address(base, parameters) {
    const url = new URL(base);
    for (const [name, value] of Object.entries(parameters)) if (value) url.searchParams.set(name, value);
    return url;
  }

  // Each of these returns the address of a player; nothing, if the link leads to no video of its site.

  /** https://developers.google.com/youtube/player_parameters */
  function youTube(url) {
    if (!YOUTUBE.includes(siteOf(url))) return null;
    const [first, second] = url.pathname.slice(1).split("/");
    const isShort = siteOf(url) === "youtu.be";
    const id = isShort ? first : first === "watch" ? url.searchParams.get("v")
      : ["embed", "live", "shorts", "v"].includes(first) ? second : "";
    const base = "https://www.youtube-nocookie.com/embed/";
    if (/^[\w-]{11}$/.test(id) && !NO_VIDEO.includes(id)) {
      return address(base + id, { start: startOf(url), autoplay: 1 });
    }
    const list = url.searchParams.get("list");
    const isList = ["playlist", "watch"].includes(first) || second === "videoseries";
    return isList && /^[\w-]{12,64}$/.test(list) ? address(`${base}videoseries`, { list, autoplay: 1 }) : null;
  }

  /** https://developer.vimeo.com/api/oembed/videos: `h` is the secret of a video that is not listed. */
  function vimeo(url) {
    if (!["vimeo.com", "player.vimeo.com"].includes(siteOf(url))) return null;
    const [, id, secret] = VIMEO.exec(url.pathname) ?? [];
    if (!id) return null;
    const h = secret ?? url.searchParams.get("h") ?? "";
    const found = address(`https://player.vimeo.com/video/${id}`,
      { h: /^[0-9a-f]{6,20}$/.test(h) && h, dnt: 1, autoplay: 1 });
    if (startOf(url)) found.hash = `t=${startOf(url)}s`;
    return found;
  }

  /** https://docs.joinpeertube.org/api/embed-player: any host; nothing is exchanged with other viewers. */
  function peerTube(url) {
    const [, id] = PEERTUBE.exec(url.pathname) ?? [];
    const base = `https://${url.host}/videos/embed/${id}`;
    return id ? address(base, { start: startOf(url), autoplay: 1, p2p: "0" }) : null;
  }

  /** As archive.org itself offers it; behind the id comes one of several files, if anything. */
  function archive(url) {
    const [, id, file] = (siteOf(url) === "archive.org" && ARCHIVE.exec(url.pathname)) || [];
    if (!id || (file && !FILE.test(file))) return null;
    return address(`https://archive.org/embed/${id}${file ? `/${file}` : ""}`, { start: startOf(url), autoplay: 1 });
  }

  const file = (url) => (FILE.test(url.pathname) && !ABOUT_A_FILE.test(url.pathname) ? url : null);

  /** Return how to play what a link leads to, as [element, address]; null if it is not known how. */
  function playerOf(link) {
    let url;
    try { url = new URL(link); } catch { return null; }
    if (!["http:", "https:"].includes(url.protocol) || url.username || url.password) return null;
    const framed = youTube(url) ?? vimeo(url) ?? peerTube(url) ?? archive(url);
    // YouTube plays nothing on a page that cannot say where it is.
    if (framed && YOUTUBE.includes(siteOf(framed)) && location.protocol === "file:") return null;
    return framed ? ["iframe", framed] : file(url) && ["video", url];
  }

  /** Make an element of attributes and children. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** Return the title of the talk that an element stands under. */
  function titleAround(element) {
    const heading = element.closest("section")?.querySelector("h1, h2, h3, h4, h5, h6")?.cloneNode(true);
    heading?.querySelector(".headerlink")?.remove();
    return heading?.textContent.trim() || document.title;
  }

  function makeScreen(tag, src, title) {
    if (tag === "video") return make("video", { src, title, controls: "", autoplay: "", playsinline: "", tabindex: "0" });
    return make("iframe", {
      src, title, loading: "eager", allowfullscreen: "",
      allow: "autoplay; fullscreen; picture-in-picture; encrypted-media",
      // Without it YouTube plays nothing; other hosts learn the site, not the page.
      referrerpolicy: "strict-origin-when-cross-origin",
    });
  }

  /** Give a button its words; its whole name, to hear or to see, begins with them. */
  function say(button, isOpen, words, name) {
    button.classList.toggle("confnotes-playing", isOpen);
    button.textContent = words;
    button.title = name;
    button.setAttribute("aria-label", name);
  }

  /** Put a player into a card; return what takes it away again. */
  function put(screen, card, button) {
    const box = make("div", { class: "confnotes-player" }, screen);
    screen.addEventListener("error", () => {
      if (box.contains(document.activeElement)) button.focus();
      box.replaceChildren(make("p", { role: "alert" }, _("The video cannot be played here. Try the link.")));
    });
    card.append(box);
    screen.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
    return () => {
      box.remove();
      screen.removeAttribute("src");  // or a file is loaded to its end
      screen.load?.();
    };
  }

  /** What closes the player that is open, if one is. */
  let close = null;

  function offer(link) {
    const card = link.closest(".confnotes-card");
    const [tag, src] = (card && playerOf(link.href)) || [];
    if (!tag) return;
    const title = titleAround(card);
    const site = src.host.replace(/^www\./, "");
    const button = make("button", { type: "button", class: "confnotes-play" });
    const invite = () => say(button, false, _("Play here"), _("Play here: the video of {title}, from {site}", { title, site }));
    let stop = null;
    const start = () => {
      close?.();
      const remove = put(makeScreen(tag, src, _("Video: {title}", { title })), card, button);
      say(button, true, _("Close the video"), _("Close the video of {title}", { title }));
      close = stop = () => { remove(); invite(); close = stop = null; };
    };
    button.addEventListener("click", () => {
      if (!stop) return start();
      stop();
      button.focus();  // not every browser does that by itself
    });
    invite();
    const offered = make("span", { class: "confnotes-offer" }, button);
    const behind = link.nextSibling;
    if (behind instanceof Text && behind.data.startsWith(",")) {
      behind.splitText(1);
      offered.append(behind);  // no line begins with a comma
    }
    link.after(offered);
  }

  // An archived copy is a page, whatever its address was.
  for (const link of document.querySelectorAll("a.confnotes-watch[href]:not(.archived)")) offer(link);
})();
