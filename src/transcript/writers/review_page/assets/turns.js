// Decisions about turns: who speaks, where a turn begins. Each is carried out on the turns as the earlier ones left them.

const WORDS = 12; // by which a place is known again
const place = (at) => ({ at, words: source.slice(at, at + WORDS) });

// Who a decision speaks of, if they speak already: by a turn of theirs, or by their full name.
function knownTo(decision) {
  if (decision.same_as) return state.speakers.get(state.blocks[blockAt(decision.same_as.at)].speaker);
  const { name } = decision.person;
  return [...state.speakers.values()].find((speaker) => name && speaker.name === name) || null;
}

const personOf = ({ name = null, surname = null, title = null, organization = null }) => ({ name, surname, title, organization });

// The id of the one a decision means, who may be new.
function speakerFor(decision) {
  const known = knownTo(decision);
  if (known) return describe(known, decision.person);
  state.lastNumber += 1;
  const id = `S${state.lastNumber}`;
  state.speakers.set(id, { id, role: "unknown", label: null, ...personOf(decision.person) });
  return id;
}

// What a decision says of somebody whose name stands.
function describe(speaker, person) {
  for (const [name, value] of Object.entries(person ? personOf(person) : {})) speaker[name] = value || speaker[name];
  return speaker.id;
}

function rename(decision) {
  const block = state.blocks[blockAt(decision.turn.at)];
  const own = state.blocks.filter((other) => other.speaker === block.speaker);
  if (decision.where === "everywhere" || own.length === 1) renameAll(own, decision);
  else block.speaker = speakerFor(decision);
  joinNeighbours();
}

function renameAll(own, decision) {
  const speaker = speakerOf(own[0]);
  const known = knownTo(decision);
  if (known && known !== speaker) {
    describe(known, decision.person);
    for (const block of own) block.speaker = known.id;
    follow(speaker, known);
  } else if (decision.person) {
    const before = { ...speaker };
    Object.assign(speaker, personOf(decision.person));
    follow(before, speaker);
  }
}

// A renamed speaker is renamed among those present, and as the chair.
function follow(before, now) {
  const same = (person) => (before.name ? person.name === before.name : before.surname && !person.name && person.surname === before.surname && person.title === before.title);
  const called = (person) => (same(person) ? { ...personOf(now), title: now.title || person.title, organization: now.organization || person.organization } : person);
  for (const fact of PEOPLE_FACTS) state.meeting[fact] = state.meeting[fact].map(called);
}

function splitAt(decision) {
  const offset = decision.at.at;
  const at = blockAt(offset);
  const block = state.blocks[at];
  const second = { start: offset, end: block.end, speaker: speakerFor(decision), confidence: 1, act: null };
  state.blocks.splice(at, 1, { ...block, end: speechEndBefore(offset) }, second);
  joinNeighbours();
}

function mergeAt(start) {
  const at = blockAt(start);
  state.blocks.splice(at - 1, 2, { ...state.blocks[at - 1], end: state.blocks[at].end });
  joinNeighbours();
}

function moveTo(start, to) {
  const at = blockAt(start);
  Object.assign(state.blocks[at], { start: to, confidence: 1 });
  state.blocks[at - 1].end = speechEndBefore(to);
}

function speechEndBefore(offset) {
  const at = lastNotAbove(data.speech, offset - 1, first);
  return at < 0 ? offset : Math.min(offset, data.speech[at][1]);
}

// Neighbouring turns have different speakers.
function joinNeighbours() {
  for (let at = state.blocks.length - 1; at > 0; at -= 1) {
    const [left, right] = [state.blocks[at - 1], state.blocks[at]];
    if (left.speaker === right.speaker) state.blocks.splice(at - 1, 2, { ...left, end: right.end });
  }
  dropSilent();
}

// Whoever has no turn left does not speak.
function dropSilent() {
  const heard = new Set(state.blocks.map((block) => block.speaker));
  for (const id of [...state.speakers.keys()]) if (!heard.has(id)) state.speakers.delete(id);
}
