// The list of what waits to be checked: the same change is one card, however often it occurs; the most doubtful first.

const CARDS = 60;
const review = { groups: [], shown: CARDS, current: null, mark: null };

const isOpen = (edit) => queued(edit) && edit.verdict === null && !edit.outdone;
const STATES = { open: isOpen, done: (edit) => edit.verdict !== null, all: () => true };

function listed(edit) {
  return STATES[filters.state](edit) && passes(edit) && (!filters.speaker || blockOf(edit).speaker === filters.speaker);
}


function groupsOf(found) {
  const groups = new Map();
  for (const edit of found) {
    const own = groups.get(edit.likeness);
    if (own) own.push(edit);
    else groups.set(edit.likeness, [edit]);
  }
  return [...groups.values()];
}

// Suggestions before what was changed already, each by doubt; else as they stand in the text.
const ORDERS = {
  doubt: (one, other) => !LOOKED_AT.has(one[0].kind) - !LOOKED_AT.has(other[0].kind) || one[0].applied - other[0].applied || worst(other) - worst(one) || one[0].start - other[0].start,
  place: (one, other) => one[0].start - other[0].start,
};
const mostDoubtful = (group) => group.slice(0, 100).reduce((one, other) => (doubt(other) > doubt(one) ? other : one));
const worst = (group) => doubt(mostDoubtful(group));

function refreshReview() {
  const found = state.edits.filter(listed);
  review.groups = groupsOf(found).sort(ORDERS[filters.order]);
  drawCards();
  const what = { open: "待核", done: "已核", all: "全部改动" }[filters.state];
  byId("count").textContent = found.length ? `${what} ${found.length} 处，${review.groups.length} 种` : `没有${what === "全部改动" ? "这样的改动" : `${what}的改动`}`;
  refreshProgress();
}

// Who speaks comes before how words read; a question is answered once somebody decided about its turn.
const asksPeople = () => filters.state === "open" && filters.kinds.size === Object.keys(KINDS).length && filters.order === "doubt";
const openQuestions = () => (asksPeople() ? data.questions.filter(({ start }) => !state.answered.has(start) && state.blocks[blockAt(start)].start === start && (!filters.speaker || state.blocks[blockAt(start)].speaker === filters.speaker)) : []);

function questionCard(question) {
  const block = state.blocks[blockAt(question.start)];
  const title = question.kind === "speaker" ? "这位是谁" : "这一段是谁说的";
  const choice = ([number, probability], index) => {
    const [text, decided] = data.answers[number];
    const decisions = decided.map((decision) => ({ ...decision, turn: question.turn }));
    return el("button", { type: "button", class: index ? null : "primary", onclick: () => change(title, ...decisions) },
      shown(short(index ? text : `就是${text}`, 20)), probability === null ? null : el("small", {}, ` ${percent(probability)}`));
  };
  return el("li", { class: "question", "data-question": question.start },
    el("p", { class: "card-top" }, el("span", { class: "kind" }, title), el("span", { class: "times" }, `${question.turns} 段 ${question.characters} 字`)),
    el("button", { type: "button", class: "goto", "data-goto": question.start }, bdi(short(displayOf(speakerOf(block)), 20)), " ", clockTime(timeAt(question.start))),
    el("p", { class: "context" }, words(short(speechWithin(block.start, Math.min(block.end, block.start + 60)), 40))),
    el("p", { class: "reason" }, question.reason),
    el("div", { class: "actions" }, ...question.choices.map(choice), el("button", { type: "button", onclick: () => askName(block) }, "另填…")));
}

function drawCards() {
  byId("questions").replaceChildren(...openQuestions().slice(0, CARDS).map(questionCard));
  byId("cards").replaceChildren(...review.groups.slice(0, review.shown).map(card));
  byId("more").hidden = review.groups.length <= review.shown;
}

function refreshProgress() {
  const queue = state.edits.filter(queued);
  const done = queue.filter((edit) => edit.verdict !== null).length;
  byId("progress-text").textContent = queue.length ? `已核 ${done} / ${queue.length}` : "没有待核之处";
  byId("progress").max = Math.max(1, queue.length);
  byId("progress").value = queue.length ? done : 1;
  byId("undo").disabled = !state.log.length;
  byId("save").classList.toggle("unsaved", state.log.length !== state.saved);
}

function card(group) {
  const edit = group.find((one) => one === review.current) || group[0];
  const node = el("li", { class: `card kind-${edit.kind}`, "data-edit": edit.index },
    el("p", { class: "card-top" },
      el("span", { class: "kind" }, KINDS[edit.kind]), statusOf(edit), meter(mostDoubtful(group)),
      el("span", { class: "times" }, group.length > 1 ? `${group.length} 处` : clockTime(timeAt(edit.start)))),
    el("button", { type: "button", class: "goto", "data-goto-edit": edit.index }, ...changeOf(edit)),
    el("p", { class: "context" }, ...contextOf(edit)),
    el("p", { class: "reason" }, shown(short(edit.reason, 200))),
    el("div", { class: "actions" }, ...actions(group.filter((one) => one.verdict === null), edit)));
  node.classList.toggle("current", group.includes(review.current));
  return node;
}

