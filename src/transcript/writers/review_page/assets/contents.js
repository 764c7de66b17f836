// The way through the record: the facts at its head, the agenda, and in the side bar who speaks on what.

const LONG = 500; // characters of a fact that may stand without a scroll bar

function refreshHead() {
  const talkers = [...state.speakers.values()].filter((speaker) => speaker.role !== "host" && speaker.name);
  const facts = factsNow();
  if (talkers.length) facts.push(["发言", talkers.map(displayOf).join("、")]);
  byId("facts").replaceChildren(...facts.map(([name, value]) => el("div", {}, el("dt", {}, shown(name)), el("dd", { tabindex: value.length > LONG ? "0" : null }, bdi(value)))));
  byId("agenda").hidden = !data.agenda.length;
  byId("agenda-items").replaceChildren(...data.agenda.map(agendaItem));
  byId("record-title").textContent = data.heading;
}

const TITLE = byId("title").textContent;
const FACT_NAMES = { place: "地点", organizer: "主办单位", chair: "主持人", attendees: "出席" };
const personLine = ({ name, surname, title, organization }) => `${organization || ""}${title || ""} ${name || surname || ""}`.trim();
const peopleLine = (people) => people.map(personLine).join(people.some((person) => personLine(person).includes("、")) ? "；" : "、");
const dayOf = (iso) => iso.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");

// The facts as they were found, those that somebody stated or that follow from a name in their place.
function factsNow() {
  const rows = new Map(data.facts.filter(([name]) => name !== "会议名称"));
  const put = (name, value) => { if (value) rows.set(name, value); else rows.delete(name); };
  const { meeting } = state;
  if (meeting.start_date !== data.meeting.start_date || meeting.end_date !== data.meeting.end_date) {
    put("时间", [...new Set([meeting.start_date, meeting.end_date].filter(Boolean).map(dayOf))].join("至"));
  }
  for (const [fact, name] of Object.entries(FACT_NAMES)) {
    if (JSON.stringify(meeting[fact]) === JSON.stringify(data.meeting[fact])) continue;
    put(name, PEOPLE_FACTS.has(fact) ? peopleLine(meeting[fact]) : meeting[fact]);
  }
  byId("title").textContent = meeting.title && meeting.title !== data.meeting.title ? shown(meeting.title) : TITLE;
  return [...rows];
}

function agendaItem({ number, text, start, blocks }) {
  const starts = blocks.map((index) => data.blocks[index].start);
  const names = new Set(starts.map((offset) => speakerOf(state.blocks[blockAt(offset)])).filter((who) => who && who.role !== "host").map(displayOf));
  const link = el("a", { href: `#b${starts.length ? starts[0] : start}`, "data-goto": starts.length ? starts[0] : start }, bdi(text));
  return el("li", { value: number }, link, names.size ? el("span", { class: "by" }, "（", bdi([...names].map((name) => short(name, 16)).join("、")), "）") : null);
}

function refreshContents() {
  const list = el("ol", {});
  byId("contents").replaceChildren(el("h2", {}, "目录"), list);
  let at = 0;
  const some = () => {
    const until = performance.now() + SLICE_MS;
    while (at < state.blocks.length && performance.now() < until) list.append(entry(state.blocks[at++]));
    if (at < state.blocks.length && list.isConnected) setTimeout(some, 0);
  };
  some();
}

function entry(block) {
  const speaker = speakerOf(block);
  const points = pointsWithin(block).filter(([, , depth, , heading]) => depth === 1 && heading);
  const name = speaker ? displayOf(speaker) : block.heading || short(speechWithin(block.start, block.end).trim(), 14);
  const link = el("a", { href: `#b${block.start}`, "data-goto": block.start, class: speaker ? hues.get(speaker.id) : null },
    el("bdi", {}, shown(short(name, 28))),
    block.act ? el("span", { class: "act" }, shown(short(block.act, 12))) : null,
    timeAt(block.start) === null ? null : el("time", {}, clockTime(timeAt(block.start))));
  const inner = points.length ? el("ol", {}, ...points.map(pointEntry)) : null;
  return el("li", { "data-block": block.start, class: speaker && speaker.role === "host" && !points.length ? "host" : null }, link, inner);
}

function pointEntry([start, , , ordinal, heading]) {
  const number = ordinal === null ? "" : `${ordinal}. `;
  return el("li", {}, el("a", { href: `#p${start}`, "data-goto": start, "data-point": start }, number, bdi(short(heading, 36))));
}

function pointsWithin(block) {
  const found = [];
  for (let at = lastNotAbove(data.points, block.start - 1, first) + 1; at < data.points.length && data.points[at][0] < block.end; at += 1) if (!state.removed.has(data.points[at][0])) found.push(data.points[at]);
  return found;
}

function noteContents(block) {
  const place = byId("contents");
  const now = place.querySelector(`li[data-block="${block.start}"]`);
  for (const old of place.querySelectorAll("li.now")) if (old !== now) old.classList.remove("now");
  if (!now || now.classList.contains("now")) return;
  now.classList.add("now");
  const [box, outer] = [now.getBoundingClientRect(), place.getBoundingClientRect()];
  if (box.top < outer.top || box.bottom > outer.bottom) place.scrollTop += box.top - outer.top - outer.height / 3;
}

// The paragraph at which a point opens.
function showPoint(offset) {
  showBlock(offset);
  const { node, block } = articleAt(offset);
  const opening = pointsWithin(block).filter(([start]) => start < offset).length;
  const paragraphs = node.querySelectorAll("p.opens");
  if (paragraphs[opening]) paragraphs[opening].scrollIntoView({ block: "center" });
}
