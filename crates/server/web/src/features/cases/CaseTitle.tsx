import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { text } from "../../shared/text";
import { caseQuery } from "./api";
import "./cases.css";

/** Name and state of the open case, in the header. */
export function CaseTitle({ caseId }: { caseId: string }) {
  const { data } = useQuery(caseQuery(caseId));
  const name = data?.name;
  useEffect(() => {
    if (name === undefined) return;
    document.title = `${name} · ${text.product}`;
    return () => {
      document.title = text.product;
    };
  }, [name]);
  if (!data) return null;
  return (
    <div className="case-title">
      <h1>{data.name}</h1>
      <span className={`badge ${data.state}`}>{text.cases.states[data.state]}</span>
    </div>
  );
}
