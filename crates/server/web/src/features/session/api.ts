import { queryOptions } from "@tanstack/react-query";
import { apiPath, getJson } from "../../shared/api/client";
import { keys } from "../../shared/api/keys";
import type { Session } from "../../shared/api/types";

export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: ({ signal }) => getJson<Session>(apiPath("session"), signal),
});
