import { useState, type KeyboardEvent, type ReactNode } from "react";
import { ChatPanel } from "../features/chat/ChatPanel";
import { FindingsPanel } from "../features/findings/FindingsPanel";
import { SearchPanel } from "../features/search/SearchPanel";
import { SummaryPanel } from "../features/summary/SummaryPanel";
import { TimelinePanel } from "../features/timeline/TimelinePanel";
import type { Case } from "../shared/api/types";
import { text } from "../shared/text";
import { PANELS, type Panel } from "./route";

interface ReviewPaneProps {
  item: Case;
  panel: Panel;
  isWorking: boolean;
  onSelect: (panel: Panel) => void;
}

/** The tabs of the review. A panel that was opened stays mounted: a conversation survives a look at the timeline. */
export function ReviewPane({ item, panel, isWorking, onSelect }: ReviewPaneProps) {
  const [opened, setOpened] = useState<ReadonlySet<Panel>>(new Set([panel]));
  if (!opened.has(panel)) setOpened(new Set([...opened, panel]));

  const contents: Record<Panel, ReactNode> = {
    summary: <SummaryPanel caseId={item.id} />,
    findings: <FindingsPanel caseId={item.id} isWorking={isWorking} />,
    timeline: <TimelinePanel caseId={item.id} />,
    search: <SearchPanel caseId={item.id} />,
    chat: <ChatPanel caseId={item.id} />,
  };

  return (
    <div className="right-pane">
      <Tabs panel={panel} findingCount={item.finding_count} onSelect={onSelect} />
      {PANELS.map((name) => (
        <div
          key={name}
          id={`panel-${name}`}
          className="panel"
          role="tabpanel"
          aria-labelledby={`tab-${name}`}
          hidden={name !== panel}
        >
          {opened.has(name) && contents[name]}
        </div>
      ))}
    </div>
  );
}

interface TabsProps {
  panel: Panel;
  findingCount: number;
  onSelect: (panel: Panel) => void;
}

function Tabs({ panel, findingCount, onSelect }: TabsProps) {
  function move(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = PANELS[(PANELS.indexOf(panel) + step + PANELS.length) % PANELS.length];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next);
    document.getElementById(`tab-${next}`)?.focus();
  }

  return (
    <div className="tabs" role="tablist" aria-label={text.panels.label} onKeyDown={move}>
      {PANELS.map((name) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={name === panel}
          aria-controls={`panel-${name}`}
          tabIndex={name === panel ? 0 : -1}
          onClick={() => onSelect(name)}
        >
          {text.panels[name]}
          {name === "findings" && findingCount > 0 && <span className="tab-count">{findingCount}</span>}
        </button>
      ))}
    </div>
  );
}
