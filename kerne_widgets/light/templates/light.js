document.addEventListener("DOMContentLoaded", function () {
  "use strict";
  var page = document.body.dataset, form = document.getElementById("form"), news = document.getElementById("news");
  var waits = page.here === "waiting", touched = false;
  var said = waits ? document.getElementById("said") : news.querySelector("p"), ways = waits ? [] : news.querySelectorAll(".key");

  // what is typed is kept in this tab until a page shows that the server has it
  var place = "kerne-typed:" + page.own + ":" + page.here, state = document.querySelector(".state");
  function remember(name, value) {
    try {
      if (value) { sessionStorage.setItem(name, value); } else { sessionStorage.removeItem(name); }
    } catch (error) { /* the form works without it */ }
  }
  function recall(name) { try { return sessionStorage.getItem(name) || ""; } catch (error) { return ""; } }
  function kept() { return JSON.parse(recall(place) || "{}"); }
  function remind() {
    touched = true;
    state.textContent = state.dataset.remember;
    state.className = "state is-unsaved";
  }
  function isText(field) { return /^(text|textarea|date)$/.test(field.type) && !field.readOnly; }
  if (form) {
    var typed = kept(), left = {};
    var stored = Array.from(document.querySelectorAll(".cards span, .cards dd, .rungs li"), function (one) { return one.textContent.trim(); });
    Array.from(form.elements).forEach(function (field) {
      var was = typed[field.name], words = was ? was[1].trim() : "";
      if (!words || !isText(field) || stored.some(function (one) { return one === words || one.endsWith(" " + words); })) { return; }
      // an answer from another page may be newer than what was typed over an older one
      if (field.value === was[0] && field.value !== was[1]) { left[field.name] = was; field.value = was[1]; remind(); }
    });
    remember(place, Object.keys(left).length ? JSON.stringify(left) : "");
  }

  // a page that the browser kept is older than what has been saved since; what was typed into it is not thrown away
  addEventListener("pageshow", function (event) { if (event.persisted && !touched) { location.reload(); } });
  if (form) {
    form.addEventListener("input", function (event) {
      remind();
      if (isText(event.target)) {
        var now = kept(), before = now[event.target.name];
        now[event.target.name] = [before ? before[0] : event.target.defaultValue, event.target.value];
        remember(place, JSON.stringify(now));
      }
      var count = document.getElementById("c-" + event.target.name);
      if (!count) { return; }
      var length = Array.from(event.target.value).length;
      count.textContent = count.dataset.count.replace("{length}", length.toLocaleString(document.documentElement.lang));
      count.className = length > Number(event.target.dataset.limit) ? "count is-over" : "count";
    });
    form.addEventListener("submit", function () { touched = false; });
  }

  function say(words, place) {
    if (said.textContent !== words) { said.textContent = words; }
    news.className = words ? "news is-shown" : "news";
    ways.forEach(function (way, i) { way.hidden = !words || i !== place; });
  }

  if (waits) {
    said.textContent = said.dataset.follows;
    document.getElementById("look").hidden = true;
  }

  // nothing moves by itself but what waits for it: whoever is writing, or is being read to, is told and goes along when ready
  setInterval(function () {
    if (document.hidden) { return; }
    fetch("/let/nyt?her=" + page.here, { cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (room) {
        if (!room) { return; }
        if (waits && room.step !== page.here) { location.replace("/let"); }
        else if (waits) { document.getElementById("here").textContent = room.here; }
        else if (room.moved) { say(room.moved, 0); }
        else if (room.mark !== page.mark && news.dataset.news) { say(news.dataset.news, 1); }
        else { say("", -1); }
      })
      .catch(function () { /* the form works without it */ });
  }, 3000);
});
