// <order-central-timeline>: the steps of one order inside any storefront. See docs/storefront-kit.md.
const WORDS = {};
const QUERY = `query OrderTimeline($id: ID, $token: String, $language: String) {
  orderCentral(id: $id, token: $token, languageCode: $language) {
    languageCode
    timeline { isLate steps { slug label state isCurrent completedAt } }
  }
}`;
const STYLE = `
:host { display: block; font: inherit; color: inherit; --oc-primary: #1d4ed8; --oc-line: #9aa1ac; }
ol { list-style: none; margin: 0; padding: 0; }
li { position: relative; display: flex; gap: 0.9em; min-height: 2.4em; padding-bottom: 1em; }
li:last-child { min-height: 0; padding-bottom: 0; }
li:not(:last-child)::before { content: ""; position: absolute; left: 0.6em; top: 1.4em; bottom: 0; width: 2px; background: var(--oc-line); }
.done:not(:last-child)::before { background: var(--oc-primary); }
i { flex: none; box-sizing: border-box; width: 1.3em; height: 1.3em; border: 2px solid var(--oc-line); border-radius: 50%; }
.done i { border-color: var(--oc-primary); background: var(--oc-primary); }
.current i { border: 0.35em solid var(--oc-primary); }
.failed i { border-color: #b42318; background: #b42318; }
.skipped i { border-style: dashed; }
time { display: block; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;

class OrderCentralTimeline extends HTMLElement {
  static observedAttributes = ["api", "order", "language"];

  #token = "";
  #grant = "";
  #asked = 0;

  /** Saleor's token of the signed-in customer. Never an attribute: pages are saved and logged. */
  set token(value) { this.#token = value || ""; this.#soon(); }

  /** The token of a guest, instead of a customer's. */
  set grant(value) { this.#grant = value || ""; this.#soon(); }

  connectedCallback() {
    if (!this.shadowRoot) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
    }
    this.#soon();
  }

  attributeChangedCallback() { this.#soon(); }

  /** Ask again, for example after a change of status. */
  refresh() { this.#soon(); }

  #soon() {
    const turn = ++this.#asked;
    queueMicrotask(() => { if (turn === this.#asked && this.isConnected) this.#load(turn); });
  }

  async #load(turn) {
    const order = this.getAttribute("order");
    if (!(this.#grant || (order && this.#token))) return;
    let central = null;
    try {
      const headers = { "Content-Type": "application/json" };
      if (this.#token) headers.Authorization = `JWT ${this.#token}`;
      // In the body and not in its header: Saleor lets browsers of other origins send no headers of ours.
      const variables = { id: order, token: this.#grant || null, language: this.getAttribute("language") };
      const response = await fetch(this.#api(), {
        method: "POST", headers, credentials: "omit", body: JSON.stringify({ query: QUERY, variables }),
      });
      central = (await response.json()).data?.orderCentral ?? null;
    } catch (error) {
      if (turn === this.#asked) this.#tell("order-central-error", { error });
      return;
    }
    if (turn !== this.#asked) return;
    this.#draw(central);
    this.#tell(central ? "order-central-ready" : "order-central-missing", central?.timeline ?? null);
  }

  #api() { return this.getAttribute("api") || new URL("/graphql/", import.meta.url).href; }

  #tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true })); }

  #draw(central) {
    const list = document.createElement("ol");
    const language = central?.languageCode ?? "en";
    const words = WORDS[language] ?? WORDS.en;
    const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
    for (const step of central?.timeline.steps ?? []) {
      const item = document.createElement("li");
      item.className = step.state.toLowerCase();
      if (step.isCurrent) item.setAttribute("aria-current", "step");
      const mark = document.createElement("i");
      mark.setAttribute("aria-hidden", "true");
      const text = document.createElement("div");
      const state = document.createElement("span");
      state.className = "sr";
      state.textContent = ` ${words[step.state] ?? ""}`;
      text.append(step.label ?? step.slug, state);
      if (step.completedAt) {
        const time = document.createElement("time");
        time.dateTime = step.completedAt;
        time.textContent = dates.format(new Date(step.completedAt));
        text.append(time);
      }
      item.append(mark, text);
      list.append(item);
    }
    this.lang = language;
    this.shadowRoot.replaceChildren(...(list.children.length ? [list] : []));
  }
}

customElements.define("order-central-timeline", OrderCentralTimeline);
