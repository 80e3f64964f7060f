import { expect, test } from "vitest";
import { caseRoute, formatRoute, parseRoute, type Route } from "./route";

function reread(route: Route): Route {
  const [pathname = "", search = ""] = formatRoute(route).split("?");
  return parseRoute(pathname, search);
}

test.each<Route>([
  { name: "cases" },
  caseRoute("c 1/２"),
  { ...caseRoute("c1"), panel: "chat" },
  { ...caseRoute("c1"), panel: "timeline", fileId: "文件/1", ordinal: 3, span: { start: 12, end: 30 } },
])("an address leads back to its route: %o", (route) => {
  expect(reread(route)).toEqual(route);
});

test.each([
  ["/", "", { name: "cases" }],
  ["/cases", "", { name: "cases" }],
  ["/cases/c1/x", "", { name: "cases" }],
  ["/cases/%E0%A4", "", caseRoute("%E0%A4")],
  ["/cases/c1/", "panel=x&page=-2&mark=9", caseRoute("c1")],
  ["/cases/c1", "file=f&page=1.5&mark=a-b", { ...caseRoute("c1"), fileId: "f" }],
])("reads %s?%s without failing", (pathname, search, route) => {
  expect(parseRoute(pathname, search)).toEqual(route);
});
