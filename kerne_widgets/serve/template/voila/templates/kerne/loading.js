// Voila calls these while cells run and when they are done.
window.voila_heartbeat = function () {};
window.voila_process = function () {};
(function () {
  "use strict";
  var PATIENCE = 15000, AGAIN_AFTER = 60000;
  var watching = null, late = null;

  function find(what) { return document.querySelector("#rendered_cells " + what); }

  // Until the form is there, its place holds a word of the widget library's, in English.
  function look() {
    if (find(".widget-box")) { show(); } else if (find(".jupyter-widgets")) { fail(loadAgain); }
  }

  function show() {
    watching.disconnect();
    clearTimeout(late);
    document.querySelectorAll("#loading, .kerne-overlay.is-late").forEach(function (cover) { cover.remove(); });
    document.getElementById("rendered_cells").style.visibility = "";
  }

  // Now and then the library has lost the form on its way, and will not find it again.
  function loadAgain() {
    try {
      if (Date.now() - Number(sessionStorage.getItem("kerne:not-found") || 0) < AGAIN_AFTER) { return false; }
      sessionStorage.setItem("kerne:not-found", String(Date.now()));
    } catch (error) { return false; /* where nothing is kept, nothing may be loaded again */ }
    location.reload();
    return true;
  }

  function fail(cure) {
    clearTimeout(late);
    var told = document.getElementById("kerne-late");
    if (cure && cure() || !told || document.querySelector(".kerne-overlay")) { return; }
    var overlay = told.content.firstElementChild.cloneNode(true);
    overlay.classList.add("is-late");
    document.body.append(overlay);
    overlay.querySelector("a").focus();
  }

  window.display_cells = function () {
    // shown when both the cells and the widgets' style are here, so that nothing flickers
    if (!window.themeLoaded) { window.cellLoaded = true; return; }
    if (watching) { return; }
    var cells = document.getElementById("rendered_cells");
    cells.style.visibility = "hidden";
    cells.style.display = "";
    watching = new MutationObserver(look);
    watching.observe(cells, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
    late = setTimeout(fail, PATIENCE);
    look();
  };
  window.voila_finish = window.display_cells;
})();
