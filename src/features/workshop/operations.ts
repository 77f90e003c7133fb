/** What can be done in the rule workshop. */
import languages from 'virtual:languages';
import { OWN_RULES } from '../../../workers/protocol';
import { activeCode } from '../../code/active';
import {
  convertRule,
  currentProjectId,
  currentRoute,
  learnRule,
  navigate,
  notify,
  readFile,
  rules,
  saveOwnRule,
} from '../../data';
import { countOf, describeAge } from '../../kernel/format';
import { languageById, languageOfPath } from '../../kernel/languages';
import { type Choice, type Operation, operation } from '../../kernel/operations/operation';
import { NOT_OF_THE_PROJECT, OF_THE_PAGE, PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, NOTHING, OneOf, Optional, Text, Whole } from '../../kernel/operations/schema';
import { undoable } from '../../kernel/undo';
import { copyText } from '../../platform';
import {
  caseText,
  DIALECT_NAMES,
  DIALECTS,
  EXTENSIONS,
  encodeRule,
  MOST_IN_RULE_LINK,
  parseCases,
  SHAPE_NAMES,
  SHAPES,
  template,
} from '../../share';
import { accepted } from './accept';
import { chooseParts } from './chosen-code';
import { dedent, ruleOfCode } from './from-code';
import { examplesIn, lacksOf, learntRule } from './from-examples';
import { isKept, keepVersion, versions } from './history';
import { isOwn, loadedRule, open } from './opening';
import { changeRule, judge, judgement, openRule, sourceOf, written } from './state';

const common = { group: 'Rule workshop', changes: 'settings' as const };
const inWorkshop = { ...common, notOn: PALETTE_AND_KEYS, when: () => currentRoute().path === '/workshop' };

export const startRule = operation({
  ...common,
  id: 'workshop.new',
  title: 'New rule…',
  description: 'Begins a rule with a template: a call, an assignment, a missing call or a flow of data.',
  input: Fields({
    dialect: OneOf(DIALECTS, { title: 'Written as' }),
    shape: OneOf(SHAPES, { title: 'What it looks for' }),
  }),
  examples: [{ dialect: 'semgrep', shape: 'taint' }],
  choices: {
    dialect: async () => DIALECTS.map((value): Choice => ({ value, title: DIALECT_NAMES[value] })),
    shape: async () => SHAPES.map((value): Choice => ({ value, title: SHAPE_NAMES[value] })),
  },
  notOn: { ...PALETTE_AND_KEYS },
  run: ({ dialect, shape }) => open(template(dialect, shape), 'A new rule is open.'),
});

export const copyRule = operation({
  ...common,
  id: 'workshop.copy-rule',
  title: 'Copy and change a rule…',
  description:
    'Opens a copy of a rule in the workshop, with its cases; a rule in .assay/rules of the project itself.',
  input: Fields({ rule: Text({ title: 'Rule', minLength: 1 }) }),
  examples: [{ rule: 'python/open-redirect' }],
  choices: {
    rule: async () =>
      rules.infos().map(({ id, title = '' }): Choice => ({ value: id, title: id, note: title })),
  },
  notOn: PALETTE_AND_KEYS,
  failed: 'The rule could not be opened',
  async run({ rule }) {
    const loaded = await loadedRule(rule);
    if (!loaded) throw new Error('There is no text of this rule: it is part of the engine.');
    const info = rules.infos().find(({ id }) => id === rule);
    open(loaded, info && isOwn(info) ? `${loaded.path} is open.` : `A copy of ${rule} is open.`);
  },
});

export const ruleOfSearch = operation({
  ...common,
  id: 'workshop.from-pattern',
  title: 'Make a rule of a pattern…',
  description: 'Opens a new rule in the workshop that looks for a pattern of code.',
  input: Fields({
    pattern: Text({ title: 'Pattern', minLength: 1 }),
    language: Text({ title: 'Language', minLength: 1 }),
    code: Optional(Text({ title: 'Code that it finds' })),
  }),
  examples: [{ pattern: 'requests.get(..., verify=False)', language: 'python' }],
  choices: {
    language: async () => languages.map(({ id, name }): Choice => ({ value: id, title: name })),
  },
  notOn: PALETTE_AND_KEYS,
  run({ pattern, language, code }) {
    open(ruleOfCode(language, pattern, code), 'A rule with this pattern is open.');
  },
});

