import type { SummarySentence } from "../../shared/api/types";

export interface NumberedSection {
  name: string;
  sentences: SummarySentence[];
  /** Number of each sentence's first quote; quotes are counted through the whole summary. */
  firstNumbers: number[];
}

/** Puts sentences under their section, in the order in which sections first appear. */
export function numberSentences(sentences: SummarySentence[]): NumberedSection[] {
  const sections = new Map<string, NumberedSection>();
  for (const sentence of sentences) {
    const known = sections.get(sentence.section);
    if (known) known.sentences.push(sentence);
    else sections.set(sentence.section, { name: sentence.section, sentences: [sentence], firstNumbers: [] });
  }
  let next = 1;
  for (const section of sections.values()) {
    for (const sentence of section.sentences) {
      section.firstNumbers.push(next);
      next += sentence.evidence.length;
    }
  }
  return [...sections.values()];
}
