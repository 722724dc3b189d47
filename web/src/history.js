/** The talk, kept across pages in localStorage: which may be blocked, full, or hold anything at all. */

import { list, readMessage } from "./replies.js";

/** @import {History, Store} from "./types.d.ts" */

const DAYS = 7;
/** More than anybody says on one page: the messages on screen stay the same ones. */
const MOST = 200;

/** A name nobody else has: it ties questions together, and guards nothing. */
export const newId = () => Date.now().toString(36) + Math.random().toString(36).slice(2);

/**
 * @param {string | null} stored
 * @param {number} now milliseconds
 * @returns {History}
 */
export function parseHistory(stored, now) {
  /** @type {any} */
  let value;
  try {
    value = JSON.parse(stored || "{}") || {};
  } catch {
    value = {}; // Corrupt: the talk begins anew, and the next message mends the entry.
  }
  const readable = list(value.messages).flatMap((value) => readMessage(value) ?? []);
  const messages = readable.filter((m) => m.at > now - DAYS * 864e5).slice(-MOST);
  // After so long a silence another conversation begins.
  const { id, unread } = readable.length && !messages.length ? {} : value;
  return { id: typeof id === "string" && /^[\w-]{1,64}$/.test(id) ? id : newId(), messages, unread: unread === true };
}

/**
 * A history under `key`, shared with other tabs. `change` edits what is stored now, not what was read once, so
 * that two tabs lose nothing of each other. Where storage refuses, this page's memory holds it.
 * @param {string} key
 * @returns {Store}
 */
export function openStore(key) {
  /** @type {History | undefined} set once storage has refused */
  let memory;

  const read = () => {
    try {
      return memory ?? parseHistory(localStorage.getItem(key), Date.now());
    } catch {
      return (memory = parseHistory("", 0));
    }
  };

  /** @type {Store["change"]} */
  const change = (edit) => {
    const now = read();
    const next = { ...now, ...edit(now) };
    try {
      localStorage.setItem(key, JSON.stringify(next));
      if (memory) memory = next;
    } catch {
      memory = next;
    }
    return next;
  };

  try {
    // What is too old goes even where nothing more is said. Where nothing is, other tabs need not hear of it.
    if (JSON.parse(localStorage.getItem(key) ?? "").messages.length > read().messages.length) change(() => ({}));
  } catch {
    // There is nothing, or nothing that could be read.
  }
  return { read, change };
}