export const ruleOfSelection = operation({
  ...common,
  id: 'workshop.from-selection',
  title: 'Make a rule of the selected code',
  description:
    'Opens a new rule in the workshop that looks for the selected code, or for the line of the caret.',
  input: NOTHING,
  keys: ['Mod-Alt-r'],
  notOn: { ...OF_THE_PAGE, ...NOT_OF_THE_PROJECT },
  when: () => activeCode() !== undefined && currentProjectId() !== undefined,
  failed: 'No rule could be made of it',
  async run() {
    const code = activeCode();
    if (!code) return;
    const { from, to } = code.marked();
    const read = await readFile(code.path());
    if (read.kind !== 'text') throw new Error(read.reason);
    const lines = read.text.split('\n');
    const language = languageOfPath(code.path()) ?? 'generic';
    const isMarked = from.line !== to.line || from.col !== to.col;
    const chosen = isMarked ? stretch(lines, from, to) : (lines[from.line - 1] ?? '');
    const pattern = dedent(chosen, lines[from.line - 1] ?? '');
    if (pattern.trim() === '') throw new Error('There is no code at the caret.');
    open(ruleOfCode(language, pattern, pattern), 'A rule that looks for this code is open.');
    chooseParts({ language, code: pattern });
    navigate('/workshop', { show: 'cases' });
  },
});

type At = { line: number; col: number };

function stretch(lines: readonly string[], from: At, to: At): string {
  const chosen = lines.slice(from.line - 1, to.line);
  const last = chosen.length - 1;
  chosen[last] = chosen[last]?.slice(0, to.col - 1) ?? '';
  chosen[0] = chosen[0]?.slice(from.col - 1) ?? '';
  return chosen.join('\n');
}

export const saveRule = operation({
  ...inWorkshop,
  id: 'workshop.save',
  title: 'Save the rule',
  description: 'Writes the rule and its cases into .assay/rules of the project, or downloads them.',
  changes: 'files',
  input: NOTHING,
  keys: ['Mod-Alt-s'],
  inTextFields: true,
  failed: 'The rule was not saved',
  async run() {
    const rule = written();
    keepVersion(rule, Date.now());
    const { where, path, takeBack } = await saveOwnRule(rule, isKept);
    if (path !== rule.path) {
      keepVersion({ ...rule, path }, Date.now());
      if (written().path === rule.path) changeRule({ path });
    }
    const broken = (judgement()?.problems ?? []).some(({ kind }) => kind === 'bad-rule');
    const isOther = path !== rule.path ? `There is another ${rule.path}, which stays as it is. ` : '';
    const said = where === 'project' ? `Saved in ${OWN_RULES} as ${path}.` : `${path} downloaded.`;
    const help =
      where === 'project'
        ? 'It runs in the next scan.'
        : `Put it into ${OWN_RULES} of the project, and it runs in each scan.`;
    const undo = takeBack && undoable(takeBack);
    notify(
      broken ? 'warning' : 'success',
      said,
      undo,
      isOther + (broken ? 'The rule cannot be read yet.' : help),
    );
  },
});

export const copyRuleLink = operation({
  ...inWorkshop,
  id: 'workshop.copy-link',
  title: 'Copy a link to the rule',
  description: 'Copies a link that holds the rule and its cases; nothing of the project.',
  changes: 'outside',
  input: NOTHING,
  failed: 'The link was not copied',
  async run() {
    const payload = await encodeRule(written());
    if (payload.length > MOST_IN_RULE_LINK)
      throw new Error('The rule and its cases are too long for a link. Save them instead.');
    await copyText(`${location.href.split('#')[0]}#/workshop?rule=${payload}`);
    notify('success', 'Link copied. It holds the rule and its cases, nothing of your project.');
  },
});

export const restoreVersion = operation({
  ...inWorkshop,
  id: 'workshop.restore',
  title: 'Restore a version…',
  description: 'Opens an earlier version of a rule, as it was saved or left.',
  input: Fields({ version: Whole({ title: 'Version', minimum: 0 }) }),
  examples: [{ version: 0 }],
  when: () => inWorkshop.when() && versions().length > 0,
  choices: {
    version: async () =>
      versions().map(
        ({ savedMs, path }, value): Choice => ({
          value,
          title: describeAge(savedMs, Date.now()),
          note: path,
        }),
      ),
  },
  run({ version }) {
    const chosen = versions()[version];
    if (!chosen) throw new Error('There is no such version.');
    const { path, text, cases } = chosen;
    open({ path, text, cases }, 'An earlier version is open.');
  },
});

export const addCase = operation({
  ...inWorkshop,
  id: 'workshop.add-case',
  title: 'Add a case to the rule…',
  description: 'Adds code that the rule must find, or must not.',
  input: Fields({ kind: OneOf(['invalid', 'valid'], { title: 'Code' }) }),
  examples: [{ kind: 'invalid' }],
  run({ kind }) {
    const { cases } = written();
    const named = judgement()?.rules[0]?.languages[0];
    const language = (named && languageById(named)?.id) ?? 'python';
    const before = cases.trim() === '' ? '' : `${cases.trimEnd()}\n\n`;
    openRule({ ...written(), cases: before + caseText(language, kind, '') });
  },
});

