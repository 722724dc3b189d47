/** The server's API, and the five ways in which a call fails. */

import { readReply, refs } from "./replies.js";

/** @import {Api} from "./types.d.ts" */

const TIMEOUT = 15_000;

/**
 * A failed call. `code` is a row of the string table: offline, timeout, limited (`wait` seconds), failed; or
 * "refused", with the server's own words in `detail`.
 * @param {string} code
 */
const trouble = (code, wait = 0, detail = "") => ({ code, wait, detail });

/**
 * Seconds that a `Retry-After` header asks for; 5 where it is missing, or a date.
 * @param {string | null} header
 */
export const retryAfter = (header) => Math.ceil(Number(header)) || 5;

/**
 * @param {string} base the server's address, with a slash at its end
 * @returns {Api}
 */
export function createApi(base) {
  /** Whether who runs this page need not be told, or has been, why it may get no answers. */
  let told = base.startsWith(location.origin + "/");

  /**
   * @param {string} path
   * @param {object} [body] posted as JSON
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>} rejects with a trouble
   */
  async function call(path, body, signal) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT);
    signal?.addEventListener("abort", () => abort.abort());
    try {
      const response = await fetch(base + "api/v1/" + path, {
        method: body ? "POST" : "GET",
        headers: body && { "Content-Type": "application/json" },
        body: JSON.stringify(body, (_, value) => value ?? undefined),
        credentials: "omit",
        keepalive: path === "events", // Where it is sent by a link, the page may be on its way out.
        signal: abort.signal,
      });
      const { status } = response;
      if (status === 429) throw trouble("limited", retryAfter(response.headers.get("Retry-After")));
      if (status >= 500) throw trouble("failed");
      const value = await response.json();
      if (!response.ok) throw trouble("refused", 0, value.detail);
      return value;
    } catch (error) {
      // No answer at all: from here, a refused origin looks like a server that is not there.
      if (error instanceof TypeError && navigator.onLine && !told) {
        told = true;
        console.warn(`faqbot: no answer from ${base}. Is ${location.origin} in its cors_origins?`);
      }
      throw error instanceof Error ? trouble(!navigator.onLine ? "offline" : abort.signal.aborted ? "timeout" : "failed") : error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {string} path @param {object} query what is empty in it is left out @param {AbortSignal} [signal] */
  const get = (path, query, signal) =>
    call(path + "?" + new URLSearchParams(Object.entries(query).filter((entry) => entry[1])), undefined, signal);

  return {
    config: (query) => get("widget", query),
    async ask(body) {
      const raw = await call("ask", body);
      const reply = readReply(raw);
      if (!reply) throw trouble("failed");
      return { reply, raw };
    },
    suggest: async (query, signal) => refs((await get("suggest", query, signal)).suggestions),
    feedback: (reply_id, feedback) => call("feedback", { reply_id, ...feedback }),
    event: (reply_id, event, faq_id) => call("events", { reply_id, event, faq_id }),
  };
}
