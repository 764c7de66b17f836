// The record as it was embedded: its text by code points, its times, and how both are shown.

const data = JSON.parse(document.getElementById("record").textContent);

const KINDS = {
  name: "人名", term: "术语", ordinal: "序号", number: "数字", join: "断句",
  repeat: "重复", filler: "口头语", punctuation: "标点", script: "繁简",
};
const ROLES = { host: "主持人", questioner: "提问者" };

// Offsets count code points; a string of JavaScript counts UTF-16. The two differ only where the text has characters beyond the BMP.
const source = (() => {
  const points = /[\ud800-\udbff][\udc00-\udfff]/.test(data.text) ? Array.from(data.text) : null;
  return {
    length: points ? points.length : data.text.length,
    slice: (start, end) => (points ? points.slice(start, end).join("") : data.text.slice(start, end)),
  };
})();

// The index of the last row whose key is not above the value; -1 if there is none.
function lastNotAbove(rows, value, key) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(rows[middle]) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const first = (row) => row[0];

function timeAt(offset) {
  if (!data.clock.length) return null;
  const at = Math.max(0, lastNotAbove(data.clock, offset, first));
  const [from, since] = data.clock[at];
  const [to, until] = data.clock[Math.min(at + 1, data.clock.length - 1)];
  if (to <= from || offset <= from) return since;
  return Math.round(since + ((until - since) * (offset - from)) / (to - from));
}

function clockTime(ms) {
  if (ms === null) return "";
  const seconds = Math.floor(ms / 1000);
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

function duration(ms) {
  const minutes = Math.round(ms / 60000);
  if (ms < 60000) return `${Math.round(ms / 1000)} 秒`;
  return minutes < 60 ? `${minutes} 分` : `${Math.floor(minutes / 60)} 时 ${minutes % 60} 分`;
}

const percent = (share) => `${Math.round(share * 100)}%`;

// Characters that show nothing, or turn the order of others round, are shown by their names.
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]/g;

function shown(text) {
  return text.replace(UNSEEN, nameOf);
}

function nameOf(character) {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
}

function short(text, size) {
  const points = Array.from(text.slice(0, size * 2 + 2));
  return points.length > size ? `${points.slice(0, size - 1).join("")}…` : text;
}

// An element with properties and children; strings become text, never markup.
function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const bdi = (text) => el("bdi", {}, shown(text));
const byId = (id) => document.getElementById(id);
