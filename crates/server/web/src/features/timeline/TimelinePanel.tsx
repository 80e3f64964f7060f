import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { apiPath, getJson } from "../../shared/api/client";
import { keys } from "../../shared/api/keys";
import type { TimelineEvent } from "../../shared/api/types";
import { weekdayOf } from "../../shared/moment";
import { QuoteList } from "../../shared/quotes/QuoteButton";
import { text } from "../../shared/text";
import { Empty, QueryView } from "../../shared/ui/QueryView";
import { groupByDay, personsOf } from "./days";
import "./timeline.css";

/** 时间线: what happened when, by the file's own words. */
export function TimelinePanel({ caseId }: { caseId: string }) {
  const [person, setPerson] = useState("");
  const query = useQuery({
    queryKey: keys.timeline(caseId),
    queryFn: async ({ signal }) =>
      (await getJson<{ events: TimelineEvent[] }>(apiPath("cases", caseId, "timeline"), signal)).events,
  });
  return (
    <div className="timeline">
      <QueryView query={query} isEmpty={(events) => events.length === 0} empty={text.timeline.empty}>
        {(events) => {
          const shown = person === "" ? events : events.filter((event) => event.person === person);
          return (
            <>
              <PersonFilter persons={personsOf(events)} person={person} count={shown.length} onChange={setPerson} />
              {shown.length === 0 ? <Empty>{text.timeline.emptyFilter}</Empty> : <Days events={shown} />}
            </>
          );
        }}
      </QueryView>
    </div>
  );
}

interface PersonFilterProps {
  persons: string[];
  person: string;
  count: number;
  onChange: (person: string) => void;
}

function PersonFilter({ persons, person, count, onChange }: PersonFilterProps) {
  const selectId = useId();
  return (
    <div className="panel-filter">
      <label htmlFor={selectId}>{text.timeline.personLabel}</label>
      <select id={selectId} value={person} onChange={(event) => onChange(event.target.value)}>
        <option value="">{text.timeline.everyone}</option>
        {persons.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <span className="small soft">{text.timeline.countLine(count)}</span>
    </div>
  );
}

function Days({ events }: { events: TimelineEvent[] }) {
  return (
    <ol>
      {groupByDay(events).map(({ day, events: eventsOfDay }) => (
        <li key={day} className="timeline-day">
          <h3>
            <time dateTime={day}>{day}</time> <span className="small soft">{weekdayOf(day)}</span>
          </h3>
          <ol>
            {eventsOfDay.map(({ time, event }, index) => (
              <li key={index} className="timeline-event">
                <span className="timeline-time">{time}</span>
                <div>
                  <p>
                    {event.event}
                    {event.person !== null && <span className="timeline-person">{event.person}</span>}
                  </p>
                  <QuoteList quotes={event.evidence} />
                </div>
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}
