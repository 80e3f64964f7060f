import { useSyncExternalStore } from "react";
import type { Quote } from "../shared/api/types";
import type { Span } from "../shared/quotes/locate";

export const PANELS = ["summary", "findings", "timeline", "search", "chat"] as const;
export type Panel = (typeof PANELS)[number];

export interface CaseRoute {
  name: "case";
  caseId: string;
  panel: Panel;
  /** The open page; null means the first page of the case. */
  fileId: string | null;
  ordinal: number;
  /** The mark on it. */
  span: Span | null;
}

export type Route = { name: "cases" } | CaseRoute;

/**
 * What goes with a history entry but not into the address: the quoted words, since addresses end up in logs and
 * bookmarks, where no dossier text may be.
 */
export interface Visit {
  quote: Quote | null;
  /** Differs between two visits of the same place. */
  number: number;
}

export interface Location {
  route: Route;
  visit: Visit;
}

const NO_VISIT: Visit = { quote: null, number: 0 };

export function caseRoute(caseId: string): CaseRoute {
  return { name: "case", caseId, panel: "findings", fileId: null, ordinal: 1, span: null };
}

/** Reads an address. Whatever it does not understand falls back to a default. */
export function parseRoute(pathname: string, search: string): Route {
  const caseId = /^\/cases\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (caseId === undefined) return { name: "cases" };
  const query = new URLSearchParams(search);
  const route = caseRoute(decodeSegment(caseId));
  return {
    ...route,
    panel: PANELS.find((panel) => panel === query.get("panel")) ?? route.panel,
    fileId: query.get("file"),
    ordinal: Math.max(1, Number.parseInt(query.get("page") ?? "", 10) || 1),
    span: parseSpan(query.get("mark")),
  };
}

/** The address of a route; `parseRoute` reads it back. */
export function formatRoute(route: Route): string {
  if (route.name === "cases") return "/";
  const query = new URLSearchParams({ panel: route.panel });
  if (route.fileId !== null) {
    query.set("file", route.fileId);
    query.set("page", String(route.ordinal));
    if (route.span) query.set("mark", `${route.span.start}-${route.span.end}`);
  }
  return `/cases/${encodeURIComponent(route.caseId)}?${query}`;
}

function parseSpan(mark: string | null): Span | null {
  const match = /^(\d{1,9})-(\d{1,9})$/.exec(mark ?? "");
  return match ? { start: Number(match[1]), end: Number(match[2]) } : null;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const listeners = new Set<() => void>();
let current: Location | null = null;

function readLocation(): Location {
  current ??= {
    route: parseRoute(location.pathname, location.search),
    visit: (history.state as Visit | null) ?? NO_VISIT,
  };
  return current;
}

function announce(): void {
  current = null;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener("popstate", announce);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener("popstate", announce);
  };
}

export function useLocation(): Location {
  return useSyncExternalStore(subscribe, readLocation);
}

/** Goes to a route. The same address again replaces its history entry, so that Back never stays in place. */
export function navigate(route: Route, quote: Quote | null = null): void {
  const visit: Visit = { quote, number: performance.timeOrigin + performance.now() };
  const address = formatRoute(route);
  if (address === location.pathname + location.search) history.replaceState(visit, "", address);
  else history.pushState(visit, "", address);
  announce();
}
