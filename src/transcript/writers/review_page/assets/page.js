// The page itself: what is drawn when, and what buttons and keys do.

// After decisions on words only some blocks change; else, everything may.
function refresh(touched = null) {
  if (touched) {
    redrawBlocks(touched);
    refreshDoubts();
  } else {
    if (!state.speakers.has(filters.speaker)) filters.speaker = ""; // who may have no turn any more
    refreshBlocks();
    refreshHead();
    refreshTimeline();
    refreshContents();
    refreshFilters();
    filterBlocks();
  }
  refreshReview();
  keep();
}

function refreshFilters() {
  const counts = new Map();
  for (const edit of state.edits) counts.set(edit.kind, (counts.get(edit.kind) || 0) + 1);
  byId("kinds").replaceChildren(...[...counts].map(([kind, count]) =>
    el("button", { type: "button", class: `chip kind-${kind}`, "data-kind": kind, "aria-pressed": String(filters.kinds.has(kind)) }, KINDS[kind], el("small", {}, ` ${count}`))));
  byId("by-speaker").replaceChildren(option("", "全部", !filters.speaker),
    ...[...state.speakers.values()].map((speaker) => option(speaker.id, short(displayOf(speaker), 20), filters.speaker === speaker.id)));
}

function changeFilters(changes) {
  Object.assign(filters, changes);
  review.shown = CARDS;
  byId("by-speaker").value = filters.speaker;
  byId("by-confidence").value = filters.confidence * 100;
  byId("confidence-value").textContent = percent(filters.confidence);
  byId("only-marked").checked = filters.onlyMarked;
  for (const chip of byId("kinds").children) chip.setAttribute("aria-pressed", String(filters.kinds.has(chip.dataset.kind)));
  for (const button of document.querySelectorAll("[data-state]")) button.setAttribute("aria-pressed", String(button.dataset.state === filters.state));
  for (const button of document.querySelectorAll(".lane-name[data-speaker]")) button.setAttribute("aria-pressed", String(button.dataset.speaker === filters.speaker));
  filterBlocks();
  refreshReview();
}

const clearFilters = () => changeFilters({ speaker: "", onlyMarked: false });

function toggleKind(kind) {
  const kinds = new Set(filters.kinds);
  if (!kinds.delete(kind)) kinds.add(kind);
  changeFilters({ kinds });
}

function setView(view) {
  const reading = state.blocks.length && articleAt(readingStart).block.start;
  state.view = view;
  showView(view);
  closePopover();
  redrawView();
  if (window.scrollY > 400) byId(`b${reading}`).scrollIntoView();
}

function showView(view) {
  for (const name of ["clean", "verbatim"]) byId(`view-${name}`).setAttribute("aria-pressed", String(name === view));
}

// On a phone one part of the page is shown at a time.
function showPanel(name) {
  document.body.dataset.panel = name;
  for (const button of document.querySelectorAll(".tabs button")) button.setAttribute("aria-pressed", String(button.dataset.panel === name));
}

let toastTimer = 0;

