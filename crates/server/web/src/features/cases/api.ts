import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { apiPath, getJson, postJson, remove } from "../../shared/api/client";
import { keys } from "../../shared/api/keys";
import type { Case } from "../../shared/api/types";

const POLL_MS = 3000;

/** All cases that the token may see; looked at again while one of them is being processed. */
export const casesQuery = queryOptions({
  queryKey: keys.cases,
  // Its counts change with every verdict and every file, in other tabs too.
  staleTime: 0,
  queryFn: async ({ signal }) => (await getJson<{ cases: Case[] }>(apiPath("cases"), signal)).cases,
  refetchInterval: ({ state }) => (state.data?.some((item) => item.state === "processing") ? POLL_MS : false),
});

export function caseQuery(caseId: string) {
  return queryOptions({
    queryKey: keys.caseItem(caseId),
    queryFn: ({ signal }) => getJson<Case>(apiPath("cases", caseId), signal),
  });
}

export function useCreateCase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => postJson<Case>(apiPath("cases"), { name }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.cases }),
  });
}

export function useDeleteCase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (caseId: string) => remove(apiPath("cases", caseId)),
    onSuccess: (_, caseId) => {
      client.removeQueries({ queryKey: keys.case(caseId) });
      return client.invalidateQueries({ queryKey: keys.cases });
    },
  });
}
