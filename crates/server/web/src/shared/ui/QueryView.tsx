import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { isNotReady } from "../api/errors";
import { text } from "../text";
import { ErrorNotice } from "./ErrorNotice";
import "./states.css";

interface QueryViewProps<T> {
  query: UseQueryResult<T>;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Draws one query in each of its states: loading, still to come, failed, empty, filled. Older data stays up while it is refreshed. */
export function QueryView<T>({ query, isEmpty, empty, children }: QueryViewProps<T>) {
  const { data, error } = query;
  if (data === undefined) {
    if (isNotReady(error)) return <Empty>{error.message}</Empty>;
    if (error) return <ErrorNotice error={error} onRetry={() => void query.refetch()} />;
    return <Loading />;
  }
  const stale = error ? <ErrorNotice error={error} onRetry={() => void query.refetch()} /> : null;
  return (
    <>
      {stale}
      {isEmpty?.(data) ? <Empty>{empty}</Empty> : children(data)}
    </>
  );
}

export function Loading() {
  return (
    <p className="state" role="status">
      {text.common.loading}
    </p>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <div className="state">{children}</div>;
}
