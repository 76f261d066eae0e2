import { defineConfig, type Plugin } from "vite";

/** The built page is not kept in git, but the program that carries it must find its folder. */
function keepsItsFolder(): Plugin {
  return {
    name: "keeps-its-folder",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: ".gitignore", source: "*\n!.gitignore\n" });
    },
  };
}

declare const process: { env: Record<string, string | undefined> };

/** Where `answerable serve` listens, while the page is worked on. */
const explorer = process.env.ANSWERABLE_EXPLORER ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [keepsItsFolder()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    // The page allows only what it serves itself, so nothing may come as data: or inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What others wrote goes along with their terms.
    license: { fileName: "licenses.md" },
  },
  server: {
    proxy: Object.fromEntries(
      ["/api", "/health", "/metrics"].map(path => [
        path,
        {
          target: explorer,
          changeOrigin: true,
          // The explorer takes acts from its own page only, and the page has another origin here.
          headers: { origin: explorer },
        },
      ]),
    ),
  },
});
