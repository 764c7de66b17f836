// Questions to the reader: other words, who speaks, where a turn begins.

// A modal window that gives what its form holds, or nothing if it is closed.
function ask(title, content, { confirm = "确定", cancel = "取消" } = {}) {
  closePopover();
  return new Promise((resolve) => {
    const form = el("form", { method: "dialog" },
      el("h2", { id: "dialog-title" }, title), ...content,
      el("div", { class: "actions" },
        confirm ? el("button", { type: "submit", class: "primary", value: "yes" }, confirm) : null,
        el("button", { type: "submit", value: "no", formnovalidate: true }, cancel)));
    const dialog = el("dialog", { "aria-labelledby": "dialog-title" }, form);
    form.addEventListener("submit", (event) => resolve(event.submitter.value === "yes" ? form : null));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

const field = (label, input) => el("label", { class: "field" }, el("span", {}, label), input);
const textInput = (name, value, more = {}) => el("input", { type: "text", name, value: value || "", autocomplete: "off", spellcheck: "false", ...more });
const option = (value, text, selected) => el("option", { value, selected }, shown(text));

async function askReplacement(edit) {
  const form = await ask("改为", [
    el("p", {}, "原文：", el("del", {}, words(edit.before) || "（无）")),
    field("应为", textInput("text", resultOf(edit), { autofocus: true })),
  ]);
  if (form) replaceWith(edit, form.elements.text.value);
}

async function askChange(start) {
  const at = blockAt(start);
  const choices = [
    ["rename", "改发言人", "姓名听错，或者这一段不是这位说的"],
    at > 0 ? ["move", "移动起点", "这一段开始得太早或太晚"] : null,
    ["split", "拆成两段", "这一段里换了人"],
    at > 0 ? ["merge", "并入上一段", "其实没有换人"] : null,
  ].filter(Boolean);
  const form = await ask("修改这一段", choices.map(([value, text, why], index) =>
    el("label", { class: "choice" }, el("input", { type: "radio", name: "what", value, checked: index === 0 }), el("span", {}, el("b", {}, text), el("small", {}, why)))), { confirm: "继续" });
  if (form) await CHANGES[form.elements.what.value](state.blocks[blockAt(start)]);
}

const CHANGES = { rename: askName, move: askMove, split: askSplit, merge: (block) => change("并入上一段", { action: "merge", turn: place(block.start) }) };

function change(label, ...decisions) {
  decide(label, ...decisions);
  toast(label);
}

// The fields for a person; choosing somebody who speaks already fills them in.
function personFields(speaker, label, except = speaker) {
  const others = [...state.speakers.values()].filter((other) => other !== except);
  const inputs = { name: "姓名", title: "职务", organization: "单位" };
  for (const name of Object.keys(inputs)) inputs[name] = [inputs[name], textInput(name, speaker && speaker[name], { maxlength: 5000, autofocus: name === "name" })];
  const known = el("select", { name: "known" }, option("", "（另填）", true),
    ...others.map((other) => option(other.id, short([displayOf(other), standingOf(other)].filter(Boolean).join(" · "), 40), false)));
  known.addEventListener("change", () => {
    const chosen = state.speakers.get(known.value);
    for (const [name, [, input]] of Object.entries(inputs)) {
      input.disabled = Boolean(chosen);
      if (chosen) input.value = chosen[name] || "";
    }
  });
  return [field(label, known), ...Object.values(inputs).map(([text, input]) => field(text, input))];
}

// What the form says of a person: `as` somebody who speaks already, or a `person`.
function whoOf(form, speaker) {
  const { known, name, title, organization } = form.elements;
  if (known.value) return { same_as: place(state.blocks.find((block) => block.speaker === known.value).start) };
  const text = (input) => input.value.trim() || null;
  const surname = speaker && speaker.surname && (!text(name) || text(name).startsWith(speaker.surname)) ? speaker.surname : null;
  const person = { name: text(name), surname, title: text(title), organization: text(organization) };
  return { person: Object.fromEntries(Object.entries(person).filter(([, value]) => value)) };
}

async function askName(block) {
  const speaker = speakerOf(block);
  const times = state.blocks.filter((other) => other.speaker === block.speaker).length;
  const scope = (value, text, checked) => el("label", { class: "check" }, el("input", { type: "radio", name: "where", value, checked }), text);
  const form = await ask("改发言人", [
    ...personFields(speaker, "选已有的人"),
    el("div", { class: "scope", role: "radiogroup", "aria-label": "改哪些段" }, scope("everywhere", `这位的全部 ${times} 段`, true), scope("turn", "只改这一段", false)),
  ]);
  if (form) change("改发言人", { action: "rename", turn: place(block.start), where: form.elements.where.value, ...whoOf(form, speaker) });
}

// Places at which somebody may begin to speak: after each mark of punctuation, and where lines begin.
function placesBetween(start, end) {
  const places = [];
  let at = start;
  for (const [from, to] of data.speech) {
    if (to <= start || from >= end) continue;
    const [left, right] = [Math.max(from, start), Math.min(to, end)];
    const text = Array.from(source.slice(left, right));
    at = left;
    for (let index = 1; index <= text.length; index += 1) {
      const cut = index === text.length || /[，。；：！？、,.;!?]/.test(text[index - 1]) && !/[，。；：！？、,.;!?”’）》]/.test(text[index]);
      if (!cut) continue;
      places.push({ start: at, end: left + index });
      at = left + index;
    }
  }
  return places;
}

// A list of clauses to choose from; the reader may go on by single characters.
function placeChooser(label, places, chosen) {
  const list = el("select", { name: "place", size: 10, class: "places", "aria-label": label },
    ...places.map(({ start, end }) => option(start, `${clockTime(timeAt(start))}　${short(source.slice(start, end).replace(/\s+/g, " "), 40)}`, start === chosen)));
  const shift = el("input", { type: "number", name: "shift", value: 0, min: -40, max: 40 });
  const preview = el("output", { class: "preview" });
  const draw = () => {
    const offset = Number(list.value) + Number(shift.value || 0);
    preview.replaceChildren(words(speechWithin(Math.max(0, offset - 30), offset).slice(-16)), el("b", {}, "｜"), words(speechWithin(offset, offset + 30).slice(0, 16)));
  };
  for (const input of [list, shift]) input.addEventListener("input", draw);
  if (list.selectedIndex < 0) list.selectedIndex = 0;
  draw();
  return [list, field("再前后移几个字", shift), el("p", {}, preview)];
}

const CLAUSES = 40;

async function askMove(block) {
  const before = state.blocks[blockAt(block.start) - 1];
  const earlier = placesBetween(before.start, block.start).slice(1).slice(-CLAUSES);
  const places = [...earlier, ...placesBetween(block.start, block.end).slice(0, CLAUSES)];
  const form = await ask("这一段从哪里开始", placeChooser("这一段的第一句", places, block.start));
  const to = form && chosenPlace(form);
  if (form && to !== block.start && to > before.start && to < block.end) change("移动起点", { action: "move", turn: place(block.start), to: place(to) });
}

// The second part belongs to somebody else: the present speaker is not among those to choose from.
async function askSplit(block) {
  const places = placesBetween(block.start, block.end).slice(1);
  if (!places.length) {
    toast("这一段太短，不能再拆");
    return;
  }
  const form = await ask("拆成两段", [...placeChooser("第二段的第一句", places, places[0].start), ...personFields(null, "第二段是谁", speakerOf(block))]);
  const at = form && chosenPlace(form);
  if (!form || at <= block.start || at >= block.end) return;
  const decision = { action: "split", at: place(at), ...whoOf(form, null) };
  if (knownTo(decision) === speakerOf(block)) toast("第二段还是同一位，不必拆开");
  else change("拆成两段", decision);
}

// The place in the form: on a character of speech, and not within what an edit changes.
function chosenPlace(form) {
  const offset = Number(form.elements.place.value) + Number(form.elements.shift.value || 0);
  const inside = state.edits.find((edit) => inForce(edit) && edit.start < offset && offset < edit.end);
  const moved = inside ? inside.start : offset;
  return spokenFrom(moved);
}

const isSpoken = (offset) => /\S/.test(source.slice(offset, offset + 1)) && data.speech.some(([start, end]) => start <= offset && offset < end);

function spokenFrom(offset) {
  let at = offset;
  while (at < source.length && !isSpoken(at)) at += 1;
  return at;
}

// What the meeting is called, when, where, who was there: a decision for each fact that is another now.
async function askFacts() {
  const { meeting } = state;
  const names = { title: "会议名称", start_date: "开始日期", end_date: "结束日期", place: "地点", organizer: "主办单位", chair: "主持人" };
  const given = (fact) => (fact === "chair" ? peopleLine(meeting.chair) : meeting[fact]);
  const inputs = Object.entries(names).map(([fact, label]) =>
    field(label, textInput(fact, given(fact), { maxlength: 5000, ...(fact.endsWith("date") ? { type: "date" } : {}) })));
  const attendees = el("textarea", { name: "attendees", rows: 6, spellcheck: false }, meeting.attendees.map(personLine).join("\n"));
  const form = await ask("修改会议信息", [...inputs, field("出席（每行一人：职务 姓名）", attendees)]);
  if (!form) return;
  const decisions = [...Object.keys(names), "attendees"].filter((fact) => form.elements[fact].value.trim() !== (fact === "attendees" ? meeting.attendees.map(personLine).join("\n") : given(fact) || "").trim())
    .map((fact) => stateFact(fact, form.elements[fact].value.trim()));
  if (decisions.length) change("修改会议信息", ...decisions);
}

function stateFact(fact, text) {
  if (!text) return { action: "state", fact };
  if (!PEOPLE_FACTS.has(fact)) return { action: "state", fact, text };
  const lines = fact === "chair" ? [text] : text.split("\n").map((line) => line.trim()).filter(Boolean);
  const known = [...state.meeting.attendees, ...state.meeting.chair];
  return { action: "state", fact, people: lines.map((line) => Object.fromEntries(Object.entries(known.find((person) => personLine(person) === line) || personOfLine(line)).filter(([, value]) => value))) };
}

// 职务 姓名: the last word is the name.
function personOfLine(line) {
  const words = line.split(/\s+/);
  return { name: words.pop(), title: words.join(" ") || null };
}

function tell(title, lines) {
  return ask(title, [el("ul", { class: "lines" }, ...lines.map((line) => el("li", {}, shown(line))))], { confirm: null, cancel: "关闭" });
}
