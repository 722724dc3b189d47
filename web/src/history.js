/** The talk, kept across pages in localStorage: which may be blocked, full, or hold anything at all. */

import { readMessage } from "./replies.js";

/** @import {History, Store} from "./types.d.ts" */

const DAYS = 7;
const MOST = 60;

/** A name nobody else has; crypto.randomUUID is missing on plain http. */
export const newId = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

/**
 * @param {string | null} stored
 * @param {number} now milliseconds
 * @param {number} [most] messages to keep
 * @returns {History}
 */
export function parseHistory(stored, now, most = MOST) {
  /** @type {any} */
  let value;
  try {
    value = JSON.parse(stored || "{}") || {};
  } catch {
    value = {}; // Corrupt: the talk begins anew, and the next message mends the entry.
  }
  const { id, messages, unread } = value;
  return {
    id: typeof id === "string" && /^[\w-]{1,64}$/.test(id) ? id : newId(),
    messages: (Array.isArray(messages) ? messages : [])
      .flatMap((value) => readMessage(value) ?? [])
      .filter((m) => m.at > now - DAYS * 864e5)
      .slice(-most),
    unread: unread === true,
  };
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

  /** @param {number} [most] */
  const read = (most) => {
    try {
      return memory ?? parseHistory(localStorage.getItem(key), Date.now(), most);
    } catch {
      return (memory = parseHistory("", 0));
    }
  };

  return {
    read,
    change(edit) {
      // Old messages are dropped when a page begins, never while it shows them.
      const now = read(1e4);
      const next = { ...now, ...edit(now) };
      try {
        localStorage.setItem(key, JSON.stringify(next));
        if (memory) memory = next;
      } catch {
        memory = next;
      }
      return next;
    },
  };
}
