import { signOut } from "../../shared/api/token";
import type { Session } from "../../shared/api/types";
import { text } from "../../shared/text";
import "./session.css";

/** Who is signed in, and whether a model takes part: always in sight, since it decides how far an answer goes. */
export function SessionBar({ session }: { session: Session }) {
  return (
    <div className="session-bar">
      <ModeBadge session={session} />
      <span className="session-label" title={text.session.version(session.version)}>
        {text.session.signedInAs(session.label)}
      </span>
      <button type="button" className="session-out" onClick={signOut}>
        {text.session.signOut}
      </button>
    </div>
  );
}

function ModeBadge({ session }: { session: Session }) {
  if (session.mode === "model") {
    return <span className="session-mode">{text.session.modelMode(session.model ?? "")}</span>;
  }
  return (
    <span className="session-mode rules" title={session.mode_notice}>
      {text.session.rulesMode}
    </span>
  );
}
