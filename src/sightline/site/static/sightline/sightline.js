// Starts everything that a page can do beyond plain HTML. Every page works without it.
import { createAll, initAll } from "../vendor/govuk-frontend.js";
import { MultiSelect } from "../vendor/moj-multi-select.js";
import { SortableTable } from "../vendor/moj-sortable-table.js";
import { keepDrafts } from "./drafts.js";
import { hideScreen } from "./hide-screen.js";
import { listenToKeys } from "./keyboard.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
createAll(SortableTable);
createAll(MultiSelect);
keepDrafts();
hideScreen();
listenToKeys();