export const acceptFound = operation({
  ...inWorkshop,
  id: 'workshop.accept',
  title: 'Keep what is found as expected',
  description: 'Writes into the cases which lines are found in them now, and what their fixes give.',
  input: NOTHING,
  failed: 'The cases were left as they are',
  async run() {
    const before = written();
    // What is known may be of the text before the last key.
    const { cases } = await judge(before);
    const after = { ...before, cases: accepted(before.cases, cases) };
    const { cases: judged } = await judge(after);
    if (written() !== before) throw new Error('They were changed while they were tried. Try again.');
    openRule(after);
    const wrong = judged.filter(({ isRight }) => !isRight).length;
    const undo = undoable(async () => openRule(before));
    if (wrong === 0) notify('success', 'The cases expect what is found now.', undo);
    else {
      const said = `${countOf(wrong, 'case still differs', 'cases still differ')}.`;
      notify('warning', said, undo, 'Whether code must be found is for you to say.');
    }
  },
});

export const learnFromCases = operation({
  ...inWorkshop,
  id: 'workshop.learn',
  title: 'Make a rule from the cases',
  description: 'Writes a rule that finds what is marked in the cases and nothing else in them.',
  input: NOTHING,
  failed: 'No rule could be made from the cases',
  async run() {
    const before = written();
    const { examples, language, others } = examplesIn(before.cases);
    const semgrepName = languageById(language)?.semgrepName;
    const learnt = await learnRule(examples, language, semgrepName);
    const { patterns } = learnt;
    if (patterns.length === 0)
      throw new Error('No pattern finds what the invalid cases have and nothing of the valid ones.');
    const rule = await learntRule(before.path, language, semgrepName, patterns);
    if (written() !== before) throw new Error('The rule or its cases changed meanwhile. Try again.');
    openRule({ ...before, ...rule });
    const undo = undoable(async () => openRule(before));
    const lacks = lacksOf(learnt, others);
    if (lacks.length === 0)
      notify('success', 'The rule finds what the cases mark, and nothing else in them.', undo);
    else notify('warning', lacks[0] ?? '', undo, lacks.slice(1).join(' ') || undefined);
  },
});

export const convertToDialect = operation({
  ...inWorkshop,
  id: 'workshop.convert',
  title: 'Write the rule in another dialect…',
  description: 'Opens the rule as another dialect says it, if it finds the same in its cases there.',
  input: Fields({ dialect: OneOf(DIALECTS, { title: 'Written as' }) }),
  examples: [{ dialect: 'ast-grep' }],
  choices: {
    dialect: async () => DIALECTS.map((value): Choice => ({ value, title: DIALECT_NAMES[value] })),
  },
  failed: 'The rule stays as it is',
  async run({ dialect }) {
    const before = written();
    const { rules } = await judge(before);
    const [info, more] = rules;
    const language = info?.languages[0];
    if (!info || language === undefined) throw new Error('The rule cannot be read.');
    if (more || info.languages.length > 1)
      throw new Error('Only one rule for one language can be converted.');
    const cases = parseCases(before.cases).filter((one) => one.language === language);
    const codes = cases.map(({ code }) => ({ path: `case.${language}`, text: code, language }));
    const { id, severity, metadata } = info;
    if (severity === undefined) throw new Error('The rule is off, which no other dialect can say.');
    const head = { id, severity, metadata, message: info.message || (info.title ?? id), language };
    const semgrepName = languageById(language)?.semgrepName;
    const converted = await convertRule(sourceOf(before), { ...head, semgrepName }, dialect, codes);
    const { text, unsaid, differs } = converted;
    const name = DIALECT_NAMES[dialect];
    if (text === undefined) throw new Error(`${name} cannot say: ${unsaid.join('; ')}.`);
    const lines = differs.map((at) => cases[at]?.line ?? 0).join(', ');
    if (differs.length > 0)
      throw new Error(`Written as ${name}, it finds something else in the cases at line ${lines}.`);
    if (written() !== before) throw new Error('It was changed while it was converted. Try again.');
    const path = before.path.replace(/\.\w+$/, `.${EXTENSIONS[dialect]}`);
    openRule({ ...before, path, text });
    const undo = undoable(async () => openRule(before));
    const tried = countOf(codes.length, 'case');
    notify('success', `The rule is written as ${name}; it finds the same in ${tried}.`, undo);
  },
});

export const operations: readonly Operation[] = [
  startRule,
  copyRule,
  ruleOfSearch,
  ruleOfSelection,
  saveRule,
  copyRuleLink,
  restoreVersion,
  addCase,
  acceptFound,
  learnFromCases,
  convertToDialect,
];
