document.addEventListener("DOMContentLoaded", function () {
  "use strict";
  var page = document.body.dataset, form = document.getElementById("form"), news = document.getElementById("news");
  var said = news.querySelector("p"), ways = news.querySelectorAll(".key"), touched = false;

  // a page that the browser kept is older than what has been saved since; what was typed into it is not thrown away
  addEventListener("pageshow", function (event) { if (event.persisted && !touched) { location.reload(); } });
  if (form) {
    form.addEventListener("input", function (event) {
      touched = true;
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

  // nothing moves by itself: whoever is writing, or is being read to, is told and goes along when ready
  setInterval(function () {
    if (document.hidden) { return; }
    fetch("/let/nyt?her=" + page.here, { cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (room) {
        if (!room) { return; }
        if (room.step && room.step !== page.here) { say(news.dataset.moved.replace("{title}", room.title), 0); }
        else if (room.mark !== page.mark && news.dataset.news) { say(news.dataset.news, 1); }
        else { say("", -1); }
      })
      .catch(function () { /* the form works without it */ });
  }, 3000);
});
