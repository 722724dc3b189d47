/** Shapes of what the server says, as far as the widget keeps it. See `/openapi.json` for the whole. */
export type Block = { tag: string; children: Node[]; href?: string };
export type Node = string | Block;
export type Link = { url: string; title: string };
export type Handoff = { label: string; url: string | null };

/** A FAQ to ask. `qualifier` tells it from another with the same question. */
export type Ref = { faq_id: string; question: string; qualifier: string };

export type Answer = { question: string; blocks: Node[]; link: Link | null; follow_ups: Ref[] };

export type Reply = {
  id: string;
  message: string;
  answer: Answer | null;
  choices: Ref[];
  handoff: Handoff | null;
};

export type Feedback = { helpful: boolean; comment?: string };

/** A question waits until it is answered, or refused. */
export type Message =
  | { id: string; at: number; from: "user"; text: string; faq_id: string; waiting: boolean }
  | { id: string; at: number; from: "bot"; reply: Reply; feedback?: Feedback; none?: boolean };
export type BotMessage = Extract<Message, { from: "bot" }>;
export type UserMessage = Extract<Message, { from: "user" }>;

export type History = { id: string; messages: Message[]; unread: boolean };
export type Store = {
  read(): History;
  change(edit: (history: History) => Partial<History>): History;
};

/** What there is to ask; null is all of it. */
export type Scope = { locale: string | null; topic: string | null };

/** `GET /api/v1/widget`. */
export type Config = {
  title: string;
  locale: string | null;
  topic: string | null;
  topics: { title: string; questions: string[] }[];
  handoff: Handoff;
  feedback: boolean;
  max_question_length: number;
  strings: string[];
};

export type Api = {
  config(query: Record<string, string | null>): Promise<Config>;
  ask(body: Record<string, string | null | undefined>): Promise<{ reply: Reply; raw: object }>;
  suggest(query: Record<string, string | null | undefined>, signal: AbortSignal): Promise<Ref[]>;
  feedback(id: string, feedback: Feedback): Promise<void>;
  event(id: string, event: string, faq_id?: string): Promise<void>;
};

/** What went wrong, and what doing it again means. */
export type Problem = { code: string; wait: number; detail: string; retry(): unknown };

export type EventName = "ready" | "open" | "close" | "reply" | "feedback" | "error";

export type Handle = {
  open(options?: { question?: string }): void;
  close(): void;
  ask(text: string): Promise<unknown>;
  on(name: EventName, listener: (detail: any) => void): () => void;
  destroy(): void;
};

declare global {
  interface Window {
    faqbot?: Handle;
  }
}
