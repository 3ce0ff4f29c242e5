// Tells the participant when the network is gone and when it is back, and loads the page again when its kernel is gone.
// The page asks a light address every few seconds: a phone that lost its network keeps a websocket "open" for minutes.
(function () {
  "use strict";
  var texts = JSON.parse(document.getElementById("kerne-texts").textContent);
  var config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  var banner = document.getElementById("kerne-banner");
  var EVERY = 4000, PATIENCE = 4000, RESUME = 6000, BACK_SHOWN = 3000;
  var lost = false, asking = false, timer = null, probed = null;

  function say(kind) {
    banner.className = kind === "back" ? "back" : "";
    // a page that says that all is saved does not say so now
    document.documentElement.classList.toggle("kerne-lost", kind === "lost");
    banner.textContent = kind ? texts[kind === "back" ? "connection_back" : "connection_lost"] : "";
    // what sticks to the top of the page moves down for it
    document.documentElement.style.setProperty("--kerne-banner", banner.offsetHeight + "px");
  }

  function tell(name) {
    // the page's own script may keep what is being typed
    window.dispatchEvent(new CustomEvent("kerne:" + name));
  }

  function kernel() {
    var app = window.jupyterapp;
    return app && app.widgetManager && app.widgetManager.kernel;
  }

  function isGone() {
    probed = null;
    if (!lost) { lost = true; say("lost"); tell("offline"); }
  }

  // Whether the page's own connection still carries anything. It may look open and be dead, after the phone has slept
  // or has left the Wi-Fi for another network; only a question to the kernel can tell.
  function probe() {
    var connection = kernel(), mine = probed = { at: Date.now(), answered: !connection };
    if (mine.answered) { return; }
    (connection.connectionStatus === "connected" ? Promise.resolve() : connection.reconnect())
      .then(function () { return connection.requestKernelInfo(); })
      .then(function () { mine.answered = true; ask(); }, function () { /* no answer: loaded again below */ });
  }

  function isHere() {
    if (lost && !probed) { probe(); }
    if (probed && !probed.answered) {
      if (Date.now() - probed.at > RESUME) { reload(); }
      return;
    }
    probed = null;
    if (!lost) { return; }
    lost = false;
    say("back");
    tell("online");
    setTimeout(function () { if (!lost) { say(""); } }, BACK_SHOWN);
  }

  function alive() {
    var stop = new AbortController();
    var late = setTimeout(function () { stop.abort(); }, PATIENCE);
    return fetch(config.baseUrl + "alive/" + config.kernelId, { signal: stop.signal, cache: "no-store" })
      .finally(function () { clearTimeout(late); });
  }

  // Only when the server answers: the browser's own page about a missing network would never come back.
  function reload() {
    clearTimeout(timer);
    asking = true;
    alive().then(function () { tell("reload"); location.reload(); }, function () { setTimeout(reload, 1000); });
  }

  function kernelIsGone() {
    clearTimeout(timer);
    asking = true;
    tell("offline");
    var overlay = document.createElement("div");
    overlay.className = "kerne-overlay";
    overlay.setAttribute("role", "alertdialog");
    overlay.setAttribute("aria-modal", "true");
    overlay.setAttribute("aria-labelledby", "kerne-gone");
    var card = document.createElement("div");
    card.className = "kerne-overlay-card";
    var heading = document.createElement("h1");
    heading.id = "kerne-gone";
    heading.textContent = texts.kernel_gone;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "kerne-button";
    button.textContent = texts.load_again;
    button.addEventListener("click", reload);
    card.append(heading, button);
    overlay.append(card);
    document.body.append(overlay);
    button.focus();
    // nobody must press it: a phone that lies on the table comes back by itself
    setTimeout(reload, 2500);
  }

  function ask() {
    if (asking) { return; }
    asking = true;
    alive()
      .then(function (answer) {
        asking = false;
        // a restarted server knows the participant, not the kernel
        if (answer.status === 410 || answer.status === 403) { kernelIsGone(); return; }
        if (answer.ok) { isHere(); } else { isGone(); }
      }, function () { asking = false; isGone(); })
      .then(next);
  }

  function next() {
    clearTimeout(timer);
    if (!asking && !document.hidden) { timer = setTimeout(ask, lost || probed ? 1000 : EVERY); }
  }

  window.addEventListener("offline", isGone);
  window.addEventListener("online", ask);
  // said by the page's script: what it sent was never answered, although the server is here
  window.addEventListener("kerne:unanswered", reload);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { probe(); ask(); } });
  next();
})();
