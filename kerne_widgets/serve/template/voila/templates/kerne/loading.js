// Voila calls these while cells run and when they are done.
window.voila_heartbeat = function () {};
window.voila_process = function () {};
window.display_cells = function () {
  // shown when both the cells and the widgets' style are here, so that nothing flickers
  if (!window.themeLoaded) { window.cellLoaded = true; return; }
  var loading = document.getElementById("loading");
  if (loading) { loading.remove(); }
  document.getElementById("rendered_cells").style.display = "";
};
window.voila_finish = window.display_cells;
