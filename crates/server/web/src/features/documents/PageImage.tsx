import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, type RefObject } from "react";
import { ApiError } from "../../shared/api/errors";
import type { PageLayout, PageText } from "../../shared/api/types";
import type { Located } from "../../shared/quotes/locate";
import { text } from "../../shared/text";
import { Empty, QueryView } from "../../shared/ui/QueryView";
import { pageImageQuery } from "./api";
import { marksOf } from "./marks";
import "./page-image.css";

interface PageImageProps {
  caseId: string;
  page: PageText;
  layout: PageLayout;
  located: Located | null;
  mark: RefObject<HTMLElement | null>;
  /** The image has its size: a mark has its place. */
  onShown: () => void;
}

/** The page as it was scanned or printed, with the quote's words marked where they stand. */
export function PageImage({ caseId, page, layout, located, mark, onShown }: PageImageProps) {
  const query = useQuery(pageImageQuery(caseId, page.file_id, page.ordinal));
  // No failure: the format has no image, and another try gives none either.
  if (query.error instanceof ApiError && query.error.status === 422) return <Empty>{query.error.message}</Empty>;
  const span = located && located.how !== "missing" ? located : null;
  const marks = span ? marksOf(layout, page.text, span) : [];
  return (
    <QueryView query={query}>
      {(image) => (
        <figure className="page-image">
          <ImageOf image={image} onShown={onShown} />
          {marks.map((box, index) => (
            <mark
              key={index}
              ref={index === 0 ? mark : undefined}
              style={{
                left: `${box.left * 100}%`,
                top: `${box.top * 100}%`,
                width: `${box.width * 100}%`,
                height: `${box.height * 100}%`,
              }}
            />
          ))}
        </figure>
      )}
    </QueryView>
  );
}

function ImageOf({ image, onShown }: { image: Blob; onShown: () => void }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(image);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [image]);
  return url && <img src={url} alt={text.page.image} onLoad={onShown} />;
}
