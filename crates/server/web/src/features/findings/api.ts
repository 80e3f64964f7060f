import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { apiPath, getJson, postJson } from "../../shared/api/client";
import { keys } from "../../shared/api/keys";
import type { Finding, VerdictRequest } from "../../shared/api/types";

export function findingsQuery(caseId: string) {
  return queryOptions({
    queryKey: keys.findings(caseId),
    queryFn: async ({ signal }) =>
      (await getJson<{ findings: Finding[] }>(apiPath("cases", caseId, "findings"), signal)).findings,
  });
}

/** Records a person's verdict on a finding; the list shows what the server recorded, not what was asked for. */
export function useVerdict(caseId: string, findingId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (verdict: VerdictRequest) =>
      postJson<Finding>(apiPath("cases", caseId, "findings", findingId, "verdict"), verdict),
    onSuccess: (changed) => {
      client.setQueryData(findingsQuery(caseId).queryKey, (all) =>
        all?.map((finding) => (finding.id === changed.id ? changed : finding)),
      );
      return client.invalidateQueries({ queryKey: keys.caseItem(caseId) });
    },
  });
}
