// What was decided, as a file to keep, and in the browser's own store until then.

const VERSION = 1;
const STORE = `transcript-${data.source.sha256}`;
const JUDGED = new Set(["accept", "refuse", "reopen"]);

// The last word on each edit, and every decision about turns, in the order in which they were made.
function standingDecisions() {
  const log = state.log.flatMap((batch) => batch.decisions);
  const last = new Map();
  for (const decision of log) last.set(subjectOf(decision), decision);
  return log.filter((decision) => decision.action !== "reopen" && last.get(subjectOf(decision)) === decision);
}

// What a later decision takes back: that on the same edit, or on the same words. Decisions about turns all count.
function subjectOf(decision) {
  if (decision.action === "replace") {
    const own = given.find((edit) => edit.start === decision.start && edit.end === decision.end);
    return own ? editKey(own) : `${decision.start}-${decision.end}`;
  }
  if (!JUDGED.has(decision.action)) return decision;
  const key = editKey(decision.edit);
  return editsByKey.has(key) ? key : `${decision.edit.start}-${decision.edit.end}`;
}

function decisionsFile() {
  return { decisions_version: VERSION, source: data.source, decisions: standingDecisions() };
}

function saveFile() {
  const blob = new Blob([JSON.stringify(decisionsFile(), null, 1)], { type: "application/json" });
  const link = el("a", { href: URL.createObjectURL(blob), download: fileName() });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  state.saved = state.log.length;
  refreshProgress();
  toast("核对结果已保存为文件");
}

// A name that every system takes: what is no letter or digit falls out.
function fileName() {
  const name = (data.file || data.title).replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N}_-]+/gu, "").slice(0, 60);
  return `${name || "记录"}.decisions.json`;
}

async function loadFile(input) {
  const [file] = input.files;
  const text = file ? await file.text() : "";
  input.value = "";
  if (file) await take(text);
}

// Nothing is taken over by halves: what does not fit is named, and the reader says whether to go on with the rest.
async function take(text) {
  const { decisions, faults } = readDecisions(text);
  if (faults.length) {
    const rest = decisions.length ? { confirm: `只用其余 ${decisions.length} 项`, cancel: "放弃" } : { confirm: null, cancel: "关闭" };
    const form = await ask("有些决定在这份记录里用不上", [el("ul", { class: "lines" }, ...faults.slice(0, 200).map((line) => el("li", {}, shown(short(line, 200)))))], rest);
    if (!form) return;
  }
  state.log = decisions.length ? [{ label: "载入", decisions }] : [];
  state.saved = state.log.length;
  replay();
  refresh();
  toast(`已载入 ${decisions.length} 项`);
}

// The decisions of a file that fit, each tried on the record as the earlier ones left it, and what is wrong with the others.
function readDecisions(text) {
  const fault = (line) => ({ decisions: [], faults: [line] });
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return fault("这不是核对结果文件");
  }
  if (!file || !Array.isArray(file.decisions)) return fault("这不是核对结果文件");
  if (file.decisions_version !== VERSION) return fault("这份核对结果由别的版本写成");
  if (!file.source || file.source.sha256 !== data.source.sha256) return fault("这份核对结果属于另一份文字稿");
  reset();
  const [decisions, faults] = [[], []];
  file.decisions.forEach((decision, index) => {
    const why = misfit(decision);
    if (why) faults.push(`第 ${index + 1} 项：${why}`);
    else {
      decisions.push(decision);
      carryOut(decision);
    }
  });
  replay();
  return { decisions, faults };
}

function misfit(decision) {
  const check = decision && FITS[decision.action];
  if (!check) return "看不懂这项决定";
  try {
    return check(decision);
  } catch {
    return "看不懂这项决定";
  }
}

const stands = ({ at, words }) => source.slice(at, at + Array.from(words).length) === words;
const begins = (turn) => stands(turn) && state.blocks[blockAt(turn.at)].start === turn.at;
const editFits = ({ edit }) => (editsByKey.has(editKey(edit)) && source.slice(edit.start, edit.end) === edit.before ? null : `没有这处改动：${edit.before} → ${edit.after}`);
const whoFits = ({ same_as: other, person }) => (other ? begins(other) : Boolean(person));
const divides = (decision) => knownTo(decision) !== speakerOf(state.blocks[blockAt(decision.at.at)]);

// A turn may begin anywhere between the beginnings of its neighbours.
function moves(from, to) {
  const at = blockAt(from);
  const last = at + 1 < state.blocks.length ? state.blocks[at + 1].start : state.blocks[at].end;
  return at > 0 && state.blocks[at - 1].start < to && to < last && to !== from;
}

const turnsFit = (fits, { words }) => (fits ? null : `没有这样的一段：${words}`);

// Why a decision does not fit; null if it does.
const FITS = {
  accept: editFits,
  refuse: editFits,
  replace: ({ start, end, before }) => (before && source.slice(start, end) === before ? null : `原文没有“${before}”`),
  rename: (decision) => turnsFit(begins(decision.turn) && whoFits(decision), decision.turn),
  move: ({ turn, to }) => turnsFit(begins(turn) && stands(to) && isSpoken(to.at) && moves(turn.at, to.at), turn),
  split: (decision) => turnsFit(stands(decision.at) && isSpoken(decision.at.at) && !begins(decision.at) && whoFits(decision) && divides(decision), decision.at),
  merge: ({ turn }) => turnsFit(begins(turn) && blockAt(turn.at) > 0, turn),
  state: ({ fact, text, people }) => (fact in data.meeting && (PEOPLE_FACTS.has(fact) ? text === undefined : people === undefined) ? null : `没有这样的会议信息：${fact}`),
  remove_point: ({ point }) => (stands(point) && data.points.some(([start]) => start === point.at) ? null : `没有这样的要点：${point.words}`),
};

// The browser keeps what is not yet saved, if it lets us; without it the page works alike.
let keeping = 0;

function keep() {
  clearTimeout(keeping);
  keeping = setTimeout(keepNow, 400);
}

function keepNow() {
  try {
    if (state.log.length) localStorage.setItem(STORE, JSON.stringify(decisionsFile()));
    else localStorage.removeItem(STORE);
  } catch {
    // a full or forbidden store: the file is what counts
  }
}

async function offerKept() {
  let text = null;
  try {
    text = localStorage.getItem(STORE);
  } catch {
    return;
  }
  if (!text) return;
  const { decisions } = readDecisions(text);
  const form = decisions.length && await ask("接着上次核对？", [el("p", {}, `这台电脑的浏览器里还留着上次核对的 ${decisions.length} 项决定。`)], { confirm: "接着核对", cancel: "从头开始" });
  if (form) await take(text);
  else keep();
}
