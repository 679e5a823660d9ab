// The page: what is shown, and what its buttons do. Addresses are /tracks (the groups), /tracks/{group} and /tracks/{group}#{track}.

import { GroupApi, Refused, asDrawing, asText, groups, hasKey, useKey } from "./api.js";
import { Drawing, SOURCE_SELECTED } from "./drawing.js";
import { byId, html } from "./elements.js";
import { sourceForm, stepForm } from "./forms.js";
import { say, sayDry, sayErrors } from "./messages.js";
import { addStep, countsOf, newTrack } from "./model.js";

const COUNTED_EVERY = 1500; // milliseconds
const NONE = '"0"'; // the version of a track that is not there yet

const group = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const api = new GroupApi(group);
const drawing = new Drawing(select, changed);

let track = null;
let version = NONE;
let selected = SOURCE_SELECTED;
let isChanged = false;
let isText = false;

byId("group").textContent = group ? ` of ${group}` : "";
document.title = `Decision tracks${byId("group").textContent}`;
on("key-form", "submit", () => (useKey(byId("key").value), byId("key").value = "", begin()));
on("forget-key", "click", () => (useKey(null), say("The key is forgotten.")));
on("new-track", "submit", () => leave(() => make(byId("new-name").value.trim())));
on("add-step", "click", () => (select(addStep(track, selected === SOURCE_SELECTED ? null : selected), true), changed()));
on("validate", "click", async () => sayErrors(await validate()));
on("dry-run", "click", async () => sayDry(await api.dryRun(content())));
on("save", "click", save);
on("drop", "click", drop);
on("show-text", "click", showText);
on("show-drawing", "click", showDrawing);
byId("text").addEventListener("input", changed);
addEventListener("hashchange", () => attempt(() => leave(openNamed)));
addEventListener("beforeunload", event => isChanged && event.preventDefault());
setInterval(count, COUNTED_EVERY);
attempt(begin);

async function begin() {
  say("");
  if (!group) {
    return list((await groups()).map(name => [`/tracks/${encodeURIComponent(name)}`, name]));
  }
  await listTracks();
  byId("new-track").hidden = false;
  await openNamed();
}

async function listTracks() {
  list((await api.tracks()).map(one => [`#${encodeURIComponent(one.track)}`, one.track]));
}

function list(links) {
  byId("tracks").replaceChildren(...links.map(([href, name]) => html("li", {}, html("a", { href, "aria-current": name === track?.id ? "page" : null }, name))));
}

async function openNamed() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (name && name !== track?.id) {
    await open(name);
  }
}

async function open(name) {
  const was = selected === SOURCE_SELECTED ? null : selected.name;
  const found = await api.drawing(name);
  show(found.drawing, found.version);
  select(track.steps.find(step => step.name === was) ?? SOURCE_SELECTED);
  await listTracks();
  await count();
}

/** Goes to another track, unless this one has changes that would be lost. */
function leave(go) {
  if (!isChanged) {
    return go();
  }
  say(`"${track.id}" is changed: save it, or drop the changes, first`, "bad");
  history.replaceState(null, "", version === NONE ? location.pathname : `#${encodeURIComponent(track.id)}`);
}

function drop() {
  if (version !== NONE) {
    return open(track.id);
  }
  isChanged = false;
  location.reload();
}

function make(name) {
  byId("new-name").value = "";
  show(newTrack(group, name), NONE);
  select(SOURCE_SELECTED, true);
  changed();
}

function show(newest, itsVersion) {
  [track, version, isChanged, selected] = [newest, itsVersion, false, SOURCE_SELECTED];
  drawing.show(track, selected);
  drawing.count(new Map());
  byId("editor").hidden = false;
  view(false);
  tell();
}

/** @param field where its reader goes on, by its label; true for the first one, nothing for nowhere */
function select(what, field) {
  selected = what;
  drawing.show(track, selected);
  byId("properties").replaceChildren(what === SOURCE_SELECTED ? sourceForm(track, edited) : stepForm(track, what, edited, text => say(text, "bad")));
  if (field) {
    const found = [...byId("properties").querySelectorAll("label, button")].find(one => field === true || one.firstChild.textContent.trim() === field);
    (found?.control ?? found)?.focus();
  }
}

/** @param field where the form's reader goes on, if the form must be made anew */
function edited(field) {
  changed();
  if (field) {
    select(track.steps.includes(selected) ? selected : SOURCE_SELECTED, field);
  } else {
    drawing.render();
  }
}

function changed() {
  isChanged = true;
  tell();
}

function tell() {
  byId("track").textContent = `${track.id} ${version === NONE ? "(new)" : `version ${version.replaceAll('"', "")}`}${isChanged ? ", changed" : ""}`;
}

const content = () => isText ? asText(byId("text").value) : asDrawing(track);

/** The errors, and the text that they stand in. */
async function validate() {
  const answer = await api.validate(content());
  return isText ? { ...answer, text: byId("text").value } : answer;
}

async function save() {
  const saved = await api.save(track.id, content(), version);
  await open(saved.track);
  history.replaceState(null, "", `#${encodeURIComponent(saved.track)}`);
  say(`Saved as version ${saved.version}`, "good");
}

async function showText() {
  const answer = isText ? null : await validate();
  if (answer?.text) { // also of a drawing with errors, as long as each part of it can be read
    byId("text").value = answer.text;
    view(true);
  } else if (answer) {
    sayErrors(answer);
  }
}

async function showDrawing() {
  const answer = isText ? await validate() : null;
  if (answer?.drawing) {
    version = answer.drawing.id === track.id ? version : NONE; // another name makes another track
    track = answer.drawing;
    tell();
    select(SOURCE_SELECTED);
    view(false);
  } else if (answer) {
    sayErrors(answer);
  }
}

function view(asItsText) {
  isText = asItsText;
  [byId("text-view").hidden, byId("drawing-view").hidden, byId("add-step").disabled] = [!isText, isText, isText];
  byId("show-text").setAttribute("aria-pressed", `${isText}`);
  byId("show-drawing").setAttribute("aria-pressed", `${!isText}`);
}

/** How many records stand where; nobody is asked while nobody looks. */
async function count() {
  const counted = track;
  if (!counted || version === NONE || document.visibilityState !== "visible") {
    return;
  }
  try {
    const counts = countsOf(await api.records(counted.id));
    if (counted === track) {
      drawing.count(counts);
    }
    byId("counting").textContent = "";
  } catch (refused) {
    byId("counting").textContent = `The records are not counted: ${refused.message}`;
  }
}

function on(id, event, act) {
  byId(id).addEventListener(event, happened => (happened.preventDefault(), attempt(act)));
}

/** Does something, and tells what went wrong, in the server's words. */
async function attempt(act) {
  try {
    await act();
  } catch (failure) {
    const isRefused = failure instanceof Refused;
    say(isRefused && failure.status === 409 ? `Somebody else saved it: ${failure.message}` : failure.message, "bad");
    if (isRefused && failure.status === 401 && !hasKey()) {
      byId("key").focus();
    }
  }
}
