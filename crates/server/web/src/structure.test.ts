import { expect, test } from "vitest";

const sources = import.meta.glob<string>("./**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
const production = Object.entries(sources).filter(([path]) => !path.endsWith(".test.ts"));

function offenders(isWrong: (source: string, path: string) => boolean): string[] {
  return production.filter(([path, source]) => isWrong(source, path)).map(([path]) => path);
}

function importsOf(source: string): string[] {
  return [...source.matchAll(/from "(\.[^"]+)"/g)].map((match) => match[1] ?? "");
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}

test("the sources are found", () => {
  expect(production.length).toBeGreaterThan(30);
});

test("a feature imports neither another feature nor the app; shared imports neither", () => {
  const strays = offenders((source, path) => {
    if (path.startsWith("./features/")) return importsOf(source).some((from) => /^\.\.\/(?!\.\.\/shared\/)/.test(from));
    if (path.startsWith("./shared/")) return importsOf(source).some((from) => /(features|app)\//.test(from));
    return false;
  });
  expect(strays).toEqual([]);
});

test("every Chinese word of the page stands in shared/text.ts", () => {
  const han = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
  expect(offenders((source) => han.test(withoutComments(source)))).toEqual(["./shared/text.ts"]);
});

test("no markup is ever made from text", () => {
  expect(offenders((source) => /dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|document\.write/.test(source))).toEqual([]);
});

test("a component stays within 150 lines", () => {
  expect(offenders((source, path) => path.endsWith(".tsx") && source.split("\n").length > 150)).toEqual([]);
});