function statusOf(edit) {
  const decided = { accept: edit.applied ? "已确认" : "已采纳", refuse: edit.applied ? "已退回" : "未采纳", replace: "已改写" }[edit.verdict];
  return el("span", { class: `status ${edit.verdict || (edit.applied ? "made" : "open")}` }, decided || (edit.applied ? "已改" : "建议"));
}

function meter(edit) {
  const bar = el("i", {});
  bar.style.width = percent(edit.confidence);
  return el("span", { class: "meter" }, el("span", { class: "meter-bar", "aria-hidden": "true" }, bar), `把握 ${percent(edit.confidence)}`);
}

const words = (text) => shown(text).replace(/\s+/g, "⏎");

function changeOf(edit) {
  return [
    el("del", {}, words(short(edit.before, 60)) || "（无）"), el("span", { class: "arrow", "aria-label": "改为" }, " → "),
    el("ins", {}, words(short(resultOf(edit), 60)) || "（删去）"),
  ];
}

function contextOf(edit) {
  const before = speechWithin(Math.max(blockOf(edit).start, edit.start - 30), edit.start);
  const after = speechWithin(edit.end, Math.min(blockOf(edit).end, edit.end + 30));
  return ["…", words(before.slice(-16)), el("b", {}, words(short(speechWithin(edit.start, edit.end), 30)) || "‸"), words(after.slice(0, 16)), "…"];
}

// What was said between two offsets, without what is set aside there.
function speechWithin(start, end) {
  let text = "";
  for (let at = Math.max(0, lastNotAbove(data.speech, start, first)); at < data.speech.length && data.speech[at][0] < end; at += 1) {
    text += source.slice(Math.max(start, data.speech[at][0]), Math.max(start, Math.min(end, data.speech[at][1])));
  }
  return text;
}

function actions(open, edit) {
  const one = (verdict, text, primary) => el("button", { type: "button", class: primary ? "primary" : null, "data-verdict": verdict, "data-edit": edit.index }, text);
  if (!open.length) return [one("reopen", "重新核对")];
  const several = open.length > 1;
  return [
    one("accept", edit.applied ? "确认" : "采纳", true), one("refuse", edit.applied ? "退回原文" : "不采纳"), edit.before ? one("replace", "改为…") : null,
    several ? el("span", { class: "all" }, `${open.length} 处一并：`, one("accept-all", edit.applied ? "确认" : "采纳"), one("refuse-all", edit.applied ? "退回" : "不采纳")) : null,
  ];
}

// What the buttons and keys do with an edit, by the word that stands on the button.
const VERDICTS = {
  accept: (edit) => settle("采纳", [edit], acceptance(edit)),
  refuse: (edit) => settle("不采纳", [edit], [about("refuse", edit)]),
  replace: (edit) => askReplacement(edit),
  reopen: (edit) => settle("重新核对", [edit], [about("reopen", edit)]),
  "accept-all": (edit) => settle("一并采纳", alike(edit), alike(edit).flatMap((one) => acceptance(one))),
  "refuse-all": (edit) => settle("一并不采纳", alike(edit), alike(edit).map((one) => about("refuse", one))),
};

const alike = (edit) => state.edits.filter((other) => other.verdict === null && other.likeness === edit.likeness && listedOrSame(other, edit));
const listedOrSame = (other, edit) => other === edit || listed(other);

// Decides, and goes on to what comes next in the list.
function settle(label, settled, decisions) {
  const next = following(settled);
  decide(label, ...decisions);
  toast(`${label} ${settled.length} 处`);
  if (popoverEdit()) next ? select(next) : closePopover();
}

function following(settled) {
  const order = flat();
  const at = order.indexOf(settled[0]);
  return order.slice(at + 1).concat(order.slice(0, Math.max(0, at))).find((edit) => !settled.includes(edit)) || null;
}

// The edits of the list one after the other; those of one card together.
const flat = () => review.groups.flat();

function step(by) {
  const order = flat();
  if (!order.length) return;
  const at = order.indexOf(review.current);
  select(order[at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length]);
}

// Shows an edit in the text with all that is known of it.
function select(edit) {
  for (const old of [review.mark, ...byId("cards").children]) if (old) old.classList.remove("current");
  review.current = edit;
  const node = markOf(edit);
  review.mark = node;
  showPanel("text");
  node.classList.add("current");
  node.scrollIntoView({ block: "center" });
  const own = Array.from(byId("cards").children).find((card) => editOf(card.dataset.edit).likeness === edit.likeness);
  if (own) {
    own.classList.add("current");
    keepInSight(own);
  }
  openPopover(edit, node);
}

function keepInSight(node) {
  const [box, outer] = [node.getBoundingClientRect(), byId("review").getBoundingClientRect()];
  if (box.top < outer.top || box.bottom > outer.bottom) byId("review").scrollTop += box.top - outer.top - outer.height / 3;
}

// The place of an edit in the text; one that gave way to another is shown at that place.
function markOf(edit) {
  placeAll();
  const article = articleAt(edit.start);
  if (article.view !== state.view) drawWords(article);
  if (article.node.hidden) clearFilters();
  const own = article.marks.find(([, other]) => other === edit) || article.marks.find(([, other]) => meet(other, edit));
  return own ? own[0] : article.node.lastChild;
}
