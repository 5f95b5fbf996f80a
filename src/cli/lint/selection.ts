import { rules } from '../../analysis/rules';
import { message } from '../../messages/message';
import type { Finding, ReportedFinding } from '../../model/finding';
import { Problem } from '../../model/problem';
import { type Level, ruleIds } from '../../model/rule';
import type { ProjectFiles } from './projectFiles';

export interface SelectionOptions {
  select?: string[];
  ignore?: string[];
}

/** Which rules report, and their levels: from the command line, then the project file, then the rule's default. */
export class Selection {
  private readonly select: ReadonlySet<string> | null;
  private readonly ignore: ReadonlySet<string>;

  constructor(
    private readonly projects: ProjectFiles,
    { select, ignore }: SelectionOptions,
  ) {
    this.select = select ? new Set(namedRules('select', select)) : null;
    this.ignore = new Set(namedRules('ignore', ignore ?? []));
  }

  /** The level of a finding; null where it is not reported. */
  levelOf({ rule, file }: Pick<Finding, 'rule' | 'file'>): ReportedFinding['level'] | null {
    if (this.ignore.has(rule)) return null;
    const level = this.projects.of(file)?.rules[rule] ?? defaultLevel(rule);
    const chosen = this.select ? selectedLevel(this.select.has(rule), level) : level;
    return chosen === 'off' ? null : chosen;
  }
}

/** A rule selected by name reports even if it is off or not on by default. */
function selectedLevel(isSelected: boolean, level: Level): Level {
  if (!isSelected) return 'off';
  return level === 'error' ? 'error' : 'warning';
}

const defaultLevel = (id: string): Level => rules.find(rule => rule.id === id)?.level ?? 'warning';

/** Rule names as given: repeated options, each with one name or several with commas between. */
function namedRules(option: string, values: string[]): string[] {
  const names = values.flatMap(value => value.split(',')).map(name => name.trim());
  const unknown = names.find(name => !ruleIds.some(id => id === name));
  if (unknown === undefined) return names;
  throw new Problem('input', {
    what: message('lint.rule', { option, unknown }),
    why: message('cli.rules', { rules: ruleIds }),
    remedy: message('lint.rule.remedy'),
  });
}
