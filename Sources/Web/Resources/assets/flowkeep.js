// Makes some things quicker. Every page works without these modules.
import "./frame.js";
import "./quick-add.js";
import "./rows.js";
import "./keys.js";
import "./palette.js";
import "./idle.js";
import "./upload.js";
import "./reconcile.js";
import "./receipts.js";
import "./offline.js";
import "./queue.js";
import "./log-check.js";
import "./diary.js";
import "./passkeys.js";
