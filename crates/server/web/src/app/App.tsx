import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useState, useSyncExternalStore, type ReactNode } from "react";
import { CaseListPage } from "../features/cases/CaseListPage";
import { sessionQuery } from "../features/session/api";
import { LoginPage } from "../features/session/LoginPage";
import { ApiError } from "../shared/api/errors";
import { readToken, subscribeToken } from "../shared/api/token";
import { QueryView } from "../shared/ui/QueryView";
import { CasePage } from "./CasePage";
import { ErrorBoundary } from "./ErrorBoundary";
import { Header } from "./Header";
import { caseRoute, formatRoute, navigate, useLocation } from "./route";
import "./app.css";

const STALE_MS = 30_000;

export function App() {
  const { token } = useSyncExternalStore(subscribeToken, readToken);
  return (
    <ErrorBoundary>
      {token === null ? (
        <LoginPage />
      ) : (
        // A cache per token: what one token has seen is gone when another signs in.
        <CachePerToken key={token}>
          <Workbench />
        </CachePerToken>
      )}
    </ErrorBoundary>
  );
}

function CachePerToken({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        // Asking again helps against a lost connection, never against a refusal.
        retry: (failures, error) => failures < 1 && error instanceof ApiError && error.status === 0,
      },
    },
  });
}

function Workbench() {
  const session = useQuery(sessionQuery);
  const { route, visit } = useLocation();
  return (
    <div className="workbench">
      <QueryView query={session}>
        {(data) => (
          <>
            <Header session={data} route={route} />
            <ErrorBoundary key={route.name === "case" ? route.caseId : route.name}>
              {route.name === "cases" ? (
                <CaseListPage
                  hrefOf={(caseId) => formatRoute(caseRoute(caseId))}
                  onOpen={(caseId) => navigate(caseRoute(caseId))}
                />
              ) : (
                <CasePage route={route} visit={visit} />
              )}
            </ErrorBoundary>
          </>
        )}
      </QueryView>
    </div>
  );
}
