/** Why something cannot be had here and what a person can do about it, in English: templates of the translations. */
export interface AbsenceText {
  why: string;
  remedy: string;
}

/** From the values of a reason to its sentences. */
export type AbsenceSentence = (values: Record<string, string>) => AbsenceText;
export type AbsenceTexts = Readonly<Record<string, AbsenceSentence>>;

export const text = (why: string, remedy: string): AbsenceText => ({ why, remedy });
