// A track as the API draws it ({ id, group, triggers, source, steps }), and what can be done to it. Nothing here knows of the page.

export const TYPES = ["Text", "Number", "Boolean", "Time", "Duration"];

/** States of records, in the order in which they are told. */
const STATES = [["Ready", "here"], ["Done", "done"], ["Dead", "dead"]];

export const newTrack = (group, id) => ({
  id, version: 1, group, triggers: [],
  source: { key: "id", columns: [{ name: "id", type: "Text", isOwn: false }], connection: "main", query: "" },
  steps: [newStep([])],
});

/** Puts a step behind another, or last. */
export function addStep(track, after) {
  const step = newStep(track.steps);
  track.steps.splice(after ? track.steps.indexOf(after) + 1 : track.steps.length, 0, step);
  return step;
}

/** Takes a step away. What led to it by its name leads to the next one in order. */
export function removeStep(track, step) {
  track.steps.splice(track.steps.indexOf(step), 1);
  for (const arrow of arrowsTo(track, step.name)) {
    arrow.to = "Next";
    delete arrow.step;
  }
}

/** Gives a step another name, and says so to what leads to it. A name that another step has is not taken: it would turn arrows. */
export function renameStep(track, step, name) {
  if (track.steps.some(other => other !== step && other.name === name)) {
    return false;
  }
  for (const arrow of arrowsTo(track, step.name)) {
    arrow.step = name;
  }
  step.name = name;
  return true;
}

/** Moves a step in the order, which is what "next" goes by. */
export function shiftStep(track, step, by) {
  const from = track.steps.indexOf(step);
  const to = Math.min(Math.max(from + by, 0), track.steps.length - 1);
  track.steps.splice(to, 0, ...track.steps.splice(from, 1));
}

/** Where an arrow of a step leads: a step's index, or -1 for the track's end. */
export function targetOf(track, index, arrow) {
  switch (arrow.to) {
    case "Next": return index + 1 < track.steps.length ? index + 1 : -1;
    case "Again": return index;
    case "GoTo": return track.steps.findIndex(step => step.name === arrow.step);
    default: return -1;
  }
}

/** An arrow in words. */
export function wordsOf(arrow) {
  const way = { Next: "next", Stop: "stop", Again: "again", GoTo: `go to ${arrow.step}` }[arrow.to] ?? arrow.to;
  return arrow.wait ? `wait ${arrow.wait}, ${way}` : way;
}

/** How many records stand on which step, in words, by the steps' names. */
export function countsOf(records) {
  const counts = new Map();
  for (const [state, word] of STATES) {
    for (const one of records.filter(record => record.state === state)) {
      counts.set(one.step, [counts.get(one.step), `${one.records} ${word}`].filter(Boolean).join(", "));
    }
  }
  return counts;
}

function newStep(steps) {
  let number = steps.length + 1;
  while (steps.some(step => step.name === `step ${number}`)) {
    number++;
  }
  return { name: `step ${number}`, actions: [], onTrue: { to: "Next" }, onFalse: { to: "Next" }, tries: 5, continuesOnFailure: false };
}

const arrowsTo = (track, name) => track.steps.flatMap(step => [step.onTrue, step.onFalse]).filter(arrow => arrow.to === "GoTo" && arrow.step === name);
