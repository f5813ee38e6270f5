import { createHash } from "node:crypto";
import { defineConfig, type Plugin } from "vite";

/** One HTML file: style and script inlined (a classic script: modules don't load from file://), allowed by their hashes and nothing else. */
function inlined(): Plugin {
  const allowed = (text: string) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
  return {
    name: "inlined",
    enforce: "post",
    generateBundle(_, bundle) {
      let script = "";
      let style = "";
      for (const [name, item] of Object.entries(bundle)) {
        if (item.type === "chunk") script += item.code;
        else if (name.endsWith(".css")) style += String(item.source);
        else continue;
        delete bundle[name];
      }
      script = script.trim().replace(/<\/script/gi, "<\\/script").replace(/<!--/g, "<\\!--");
      style = style.trim();
      const page = bundle["index.html"];
      if (!page || page.type !== "asset" || !script || !style) throw new Error("the page, its script and its style are not all there");
      const policy = [
        "default-src 'none'",
        `script-src ${allowed(script)}`,
        `style-src ${allowed(style)}`,
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].join("; ");
      const put = (html: string, slot: string, text: string) => {
        if (html.split(slot).length !== 2) throw new Error(`${slot} must stand in index.html once`);
        return html.replace(slot, () => text);
      };
      let html = String(page.source)
        .replace(/\s*<script type="module"[^>]*><\/script>/, "")
        .replace(/\s*<link rel="stylesheet"[^>]*>/, "");
      html = put(html, "%POLICY%", policy);
      html = put(html, "/*STYLE*/", style);
      html = put(html, "/*SCRIPT*/", script);
      page.source = html;
      page.fileName = "dashboard.html";
    },
  };
}

export default defineConfig({
  base: "./",
  publicDir: false,
  build: {
    outDir: process.env["DASHBOARD_OUT"] ?? "dist",
    emptyOutDir: false,
    target: "es2020",
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    rollupOptions: { output: { format: "iife", inlineDynamicImports: true } },
  },
  plugins: [inlined()],
});
