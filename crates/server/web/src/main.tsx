import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { takeTokenFromFragment } from "./shared/api/token";
import "./shared/styles/tokens.css";
import "./shared/styles/base.css";

takeTokenFromFragment();
// A link with a token may also be pasted into a tab where the page is already open.
addEventListener("hashchange", takeTokenFromFragment);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
