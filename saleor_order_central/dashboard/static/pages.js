// Sessions, navigation and small helpers of the merchant's pages. Everything that is shown comes from the server.
(() => {
  "use strict";
  const { body, documentElement: root } = document;
  const { base, place } = body.dataset;
  const standsAlone = body.dataset.framed !== "true";
  const bridge = window.OrderCentralBridge;
  const words = document.getElementById("words").dataset;
  const page = document.getElementById("page");
  const announcer = document.getElementById("announcer");
  const state = document.getElementById("state");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  let session = null;
  let hasContent = false;
  let renewing = false;

  const say = (text) => {
    if (state && state.isConnected) state.textContent = text;
    else announcer.textContent = text;
  };

  if (!window.htmx) return;

  const headers = () => ({
    ...(session ? { "Order-Central-Session": session } : {}),
    ...(standsAlone ? {} : { "Order-Central-Language": root.lang }),
    "Order-Central-Time-Zone": zone,
    "Order-Central-Place": place,
  });

  // What the Dashboard adds to every address is for the frame, not for the page.
  const address = () => {
    const query = new URLSearchParams(location.search);
    [...query.keys()]
      .filter((name) => ["domain", "saleorApiUrl", "id", "theme"].includes(name) || name.startsWith("featureFlags"))
      .forEach((name) => query.delete(name));
    return location.pathname + (query.size ? `?${query}` : "");
  };

  const load = () => {
    hasContent = true;
    return window.htmx.ajax("GET", address(), { target: "#page", swap: "innerHTML" });
  };

  const exchange = async (token) => {
    if (!token) return say(words.noPermission);
    const answer = await fetch(`${base}/session/`, {
      method: "POST",
      headers: { "Authorization-Bearer": token },
    }).catch(() => null);
    if (!answer) return say(words.broken);
    if (!answer.ok) return say(session ? words.ended : words.noPermission);
    session = (await answer.json()).session;
    if (!hasContent || renewing) load();
    renewing = false;
    return undefined;
  };

  const setTheme = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  };

  bridge.on("token", exchange);
  bridge.on("theme", setTheme);
  bridge.on("locale", (locale) => {
    if (!locale || locale === root.lang) return;
    root.lang = locale;
    if (session && hasContent) load();
  });

  // The server says no: ask the Dashboard for a fresh token once, or for the name and password where we stand alone.
  const renew = () => {
    if (standsAlone) {
      location.assign(`${base}/sign-in/?next=${encodeURIComponent(address())}`);
    } else if (renewing) say(words.ended);
    else {
      renewing = true;
      bridge.dispatch("notifyReady");
    }
  };

  body.addEventListener("htmx:configRequest", (event) => Object.assign(event.detail.headers, headers()));
  body.addEventListener("htmx:historyCacheMiss", (event) => {
    Object.entries(headers()).forEach(([name, value]) => event.detail.xhr.setRequestHeader(name, value));
  });
  // Answers overtake each other: only what was asked for last becomes the page.
  let newest = null;
  body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target === page) newest = event.detail.xhr;
  });
  body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === page && event.detail.xhr !== newest) event.detail.shouldSwap = false;
  });
  body.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.status === 401) renew();
  });
  body.addEventListener("htmx:sendError", () => say(words.broken));
  body.addEventListener("htmx:pushedIntoHistory", (event) => {
    if (place === "page" && event.detail.path.startsWith(base)) {
      bridge.dispatch("updateRouting", { newRoute: event.detail.path.slice(base.length) || "/" });
    }
  });

  // After a whole new page the keyboard goes on at its beginning, and the Dashboard shows what was done.
  body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target !== page) return;
    const start = page.querySelector("[data-focus]") || page.querySelector("h1");
    if (start) {
      start.setAttribute("tabindex", "-1");
      start.focus();
    }
    const told = page.querySelector("[data-told]");
    if (told) {
      bridge.dispatch("notification", { status: "success", title: told.textContent.trim() });
      if (place !== "page") bridge.dispatch("refreshEntity");
    }
    countSelected();
  });

  const boxes = () => [...page.querySelectorAll("input[name=orders]")];
  const countSelected = () => {
    const counter = page.querySelector("[data-selected-count]");
    if (!counter) return;
    const chosen = boxes().filter((box) => box.checked).length;
    counter.textContent = chosen ? `${chosen} ${words.selected}` : "";
  };

  page.addEventListener("change", (event) => {
    if (event.target.matches("[data-select-all]")) boxes().forEach((box) => (box.checked = event.target.checked));
    if (event.target.matches("[data-select-all], input[name=orders]")) countSelected();
  });
  page.addEventListener("click", (event) => {
    const link = event.target.closest("[data-dashboard]");
    if (!link) return;
    event.preventDefault();
    bridge.dispatch("redirect", { to: link.dataset.dashboard, newContext: place !== "page" });
  });

  if (place === "widget") {
    let height = 0;
    new ResizeObserver(() => {
      const wanted = Math.ceil(page.scrollHeight);
      if (wanted > 0 && wanted !== height) bridge.dispatch("widgetResize", { height: (height = wanted) });
    }).observe(page);
  }

  if (standsAlone) load();
  else if (bridge.isFramed) bridge.dispatch("notifyReady");
  else say(words.noDashboard);
})();
