import { createContext, useContext } from "react";
import type { Quote } from "../api/types";

/** How any feature opens a quote without knowing the viewer; the app provides it. */
export interface QuoteNavigation {
  current: Quote | null;
  open: (quote: Quote) => void;
}

export const QuoteNavigationContext = createContext<QuoteNavigation>({ current: null, open: () => undefined });

export function useQuoteNavigation(): QuoteNavigation {
  return useContext(QuoteNavigationContext);
}
