import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// `npm run dev` serves the page itself and passes the API on to a running `anjian serve`.
const apiServer = process.env["ANJIAN_SERVER"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  build: {
    // Every asset is a file of its own: the page then runs under a content policy without `data:` or inline code.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": apiServer } },
});
