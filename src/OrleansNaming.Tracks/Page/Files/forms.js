// What is selected, as fields: a step, or where the track's records come from and when.

import { button, choice, field, html, tick } from "./elements.js";
import { TYPES, removeStep, renameStep, shiftStep } from "./model.js";

const WAYS = [["Next", "the next step"], ["Stop", "the end"], ["GoTo", "a named step"], ["Again", "this step again"]];

/**
 * @param edit called after each change of the track; when the form must be made anew, with the label of the field where its reader goes on, or true for the first one
 * @param say tells the reader what was not taken
 */
export function stepForm(track, step, edit, say) {
  const rename = value => {
    const isTaken = renameStep(track, step, value);
    edit(isTaken ? undefined : "Name");
    if (!isTaken) {
      say(`there is a step "${value}" already`);
    }
  };
  const shift = (by, label) => button(label, () => (shiftStep(track, step, by), edit(label)));
  return html("form", { "aria-label": "Step", submit: event => event.preventDefault() },
    html("h3", {}, `Step ${track.steps.indexOf(step) + 1} of ${track.steps.length}`),
    field("Name", step.name, rename, { maxlength: 255 }),
    field("Condition (empty: always)", step.condition, value => (step.condition = value.trim() ? value : undefined, edit()), { rows: 3 }),
    group("Actions", ...texts("Action", step.actions, "Add action", edit, 2)),
    arrowFields("then", track, step.onTrue, edit),
    arrowFields("otherwise", track, step.onFalse, edit),
    group("When an action fails",
      field("Tries", step.tries, value => (step.tries = Number.parseInt(value, 10) || 0, edit()), { type: "number", min: 1 }),
      tick("go on without it", step.continuesOnFailure, value => (step.continuesOnFailure = value, edit()))),
    html("p", {}, shift(-1, "Earlier"), shift(1, "Later"), button("Remove step", () => (removeStep(track, step), edit(true)))));
}

export function sourceForm(track, edit) {
  const { source } = track;
  const optional = key => value => (source[key] = value || undefined, edit());
  return html("form", { "aria-label": "Source", submit: event => event.preventDefault() },
    html("h3", {}, "Where records come from"),
    field("Connection (empty: contacts)", source.connection, optional("connection")),
    field("Query", source.query, optional("query"), { rows: 5 }),
    field("Key column", source.key, value => (source.key = value, edit())),
    field("Updates table (empty: none)", source.updates, optional("updates")),
    group("Columns", ...source.columns.map((column, index) => columnFields(source, column, index, edit)),
      button("Add column", () => (source.columns.push({ name: "", type: "Text", isOwn: false }), edit(`Column ${source.columns.length}`)))),
    group("Triggers (none: each interval)", ...texts("Trigger", track.triggers, "Add trigger", edit, 1)));
}

const group = (name, ...fields) => html("fieldset", {}, html("legend", {}, name), ...fields);

const columnFields = (source, column, index, edit) => html("p", { class: "column" },
  field(`Column ${index + 1}`, column.name, value => (column.name = value, edit())),
  choice(`type ${index + 1}`, column.type, TYPES.map(type => [type, type.toLowerCase()]), value => (column.type = value, edit())),
  tick(`own ${index + 1}`, column.isOwn, value => (column.isOwn = value, edit())),
  button("Remove", () => (source.columns.splice(index, 1), edit("Add column")), `Remove column ${index + 1}`));

/** A list of texts, each with its field. */
function texts(name, list, add, edit, rows) {
  const fields = list.map((text, index) => html("p", {},
    field(`${name} ${index + 1}`, text, value => (list[index] = value, edit()), { rows }),
    button("Remove", () => (list.splice(index, 1), edit(add)), `Remove ${name.toLowerCase()} ${index + 1}`)));
  return [...fields, button(add, () => (list.push(""), edit(`${name} ${list.length}`)))];
}

function arrowFields(name, track, arrow, edit) {
  const to = choice(`${name} to step`, arrow.step ?? track.steps[0].name, track.steps.map(other => [other.name, other.name]), value => (arrow.step = value, edit()));
  const lead = value => {
    arrow.to = value;
    to.hidden = value !== "GoTo";
    if (to.hidden) {
      delete arrow.step;
    } else {
      arrow.step = to.control.value;
    }
    edit();
  };
  to.hidden = arrow.to !== "GoTo";
  return group(name, choice(`${name} go to`, arrow.to, WAYS, lead), to, field(`${name} after a wait of`, arrow.wait, value => (arrow.wait = value || undefined, edit()), { placeholder: "1 day" }));
}
