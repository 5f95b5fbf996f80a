import type { Finding } from '../model/finding';

/** A rule as SARIF shows it. */
export interface SarifRule {
  id: string;
  what: string;
  why: string;
  instead: string;
  limits: string;
}

export interface SarifInput {
  findings: readonly Finding[];
  rules: readonly SarifRule[];
  /** The product's version. */
  version: string;
  /** Turns a finding's file into a URI, relative to the root where it lies below it. */
  uriOf: (file: string) => string;
  /** Files that were left out, with why. */
  skipped: readonly { file: string; why: string }[];
}

/** Findings as a SARIF 2.1.0 log (OASIS standard, errata 01), one run. Returns the JSON object. */
export function sarifOf({ findings, rules, version, uriOf, skipped }: SarifInput): object {
  const place = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'iopath', semanticVersion: version, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          { executionSuccessful: true, toolExecutionNotifications: skipped.map(notificationOf(uriOf)) },
        ],
        results: findings.map(finding => resultOf(finding, place.get(finding.rule) ?? -1, uriOf)),
      },
    ],
  };
}

function ruleOf({ id, what, why, instead, limits }: SarifRule) {
  return {
    id,
    shortDescription: { text: what },
    fullDescription: { text: `${what} ${why}` },
    help: {
      text: `${what}\n\nWhy: ${why}\n\nInstead: ${instead}\n\nLimits: ${limits}`,
      markdown: `${what}\n\n**Why** ${why}\n\n**Instead** ${instead}\n\n**Limits** ${limits}`,
    },
    defaultConfiguration: { level: 'note' },
  };
}

const notificationOf =
  (uriOf: SarifInput['uriOf']) =>
  ({ file, why }: { file: string; why: string }) => ({
    level: 'note',
    message: { text: `Left out: ${why}.` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
  });

function resultOf(finding: Finding, ruleIndex: number, uriOf: SarifInput['uriOf']) {
  const { rule, verdict, reach, route, chunkBytes, language, file, startLine, endLine, message } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    // A loop that one call could replace is worth a note; the others are shown only where asked for.
    level: verdict === 'replaceable' ? 'note' : 'none',
    kind: verdict === 'replaceable' ? 'fail' : 'informational',
    message: { text: message },
    locations: [
      { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine, endLine } } },
    ],
    properties: { language, route, chunkBytes, verdict, reach, instead: finding.instead },
  };
}
