import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Finding, FindingStatus } from "../../shared/api/types";
import { text } from "../../shared/text";
import { Empty, QueryView } from "../../shared/ui/QueryView";
import { findingsQuery } from "./api";
import { FindingCard } from "./FindingCard";
import { sortFindings } from "./order";
import "./findings.css";

const FILTERS = ["all", "pending", "confirmed", "rejected"] as const;
type Filter = (typeof FILTERS)[number];

interface FindingsPanelProps {
  caseId: string;
  /** Files are still being read or reviewed: an empty list means nothing yet. */
  isWorking: boolean;
}

/** 监督线索, the gravest first. */
export function FindingsPanel({ caseId, isWorking }: FindingsPanelProps) {
  const [filter, setFilter] = useState<Filter>("all");
  const query = useQuery(findingsQuery(caseId));
  return (
    <QueryView
      query={query}
      isEmpty={(findings) => findings.length === 0}
      empty={isWorking ? text.findings.emptyWhileWorking : text.findings.empty}
    >
      {(findings) => {
        const shown = sortFindings(findings).filter((finding) => filter === "all" || finding.status === filter);
        return (
          <div className="findings">
            <StatusFilter findings={findings} filter={filter} onChange={setFilter} />
            {shown.length === 0 && <Empty>{text.findings.emptyFilter}</Empty>}
            <ol>
              {shown.map((finding) => (
                <li key={finding.id}>
                  <FindingCard caseId={caseId} finding={finding} />
                </li>
              ))}
            </ol>
          </div>
        );
      }}
    </QueryView>
  );
}

interface StatusFilterProps {
  findings: Finding[];
  filter: Filter;
  onChange: (filter: Filter) => void;
}

function StatusFilter({ findings, filter, onChange }: StatusFilterProps) {
  const count = (status: FindingStatus) => findings.filter((finding) => finding.status === status).length;
  return (
    <div className="panel-filter" role="group" aria-label={text.findings.filterLabel}>
      {FILTERS.map((choice) => (
        <button
          key={choice}
          type="button"
          className="filter-choice"
          aria-pressed={filter === choice}
          onClick={() => onChange(choice)}
        >
          {choice === "all" ? text.findings.all : text.findings.statuses[choice]}{" "}
          {choice === "all" ? findings.length : count(choice)}
        </button>
      ))}
    </div>
  );
}
