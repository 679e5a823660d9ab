// The page: which track is open, and what its buttons do. Addresses are /tracks (the groups), /tracks/{group} and /tracks/{group}#{track}.

import { GroupApi, Refused, groups, hasKey, useKey } from "./api.js";
import { Editor } from "./editor.js";
import { byId, html } from "./elements.js";
import { say } from "./messages.js";

const COUNTED_EVERY = 1500; // milliseconds

const group = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const api = new GroupApi(group);
const editor = new Editor(api, group);

byId("group").textContent = group ? ` of ${group}` : "";
document.title = `Decision tracks${byId("group").textContent}`;
on("key-form", "submit", () => (useKey(byId("key").value), byId("key").value = "", begin()));
on("forget-key", "click", () => (useKey(null), say("The key is forgotten.")));
on("new-track", "submit", () => leave(() => (editor.make(byId("new-name").value.trim()), byId("new-name").value = "")));
on("show-drawing", "click", () => editor.showDrawing());
on("show-text", "click", () => editor.showText());
on("add-step", "click", () => editor.addStep());
on("validate", "click", () => editor.validate());
on("dry-run", "click", () => editor.runDry());
on("save", "click", save);
on("drop", "click", drop);
byId("text").addEventListener("input", () => editor.change());
addEventListener("hashchange", () => attempt(() => leave(openNamed)));
addEventListener("beforeunload", event => editor.isChanged && event.preventDefault());
setInterval(() => editor.count(), COUNTED_EVERY);
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
  byId("tracks").replaceChildren(...links.map(([href, name]) => html("li", {}, html("a", { href, "aria-current": name === editor.track?.id ? "page" : null }, name))));
}

async function openNamed() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (name && name !== editor.track?.id) {
    await editor.open(name);
    await listTracks();
  }
}

/** Goes to another track, unless this one has changes that would be lost. */
function leave(go) {
  if (!editor.isChanged) {
    return go();
  }
  say(`"${editor.track.id}" is changed: save it, or drop the changes, first`, "bad");
  showAddress();
}

async function save() {
  const version = await editor.save();
  showAddress();
  await listTracks();
  say(`Saved as version ${version}`, "good");
}

async function drop() {
  if (editor.isNew) {
    editor.isChanged = false;
    return location.reload();
  }
  await editor.open(editor.track.id);
  say("");
}

/** The address of what is open: that of the group, for a track that is not kept yet. */
function showAddress() {
  history.replaceState(null, "", editor.isNew ? location.pathname : `#${encodeURIComponent(editor.track.id)}`);
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
