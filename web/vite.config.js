import { createHash } from "node:crypto";
import { defineConfig } from "vite";
import { litCuts } from "./lit-cuts.js";
import { column, LANGUAGES, TABLE } from "./src/table.js";

/** Names the rows and their order: a script understands only words that were sent for its own. */
const rows = createHash("sha256").update(Object.keys(TABLE).join()).digest("hex").slice(0, 6);

/** The English column goes into the script, every column into a file that the server reads. */
const strings = {
  name: "strings",
  resolveId: (id) => (id === "virtual:strings" ? "\0strings" : null),
  load: (id) =>
    id === "\0strings"
      ? Object.entries({ ENGLISH: column("en"), LANGUAGES, ROWS: rows })
          .map(([name, value]) => `export const ${name}=${JSON.stringify(value)};`)
          .join("")
      : null,
  generateBundle() {
    const words = Object.fromEntries(LANGUAGES.map((language) => [language, column(language)]));
    this.emitFile({ type: "asset", fileName: "strings.json", source: JSON.stringify({ rows, words }, null, 1) + "\n" });
  },
};

/** Templates are indented for readers; a browser needs none of it. No template holds text that a line break divides. */
const templates = {
  name: "templates",
  transform: (code, id) => (id.endsWith("/src/views.js") || id.endsWith("/src/widget.js") ? code.replace(/(?<=[>}])\n\s*(?=[<$])/g, "").replace(/\n\s+(?=[a-z@-]+=)|\n\s*(?=>\$)/g, " ") : null),
};

export default defineConfig({
  plugins: [strings, templates, litCuts],
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    outDir: "dist",
    emptyOutDir: true,
    reportCompressedSize: false,
    minify: "terser",
    terserOptions: {
      ecma: 2020,
      compress: { passes: 4, unsafe_arrows: true, unsafe_methods: true, pure_getters: true, keep_fargs: false },
      mangle: { properties: { regex: /^_\$|^litPart$/ } }, // Lit's own
    },
    lib: { entry: "src/main.js", formats: ["iife"], name: "faqbotScript", fileName: () => "faqbot.js" },
    rollupOptions: {
      output: {
        // A second copy must not even begin: Lit would create its Trusted Types policy twice. (`<div id=faqbot>` is no copy.)
        intro: "if(window.faqbot?.destroy)return;",
      },
    },
  },
});
