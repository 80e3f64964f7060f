import { useId, useState } from "react";
import { readToken, signIn } from "../../shared/api/token";
import { text } from "../../shared/text";
import "./session.css";

/** Asks for the access token. */
export function LoginPage() {
  const [token, setToken] = useState("");
  const inputId = useId();
  const helpId = useId();
  return (
    <main className="login">
      <form
        className="login-box"
        onSubmit={(event) => {
          event.preventDefault();
          if (token.trim() !== "") signIn(token);
        }}
      >
        <h1>
          {text.product}
          <span>{text.productLine}</span>
        </h1>
        <h2>{text.session.title}</h2>
        {readToken().refused && (
          <p className="login-refused" role="alert">
            {text.session.refused}
          </p>
        )}
        <label htmlFor={inputId}>{text.session.tokenLabel}</label>
        <input
          id={inputId}
          type="password"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={token}
          aria-describedby={helpId}
          onChange={(event) => setToken(event.target.value)}
        />
        <p id={helpId} className="small soft">
          {text.session.tokenHelp}
        </p>
        <button type="submit" className="button primary" disabled={token.trim() === ""}>
          {text.session.submit}
        </button>
      </form>
    </main>
  );
}
