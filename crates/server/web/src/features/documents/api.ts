import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { apiPath, getBlob, getJson, post, remove } from "../../shared/api/client";
import { isNotReady } from "../../shared/api/errors";
import { keys } from "../../shared/api/keys";
import type { CaseDocument, CaseFile, PageText, Progress } from "../../shared/api/types";

const POLL_MS = 1000;

export function filesQuery(caseId: string) {
  return queryOptions({
    queryKey: keys.files(caseId),
    queryFn: async ({ signal }) =>
      (await getJson<{ files: CaseFile[] }>(apiPath("cases", caseId, "files"), signal)).files,
    // Files on their way tell their pages.
    refetchInterval: ({ state }) => (state.data?.some((file) => file.state === "queued") ? 2 * POLL_MS : false),
  });
}

/** The papers of the last review; null before the first, while files can be seen already. */
export function documentsQuery(caseId: string) {
  return queryOptions({
    queryKey: keys.documents(caseId),
    queryFn: async ({ signal }): Promise<CaseDocument[] | null> => {
      try {
        return (await getJson<{ documents: CaseDocument[] }>(apiPath("cases", caseId, "documents"), signal)).documents;
      } catch (error) {
        if (isNotReady(error)) return null;
        throw error;
      }
    },
  });
}

export function pageQuery(caseId: string, fileId: string, ordinal: number) {
  return queryOptions({
    queryKey: keys.page(caseId, fileId, ordinal),
    queryFn: ({ signal }) => getJson<PageText>(apiPath("cases", caseId, "files", fileId, "pages", ordinal), signal),
  });
}

/** Pixels a point: sharp on the screens that offices have, some 200 kB a page. */
const IMAGE_SCALE = 2;

export function pageImageQuery(caseId: string, fileId: string, ordinal: number) {
  const path = apiPath("cases", caseId, "files", fileId, "pages", ordinal, "image");
  return queryOptions({
    queryKey: keys.pageImage(caseId, fileId, ordinal),
    queryFn: ({ signal }) => getBlob(`${path}?scale=${IMAGE_SCALE}`, signal),
    // Images are large: only the latest stay.
    gcTime: 60_000,
  });
}

/** Whether files are still being read or the review is still to come. */
export function isWorking(progress: Progress): boolean {
  return progress.state === "processing" || progress.review === "queued" || progress.review === "running";
}

/** Asks for the progress every second while there is work, and refreshes what is drawn of the case as it advances. */
export function useProgress(caseId: string) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: keys.progress(caseId),
    queryFn: ({ signal }) => getJson<Progress>(apiPath("cases", caseId, "progress"), signal),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? POLL_MS : false),
  });
  const { data } = query;
  const stage = data && [data.state, data.review, data.files_total, data.files_done, data.files_failed].join();
  useEffect(() => {
    if (stage !== undefined) void refreshDerived(client, caseId);
  }, [client, caseId, stage]);
  return query;
}

/** What is derived from the files is asked for again; progress itself and page texts, which never change, are not. */
function refreshDerived(client: ReturnType<typeof useQueryClient>, caseId: string): Promise<void> {
  return client.invalidateQueries({
    queryKey: keys.case(caseId),
    predicate: ({ queryKey }) => queryKey[2] !== "progress" && queryKey[2] !== "page",
  });
}

/** Has a file that was not read read again, with the password where one is given. */
export function useReadAgain(caseId: string, fileId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (password: string | null) =>
      password === null
        ? post(apiPath("cases", caseId, "files", fileId, "retry"))
        : post(apiPath("cases", caseId, "files", fileId, "password"), { password }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.case(caseId) }),
  });
}

export function useDeleteFile(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fileId: string) => remove(apiPath("cases", caseId, "files", fileId)),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.case(caseId) }),
  });
}