function toast(text) {
  byId("toast").textContent = text;
  byId("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { byId("toast").hidden = true; }, 2400);
}

function undoLast() {
  const batch = undo();
  closePopover();
  const judged = batch && batch.decisions[batch.decisions.length - 1].edit;
  if (judged) select(editOf(editsByKey.get(editKey(judged))) || state.edits[0]);
  toast(batch ? `已撤销：${batch.label}` : "没有可撤销的");
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

const toggleTheme = () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");

// Keys that stand alone; they do nothing while somebody writes.
const KEYS = [
  [["n", "j"], "下一处", () => step(1)],
  [["p", "k"], "上一处", () => step(-1)],
  [["a"], "采纳（或确认）", () => onCurrent("accept")],
  [["r"], "不采纳（或退回原文）", () => onCurrent("refuse")],
  [["e"], "改为别的字句；选中了文字时，改选中的", () => (selectedSpan() ? replaceSelected() : onCurrent("replace"))],
  [["A"], "同样的改动一并采纳", () => onCurrent("accept-all")],
  [["R"], "同样的改动一并不采纳", () => onCurrent("refuse-all")],
  [["u"], "撤销上一步", undoLast],
  [["v"], "净稿与原话互换", () => setView(state.view === "clean" ? "verbatim" : "clean")],
  [["/"], "查找", () => byId("search").focus()],
  [["s"], "保存核对结果", saveFile],
  [["?", "？"], "这一页帮助", showHelp],
];
let keysOn = true;

function onCurrent(verdict) {
  if (!review.current) step(1);
  else VERDICTS[verdict](review.current);
}

function pressed(event) {
  if (event.key === "Escape") closePopover();
  const writing = event.target.closest && event.target.closest("input, select, textarea, dialog");
  if (!keysOn || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  const own = KEYS.find(([names]) => names.includes(event.key));
  if (!own) return;
  event.preventDefault();
  own[2]();
}

function showHelp() {
  const single = el("input", { type: "checkbox", checked: keysOn });
  single.addEventListener("change", () => { keysOn = single.checked; });
  const rows = KEYS.map(([names, what]) => el("tr", {}, el("td", {}, ...names.flatMap((name) => [el("kbd", {}, name), " "])), el("td", {}, what)));
  ask("帮助", [
    el("p", {}, "有底色的是建议，尚未改动；有下划线的是已作的改动。点一下可以看原文、理由和把握，并采纳或退回。核对结果保存为一个文件，原文始终不变。"),
    el("table", { class: "keys" }, el("tbody", {}, ...rows)),
    el("label", { class: "check" }, single, "使用以上单键快捷键"),
  ], { confirm: null, cancel: "关闭" });
}

// What a click means, by an attribute of what was clicked.
const CLICKS = [
  ["[data-verdict]", (node) => VERDICTS[node.dataset.verdict](editOf(node.dataset.edit))],
  [".edit:not(.quiet)", (node) => select(editOf(node.dataset.edit))],
  ["[data-goto-edit]", (node) => select(editOf(node.dataset.gotoEdit))],
  ["[data-unpoint]", (node) => removePoint(Number(node.dataset.unpoint))],
  ["[data-point]", (node) => showPoint(Number(node.dataset.point))],
  ["[data-goto]", (node) => showBlock(Number(node.dataset.goto))],
  ["[data-turn]", (node) => askChange(Number(node.dataset.turn))],
  ["[data-kind]", (node) => toggleKind(node.dataset.kind)],
  ["[data-state]", (node) => changeFilters({ state: node.dataset.state })],
  [".lane-name[data-speaker]", (node) => changeFilters({ speaker: filters.speaker === node.dataset.speaker ? "" : node.dataset.speaker })],
  [".tabs [data-panel]", (node) => showPanel(node.dataset.panel)],
];

function clicked(event) {
  if (!popover.hidden && !popover.contains(event.target) && !event.target.closest(".edit")) closePopover();
  clickTrack(event);
  for (const [selector, act] of CLICKS) {
    const node = event.target.closest(selector);
    if (!node) continue;
    if (node.matches("a")) event.preventDefault();
    act(node);
    return;
  }
}

const BUTTONS = {
  "view-clean": () => setView("clean"),
  "view-verbatim": () => setView("verbatim"),
  undo: undoLast,
  save: saveFile,
  load: () => byId("file").click(),
  print: () => window.print(),
  theme: toggleTheme,
  help: showHelp,
  more: () => { review.shown += CARDS * 4; drawCards(); },
  chooser: replaceSelected,
  "change-facts": askFacts,
  "find-next": () => find(1),
  "find-previous": () => find(-1),
};

function listen() {
  for (const [id, act] of Object.entries(BUTTONS)) byId(id).addEventListener("click", act);
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
  document.addEventListener("selectionchange", offerReplacement);
  byId("chooser").addEventListener("mousedown", (event) => event.preventDefault()); // which would end the selection
  byId("by-speaker").addEventListener("change", (event) => changeFilters({ speaker: event.target.value }));
  byId("by-confidence").addEventListener("input", (event) => changeFilters({ confidence: event.target.value / 100 }));
  byId("only-marked").addEventListener("change", (event) => changeFilters({ onlyMarked: event.target.checked }));
  byId("order").addEventListener("change", (event) => { filters.order = event.target.value; refreshReview(); });
  byId("file").addEventListener("change", (event) => loadFile(event.target));
  byId("search").addEventListener("input", () => search(byId("search").value));
  byId("search").addEventListener("keydown", searchKey);
  window.addEventListener("resize", placePopover);
  window.addEventListener("beforeprint", finishBlocks);
  window.addEventListener("beforeunload", (event) => { if (state.log.length !== state.saved) event.preventDefault(); });
  window.addEventListener("pagehide", keepNow);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  setTheme(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
}

function showProblems() {
  byId("problems").hidden = !data.problems.length;
  byId("problem-items").append(...data.problems.slice(0, 200).map(([message, start]) => el("li", {},
    start === null ? shown(message) : el("a", { href: `#b${start}`, "data-goto": start }, shown(message)))));
}

function start() {
  document.body.classList.toggle("nothing-to-check", !data.edits.length && !data.problems.length && !data.questions.length);
  byId("bar-title").textContent = shown(short(data.title, 30));
  listen();
  reset();
  showProblems();
  refresh();
  showView(state.view);
  offerKept();
}

start();
