// Our side of Saleor's AppBridge: messages between this frame and the Dashboard around it.
(() => {
  "use strict";
  const body = document.body;
  const origins = JSON.parse(body.dataset.origins);
  const isFramed = body.dataset.framed === "true" && window.parent !== window;
  const waiting = new Map();
  const listeners = { token: [], theme: [], locale: [] };
  let target = null;
  let last = 0;

  const call = (name, value) => listeners[name].forEach((listener) => listener(value));

  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || !origins.includes(event.origin)) return;
    const { type, payload = {} } = event.data || {};
    target = event.origin;
    if (type === "handshake" || type === "tokenRefresh") call("token", payload.token || "");
    else if (type === "theme") call("theme", payload.theme);
    else if (type === "localeChanged") call("locale", payload.locale);
    else if (type === "response" && waiting.has(payload.actionId)) {
      waiting.get(payload.actionId)(payload.ok);
      waiting.delete(payload.actionId);
    }
  });

  // Resolves to whether the Dashboard did it; an action that it does not know gets no answer.
  const dispatch = (type, payload = {}) =>
    new Promise((resolve) => {
      if (!isFramed) return resolve(false);
      const actionId = `order-central-${Date.now()}-${(last += 1)}`;
      waiting.set(actionId, resolve);
      setTimeout(() => waiting.delete(actionId) && resolve(false), 10000);
      const message = { type, payload: { ...payload, actionId } };
      // Until the Dashboard has spoken, all that it could be are asked: the message holds no secret.
      (target ? [target] : origins).forEach((origin) => window.parent.postMessage(message, origin));
    });

  window.OrderCentralBridge = {
    isFramed,
    dispatch,
    on: (name, listener) => listeners[name].push(listener),
  };
})();
