import { defineConfig } from "vite";
import { column, LANGUAGES } from "./src/table.js";

/** The English column goes into the script, every column into a file that the server reads. */
const strings = {
  name: "strings",
  resolveId: (id) => (id === "virtual:strings" ? "\0strings" : null),
  load: (id) =>
    id === "\0strings" ? `export const ENGLISH=${JSON.stringify(column("en"))},LANGUAGES=${JSON.stringify(LANGUAGES)}` : null,
  generateBundle() {
    const columns = Object.fromEntries(LANGUAGES.map((language) => [language, column(language)]));
    this.emitFile({ type: "asset", fileName: "strings.json", source: JSON.stringify(columns, null, 1) + "\n" });
  },
};

/** Templates are indented for readers; a browser needs none of it. No template holds text that a line break divides. */
const templates = {
  name: "templates",
  transform: (code, id) => (id.endsWith("/src/views.js") || id.endsWith("/src/widget.js") ? code.replace(/(?<=[>}])\n\s*(?=[<$])/g, "").replace(/\n\s+(?=[a-z@-]+=)|\n\s*(?=>\$)/g, " ") : null),
};

export default defineConfig({
  plugins: [strings, templates],
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    outDir: "dist",
    emptyOutDir: true,
    reportCompressedSize: false,
    lib: { entry: "src/main.js", formats: ["iife"], name: "faqbotScript", fileName: () => "faqbot.js" },
    rollupOptions: {
      output: {
        // A second copy of the script must not even begin: Lit would create its Trusted Types policy twice.
        intro: "if(window.faqbot)return;",
      },
    },
  },
});
