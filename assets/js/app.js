// Small behaviours only; every page reads and works without them.
// A script's words come from the page, in data- attributes, in the page's language.
import "./menus.js";
import "./duo.js";
import "./letters.js";
import "./days.js";
import "./picker.js";
import "./autosave.js";
import "./drafts.js";
import "./upload.js";
import "./undo.js";
import "./toasts.js";
import "./rows.js";
import "./palette.js";
import "./preferences.js";
import "./keys.js";
import "./language.js";
