// Where boxes and arrows stand in the drawing: numbers and texts, no elements.

import { targetOf, wordsOf } from "./model.js";

export const PLACE_MAX = 1000000; // as the server has it
const WIDTH = 270;
const LINE = 17;
const GAP = 56;
const LEFT = 340;
const TOP = 30;
const CHARACTERS = 34;
const SOURCE_CHARACTERS = 25;
const ACTIONS_SHOWN = 4;
const BEND = 70;

/** The source's and the end's symbols, which have no place of their own in a track. */
export const SOURCE = { x: 20, y: TOP, width: 220, height: 5 * LINE + 18 };
export const END = { width: 70, height: 30 };

/** The lines of a step's box: its name, its condition, its actions, and who stands there. */
export function linesOf(step, count) {
  const actions = step.actions.slice(0, ACTIONS_SHOWN).map(action => ({ kind: "action", text: shortened(action) }));
  const more = step.actions.length - ACTIONS_SHOWN;
  return [
    { kind: "name", text: shortened(step.name) },
    { kind: "condition", text: shortened(step.condition ? `if ${step.condition}` : "always") },
    ...actions,
    ...(more > 0 ? [{ kind: "action", text: `and ${more} more` }] : []),
    { kind: "count", text: count ?? "" },
  ];
}

/** The lines of the source's symbol: when and whence records come. */
export function sourceLines(track) {
  const { source, triggers } = track;
  return [
    { kind: "name", text: "Records" },
    { kind: "condition", text: shortened(source.connection ? `from ${source.connection}` : "from contacts", SOURCE_CHARACTERS) },
    { kind: "action", text: shortened(source.query ?? "", SOURCE_CHARACTERS) },
    { kind: "action", text: shortened(`key ${source.key}`, SOURCE_CHARACTERS) },
    { kind: "count", text: shortened(triggers.length ? triggers.join("; ") : "each interval", SOURCE_CHARACTERS) },
  ];
}

/** A rectangle for each step: where somebody put it, else below all that stands above it in the order. */
export function placesOf(track) {
  let free = TOP;
  return track.steps.map(step => {
    const height = linesOf(step).length * LINE + 18;
    const place = { x: step.x ?? LEFT, y: step.y ?? free, width: WIDTH, height };
    free = Math.max(free, place.y + height + GAP);
    return place;
  });
}

/** Where the end's symbol stands: below everything. */
export function endOf(places) {
  const last = places.at(-1) ?? SOURCE;
  return { x: last.x + (last.width - END.width) / 2, y: Math.max(...places.map(bottom), bottom(SOURCE)) + GAP, ...END };
}

/** All arrows: { kind, path, label, at, anchor }. */
export function arrowsOf(track, places, end) {
  const arrows = places.length ? [{ kind: "then", ...curve(SOURCE, places[0], "then", false), label: "" }] : [];
  track.steps.forEach((step, index) => {
    for (const [kind, arrow] of [["then", step.onTrue], ["otherwise", step.onFalse]]) {
      if (kind === "otherwise" && !step.condition) {
        continue; // what is always met has no otherwise
      }
      const target = targetOf(track, index, arrow);
      const isFollowing = target < 0 ? index === track.steps.length - 1 : target === index + 1;
      arrows.push({ kind, ...curve(places[index], places[target] ?? end, kind, isFollowing), label: labelOf(kind, arrow) });
    }
  });
  return arrows;
}

/** How wide and high the whole is. */
export function sizeOf(places, end) {
  const all = [SOURCE, end, ...places];
  return { width: Math.max(...all.map(place => place.x + place.width)) + 120, height: Math.max(...all.map(bottom)) + 40 };
}

/** The lines' places within a box. */
export const lineAt = index => 20 + index * LINE;

const labelOf = (kind, arrow) => arrow.wait || arrow.to === "Again" ? `${kind}: ${wordsOf(arrow)}` : kind;

const bottom = place => place.y + place.height;

const shortened = (text, length = CHARACTERS) => {
  const line = text.replace(/\s+/g, " ");
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
};

/** A curve from one box to another: straight down to the following one, else from side to side; "then" left of, or above, "otherwise". */
function curve(from, to, kind, isFollowing) {
  const isThen = kind === "then";
  if (isFollowing && to.y >= bottom(from)) {
    const share = isThen ? 0.35 : 0.65;
    return bezier([from.x + from.width * share, bottom(from)], [0, 30], [to.x + to.width * share, to.y], [0, -30], "middle");
  }
  const isRight = to.x >= from.x + from.width;
  const isLeft = to.x + to.width <= from.x;
  const leaves = isRight || (!isLeft && !isThen) ? 1 : 0; // 0 is a box's left side, 1 its right
  const enters = isRight || isLeft ? 1 - leaves : leaves;
  const [inset, outwards] = [isThen ? 26 : 12, side => side ? BEND : -BEND];
  return bezier([from.x + from.width * leaves, bottom(from) - inset], [outwards(leaves), 0], [to.x + to.width * enters, to.y + inset], [outwards(enters), 0],
    leaves !== enters ? "middle" : leaves ? "start" : "end"); // beside a box a label keeps clear of it
}

function bezier([x1, y1], [dx1, dy1], [x2, y2], [dx2, dy2], anchor) {
  const middle = (a, b, c, d) => (a + 3 * b + 3 * c + d) / 8; // of a cubic curve
  const [cx1, cy1, cx2, cy2] = [x1 + dx1, y1 + dy1, x2 + dx2, y2 + dy2];
  return { path: `M${x1} ${y1}C${cx1} ${cy1} ${cx2} ${cy2} ${x2} ${y2}`, at: { x: middle(x1, cx1, cx2, x2), y: middle(y1, cy1, cy2, y2) }, anchor };
}
