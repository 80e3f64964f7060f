import { CaseTitle } from "../features/cases/CaseTitle";
import { SessionBar } from "../features/session/SessionBar";
import type { Session } from "../shared/api/types";
import { text } from "../shared/text";
import { navigate, type Route } from "./route";

export function Header({ session, route }: { session: Session; route: Route }) {
  return (
    <header className="app-header">
      <button
        type="button"
        className="app-home"
        title={text.cases.back}
        aria-label={text.cases.back}
        onClick={() => navigate({ name: "cases" })}
      >
        {text.product}
      </button>
      <div className="app-case">{route.name === "case" && <CaseTitle caseId={route.caseId} />}</div>
      <SessionBar session={session} />
    </header>
  );
}
