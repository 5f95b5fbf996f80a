/**
 * Sentences of the product in a reader's language. Reports, findings and errors hold English text; a bundle
 * (`l10n/sentences.<language>.json`) has a translation for each template of theirs: `Choose a smaller offset.`,
 * `{0} is empty.` One text may be put together from several, as the source does it.
 */
export type Say = (text: string) => string;

export type Bundle = Readonly<Record<string, string>>;

/** Text as it came: English, or a language without a bundle. */
export const english: Say = text => text;

/** A text longer than this is no sentence of ours. */
const longest = 2000;

/** Translations kept before they are worked out anew; a report has far fewer sentences. */
const mostKept = 4000;

/** Says a text in the bundle's language; what the bundle does not know stays as it is. */
export function sayIn(bundle: Bundle, language: string): Say {
  const known = Object.keys(bundle).length;
  if (known === 0) return english;
  const sentences = new Sentences(bundle, language.toLowerCase().startsWith('zh'));
  const kept = new Map<string, string>();
  return text => {
    if (text.length > longest) return text;
    const earlier = kept.get(text);
    if (earlier !== undefined) return earlier;
    if (kept.size >= mostKept) kept.clear();
    const said = sentences.say(text) ?? text;
    kept.set(text, said);
    return said;
  };
}

interface Template {
  /** The literal text around the placeholders, and which placeholder stands between. */
  literals: string[];
  names: string[];
  translation: string;
}

class Sentences {
  private readonly exact: Map<string, string>;
  private readonly templates: Template[];

  constructor(
    bundle: Bundle,
    private readonly wide: boolean,
  ) {
    const entries = Object.entries(bundle);
    this.exact = new Map(entries.map(([text, translation]) => [lowered(text), translation]));
    // The template that says most goes first, so that `{0} of {1}` takes only what no other does.
    this.templates = entries
      .filter(([text]) => /\{\d\}/.test(text))
      .map(([text, translation]) => template(text, translation))
      .sort((a, b) => weight(b) - weight(a));
  }

  /** The translation, or null where no part of the text is known. */
  say(text: string): string | null {
    if (text === '') return null;
    return this.whole(text) ?? this.unended(text) ?? this.parts(text);
  }

  private whole(text: string): string | null {
    const same = this.exact.get(lowered(text));
    if (same !== undefined) return casedAs(text, same);
    // Several sentences in a row are no one template, or a placeholder would swallow the next sentence.
    return sentencesIn(text).length > 1 ? null : this.filled(text);
  }

  /** A fragment that became a sentence of its own: its template has no full stop. */
  private unended(text: string): string | null {
    if (!text.endsWith('.')) return null;
    const said = this.whole(text.slice(0, -1));
    return said === null ? null : /[.。]$/.test(said) ? said : said + (this.wide ? '。' : '.');
  }

  private filled(text: string): string | null {
    for (const { literals, names, translation } of this.templates) {
      const found = match(text, literals);
      if (!found) continue;
      const values = new Map(names.map((name, index) => [name, this.value(found[index]!)]));
      return casedAs(
        text,
        translation.replace(/\{(\d)\}/g, (_, name: string) => values.get(name) ?? ''),
      );
    }
    return null;
  }

  private value(text: string): string {
    return this.say(text) ?? text;
  }

  private parts(text: string): string | null {
    const sentences = sentencesIn(text);
    if (sentences.length > 1) return this.joined(sentences, this.wide ? '' : ' ');
    const halves = text.split(/, (?=and )/);
    if (halves.length > 1) return this.joined(halves, this.wide ? '，' : ', ');
    const reasons = text.split('; ');
    return reasons.length > 1 ? this.joined(reasons, this.wide ? '；' : '; ') : null;
  }

  private joined(parts: string[], glue: string): string | null {
    const said = parts.map(part => this.say(part));
    if (said.every(part => part === null)) return null;
    return said.map((part, index) => part ?? parts[index]!).join(glue);
  }
}

function template(text: string, translation: string): Template {
  const names = [...text.matchAll(/\{(\d)\}/g)].map(([, name]) => name!);
  return { literals: text.split(/\{\d\}/), names, translation };
}

const weight = ({ literals }: Template) => literals.reduce((sum, literal) => sum + literal.length, 0);

/**
 * What stands between the literals, or null where they are not all there. Each literal is taken where it comes first, in
 * one pass: a report from elsewhere must not make this slow.
 */
function match(text: string, literals: readonly string[]): string[] | null {
  const first = literals[0]!;
  if (lowered(text.slice(0, first.length)) !== lowered(first)) return null;
  const last = literals.at(-1)!;
  if (!text.endsWith(last)) return null;
  const end = text.length - last.length;
  const found: string[] = [];
  let from = first.length;
  for (const literal of literals.slice(1, -1)) {
    const at = text.indexOf(literal, from);
    if (at < 0 || at + literal.length > end) return null;
    found.push(text.slice(from, at));
    from = at + literal.length;
  }
  if (from > end) return null;
  found.push(text.slice(from, end));
  return found.some(value => value === '') ? null : found;
}

/** A full stop after a capital alone is an initial's: `D. Stancevic`. */
const sentencesIn = (text: string) => text.split(/(?<=[.!?][)”]?)(?<!(?:^|\s)\p{Lu}\.) (?=[\p{L}_*])/u);

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

function casedAs(text: string, said: string): string {
  const upper = /^\p{Lu}/u.test(text) && !/^\p{Lu}{2}/u.test(text);
  return upper ? said.charAt(0).toUpperCase() + said.slice(1) : said;
}
